import { documentType } from '../terminology/document-types.js'
import { type ActPhrase, type Facts, phrase, factText as text } from './phrase.js'

/**
 * The way of a document into the record. Facts: `source`, `sender`, `space`, `typeCode`, `already`,
 * `reason` of a hold, `rejected`, `to` and `result` of a forwarding.
 */
export function filingPhrase(document: string, facts: Facts): ActPhrase {
  const space = text(facts, 'space') === '' ? '' : `, espace ${text(facts, 'space')}`
  const noun = "dépôt d'un document"
  if (facts['already'] === true)
    return phrase(
      `reçu de nouveau ${document}, qui était déjà dans votre dossier`,
      `déposer de nouveau ${document}`,
      noun,
    )
  return phrase(
    `déposé ${document}${origin(facts)} dans votre dossier${space}`,
    `déposer ${document}${origin(facts)} dans votre dossier`,
    noun,
  )
}

export const holdingPhrase = (document: string, facts: Facts): ActPhrase => {
  const reason = holdReasons.get(text(facts, 'reason'))
  return phrase(
    `mis en attente ${document}${origin(facts)}${reason === undefined ? '' : ` (${reason})`}`,
    `mettre en attente ${document}${origin(facts)}`,
    "mise en attente d'un document",
  )
}

export function settlingPhrase(document: string, facts: Facts): ActPhrase {
  if (facts['rejected'] === true)
    return phrase(
      `écarté ${document}, qui était en attente`,
      `écarter ${document}, en attente`,
      "rejet d'un document en attente",
    )
  const label = documentType(text(facts, 'typeCode'))?.label
  return phrase(
    `classé ${document}, qui était en attente${label === undefined ? '' : ` (${label})`}`,
    `classer ${document}, en attente`,
    "classement d'un document en attente",
  )
}

export function forwardingPhrase(document: string, facts: Facts): ActPhrase {
  const to = text(facts, 'to') === '' ? '' : ` vers « ${text(facts, 'to')} »`
  const noun = "transmission d'un document"
  return facts['result'] === 'later'
    ? phrase(
        `reporté la transmission de ${document}${to}`,
        `reporter la transmission de ${document}${to}`,
        noun,
      )
    : phrase(`transmis ${document}${to}`, `transmettre ${document}${to}`, noun)
}

/** Mail and archives are filed by the service: the holder wants to know from whom they came. */
export function origin(facts: Facts): string {
  const isMail = facts['source'] === 'mail' || facts['source'] === 'xdm'
  const sender = text(facts, 'sender').trim()
  if (!isMail) return ''
  return sender === '' ? ' reçu par messagerie' : ` reçu par messagerie de ${sender}`
}

const holdReasons: ReadonlyMap<string, string> = new Map([
  ['not-certain', 'classement incertain'],
  ['identity-doubt', 'doute sur la personne concernée'],
  ['reimbursement', 'donnée de remboursement reçue par messagerie'],
  ['nothing-readable', 'aucun texte lisible'],
  ['unreadable', 'fichier illisible'],
])
