import type { Reason } from '../../../domain/reasons.js'
import { err, ok, type Result } from '../../../domain/result.js'
import type { MailboxRole } from '../../../mailbox-store/contract.js'
import {
  type Answer,
  type Command,
  type Conversation,
  done,
  refused,
  signedInStates,
} from '../command.js'
import type { EnabledFeatures } from '../enabled-features.js'
import type { ImapSession } from '../imap-session.js'
import { mailboxIdText } from '../mailboxes/mailbox-id.js'
import { readMailboxName } from '../mailboxes/mailbox-name.js'
import { roleOfUse } from '../mailboxes/special-use.js'
import type { CommandCursor } from '../wire/command-cursor.js'
import { openListing } from './list.js'

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
    const names = readNames(cursor, conversation.enabled, nameCount)
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

function readNames(
  cursor: CommandCursor,
  enabled: EnabledFeatures,
  count: number,
): (string | null)[] {
  const names: (string | null)[] = []
  for (let i = 0; i < count; i++) {
    cursor.space()
    names.push(readMailboxName(cursor, enabled))
  }
  return names
}

/** RFC 6154 §3: `(USE (\Archive))`; null without it. */
function readUses(cursor: CommandCursor): readonly string[] | null {
  if (cursor.atEnd) return null
  cursor.space()
  if (cursor.atEnd) return null
  let uses: string[] | null = null
  cursor.list(() => {
    if (cursor.word() !== 'USE') cursor.fail('parametre de CREATE inconnu')
    if (uses !== null) cursor.fail('USE deux fois')
    cursor.space()
    uses = cursor.flagList()
  })
  return uses
}

/** A mailbox has one use at most. */
function roleOf(uses: readonly string[] | null): Result<MailboxRole | null, Reason> {
  if (uses === null || uses.length === 0) return ok(null)
  const role = uses.length === 1 ? roleOfUse(uses[0]!) : null
  return role === null ? err('special-use-unknown') : ok(role)
}

/** RFC 9051 §6.3.4; CREATE-SPECIAL-USE is RFC 6154 §3. */
export const createCommand: Command = {
  name: 'CREATE',
  states: signedInStates,
  capabilities: ['CREATE-SPECIAL-USE'],
  prepare(cursor, conversation) {
    const [name] = readNames(cursor, conversation.enabled, 1)
    const uses = readUses(cursor)
    cursor.end()
    return async () => {
      const role = roleOf(uses)
      if (!role.ok) return refused(role.error)
      if (name === null || name === undefined) return refused('mailbox-name-invalid')
      return create(conversation, withoutTrailingSeparator(name), role.value)
    }
  },
}

async function create(
  conversation: Conversation,
  name: string,
  role: MailboxRole | null,
): Promise<Answer> {
  const created = await conversation.session.create(name, role)
  if (!created.ok) return refused(created.error)
  // RFC 9051 §6.3.4: under another name than the one asked for ("Corbeille" is Trash) it is told.
  if (conversation.enabled.imap4rev2) {
    const found = await conversation.session.find(name)
    if (found !== null && found.name !== name) await tellRenamed(conversation, found.name, name)
  }
  // RFC 8474 §4.2.
  return done(`[MAILBOXID (${mailboxIdText(created.value.id)})] CREATE termine`)
}

/** RFC 9051 §6.3.9.7: OLDNAME. */
async function tellRenamed(
  conversation: Conversation,
  name: string,
  oldName: string,
): Promise<void> {
  conversation.out.line(`* ${(await openListing(conversation)).named(name, oldName)}`)
}

/**
 * A client may delete the mailbox that it has open (many do, to empty it for good): the mailbox is
 * closed for it first (RFC 9051 §6.3.5, §7.1 CLOSED), as the BYE of a vanished mailbox is for
 * the others.
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
/** RFC 9051 §6.3.5. */
export const deleteCommand = changing('DELETE', 1, (_, [name], conversation) =>
  remove(conversation, name!),
)

/** RFC 9051 §6.3.6: IMAP4rev2 is told the new name with the old one. */
async function rename(
  conversation: Conversation,
  from: string,
  to: string,
): Promise<Result<void, Reason>> {
  const { session, enabled } = conversation
  const target = withoutTrailingSeparator(to)
  const before = enabled.imap4rev2 ? await session.find(from) : null
  const result = await session.rename(from, target)
  if (!result.ok || before === null) return result
  const found = await session.find(target)
  if (found !== null) await tellRenamed(conversation, found.name, before.name)
  return result
}
export const renameCommand = changing('RENAME', 2, (_, [from, to], conversation) =>
  rename(conversation, from!, to!),
)
/** RFC 9051 §6.3.7, §6.3.8: also of names without a mailbox. */
export const subscribeCommand = changing('SUBSCRIBE', 1, (session, [name]) =>
  session.subscribe(name!, true),
)
/** RFC 9051 §6.3.8. */
export const unsubscribeCommand = changing('UNSUBSCRIBE', 1, (session, [name]) =>
  session.subscribe(name!, false),
)
