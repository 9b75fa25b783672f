import { type Command, done, refused, signedInStates } from '../command.js'
import { readMailboxName } from '../mailboxes/mailbox-name.js'
import { noteStatusItems, readStatusItems, statusLine } from '../mailboxes/status-items.js'

/** RFC 9051 §6.3.11. */
export const statusCommand: Command = {
  name: 'STATUS',
  states: signedInStates,
  capabilities: ['STATUS=SIZE'],
  prepare(cursor, conversation) {
    cursor.space()
    const name = readMailboxName(cursor, conversation.enabled)
    cursor.space()
    const wanted = readStatusItems(cursor, conversation)
    cursor.end()
    return async () => {
      if (name === null) return refused('mailbox-name-invalid')
      noteStatusItems(conversation, wanted)
      const found = await conversation.session.find(name)
      if (found === null) return refused('mailbox-not-found')
      // The name as the client gave it: it may have named a French folder that leads to another.
      const asked = { mailbox: found.mailbox, name: answeredName(name) }
      conversation.out.line(`* ${await statusLine(conversation, asked, wanted)}`)
      return done('STATUS termine')
    }
  },
}

/** RFC 9051 §5.1: INBOX in any case is answered as INBOX. */
export const answeredName = (name: string): string =>
  name.toUpperCase() === 'INBOX' ? 'INBOX' : name
