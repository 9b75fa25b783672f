import type { MailClient } from '../world/mail-client.js'

/** Whole messages of a mailbox, newest last. */
export async function sourcesOf(professional: MailClient): Promise<string[]> {
  const imap = await professional.imap()
  try {
    const lock = await imap.getMailboxLock('INBOX')
    const sources: string[] = []
    try {
      if (imap.mailbox !== false && imap.mailbox.exists > 0) {
        for await (const message of imap.fetch('1:*', { source: true })) {
          sources.push(message.source?.toString() ?? '')
        }
      }
    } finally {
      lock.release()
    }
    return sources
  } finally {
    await imap.logout()
  }
}
