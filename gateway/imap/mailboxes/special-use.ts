import type { MailboxRole } from '../../../mailbox-store/contract.js'

/** RFC 6154 §2. "Échanges clos" has no standard use. */
export const useOfRole: Readonly<Record<MailboxRole, string | null>> = {
  inbox: null,
  sent: '\\Sent',
  drafts: '\\Drafts',
  trash: '\\Trash',
  junk: '\\Junk',
  archive: '\\Archive',
  'closed-exchanges': null,
}

/** Of an attribute in any case; null for one that no mailbox of ours can have (\All...). */
export function roleOfUse(attribute: string): MailboxRole | null {
  const folded = attribute.toLowerCase()
  const roles = Object.keys(useOfRole) as MailboxRole[]
  return roles.find((role) => useOfRole[role]?.toLowerCase() === folded) ?? null
}
