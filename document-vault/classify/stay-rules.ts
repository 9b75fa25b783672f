import { countSigns, type Rule } from './layout-cue.js'

/** Who comes, stays, leaves or is sent to a colleague. */
const headCharacters = 20_000

const stays = [
  /\badmise? (?:du|le|pour|en)|a ete (?:admis|hospitalis)|hospitalise|sejour|a l.entree/,
  /a la sortie|sortie le|sort ce jour|regagne|quitte le service|retour (?:a )?domicile|relais/,
  /evolution|suites?\b|incidents?|amelioration|programme|traitements? (?:recu|modifi)/,
  /ordonnance|traitement|\d ?mg|consultation (?:le|de)|a faire par|a prevoir|revu/,
]
/** Came, was treated, left: the report of a stay, though it orders what comes next. */
const stay: Rule = (_lines, text) => {
  const head = text.slice(0, headCharacters)
  if (countSigns(head, stays) < stays.length || /je soussigne|bulletin/.test(head)) return null
  const orders = ['PRESC-KINE', 'PRESC-INF', 'PRESC-BIO', '57833-6', '57832-8', '86531-1']
  return {
    says: 'Entrée, évolution et sortie d’un séjour',
    scores: {
      '34112-3': 2,
      '11490-0': 1.5,
      ...Object.fromEntries(orders.map((code) => [code, -3])),
    },
  }
}

const emergency = [
  /urgences|\bsau\b|\buhcd\b/,
  /\bioa\b|\btri\b|\bbox\b|cimu|salle d.attente|accueil :|arrivee/,
  /\bspo2\b|\bta\b|\bfc\b|glasgow|\beva\b/,
  /sortie|devenir|retour|mutation|transfert|orientation/,
  /diagnosti|conclusion|au total/,
]
/** Sorted, measured, diagnosed and sent on. */
const emergencyPassage: Rule = (_lines, text) => {
  if (countSigns(text.slice(0, headCharacters), emergency) < emergency.length) return null
  const scores = { '15507-7': 3, '29274-8': -3, '74207-2': -2, '78341-5': -1, '51851-4': -3 }
  return { says: 'Passage aux urgences : tri, constantes, diagnostic, devenir', scores }
}

const letter = /cher(?:e)?s? (?:confrere|consoeur|ami|docteur)|confraternellement|amities/
const asks =
  /(?:peux.tu|pouvez.vous|pourri\w+|merci de|je vous remercie de) .{0,24}(?:voir|recevoir|prendre)/
const opinion = /(?:votre|ton) avis|je (?:vous|t)[ .].{0,4}adresse|pour avis/
/** A letter that asks a colleague to see a patient. */
const referral: Rule = (_lines, text) => {
  const head = text.slice(0, headCharacters)
  if (!letter.test(head) || !(asks.test(head) || opinion.test(head))) return null
  if (/m.avoir (?:adresse|confie)|revu/.test(head)) return null
  const quoted = { '68817-6': -3, '87273-9': -3, '11369-6': -3, '59283-2': -1 }
  return { says: 'Lettre qui demande un avis à un confrère', scores: { '96349-6': 2.5, ...quoted } }
}

export const stayRules: readonly Rule[] = [stay, emergencyPassage, referral]
