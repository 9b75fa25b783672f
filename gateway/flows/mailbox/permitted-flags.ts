import { includesRight, type MemberRight } from '../../../domain/account.js'
import type { FlagChange } from '../../imap/imap-session.js'
import type { ReachedAccount } from './account-reach.js'

/**
 * What of a change of flags the rights allow, with the right that it takes; null when that is
 * nothing. Who may only read keeps a \Seen of their own, where the account's marks are personal;
 * RFC 4314 §4: the flags that may not be changed are passed over.
 */
export function permittedChange(
  { account, right }: ReachedAccount,
  change: FlagChange,
): (FlagChange & { readonly right: MemberRight }) | null {
  if (includesRight(right, 'answer')) return { ...change, right: 'answer' }
  if (account.seenMarks !== 'personal') return null
  const isSeen = change.flags.includes('\\Seen')
  const flags = ['\\Seen']
  if (change.change === 'replace')
    return { ...change, change: isSeen ? 'add' : 'remove', flags, right: 'read' }
  return isSeen ? { ...change, flags, right: 'read' } : null
}
