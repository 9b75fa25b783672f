import { asMailboxId, asModSeq } from '../../domain/ids.js'
import type { MailboxSnapshot, ThreadForest } from '../../mailbox-store/contract.js'
import { walkThreads } from '../../mailbox-store/contract.js'
import { MailboxFacts } from '../../mailbox-store/ordering/mailbox-facts.js'
import { headerFactsOf, type MessageFacts } from '../../mailbox-store/ordering/message-facts.js'

/** A message of a mailbox that exists to be ordered. */
export interface OrderedMessage {
  readonly uid: number
  /** Lines of the header. */
  readonly header: readonly string[]
  /** Milliseconds; default 0. */
  readonly internalDate?: number
  readonly size?: number
}

export function snapshotOf(messages: readonly OrderedMessage[]): MailboxSnapshot {
  const numbers = (of: (message: OrderedMessage) => number) => messages.map(of)
  return {
    mailbox: { id: asMailboxId(1) } as MailboxSnapshot['mailbox'],
    modSeq: asModSeq(1),
    uids: Uint32Array.from(numbers(({ uid }) => uid)),
    flags: new Int32Array(messages.length),
    modSeqs: new Float64Array(messages.length),
    sizes: Uint32Array.from(numbers(({ size = 0 }) => size)),
    internalDates: Float64Array.from(numbers(({ internalDate = 0 }) => internalDate)),
    zones: new Int16Array(messages.length),
    savedAt: new Float64Array(messages.length),
    messageIds: Float64Array.from(numbers(({ uid }) => uid)),
  }
}

/** `known` may hold messages that come later. */
export function mailboxFacts(
  messages: readonly OrderedMessage[],
  known: readonly OrderedMessage[] = messages,
): MailboxFacts {
  const headers = new Map(known.map(({ uid, header }) => [uid, header]))
  const computed = new Map<number, MessageFacts>()
  const factsOf = (uid: number): MessageFacts => {
    let facts = computed.get(uid)
    if (!facts) {
      facts = headerFactsOf(Buffer.from(`${headers.get(uid)!.join('\r\n')}\r\n\r\n`)).facts
      computed.set(uid, facts)
    }
    return facts
  }
  return new MailboxFacts(snapshotOf(messages), (ids, name) =>
    Array.from(ids, (id) => factsOf(id)[name]),
  )
}

/** As in the answer to THREAD. */
export function threadText(forest: ThreadForest): string {
  let text = ''
  let needsSpace = false
  walkThreads(forest, (uid, opens, closes) => {
    text += `${needsSpace ? ' ' : ''}${'('.repeat(opens)}${uid}${')'.repeat(closes)}`
    needsSpace = closes === 0
  })
  return text
}
