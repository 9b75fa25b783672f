/**
 * Who may do what in a mailbox (RFC 4314). Rights are of whole accounts, a team's or one that its
 * owner delegates: what is set on one of its mailboxes holds for all.
 */
import { isMemberAt } from '../../../domain/account.js'
import type { Reason } from '../../../domain/reasons.js'
import { err, ok, type Result } from '../../../domain/result.js'
import { type Command, type Conversation, done, refused, signedInStates } from '../command.js'
import type { AccountMember, VisibleMailbox } from '../imap-session.js'
import {
  changedRight,
  lettersOf,
  myRightsLine,
  parseRights,
  rightGroups,
} from '../mailboxes/account-rights.js'
import { mailboxWire, readMailboxName } from '../mailboxes/mailbox-name.js'
import type { CommandCursor } from '../wire/command-cursor.js'
import { astring } from '../wire/wire-text.js'
import { answeredName } from './status.js'

function readName(cursor: CommandCursor, { enabled }: Conversation): string | null {
  cursor.space()
  return readMailboxName(cursor, enabled)
}

async function found(
  { session }: Conversation,
  name: string | null,
): Promise<Result<VisibleMailbox, Reason>> {
  if (name === null) return err('mailbox-name-invalid')
  const mailbox = await session.find(name)
  return mailbox === null ? err('mailbox-not-found') : ok(mailbox)
}

/** RFC 4314 §4: `a` is asked for by all of SETACL, DELETEACL, GETACL and LISTRIGHTS. */
async function managed(
  conversation: Conversation,
  name: string | null,
): Promise<Result<VisibleMailbox, Reason>> {
  const mailbox = await found(conversation, name)
  return mailbox.ok && mailbox.value.right !== 'manage' ? err('right-missing') : mailbox
}

/** RFC 4314 §2: an address of a person; neither `anyone` nor negative rights (`-somebody`). */
const isAddress = (identifier: string): boolean => /^[^-@\s][^@\s]*@[^@\s]+$/.test(identifier)

/** Somebody without a mailbox of their own has no address: the name then, which nobody can set. */
const identifierWire = ({ address, person }: AccountMember): string =>
  astring(address ?? Buffer.from(person.displayName).toString('latin1'))

/** RFC 4314 §3.3. */
export const getAclCommand: Command = {
  name: 'GETACL',
  states: signedInStates,
  // RFC 4314 §2.1, §2.2: what `c` and `d` were made of.
  capabilities: ['ACL', 'RIGHTS=kxte'],
  prepare(cursor, conversation) {
    const name = readName(cursor, conversation)
    cursor.end()
    return async () => {
      const mailbox = await managed(conversation, name)
      if (!mailbox.ok) return refused(mailbox.error)
      const { session, out, enabled, clock } = conversation
      const { account } = mailbox.value
      const now = clock.now()
      const pairs = ((await session.members(name!)) ?? [])
        .filter((member) => isMemberAt(member, now))
        .map((member) => ` ${identifierWire(member)} ${lettersOf(member.right, account)}`)
      out.line(`* ACL ${mailboxWire(answeredName(name!), enabled)}${pairs.join('')}`)
      return done('GETACL termine')
    }
  },
}

/** RFC 4314 §3.4: what is always there, then what is granted together. */
export const listRightsCommand: Command = {
  name: 'LISTRIGHTS',
  states: signedInStates,
  prepare(cursor, conversation) {
    const name = readName(cursor, conversation)
    cursor.space()
    const identifier = cursor.astring()
    cursor.end()
    return async () => {
      const mailbox = await managed(conversation, name)
      if (!mailbox.ok) return refused(mailbox.error)
      if (!isAddress(identifier)) return refused('rights-identifier-invalid')
      const { account } = mailbox.value
      const isOwner = account.kind === 'personal' && identifier.toLowerCase() === account.address
      const groups = rightGroups(account).map(({ letters }) => letters)
      const told = isOwner ? groups.join('') : `"" ${groups.join(' ')}`
      const wire = mailboxWire(answeredName(name!), conversation.enabled)
      conversation.out.line(`* LISTRIGHTS ${wire} ${astring(identifier)} ${told}`)
      return done('LISTRIGHTS termine')
    }
  },
}

/** RFC 4314 §3.5. */
export const myRightsCommand: Command = {
  name: 'MYRIGHTS',
  states: signedInStates,
  prepare(cursor, conversation) {
    const name = readName(cursor, conversation)
    cursor.end()
    return async () => {
      const mailbox = await found(conversation, name)
      if (!mailbox.ok) return refused(mailbox.error)
      const line = myRightsLine(answeredName(name!), mailbox.value, conversation.enabled)
      conversation.out.line(`* ${line}`)
      return done('MYRIGHTS termine')
    }
  },
}

/** RFC 4314 §3.1: what is set holds for the whole account, and only whole groups are set. */
export const setAclCommand: Command = {
  name: 'SETACL',
  states: signedInStates,
  prepare(cursor, conversation) {
    const name = readName(cursor, conversation)
    cursor.space()
    const identifier = cursor.astring()
    cursor.space()
    const change = parseRights(cursor.astring()) ?? cursor.fail('droit inconnu')
    cursor.end()
    return async () => {
      const mailbox = await managed(conversation, name)
      if (!mailbox.ok) return refused(mailbox.error)
      if (!isAddress(identifier)) return refused('rights-identifier-invalid')
      const { session, clock } = conversation
      const address = identifier.toLowerCase()
      const member = (await session.members(name!))?.find((each) => each.address === address)
      const held = member && isMemberAt(member, clock.now()) ? member.right : null
      const right = changedRight(held, change)
      if (right === 'impossible') return refused('rights-not-separable')
      const result = await session.setMember(name!, address, right)
      return result.ok ? done('SETACL termine') : refused(result.error)
    }
  },
}

/** RFC 4314 §3.2. */
export const deleteAclCommand: Command = {
  name: 'DELETEACL',
  states: signedInStates,
  prepare(cursor, conversation) {
    const name = readName(cursor, conversation)
    cursor.space()
    const identifier = cursor.astring()
    cursor.end()
    return async () => {
      const mailbox = await managed(conversation, name)
      if (!mailbox.ok) return refused(mailbox.error)
      if (!isAddress(identifier)) return refused('rights-identifier-invalid')
      const result = await conversation.session.setMember(name!, identifier.toLowerCase(), null)
      return result.ok ? done('DELETEACL termine') : refused(result.error)
    }
  },
}
