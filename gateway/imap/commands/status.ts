import type { StoredMailbox } from '../../../mailbox-store/contract.js'
import { type Command, type Conversation, done, refused, signedInStates } from '../command.js'
import { mailboxWire, readMailboxName } from '../mailbox-name.js'

type Item = (mailbox: StoredMailbox, conversation: Conversation) => number

const items: Readonly<Record<string, Item>> = {
  MESSAGES: ({ exists }) => exists,
  RECENT: (mailbox, { recent }) =>
    Math.min(mailbox.exists, Math.max(0, mailbox.uidNext - recent.firstRecent(mailbox))),
  UIDNEXT: ({ uidNext }) => uidNext,
  UIDVALIDITY: ({ uidValidity }) => uidValidity,
  UNSEEN: ({ unseen }) => unseen,
  // RFC 7162 §3.1.7.
  HIGHESTMODSEQ: ({ highestModSeq }) => Math.max(1, highestModSeq),
}

/** RFC 9051 §6.3.11. */
export const statusCommand: Command = {
  name: 'STATUS',
  states: signedInStates,
  prepare(cursor, conversation) {
    cursor.space()
    const name = readMailboxName(cursor)
    cursor.space()
    const wanted = new Set<string>()
    cursor.list(() => {
      const item = cursor.word()
      if (!Object.hasOwn(items, item)) cursor.fail('element de STATUS inconnu')
      wanted.add(item)
    })
    cursor.end()
    return async () => {
      if (name === null) return refused('mailbox-name-invalid')
      if (wanted.has('HIGHESTMODSEQ')) conversation.enabled.condStore = true
      const found = await conversation.session.find(name)
      if (found === null) return refused('mailbox-not-found')
      const values = [...wanted].map(
        (item) => `${item} ${items[item]!(found.mailbox, conversation)}`,
      )
      // The name as the client gave it: it may have named a French folder that leads to another.
      conversation.out.line(`* STATUS ${mailboxWire(answeredName(name))} (${values.join(' ')})`)
      return done('STATUS termine')
    }
  },
}

const answeredName = (name: string): string => (name.toUpperCase() === 'INBOX' ? 'INBOX' : name)
