import type { MailboxId } from '../../../domain/ids.js'

/** MAILBOXID, RFC 8474 §4: stays through RENAME, and is never given again. */
export const mailboxIdText = (id: MailboxId): string => `F${id}`
