import type { Account } from '../../../domain/account.js'
import { asUid, type MailboxId, type MessageId, type Uid } from '../../../domain/ids.js'
import { limits } from '../../../domain/limits.js'
import type { StoreReader } from '../../../mailbox-store/contract.js'
import type { Authorship } from './message-side.js'
import type { SentCopy } from './plan-message.js'

type SentReader = Pick<StoreReader, 'mailboxByRole' | 'snapshot' | 'structure'>

/**
 * The copy that the account written as gets in its Sent (Account.sentCopy); null where it asks for
 * none, has no Sent, or a client has uploaded this message there before it sent it.
 */
export async function sentCopyFor(
  read: SentReader,
  { account, personId }: Authorship,
  messageId: string | null,
  now: number,
): Promise<SentCopy | null> {
  if (!isCopied(account)) return null
  const sent = await read.mailboxByRole(account.id, 'sent')
  if (sent === null || (await findSentCopy(read, sent.id, messageId ?? '', now)) !== null)
    return null
  return { accountId: account.id, correspondent: null, personId }
}

const isCopied = (account: Account | null): account is Account =>
  account !== null && account.kind !== 'patient' && account.sentCopy

/**
 * The email of this `Message-ID` (without brackets) that came into a Sent of late, or null. Looks
 * through the newest limits.sentCopyLookback only: what a client uploads after it has sent is
 * there.
 */
export async function findSentCopy(
  read: Omit<SentReader, 'mailboxByRole'>,
  sentId: MailboxId,
  messageId: string,
  now: number,
): Promise<Uid | null> {
  if (messageId === '') return null
  const snapshot = await read.snapshot(sentId)
  if (snapshot === null) return null
  const { uids, savedAt, messageIds } = snapshot
  const first = Math.max(0, uids.length - limits.sentCopyLookback)
  for (let row = uids.length - 1; row >= first; row--) {
    // UIDs only grow: what is before this one is older.
    if (savedAt[row]! < now - limits.sentCopyWindowMs) return null
    const structure = await read.structure(messageIds[row] as MessageId)
    if (structure?.envelope.messageId === messageId) return asUid(uids[row]!)
  }
  return null
}
