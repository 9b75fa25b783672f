import type { MailboxId, MessageId, Uid } from '../../domain/ids.js'
import type { ScannedMessage } from '../../mail-format/scanned-message.js'
import { foldBody } from '../../mail-format/search-text.js'
import { TextFolder } from '../../mail-format/text-folding.js'
import type { TextQuery } from '../contract.js'
import type { ReadFacts } from '../ordering/mailbox-facts.js'
import { factSearched, type HeaderFacts, headerFactsOf } from '../ordering/message-facts.js'
import { foldedQuery, looksIntoBody, matchesHeader, matchesText } from '../search-fields.js'
import type { MemoryState, MessageRow } from './memory-state.js'

interface Folded extends HeaderFacts {
  readonly body: Buffer
}
/** A content never changes: it is folded once. */
const known = new WeakMap<ScannedMessage, Folded>()

function folded({ content, scanned }: MessageRow): Folded {
  let found = known.get(scanned)
  if (!found) {
    const folder = new TextFolder()
    foldBody(scanned.root, (from, to) => content.subarray(from, to), folder)
    const { headerBytes } = scanned
    found = { ...headerFactsOf(content.subarray(0, headerBytes)), body: folder.octets() }
    known.set(scanned, found)
  }
  return found
}

export const readFacts =
  (state: MemoryState): ReadFacts =>
  (ids, name) =>
    Array.from(ids, (id) => folded(state.messages.get(id as MessageId)!).facts[name])

/** The full scan that engines with an index are compared with. */
export function searchText(state: MemoryState, id: MailboxId, query: TextQuery): Uid[] {
  const row = state.mailboxes.get(id)
  const asked = foldedQuery(query)
  const name = factSearched(query)
  const isHit = (message: MessageRow): boolean => {
    if (asked.value === '' && query.field !== 'header') return true
    const { facts, header, body } = folded(message)
    if (name !== null) return String(facts[name]).includes(asked.value)
    return looksIntoBody(asked)
      ? matchesText({ header: Buffer.from(header), body }, asked)
      : matchesHeader(Buffer.from(header), asked)
  }
  const emails = row ? state.emailsOf(row) : []
  return emails
    .filter(({ messageId }) => isHit(state.messages.get(messageId)!))
    .map(({ uid }) => uid)
}
