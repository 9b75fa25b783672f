/**
 * What letterheads and footers say whatever the document is: who is where and when, how to book,
 * what becomes of the data. On folded lines.
 */
const boilerplate: readonly RegExp[] = [
  /\brgpd\b|protection des donnees|informatique et libertes|traitement informati/,
  /droits? d.acces|droit de rectification|\bcnil\b|delegue a la protection|\bdpo\b/,
  /secret medical|secret professionnel|document confidentiel|confidentialite :|^ ?confidentiel/,
  /pas le destinataire|detruire ce|merci de le detruire|recu (?:ce document )?par erreur/,
  /doctolib|maiia|prises? de rendez.vous|prendre (?:un )?rendez.vous|secretariat :/,
  /rendez.vous ?:|rendez.vous (?:au 0\d|sur (?:internet|www|le site)|en ligne|par telephone)/,
  /sur rendez.vous|https?:|\bwww\.|@[a-z\d]|\bfax\b|telecopie|\bstandard ?:/,
  /\bouvert(?:e|ure)?s? (?:du|de|au|tous|le)\b|horaires|du lundi au|permanence/,
  /^ ?(?:tel|telephone|secretariat|accueil|urgences)[ .:]+.{0,30}\b0\d(?:[ .]?\d\d){4}/,
  /\biban\b|\bsiret\b|\bsiren\b|\bfiness\b|\brib\b|\bape\b|numero d.?adeli/,
  /associations? (?:de gestion )?agreee|gestion agreee|conventionn(?:e|ee)s? (?:en )?secteur/,
  /(?:par|les?) cheques?.{0,12}accepte|carte(?: bancaire)? accepte|(?:cb|cheque) accepte/,
  /\bpage ?:? ?\d|^ ?\d{1,2} ?\/ ?\d{1,2} ?$|imprime (?:le|par)/,
  /(?:edite|genere|produit) (?:par|avec)/,
  /\blogiciel|\bversion \d|\bv\d+\.\d/,
  /\bparking|\btram(?:way)?\b|\barret de bus|\bplan d.acces|^ ?acces :/,
  /^ ?(?:pensez a|n.oubliez pas|merci d.apporter|veuillez apporter|munissez)/,
  /vous pouvez (?:designer|rediger|nous joindre|consulter vos)|charte (?:du patient|de la)/,
  /(?:verse|transmis|envoye|depose|adresse|alimente).{0,40}(?:dossier medical partage|\bdmp\b)/,
  /(?:verse|transmis|envoye|depose|adresse).{0,40}(?:mssante|messagerie|mon espace sante)/,
  /messagerie securisee|resultats accessibles sur|identifiant et mot de passe/,
  /en cas d.urgence.{0,30}(?:\b15\b|\b112\b|samu)|composez le 15/,
  /^ ?(?:chef|cheffe) de (?:service|pole)|^ ?cadres? de sante|^ ?directeur de la publication/,
]
/** The doctors of a house in one line. */
const colleagues = /(?:\b(?:dr|drs|docteur|pr)\b.{2,40}){2}/
const meeting = /present|participant|biologist|patholog|excuse|copie|destinat|presid/

/** What a house offers, one after the other. */
const services = new RegExp(
  [
    'radiolog|scanner|irm|echograph|mammograph|senolog|doppler|laborato|biochim|hematolog|anatom',
    'cardiolog|urgences|consultation|hospitalisation|imagerie|chirurg|medecin|pediatr|kinesi',
    'infirm|orthophon|pharmac|sage.femme|podolog|psycholog|dietet|anesthes|explorations?|holter',
  ].join('|'),
)
const betweenServices = / [-–—|•·] |[,;:/]/
const servicesMin = 3

function listsServices(line: string): boolean {
  if (/\d ?(?:mg|g|ml|mmol|%|\/)|[.?!] ?$/.test(line)) return false
  const parts = line.split(betweenServices).filter((part) => part.trim() !== '')
  const isShort = parts.every((part) => part.trim().split(' ').length <= 4)
  return isShort && parts.filter((part) => services.test(part)).length >= servicesMin
}

/** Shorter documents say little else. */
const wordsMin = 45
/** A document made of such lines is about them. */
const droppedShareMax = 0.55

const isBoilerplate = (line: string): boolean =>
  line.length < 400 &&
  (boilerplate.some((pattern) => pattern.test(line)) ||
    listsServices(line) ||
    (colleagues.test(line) && !meeting.test(line)))

/** The folded lines without those that stand on documents of every kind. */
export function withoutBoilerplate(lines: readonly string[]): readonly string[] {
  const kept = lines.filter((line) => !isBoilerplate(line))
  const size = (some: readonly string[]) => some.reduce((sum, { length }) => sum + length, 0)
  const words = size(lines) / 6
  const isMostly = size(kept) < size(lines) * (1 - droppedShareMax)
  return words < wordsMin || isMostly ? lines : kept
}
