import { frenchInstant } from './french-instant.js'
import { type ActPhrase, type Facts, phrase, factText as text } from './phrase.js'

const flagPhrases: ReadonlyMap<string, string> = new Map([
  ['filing-opposition', 'au dépôt de documents par les professionnels'],
  ['break-glass-opposition', "à l'accès en urgence (bris de glace)"],
  ['regulation-opposition', "à l'accès par la régulation des urgences (Samu, centre 15)"],
])

/** An `AccessChange` in words, from the facts of access/change-facts.ts. */
export function accessChangePhrase(facts: Facts): ActPhrase {
  const noun = "modification des réglages d'accès"
  const change = text(facts, 'change')
  const isOn = facts['on'] !== false
  const flag = flagPhrases.get(change)
  if (flag !== undefined)
    return isOn
      ? phrase(`enregistré votre opposition ${flag}`, `enregistrer votre opposition ${flag}`, noun)
      : phrase(`levé votre opposition ${flag}`, `lever votre opposition ${flag}`, noun)
  if (change === 'reading-consent')
    return isOn
      ? phrase(
          'donné votre consentement à la consultation de votre dossier',
          'donner votre consentement à la consultation de votre dossier',
          noun,
        )
      : phrase(
          'retiré votre consentement à la consultation de votre dossier',
          'retirer votre consentement à la consultation de votre dossier',
          noun,
        )
  return professionalChange(change, facts, noun)
}

function professionalChange(change: string, facts: Facts, noun: string): ActPhrase {
  const who = text(facts, 'professional') || 'un professionnel'
  const until = facts['until']
  const end = typeof until === 'number' ? `, jusqu'au ${frenchInstant(until)}` : ''
  switch (change) {
    case 'authorise':
      return authorising(who, end, facts, noun)
    case 'withdraw':
      return phrase(`retiré l'autorisation de ${who}`, `retirer l'autorisation de ${who}`, noun)
    case 'block':
      return phrase(`bloqué ${who}`, `bloquer ${who}`, noun)
    case 'unblock':
      return phrase(`débloqué ${who}`, `débloquer ${who}`, noun)
    case 'referring-doctor':
      return facts['professional'] === null
        ? phrase('retiré votre médecin traitant', 'retirer votre médecin traitant', noun)
        : phrase(
            `désigné ${who} comme médecin traitant`,
            `désigner ${who} comme médecin traitant`,
            noun,
          )
    default:
      return phrase("modifié vos réglages d'accès", "modifier vos réglages d'accès", noun)
  }
}

function authorising(who: string, end: string, facts: Facts, noun: string): ActPhrase {
  if (facts['basis'] === 'care-team')
    return phrase(
      `déclaré faire partie de votre équipe de soins${end}`,
      'déclarer faire partie de votre équipe de soins',
      noun,
    )
  if (facts['basis'] === 'consent')
    return phrase(
      `indiqué avoir votre accord pour consulter votre dossier${end}`,
      'indiquer avoir votre accord pour consulter votre dossier',
      noun,
    )
  return phrase(`autorisé ${who} à lire vos documents${end}`, `autoriser ${who}`, noun)
}
