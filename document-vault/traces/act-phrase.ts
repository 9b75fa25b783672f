import type { VaultAct } from '../contract/traces.js'
import { accessChangePhrase } from './access-change-phrase.js'
import { documentChangePhrase } from './document-change-phrase.js'
import {
  filingPhrase,
  forwardingPhrase,
  holdingPhrase,
  origin,
  settlingPhrase,
} from './filing-phrase.js'
import { type ActPhrase, type Facts, phrase } from './phrase.js'

/**
 * What was done, in words for the holder. Facts read from `detail`: `kind` and the fields of a
 * `DocumentChange`; `change` and its fields (access/change-facts.ts); `mode`; those of filing
 * (filing-phrase.ts). A fact that is absent shortens the sentence.
 */
export function actPhrase(act: VaultAct, title: string, facts: Facts): ActPhrase {
  const document = named(title, facts)
  switch (act) {
    case 'document.change':
      return documentChangePhrase(document, facts)
    case 'access.change':
      return accessChangePhrase(facts)
    case 'access.emergency':
      return emergency(facts)
    case 'document.file':
      return filingPhrase(document, facts)
    case 'document.settle':
      return settlingPhrase(document, facts)
    case 'document.forward':
      return forwardingPhrase(document, facts)
    case 'document.list':
      return facts['held'] === true
        ? phrase(
            'consulté la liste de vos documents à classer',
            'consulter la liste de vos documents à classer',
            'consultation de la liste des documents à classer',
          )
        : phrases['document.list']
    case 'access.look':
      return facts['notices'] === true
        ? phrase('consulté vos avis', 'consulter vos avis', 'consultation des avis')
        : phrases['access.look']
    case 'document.hold':
      return holdingPhrase(document, facts)
    case 'document.refuse':
      return phrase(
        `refusé ${document}${origin(facts)}`,
        `déposer ${document}${origin(facts)} dans votre dossier`,
        "refus d'un document",
      )
    case 'document.read':
      return phrase(`lu ${document}`, `lire ${document}`, "lecture d'un document")
    case 'document.history':
      return phrase(
        `consulté l'historique de ${document}`,
        `consulter l'historique de ${document}`,
        "consultation de l'historique d'un document",
      )
    default:
      return phrases[act]
  }
}

const phrases = {
  'record.create': phrase('créé votre dossier', 'créer votre dossier', 'création du dossier'),
  'record.change': phrase(
    "mis à jour l'identité de votre dossier",
    "mettre à jour l'identité de votre dossier",
    "mise à jour de l'identité",
  ),
  'record.close': phrase('fermé votre dossier', 'fermer votre dossier', 'fermeture du dossier'),
  'record.reopen': phrase(
    'rouvert votre dossier',
    'rouvrir votre dossier',
    'réouverture du dossier',
  ),
  'record.erase': phrase('effacé votre dossier', 'effacer votre dossier', 'effacement du dossier'),
  'record.look': phrase(
    "consulté l'état de votre dossier",
    "consulter l'état de votre dossier",
    "consultation de l'état du dossier",
  ),
  'document.list': phrase(
    'consulté la liste de vos documents',
    'consulter la liste de vos documents',
    'consultation de la liste des documents',
  ),
  'access.look': phrase(
    "consulté vos réglages d'accès",
    "consulter vos réglages d'accès",
    "consultation des réglages d'accès",
  ),
  'traces.read': phrase(
    'consulté les traces de votre dossier',
    'consulter les traces de votre dossier',
    'consultation des traces',
  ),
  'notice.acknowledge': phrase(
    "pris connaissance d'un avis",
    'marquer un avis comme lu',
    "prise de connaissance d'un avis",
  ),
} as const satisfies Partial<Record<VaultAct, ActPhrase>>

function named(title: string, facts: Facts): string {
  if (facts['withheld'] === true) return 'un document qui ne vous est pas encore visible'
  return title === '' ? 'un document' : `« ${title} »`
}

function emergency(facts: Facts): ActPhrase {
  const mode =
    facts['mode'] === 'regulation'
      ? "pour la régulation d'un appel d'urgence (Samu, centre 15)"
      : 'en urgence (bris de glace)'
  return phrase(
    `ouvert votre dossier ${mode}`,
    `ouvrir votre dossier ${mode}`,
    `ouverture du dossier ${mode}`,
  )
}
