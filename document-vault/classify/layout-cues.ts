import { contextRules } from './context-rules.js'
import { formRules } from './form-rules.js'
import { countLines, type LayoutCue, type Rule } from './layout-cue.js'
import { dose, measured, orderCue, range, rhythm, specimen } from './layout-patterns.js'
import { narrativeRules } from './narrative-rules.js'
import { stayRules } from './stay-rules.js'

const opens = (lines: readonly string[], pattern: RegExp): boolean =>
  lines.some((line) => pattern.test(line))

/** Lines above this length are running text: no rule looks for tables in them. */
const lineCharactersMax = 240

const laboratoryTable: Rule = (lines) => {
  const both = lines.filter((line) => measured.test(line) && range.test(line)).length
  const some = countLines(lines, measured)
  if (both < 2 && some < 4) return null
  const score = Math.min(4.5, both * 0.8 + some * 0.3)
  return { says: 'Tableau de résultats avec unités et valeurs', scores: { '11502-2': score } }
}

const imagingHeadings = [
  /^ ?indication/,
  /^ ?technique/,
  /^ ?(?:resultat|compte.rendu|description)/,
]

const imagingPlan: Rule = (lines) => {
  const found = imagingHeadings.filter((heading) => opens(lines, heading)).length
  if (found < 2 || !opens(lines, /^ ?technique/)) return null
  return {
    says: 'Plan « indication, technique, résultats »',
    scores: { '18748-4': found + 1, '70004-7': 1, '51969-4': 1 },
  }
}

const posology: Rule = (lines) => {
  const count = lines.filter((line) => dose.test(line) && rhythm.test(line)).length
  if (count === 0) return null
  const score = Math.min(3.5, 1.2 + count * 0.6)
  return { says: 'Lignes de posologie', scores: { '57833-6': score, '60591-5': 0.4 } }
}

const questions: Rule = (lines) => {
  const count = countLines(lines, /\?|[☐☑☒□■]|\[ ?[x ]?\]|\boui\b.{0,8}\bnon\b/)
  if (count < 3) return null
  return { says: 'Suite de questions ou de cases', scores: { '74465-6': Math.min(3, count * 0.5) } }
}

const amounts: Rule = (lines) => {
  const count = countLines(lines, /\d+[.,]\d\d ?(?:€|eur)|\d ?€/)
  if (count < 2) return null
  return { says: 'Montants en euros', scores: { '51851-4': 2.2, REMB: 2.2 } }
}

const telephones: Rule = (lines) => {
  const count = countLines(lines, /\b0[1-9](?:[ .]?\d\d){4}\b/)
  if (count < 3) return null
  return { says: 'Liste de numéros de téléphone', scores: { 'FICHE-CONTACTS': 2.2 } }
}

const teeth: Rule = (_lines, text) => {
  const head = text.slice(0, 6_000)
  const numbers = head.match(/\b[1-4][1-8]\b/g) ?? []
  const words = head.match(/[a-z]{2,}/g) ?? []
  if (new Set(numbers).size < 10 || numbers.length < words.length * 0.3) return null
  return { says: 'Numéros de dents', scores: { '83836-7': 4 } }
}

const pressures: Rule = (lines) => {
  const found = lines.join(' ').match(/\b1?\d\d ?\/ ?\d{2,3}\b(?! ?\/)/g) ?? []
  if (found.length < 5) return null
  return { says: 'Série de mesures de tension', scores: { '29274-8': 4 } }
}

const marks: Rule = (_lines, text) => {
  if (/<xsl:|xmlns:xsl/.test(text))
    return { says: 'Balises de feuille de style', scores: { 'FEUILLE-DE-STYLE': 6 } }
  if (/idfra|p<fra|<<<</.test(text))
    return { says: "Zone de lecture d'une pièce d'identité", scores: { 'PIECE-IDENTITE': 6 } }
  if (/<ds:signature|signaturevalue|x509certificate/.test(text))
    return { says: 'Éléments de signature XML', scores: { E1762: 6 } }
  return null
}

const letter: Rule = (lines) => {
  if (
    !opens(
      lines,
      /^ ?(?:mon )?(?:tres )?(?:cher|chere)s? (?:confrere|consoeur|ami|amie|collegue|docteur)/,
    )
  )
    return null
  const scores = { '11488-4': 2.4, '96349-6': 1.9, '34112-3': 1.6, '78513-9': 1.2, '34875-5': 1.2 }
  return { says: 'Lettre à un confrère', scores }
}

const certificate: Rule = (_lines, text) => {
  if (!/je,? soussigne.{0,200}certifie/s.test(text)) return null
  return {
    says: '« Je soussigné … certifie »',
    scores: { '89601-9': 3.5, CERT_DECL: 1, 'ATTEST-HEBGT': 1 },
  }
}

const analytes = `nfs|nfp|numeration|plaquettes|crp|vs|iono|ionogramme|creat|creatinine|uree|tsh|t4|
hba1c|eal|bilan (?:lipidique|hepatique|martial|thyroidien|renal)|cholesterol|triglycerides|
vit(?:amine)?|asat|alat|ggt|gamma|transaminases|ferritine|inr|tp|tca|ecbu|glycemie|psa|bnp|
d.dimeres|serologie|rai|groupe|hcg|beta|calcemie|albumine|proteinurie|microalbuminurie|
electrophorese|coproculture|hemocultures`.replaceAll('\n', '')
const analyte = new RegExp(`^[ \\-*•.\\d]*(?:\\[ ?x? ?\\] ?|[☐☑☒□■] ?)?(?:${analytes})\\b`)
/** A threshold or two may stand among the analyses that are asked for. */
const asksPerValue = 4

/** Names of analyses without results are a request. */
const analysesAsked: Rule = (lines) => {
  const count = lines.filter((line) => analyte.test(line) && !/\d[.,]\d/.test(line)).length
  if (count < 3 || countLines(lines, measured) * asksPerValue > count) return null
  return {
    says: "Liste d'analyses sans résultats",
    scores: { 'PRESC-BIO': Math.min(5, 1 + count), '11502-2': -3 },
  }
}

const clinicalSections = [
  /^ ?antecedents?/,
  /^ ?allergi/,
  /^ ?traitements?\b/,
  /^ ?motif/,
  /^ ?examen (?:clinique|physique)/,
  /^ ?(?:mode de vie|habitus)/,
  /^ ?facteurs? de risque/,
  /^ ?signes vitaux/,
  /^ ?vaccin/,
  /^ ?resultats? d.(?:examens|imagerie)/,
  /^ ?complications?/,
  /^ ?plan de soins/,
  /^ ?(?:problemes|pathologies|diagnostics?)\b/,
  /^ ?(?:score|evaluation)/,
  /^ ?(?:autonomie|dispositifs?|prothese)/,
  /^ ?(?:histoire|anamnese|evolution)/,
  /^ ?(?:conclusion|au total|conduite a tenir|suites? a donner)/,
]
/** Types that are about one thing only: a part of a whole record is not one of them. */
const partTypes = {
  '11502-2': -9,
  '57833-6': -6,
  '29274-8': -6,
  '11369-6': -6,
  '87273-9': -2,
  '18748-4': -4,
  '60593-1': -4,
  '80565-5': -4,
  'PRESC-BIO': -4,
  'FICHE-CONTACTS': -4,
  EXPPAT_3: -4,
  '101881-1': -4,
  '51969-4': -3,
  '47420-5': -2,
}
const wholeTypes = {
  '60591-5': 0.8,
  '74207-2': 1,
  '18761-7': 1,
  '34133-9': 1,
  '34112-3': 0.8,
  '11490-0': 0.8,
  '11488-4': 0.8,
  '75496-0': 1.4,
}

const sectionsOf = (lines: readonly string[]): number =>
  clinicalSections.filter((section) => opens(lines, section)).length

const manySections: Rule = (lines) => {
  const found = sectionsOf(lines)
  if (found < 4) return null
  const scores = { ...partTypes, ...wholeTypes }
  return { says: 'Plusieurs rubriques cliniques (antécédents, traitements…)', scores }
}

const orderCharactersMax = 20_000

/** Dosages without a word of order stand in records of every kind. */
const orderless: Rule = (lines, text) => {
  if (orderCue.test(text.slice(0, orderCharactersMax)) || sectionsOf(lines) < 2) return null
  return { says: '', scores: { '57833-6': -3, 'PRESC-INF': -2, 'PRESC-BIO': -2 } }
}

const told = [
  /\bexamen/,
  /\bantecedent|\batcd\b/,
  /\ballergi/,
  /\bevolution/,
  /\bplaint|\bse plai/,
  /\bdiagnosti/,
  /\bhospitalis|\bsejour/,
  /\bscanner|\bradio|\birm\b|\becho/,
  /\bautonom|\bgir\b/,
  /\b(?:crp|hb|creatinine|hemoglobine)\b/,
]
/** Who tells of a patient may name a treatment; an order tells little. */
const narrative: Rule = (_lines, text) => {
  const head = text.slice(0, orderCharactersMax)
  const found = told.filter((sign) => sign.test(head)).length
  if (found < 2) return null
  const less = -Math.min(3, found - 0.5)
  const scores = { '57833-6': less, '57832-8': less, 'PRESC-INF': less, '60593-1': less }
  return { says: '', scores }
}

/** A diagnosis of pathology that is only told. */
const withoutSpecimen: Rule = (_lines, text) =>
  specimen.test(text.slice(0, orderCharactersMax)) ? null : { says: '', scores: { '60568-3': -4 } }

const birthWords = /accouchement|naissance|couches|grossesse|apgar|allaitement|nouveau.ne|perinee/
/** Lines of a form: a label and a value, without sentences. */
const isFormLine = (line: string): boolean =>
  line.length < 70 && !/[.!?] ?$/.test(line) && !/\b(?:je|nous|vous|est|a ete)\b/.test(line)
const birthForm: Rule = (lines, text) => {
  if (lines.length < 8 || !birthWords.test(text.slice(0, orderCharactersMax))) return null
  const forms = lines.filter(isFormLine).length
  if (forms < lines.length * 0.85)
    return forms > lines.length * 0.3 ? null : { says: '', scores: prosaicBirth }
  return { says: 'Volet fait de rubriques et de valeurs, sans phrases', scores: formalBirth }
}
const formalBirth = {
  '57055-6': 3.5,
  '57057-2': 3.5,
  '57075-4': 3.5,
  '89235-6': 3.5,
  '78489-2': 3.5,
  '15508-5': -2.5,
  '89233-1': -2.5,
}
const prosaicBirth = { '57057-2': -1.5, '57075-4': -1.5, '15508-5': 1, '89233-1': 0.5 }

const rules: readonly Rule[] = [
  orderless,
  narrative,
  withoutSpecimen,
  birthForm,
  analysesAsked,
  manySections,
  laboratoryTable,
  imagingPlan,
  posology,
  questions,
  amounts,
  telephones,
  teeth,
  pressures,
  marks,
  letter,
  certificate,
  ...formRules,
  ...narrativeRules,
  ...contextRules,
  ...stayRules,
]

const linesMax = 600

const linesOf = (folded: string): string[] =>
  folded
    .split('\n')
    .slice(0, linesMax)
    .filter((line) => line.length <= lineCharactersMax)

/** How many of the usual sections of a clinical record the folded text has. */
export const clinicalSectionCount = (folded: string): number => sectionsOf(linesOf(folded))

/** Short lines without a value, as the titles of sections are. */
const sectionTitle = /^(?! )[a-z][^\d:.;,]{3,50}$/
export const sectionTitleCount = (folded: string): number =>
  countLines(linesOf(folded), sectionTitle)

/** Looks at the folded text line by line; every rule is linear and bounded. */
export function layoutCues(folded: string): LayoutCue[] {
  const lines = linesOf(folded)
  return rules.flatMap((rule) => rule(lines, folded) ?? [])
}
