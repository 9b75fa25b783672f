import type { MailboxId, MessageId, Uid } from '../../../domain/ids.js'
import type { StoreReader } from '../../../mailbox-store/contract.js'

/** The content that stands at a place of a mailbox; null when it is gone. */
export async function messageAt(
  read: Pick<StoreReader, 'snapshot'>,
  { mailboxId, uid }: { readonly mailboxId: MailboxId; readonly uid: Uid },
): Promise<MessageId | null> {
  const snapshot = await read.snapshot(mailboxId)
  const row = snapshot?.uids.indexOf(uid) ?? -1
  return row < 0 ? null : (snapshot!.messageIds[row] as MessageId)
}
