import type { DepositOutcome } from '../../document-vault/contract/vault.js'
import { recordTexts, spaceName } from './record-texts.js'

/** What the next page says of a filing, and where it is: several documents come of an archive. */
export function filingNotice(outcomes: readonly DepositOutcome[]): {
  readonly says: string
  readonly goTo: string
} {
  const words = recordTexts.documents
  const held = outcomes.find(({ result }) => result === 'held')
  const filed = outcomes.find(({ result }) => result === 'filed')
  if (held !== undefined && held.reason !== 'identity-doubt')
    return { says: words.waits, goTo: '/documents/a-classer' }
  if (filed !== undefined) {
    const { title, fileName, classification } = filed
    const space = spaceName(classification?.space ?? null)
    return { says: words.added(title || fileName, space), goTo: '/documents' }
  }
  if (outcomes.some(({ result }) => result === 'already-there'))
    return { says: words.alreadyThere, goTo: '/documents' }
  return { says: words.refusedFile, goTo: '/documents' }
}
