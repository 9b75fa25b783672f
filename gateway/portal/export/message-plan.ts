import type { AccountId, MailboxId, MessageId, Uid } from '../../../domain/ids.js'
import { limits } from '../../../domain/limits.js'
import type { MailboxRole, StoreReader } from '../../../mailbox-store/contract.js'

/** One message of an archive: where it is stored, and no more, so that many fit in memory. */
export interface PlannedMessage {
  readonly messageId: MessageId
  readonly at: number
  readonly role: MailboxRole | null
}

/**
 * Messages by the professional they were exchanged with, oldest first; those of nobody (notices of
 * ours) under null. Drafts and what was thrown away are among them: it is everything that is kept.
 */
export type MessagePlan = ReadonlyMap<string | null, readonly PlannedMessage[]>

/** As the mailboxes are at this moment; what comes during the export is for the next one. */
export async function planMessages(
  read: Pick<StoreReader, 'mailboxes' | 'snapshot' | 'correspondenceAmong'>,
  patientId: AccountId,
): Promise<MessagePlan> {
  const plan = new Map<string | null, Map<MessageId, PlannedMessage>>()
  for (const { id, role } of await read.mailboxes(patientId)) {
    const snapshot = await read.snapshot(id)
    if (snapshot === null) continue
    const { uids, internalDates, messageIds } = snapshot
    for (let start = 0; start < uids.length; start += limits.pageRowsMax) {
      const end = Math.min(start + limits.pageRowsMax, uids.length)
      const page = Array.from(uids.subarray(start, end)) as Uid[]
      const professionals = await professionalsOf(read, id, page)
      page.forEach((uid, i) => {
        const messageId = messageIds[start + i] as MessageId
        const of = professionals.get(uid) ?? null
        const messages = plan.get(of) ?? new Map<MessageId, PlannedMessage>()
        // A copy in another mailbox is the same message.
        if (!messages.has(messageId))
          messages.set(messageId, { messageId, at: internalDates[start + i]!, role })
        plan.set(of, messages)
      })
    }
  }
  return new Map([...plan].map(([of, messages]) => [of, oldestFirst(messages.values())]))
}

async function professionalsOf(
  read: Pick<StoreReader, 'correspondenceAmong'>,
  mailboxId: MailboxId,
  uids: readonly Uid[],
): Promise<Map<Uid, string>> {
  const rows = await read.correspondenceAmong(mailboxId, uids, limits.pageRowsMax)
  return new Map(rows.map(({ uid, professionalAddress }) => [uid, professionalAddress]))
}

const oldestFirst = (messages: Iterable<PlannedMessage>): PlannedMessage[] =>
  [...messages].sort((a, b) => a.at - b.at || a.messageId - b.messageId)
