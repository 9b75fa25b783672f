import type { Account } from '../../../domain/account.js'
import { type Command, type Conversation, done, refused, signedInStates } from '../command.js'
import { mailboxWire, readMailboxName } from '../mailboxes/mailbox-name.js'
import { astring } from '../wire/wire-text.js'
import { answeredName } from './status.js'

/** RFC 9208 §5.1: STORAGE counts in units of 1,024 octets. */
const storageUnitBytes = 1_024

/** The root of the own account is empty; of another one it is its address. */
const rootOf = ({ session }: Conversation, { id, address }: Account): string =>
  id === session.identity.account.id ? '' : address

const rootWire = (root: string): string => (root === '' ? '""' : astring(root))

/** RFC 9208 §4.2.1. */
async function quotaLine(conversation: Conversation, account: Account): Promise<string> {
  const { bytes } = await conversation.session.usage(account.id)
  const used = Math.ceil(bytes / storageUnitBytes)
  const limit = Math.floor(account.quotaBytes / storageUnitBytes)
  return `* QUOTA ${rootWire(rootOf(conversation, account))} (STORAGE ${used} ${limit})`
}

/** An account without a limit has no root. */
const isLimited = ({ quotaBytes }: Account): boolean => quotaBytes > 0

/** RFC 9208 §4.1.1. */
export const getQuotaCommand: Command = {
  name: 'GETQUOTA',
  states: signedInStates,
  // RFC 9208 §3.1.1; no QUOTASET: quotas are the administrator's.
  capabilities: ['QUOTA', 'QUOTA=RES-STORAGE'],
  prepare(cursor, conversation) {
    cursor.space()
    const root = cursor.astring()
    cursor.end()
    return async () => {
      const accounts = await conversation.session.accounts()
      const account = accounts.find(
        (each) => isLimited(each) && rootOf(conversation, each) === root.toLowerCase(),
      )
      if (account === undefined) return refused('not-found')
      conversation.out.line(await quotaLine(conversation, account))
      return done('GETQUOTA termine')
    }
  },
}

/** RFC 9208 §4.1.2: also of a mailbox that might be created. */
export const getQuotaRootCommand: Command = {
  name: 'GETQUOTAROOT',
  states: signedInStates,
  prepare(cursor, conversation) {
    const { out, enabled, session } = conversation
    cursor.space()
    const name = readMailboxName(cursor, enabled)
    cursor.end()
    return async () => {
      if (name === null) return refused('mailbox-name-invalid')
      const account = await session.accountAt(name)
      if (account === null) return refused('mailbox-not-found')
      const wire = mailboxWire(answeredName(name), enabled)
      const roots = isLimited(account) ? ` ${rootWire(rootOf(conversation, account))}` : ''
      out.line(`* QUOTAROOT ${wire}${roots}`)
      if (isLimited(account)) out.line(await quotaLine(conversation, account))
      return done('GETQUOTAROOT termine')
    }
  },
}

/** RFC 9208 §4.1.3: nobody's by IMAP. */
export const setQuotaCommand: Command = {
  name: 'SETQUOTA',
  states: signedInStates,
  prepare(cursor) {
    cursor.space()
    cursor.astring()
    cursor.space()
    cursor.list(() => {
      cursor.atom()
      cursor.space()
      cursor.number()
    }, true)
    cursor.end()
    return async () => refused('right-missing')
  },
}
