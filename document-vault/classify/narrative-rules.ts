import { countLines, countSigns, type Rule } from './layout-cue.js'
import { measured } from './layout-patterns.js'

/** What the document does as a whole, rather than the words that come up in it. */
const headCharacters = 20_000

const laboratory = [
  /laboratoire|\blbm\b|\blabm\b/,
  /biologiste/,
  /prelev/,
  /(?:dossier|demande|examen) ?(?:n°|no|num|:)|n° ?(?:de )?(?:dossier|demande)/,
  /valid(?:e|es|ation) (?:par|biolog|le)|edite le/,
  /valeurs? (?:de reference|usuelles|normales)|anteriorite|intervalle/,
  /cofrac|accredit/,
]
const clinician = [
  /cher(?:e)? (?:confrere|consoeur|ami)|confraternellement/,
  /je (?:propose|prescris|(?:l[ea] )?revois|reverrai|vous adresse|l.ai|lui)|j.ai (?:revu|vu|recu)/,
  /a ete (?:hospitalise|admis)|motif (?:d|de|:)|motif d.hospital/,
  /examen (?:clinique|physique|neurologique)|a l.examen|l.examen/,
  /antecedent|\batcd\b/,
  /traitement (?:de sortie|en cours|habituel|:|actuel)|traitements? ?:/,
  /evolution|histoire de la maladie|anamnese/,
  /depistage/,
  /\d ?mg (?:le|matin|midi|soir|x|par)|comprime/,
  /scanner|\birm\b|echographie|radiograph/,
]
const tableShareMin = 0.3
const quotedMax = 9
const salutation = /cher(?:e)?s? (?:confrere|consoeur|ami)|confraternellement/

/** Values of the laboratory inside what a clinician tells are a section of it. */
const quotedValues: Rule = (lines, text) => {
  const head = text.slice(0, headCharacters)
  const told = countSigns(head, clinician)
  const identity = countSigns(head, laboratory)
  const filled = lines.filter((line) => line.length > 2)
  const share = filled.length === 0 ? 0 : countLines(filled, measured) / filled.length
  const isLetter = salutation.test(head) && share < tableShareMin
  if (isLetter && told >= 3) return { says: '', scores: { '11502-2': -quotedMax } }
  const shortfall = told - identity - (share >= tableShareMin ? 2 : 0)
  if (told < 2 || shortfall <= 0) return null
  return { says: '', scores: { '11502-2': -Math.min(quotedMax, 2 + shortfall * 1.5) } }
}

const examined = [
  /^ ?technique|sonde|sequences?|acquisition|coupes?\b|incidences?|cliches?|simpson|mode b\b/m,
  /echogen|hypersignal|hyposignal|densit|opacit|rehaussement|permeable|compressib|dilat|\bacr\b/,
  /pas d.anomalie|sans anomalie|respecte|non dilate|normal|homogene|integr/,
  /^ ?(?:conclusion|au total|en conclusion|synthese)/m,
  /t.score|z.score|\bfevg\b|gradient|\bpaps\b|stenose|thrombos|nodule|fracture|discopath|\bmm\b/,
]
const modality = /echo|doppler|irm|scanner|tdm|tomodens|radiograph|mammograph|scintigraph|densitom/
const modalityMore = /angio|\btep\b|coroscanner|arthro|\bett\b|cone beam|panoramique/
const treats = [
  /traitement (?:de sortie|en cours|habituel|actuel)|je (?:prescris|propose|revois|reverrai)/,
  /hospitalise|motif d.entree|evolution|mode de vie/,
  /\d ?mg\b/,
  /j.ai revu|je (?:vous adresse|vois|recois)|a l.examen|examen clinique ?:|revu en consultation/,
  /intervention|anesthesi|trocart|incision|suture/,
  /\batcd\b|\bta ?:? ?\d\d|poids ?:? ?\d\d/,
  /\bcat\b|conduite a tenir|ordonnance (?:remise|faite)|je prescris|renouvellement/,
]

/** Technique, findings and a conclusion make a report of imaging, a polite one too. */
const politeImaging: Rule = (_lines, text) => {
  const head = text.slice(0, headCharacters)
  if (!modality.test(head) && !modalityMore.test(head)) return null
  const signs = countSigns(head, examined)
  const other = countSigns(head, treats)
  if (signs < 4 || other > 1) return null
  const score = signs - 1 - other * 1.5
  const less = -score - 1
  return {
    says: 'Technique, description et conclusion d’un examen d’imagerie',
    scores: { '18748-4': score, '11488-4': less, '96349-6': less, '55115-0': -2 },
  }
}

const consulted = [
  /merci de m.avoir (?:adresse|confie)|peux.tu|pouvez.vous (?:rece)?voir|(?:vous|te) (?:l.)?adress/,
  /a l.examen|l.examen (?:clinique |physique )?(?:retrouve|montre|est|trouve)|examen clinique/,
  /je (?:prescris|propose|le revois|la revois|reverrai|le reverrai|la reverrai|vous remercie de)/,
  /prise en charge|pour avis|avis specialise|votre avis/,
  /se plaint|consulte pour|que je vois|j.ai (?:revu|vu|recu)|vu en consultation/,
  /nous avons discute|a ete hospitalise|traite(?:e)? par/,
  /\batcd\b|\bta ?:? ?\d\d|poids ?:? ?\d\d/,
  /\bcat\b|conduite a tenir|ordonnance (?:remise|faite)|renouvellement/,
]
const own = /^ ?technique|j.ai realise ce jour.{0,60}(?:echo|irm|scanner|doppler|radio)/m

/** Images that a letter tells of were read by another. */
const quotedImages: Rule = (_lines, text) => {
  const head = text.slice(0, headCharacters)
  const signs = countSigns(head, consulted)
  if (signs < 2 || own.test(head)) return null
  return { says: '', scores: { '18748-4': -Math.min(5, signs * 1.5) } }
}

const imagingAsked = [
  /(?:merci|pourri|pouvez|veuill|priere|souhaite|vous (?:demand|pri)).{0,60}(?:reali|prati|effec)/,
  /examens? (?:demande|souhaite|prescrit)|demande (?:adressee|d.exam|d.imag|de scan|d.irm|de rad)/,
  /question (?:posee)?|recherche d|a la recherche|je recherche|\?/,
  /pacemaker|claustrophob|stimulateur|metformine ?:|allergie aux? (?:produit|iode)|grossesse ?:/,
  /degre d.urgence|urgent|transport ?:|service demandeur|demandeur|brancard/,
  /chers? (?:confreres?|amis?|collegues?) radiolog|faire pratiquer|faire realiser/,
  /renseignements cliniques|justification|finalite/,
]
const found = [/^ ?technique/m, /^ ?(?:conclusion|au total)/m, /^ ?(?:resultats?|description) ?:?/m]

/** Asked for and not yet done. */
const imagingRequest: Rule = (_lines, text) => {
  const head = text.slice(0, headCharacters)
  if (!modality.test(head) && !modalityMore.test(head)) return null
  const asked = countSigns(head, imagingAsked) - countSigns(head, found) * 2
  if (asked < 2) return null
  const score = Math.min(5, asked)
  return {
    says: 'Un examen d’imagerie est demandé, sans technique ni conclusion',
    scores: { '55115-0': score, '18748-4': -score },
  }
}

const screeningNamed =
  /depistage (?:neonatal|auditif|de la|du|des|organise|national)|programme .{0,20}depistage/g
const screeningResult =
  /non concluant|concluant|negatif|positif|dans les limites|pas d.anomalie|normal|non reactif/
const screeningHow =
  /\boea|\bpea|buvard|talon|\btest\b|clich|lecture|prelev|fibroscan|questionnaire|mesure/

/** The test and its result decide; what surrounds the birth is context. */
const screening: Rule = (lines, text) => {
  const head = text.slice(0, headCharacters)
  const opening = lines.slice(0, 14).filter((line) => /depistage/.test(line)).length
  const named = (head.match(screeningNamed) ?? []).length
  const isResult = screeningResult.test(head) && screeningHow.test(head)
  if (opening === 0 || named + opening < 3 || !isResult) return null
  const less = { '15508-5': -5, '78489-2': -4, '89233-1': -3, '11502-2': -5, '59283-2': -2 }
  return {
    says: 'Test de dépistage et son résultat',
    scores: { '75492-9': 3.5, ...less, '57075-4': -4, '89235-6': -3 },
  }
}

const socialLife = [
  /curatelle|tutelle|mandataire|sauvegarde de justice|mesure de protection/,
  /assistante? social|educat(?:eur|rice)|travailleur social|\bsavs\b|\bsamsah\b|foyer|\bime\b/,
  /\baah\b|\brsa\b|ressources|logement|\bcaf\b/,
  /situation (?:familiale|sociale|administrative)|parcours de vie|vie (?:sociale|quotidienne)/,
  /rapport social|evaluation sociale|enquete sociale|note sociale|referent/,
]

/** Who looks after a person tells of a life and of wishes: the patient did not write it. */
const socialReport: Rule = (_lines, text) => {
  const signs = countSigns(text.slice(0, headCharacters), socialLife)
  if (signs < 3) return null
  const wishes = { EXPPAT_1: -4, EXPPAT_2: -3, EXPPAT_3: -4 }
  return {
    says: 'Vie quotidienne, ressources et mesures sociales',
    scores: { '28653-4': signs - 1, ...wishes },
  }
}

const preventionPlan = [
  /plan (?:personnalise )?de prevention|mon plan|bilan de prevention|mon bilan prevention/,
  /mes (?:priorites|objectifs|actions)|priorites|actions? (?:choisies|retenues|proposees)/,
  /tabac|alcool|activite physique|sedentar|alimentation|sommeil/,
  /vaccin|depistage/,
]
const planOfPrevention: Rule = (_lines, text) => {
  const head = text.slice(0, headCharacters)
  if (!/prevention/.test(head) || countSigns(head, preventionPlan) < 4) return null
  const scores = { '83869-8': 3.5, '56446-8': -5, '75482-0': -1 }
  return { says: 'Priorités de prévention et actions', scores }
}

const collegial = [
  /reunion (?:de concertation )?pluridisciplinaire|\brcp\b|concertation pluri|avis collegial/,
  /presents? ?:|participants? ?:|quorum|membres presents|composition/,
  /question|discussion|motif de (?:presentation|discussion)/,
  /proposition|decision|avis ?:|conclusion de la reunion/,
]
/** What several doctors decide together, over the findings of others. */
const concertation: Rule = (_lines, text) => {
  if (countSigns(text.slice(0, headCharacters), collegial) < 4) return null
  const quoted = { '18748-4': -4, '60568-3': -4, '77604-7': -2, '51969-4': -3, '57833-6': -3 }
  return {
    says: 'Participants, question et décision d’une réunion de concertation',
    scores: { '34794-8': 4, ...quoted },
  }
}

export const narrativeRules: readonly Rule[] = [
  quotedValues,
  quotedImages,
  politeImaging,
  imagingRequest,
  screening,
  socialReport,
  planOfPrevention,
  concertation,
]
