import type { Reason } from '../../../domain/reasons.js'
import { err, type Result } from '../../../domain/result.js'
import { type Command, type Conversation, done, refused, signedInStates } from '../command.js'
import type { CommandCursor } from '../command-cursor.js'
import type { ImapSession } from '../imap-session.js'
import { readMailboxName } from '../mailbox-name.js'

/** RFC 9051 §6.3.4: a trailing separator says that children will follow; the name is without it. */
const withoutTrailingSeparator = (name: string): string => name.replace(/\/+$/, '')

type Change = (
  session: ImapSession,
  names: readonly string[],
  conversation: Conversation,
) => Promise<Result<unknown, Reason>>

const changing = (name: string, nameCount: 1 | 2, change: Change): Command => ({
  name,
  states: signedInStates,
  prepare(cursor, conversation) {
    const names = readNames(cursor, nameCount)
    cursor.end()
    return async () => {
      const { session } = conversation
      const result = names.includes(null)
        ? err('mailbox-name-invalid' as const)
        : await change(session, names as string[], conversation)
      return result.ok ? done(`${name} termine`) : refused(result.error)
    }
  },
})

function readNames(cursor: CommandCursor, count: number): (string | null)[] {
  const names: (string | null)[] = []
  for (let i = 0; i < count; i++) {
    cursor.space()
    names.push(readMailboxName(cursor))
  }
  return names
}

export const createCommand = changing('CREATE', 1, (session, [name]) =>
  session.create(withoutTrailingSeparator(name!), null),
)

/**
 * A client may delete the mailbox that it has open (many do, to empty it for good): the mailbox is
 * closed for it first (RFC 9051 §7.1 CLOSED), as the BYE of a vanished mailbox is for the others.
 */
async function remove(conversation: Conversation, name: string): Promise<Result<void, Reason>> {
  const { session, selected } = conversation
  const openId = selected ? conversation.view.id : null
  const isOpen = openId !== null && (await session.find(name))?.mailbox.id === openId
  const result = await session.remove(name)
  if (!result.ok || !isOpen) return result
  conversation.select(null)
  conversation.out.line('* OK [CLOSED] Le dossier ouvert est ferme')
  return result
}
export const deleteCommand = changing('DELETE', 1, (_, [name], conversation) =>
  remove(conversation, name!),
)
export const renameCommand = changing('RENAME', 2, (session, [from, to]) =>
  session.rename(from!, withoutTrailingSeparator(to!)),
)
export const subscribeCommand = changing('SUBSCRIBE', 1, (session, [name]) =>
  session.subscribe(name!, true),
)
export const unsubscribeCommand = changing('UNSUBSCRIBE', 1, (session, [name]) =>
  session.subscribe(name!, false),
)
