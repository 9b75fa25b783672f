import { countLines, countSigns, type Rule } from './layout-cue.js'

const headCharacters = 20_000

/** Forms that their printed words name, whatever the title. */
interface PrintedForm {
  readonly says: string
  /** All must be there. */
  readonly signs: readonly RegExp[]
  readonly scores: Readonly<Record<string, number>>
}

const printedForms: readonly PrintedForm[] = [
  {
    says: 'Formulaire de certificat pour la maison départementale des personnes handicapées',
    signs: [
      /certificat medical|a l.attention du medecin|medecin (?:qui|signataire)|\bcerfa\b/,
      /\bmdph\b|maison departementale|personnes? handicapee/,
      /retentissement|pathologie|description clinique|deficience/,
    ],
    scores: { '89601-9': 7, '28653-4': -4, '34842-5': -3, BIL_AUTO: -3, '34120-6': -3 },
  },
  {
    says: 'Formulaire de protocole de soins pour une affection de longue durée',
    signs: [
      /affection de longue duree|\bald\b/,
      /diagnostic/,
      /protocole de soins|actes et prestations|medecin conseil|service medical/,
      /specialiste|traitements|duree previsible|exoneration|ticket moderateur/,
    ],
    scores: { PROT_ALD: 4, '57833-6': -3, '60591-5': -3, '11488-4': -2, '57828-6': -3 },
  },
  {
    says: 'Certificat de santé obligatoire d’un enfant',
    signs: [
      /protection maternelle et infantile|\bpmi\b|service departemental|certificat de sante/,
      /examen obligatoire|a adresser (?:dans|au|sous)|niveau d.etudes|profession .{0,8}[mp]ere/,
      /naissance|apgar|gestite|modes? de garde/,
    ],
    scores: { CERT_DECL: 4.5, '15508-5': -4, '59283-2': -3, '78489-2': -4, '57075-4': -4 },
  },
  {
    says: "Formulaire d'accident du travail ou de maladie professionnelle",
    signs: [
      /accident du travail|maladie professionnelle|\bat ?\/ ?mp\b/,
      /cerfa|certificat/,
      /constatations|siege|lesions|consequences|consolidation|date de l.accident/,
    ],
    scores: { CERT_DECL: 6, 'PRESC-AAT': -3, '11488-4': -2, '89601-9': -1 },
  },
  {
    says: 'Formulaire de certificat de décès',
    signs: [
      /certificat de deces|mort .{0,80}reelle et constante|constat(?:er|e|ation)? .{0,20}deces/,
      /mise en biere|medico.legal|inhumation|reelle et constante|causes? (?:du|de) deces/,
    ],
    scores: { CERT_DECL: 8, EXPPAT_1: -5, EXPPAT_3: -4, '51851-4': -2 },
  },
  {
    says: "Test rapide avec lecture d'une bande ou lot du dispositif",
    signs: [
      /\btrod\b|test rapide|autotest|test antigenique|streptotest/,
      /\blot\b|bande|lecture|reactif|peremption|dispositif|kit\b/,
      /negatif|positif|reactif/,
    ],
    scores: { '96173-0': 4.5, '75492-9': -3, '11502-2': -4, '78601-2': -2 },
  },
  {
    says: 'Vaccination contre la COVID-19 attestée',
    signs: [
      /covid|sars.cov/,
      /vaccin(?:ation|e)/,
      /attest|certificat|cycle vaccinal|schema vaccinal|\bqr\b|2d.doc/,
      /\bdose|injection|rappel/,
    ],
    scores: { '96874-3': 4.5, '87273-9': -1, '11369-6': -2, '89601-9': -3, '96173-0': -2 },
  },
  {
    says: 'Variables de la grille AGGIR',
    signs: [/\baggir\b|\bgir\b/, /coherence/, /orientation/, /toilette/, /habillage/, /transfert/],
    scores: { '34842-5': 5, BIL_AUTO: -1, '28653-4': -2 },
  },
  {
    says: 'Tests psychométriques',
    signs: [
      /psycholog/,
      /\bw(?:isc|ais|ppsi)\b|\bqi(?:t|v|p)?\b|indice de|echelle|subtest|percentile|rorschach/,
      /bilan|passation|epreuves?|test/,
    ],
    scores: { '83901-9': 4, '34120-6': -3, '34842-5': -2, '11488-4': -1.5 },
  },
  {
    says: 'Rééducation prescrite au kinésithérapeute',
    signs: [
      /ordonnance|prescri|faire pratiquer|effectuer|realiser|seances? de/,
      /(?:faire|merci de|effectuer|pratiquer|realiser).{0,60}kinesitherap/,
      /seances?|reeducation|drainage|mobilisation/,
    ],
    scores: { 'PRESC-KINE': 4, '57833-6': -3.5, '47420-5': -2 },
  },
  {
    says: 'Soins prescrits à une infirmière',
    signs: [/(?:faire (?:pratiquer|realiser|faire)|prescri\w+) .{0,60}(?:infirmier|\bide\b)/],
    scores: { 'PRESC-INF': 3, '57833-6': -2 },
  },
  {
    says: 'Passages d’une infirmière pour une durée',
    signs: [
      /passages? (?:infirmier|ide|idel|d.une inf).{0,40}(?:jour|matin|soir|fois)/,
      /pour une duree|pendant|jusqu.au|7 jours|7 ?j|dimanche|renouvel/,
    ],
    scores: { 'PRESC-INF': 3.5, '57833-6': -2, '34120-6': -4 },
  },
  {
    says: 'Soins infirmiers et leur évolution',
    signs: [
      /infirmier|\bide\b/,
      /pansement|plaie|escarre|glycemies?|injection|pilulier/,
      /fibrine|bourgeonn|exsudat|observance|bien toler|evolution|passages?\b/,
      /transmission|periode|suivi|soins? a domicile|compte.rendu/,
    ],
    scores: { '11506-3': 3.5, '57833-6': -3, 'PRESC-INF': -1.5, '29274-8': -2 },
  },
]

const printed: readonly Rule[] = printedForms.map(({ says, signs, scores }): Rule => {
  return (_lines, text) => {
    const head = text.slice(0, headCharacters)
    return signs.every((sign) => sign.test(head)) ? { says, scores } : null
  }
})

const invitations = [
  /vous (?:etes|serez|avez ete|etiez) (?:bien )?(?:convoque|attendu|inscrit|recu)/,
  /convocation|nous (?:vous )?(?:convoquons|attendons|confirmons|proposons)/,
  /(?:vo\w+|un|ce|le|du|de) (?:prochain )?(?:rendez.vous|rdv) (?:est|a ete|du|le|avec|pri|fix|pre)/,
  /(?:confirm|rappel|notific|annul|report|modific)\w* (?:de|du|d.un|vo).{0,24}(?:rendez|rdv)/,
  /vous present(?:er|ez)|(?:date|heure) du (?:rendez|rdv)/,
  /(?:rendez.vous|rdv) ?:? .{0,60}\b\d{1,2} ?(?:h|:)/,
]
const clinical = [
  /antecedent|\batcd\b/,
  /examen (?:clinique|de sortie|physique|neurologique)|a l.examen/,
  /traitement/,
  /conclusion|au total/,
  /diagnosti/,
  /resultat/,
  /je (?:certifie|soussigne)|soussigne/,
  /\d ?mg\b|comprime/,
  /objectifs?\b/,
  /evolution/,
]

/** A document that invites nobody, or that says much else, only mentions an appointment. */
const mentionedAppointment: Rule = (_lines, text) => {
  const head = text.slice(0, headCharacters)
  const invites = countSigns(head, invitations)
  const other = countSigns(head, clinical)
  if (invites >= 2 && other < 4) return null
  const less = invites === 0 ? 2 : 0
  const against = Math.max(0, other - invites * 2) * 1.5 + less
  return against === 0 ? null : { says: '', scores: { '56446-8': -Math.min(7, against) } }
}

const columns = [
  /base (?:de |du )?remb|base s\.?s/,
  /part (?:amo|amc|assure|obligatoire|complementaire|mutuelle)|\bamo\b.{0,20}\bamc\b/,
  /montant|somme/,
  /reste a (?:charge|payer)|a regler|net a payer|a votre charge|sommes a payer/,
  /ticket moderateur|forfait (?:journalier|hospitalier)|\bghs\b|chambre particuliere/,
  /facture|bordereau|avis des? sommes|quittance|titre de recette/,
]
const paid =
  /(?:montant|total) (?:verse|rembourse)|date (?:de paiement|des soins)|franchises? medic/

/** Columns of amounts tell what a stay costs, not how it went. */
const invoice: Rule = (lines, text) => {
  const signs = countSigns(text.slice(0, headCharacters), columns)
  const amounts = countLines(lines, /\d+[.,]\d\d\b/)
  if (signs < 2 || amounts < 2) return null
  const fromInsurance = paid.test(text) ? 2.5 : -1
  const score = Math.min(5, signs + 1)
  return {
    says: 'Colonnes de montants (base, parts, reste à charge)',
    scores: { '51851-4': score - fromInsurance, REMB: 1 + fromInsurance, '34112-3': -4 },
  }
}

export const formRules: readonly Rule[] = [...printed, mentionedAppointment, invoice]
