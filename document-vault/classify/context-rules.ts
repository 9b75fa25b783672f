import { countSigns, type Rule } from './layout-cue.js'

/** What is quoted, asked for or announced in a document, as against what the document is. */
const headCharacters = 20_000

const clinician = [
  /cher(?:e)? (?:confrere|consoeur|ami)|confraternellement/,
  /je (?:propose|prescris|(?:l[ea] )?revois|reverrai|passe|monte)|j.ai (?:revu|vu|recu|examine)/,
  /motif|se plaint|plainte/,
  /examen (?:clinique|physique)|a l.examen|^ ?examen ?:|auscultation|abdomen/m,
  /antecedent|\batcd\b/,
  /traitement (?:de sortie|en cours|habituel|:|actuel|recu)|traitements? ?:/,
  /evolution|histoire de la maladie|anamnese|interrogatoire/,
  /diagnosti|retour (?:a )?domicile|conduite a tenir/,
  /scanner|\birm\b|echographie|radiograph|biologi/,
  /\bta ?:? ?\d\d|\bspo2\b|pouls ?:? ?\d/,
]
const told = (head: string): number => countSigns(head, clinician)

const countOf = (text: string, pattern: RegExp): number => (text.match(pattern) ?? []).length

const vaccine = /vaccin|\brappel\b|\bvalence/g
const fewVaccines = 4
const openingLines = 10

/** One injection in the course of a consultation is a line of its report. */
const quotedVaccine: Rule = (lines, text) => {
  const head = text.slice(0, headCharacters)
  const signs = told(head)
  const opening = lines.slice(0, openingLines).some((line) => /vaccin/.test(line))
  if (signs < 4 || opening || countOf(head, vaccine) > fewVaccines) return null
  const less = -Math.min(5, signs - 1)
  return { says: '', scores: { '87273-9': less, '11369-6': less, '96874-3': less } }
}

const quickTest =
  /\btrod\b|test (?:rapide|antigenique)|autotest|streptotest|orientation diagnostique/g
/** A strip or a swab read in the course of a visit. */
const quotedQuickTest: Rule = (lines, text) => {
  const head = text.slice(0, headCharacters)
  const signs = told(head)
  const opening = lines.slice(0, openingLines / 2).some((line) => countOf(line, quickTest) > 0)
  if (signs < 3 || opening || countOf(head, quickTest) > 1) return null
  return { says: '', scores: { '96173-0': -Math.min(6, signs + 1) } }
}

const invites = [
  /(?:confirm|rappel|programm|fix)\w*.{0,40}rendez.vous|vous (?:etes|serez) (?:attendu|convoque)/,
  /(?:date|heure) ?:|\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi) \d/,
  /present(?:er|ez).{0,8}vous|vous present/,
  /(?:apporter|muni|carte vitale|carte de mutuelle)/,
  /empechement|ne pouvez pas venir|annul|prevenir.{0,40}(?:heures|avant)|report/,
  /a jeun|preparation|avant (?:l.examen|votre venue|la consultation)|le jour (?:de|du)/,
]
const concludes = /au total|^ ?conclusion|je soussigne|cher confrere|a l.examen|^ ?technique/m

/** What to bring to an examination and how to come names it without reporting it. */
const instructions: Rule = (_lines, text) => {
  const head = text.slice(0, headCharacters)
  const signs = countSigns(head, invites)
  if (signs < 5 || concludes.test(head)) return null
  const less = -signs - 1
  return {
    says: 'Date, lieu et consignes pour venir à un rendez-vous',
    scores: { '56446-8': signs + 1, '18748-4': less, '55115-0': less, '34749-2': less },
  }
}

const consents = [
  /reconnai(?:s|t|ssons).{0,60}(?:recu|ete informe|pris connaissance|compris)|ai ete informe/,
  /j.accepte|je consens|(?:donne|donnons) (?:mon|notre) (?:accord|consentement)|consentement/,
  /benefices?|risques|complications|alternatives/,
  /questions|delai de reflexion|claire.{0,20}loyale|revenir sur (?:ma|cette) decision/,
  /signature (?:du|de la|des) (?:patient|parent|titulaire)|signature/,
]
/** Who signs what he was told consents; the boxes are no questionnaire. */
const consent: Rule = (_lines, text) => {
  const head = text.slice(0, headCharacters)
  if (countSigns(head, consents.slice(0, 2)) < 2 || countSigns(head, consents) < 4) return null
  const less = { '74465-6': -5, '18748-4': -4, '70004-7': -4, '34749-2': -2, '60568-3': -4 }
  return { says: 'Information reçue, risques et accord signé', scores: { '59284-0': 4.5, ...less } }
}

const chemist = [
  /pharmacien|pharmacie|officine/,
  /entretien|bilan (?:partage|de medication)|accompagnement|consultation pharmaceutique/,
  /observance|adhesion|automedication/,
  /plan de prise|connaissances?|pilulier|interaction|effets? indesirables?/,
]
/** A pharmacist who talks a treatment over does not order it. */
const chemistInterview: Rule = (_lines, text) => {
  if (countSigns(text.slice(0, headCharacters), chemist) < 4) return null
  const scores = { '57833-6': -4, '60593-1': -2, '56445-0': 1, '78601-2': 1, '93024-8': 1 }
  return { says: 'Entretien d’un pharmacien sur un traitement', scores }
}

const socialHouse =
  /foyer|residen|medico.social|\bime\b|\besat\b|\bmas\b|\bfam\b|\behpad\b|maison d.accueil/
const leaves =
  /sortie (?:de l.etablissement (?:social|medico)|du foyer|de la residence|de l.ehpad|de la mas\b)/
const enters = /entree (?:en|a l.|au|dans (?:l.|le |la )?)(?:ehpad|foyer|resid|mas\b|fam\b|maison)/
/** The same life is told when one comes and when one goes. */
const comingOrGoing: Rule = (_lines, text) => {
  const head = text.slice(0, headCharacters)
  if (!socialHouse.test(head)) return null
  const goes = leaves.test(head)
  if (goes === enters.test(head)) return null
  if (!goes)
    return { says: 'Entrée dans un établissement', scores: { '88348-8': 2, '83981-1': -2 } }
  const scores = { '83981-1': 4, '88348-8': -4 }
  return { says: 'Sortie d’un établissement social ou médico-social', scores }
}

const papers = ['86531-1', '51851-4', 'FICHE-CONTACTS', 'ATTEST-HEBGT', 'ATTEST-RESID', '56446-8']
/** Papers of administration tell nothing of how a patient is. */
const clinicalTale: Rule = (_lines, text) => {
  const signs = told(text.slice(0, headCharacters))
  if (signs < 4) return null
  return { says: '', scores: Object.fromEntries(papers.map((code) => [code, 1.5 - signs])) }
}

const predicates =
  /\b(?:est|sont|etait|a ete|ont ete|retrouve|montre|persiste|je|nous|il|elle|lui|permet|prend)\b/g
const predicatesMin = 5
/** Sentences about a patient are a report of somebody, whatever they quote. */
const prose: Rule = (_lines, text) => {
  const head = text.slice(0, headCharacters)
  if (told(head) < 5 || countOf(head, predicates) < predicatesMin) return null
  return {
    says: 'Récit clinique en phrases',
    scores: { '11488-4': 1.2, '34112-3': 1.2, '11490-0': 0.8 },
  }
}

const seen = new RegExp(
  [
    String.raw`\b(?:re)?vue? (?:ce jour|en consultation|le \d|pour)|rencontre|se plaint`,
    'consultation (?:du|de) |visite (?:du|a dom)|consulte pour|m.avoir (?:confie|adresse)',
    '^ ?motif|j.ai (?:re)?vu|a ete (?:re)?vu|venue? ce jour',
  ].join('|'),
  'm',
)
const visit: readonly RegExp[] = [
  seen,
  /l.examen|examen ?:|auscultation|\bta ?:? ?\d|poids|pression arterielle|clinique ?:/,
  /\bcat\b|conduite a tenir|je (?:propose|prescris|passe)|ordonnance|prescri|poursuite|introduit/,
  /revois|reverr|repasse|a revoir|revue? (?:dans|avec|a )|reconsult|prochaine? (?:vi|co|re|rd|ho)/,
  /au total|conclusion|en synthese|probable|suspicion|je pense|evoqu|remission/,
]
const quotedParts = {
  '11502-2': -2,
  '18748-4': -2,
  '11369-6': -2,
  '68599-0': -1.5,
  '89235-6': -2,
  '57055-6': -2,
}
/** Seen, examined, treated, and to be seen again: a consultation, whatever is quoted. */
const consultation: Rule = (_lines, text) => {
  const head = text.slice(0, headCharacters)
  if (countSigns(head, visit) < visit.length || /^ ?technique/m.test(head)) return null
  return {
    says: 'Patient vu, examiné, traité et à revoir',
    scores: { '11488-4': 2.5, '34112-3': 1, ...quotedParts },
  }
}

export const contextRules: readonly Rule[] = [
  quotedVaccine,
  quotedQuickTest,
  instructions,
  consent,
  chemistInterview,
  comingOrGoing,
  clinicalTale,
  prose,
  consultation,
]
