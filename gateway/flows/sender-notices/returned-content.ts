import type { MessageId } from '../../../domain/ids.js'
import type { ReturnedContent } from '../../../mail-format/returned-part.js'
import type { MailboxStore } from '../../../mailbox-store/contract.js'

/**
 * What a report returns of a message: all of it up to `wholeBytesMax`, else its header. Null when
 * it is gone.
 */
export async function returnedContent(
  store: Pick<MailboxStore, 'read'>,
  messageId: MessageId | null,
  wholeBytesMax: number,
): Promise<ReturnedContent | null> {
  if (messageId === null) return null
  const [message] = await store.read.messages([messageId])
  if (message === undefined) return null
  const isWhole = message.bytes <= wholeBytesMax
  const end = isWhole ? message.bytes : message.headerBytes
  const bytes = await store.read.bodyRange(messageId, 0, end)
  return bytes === null ? null : { kind: isWhole ? 'message' : 'headers', bytes }
}
