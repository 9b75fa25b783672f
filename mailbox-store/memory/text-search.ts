import type { MailboxId, MessageId, Uid } from '../../domain/ids.js'
import { foldBody } from '../../mail-format/search-text.js'
import { TextFolder } from '../../mail-format/text-folding.js'
import type { TextQuery } from '../contract.js'
import type { ReadFacts } from '../ordering/mailbox-facts.js'
import { factSearched, headerFactsOf } from '../ordering/message-facts.js'
import { foldedQuery, looksIntoBody, matchesHeader, matchesText } from '../search-fields.js'
import type { MemoryState, MessageRow } from './memory-state.js'

const headerFacts = ({ content, scanned }: MessageRow) =>
  headerFactsOf(content.subarray(0, scanned.headerBytes))

export const readFacts =
  (state: MemoryState): ReadFacts =>
  (ids, name) =>
    Array.from(ids, (id) => headerFacts(state.messages.get(id as MessageId)!).facts[name])

/** The full scan that engines with an index are compared with. */
export function searchText(state: MemoryState, id: MailboxId, query: TextQuery): Uid[] {
  const row = state.mailboxes.get(id)
  const folded = foldedQuery(query)
  const name = factSearched(query)
  const isHit = (message: MessageRow): boolean => {
    if (folded.value === '' && query.field !== 'header') return true
    const { facts, header } = headerFacts(message)
    if (name !== null) return String(facts[name]).includes(folded.value)
    if (!looksIntoBody(folded)) return matchesHeader(Buffer.from(header), folded)
    const { content, scanned } = message
    const folder = new TextFolder()
    foldBody(scanned.root, (from, to) => content.subarray(from, to), folder)
    return matchesText({ header: Buffer.from(header), body: folder.octets() }, folded)
  }
  const emails = row ? state.emailsOf(row) : []
  return emails
    .filter(({ messageId }) => isHit(state.messages.get(messageId)!))
    .map(({ uid }) => uid)
}
