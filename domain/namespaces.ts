import type { Account } from './account.js'

/**
 * Where a person sees mailboxes of other accounts beside the own ones (RFC 2342): those of teams,
 * and those that their owner delegated. `/` stands between levels. Without accents, so that the
 * names are the same on the wire in every encoding.
 */
export const namespaces = { shared: 'Equipes/', otherUsers: 'Delegations/' } as const

/** What stands before the names of another account's mailboxes: `Equipes/<address>/`. */
export function namespaceOf({ kind, address }: Pick<Account, 'kind' | 'address'>): string {
  const root = kind === 'personal' ? namespaces.otherUsers : namespaces.shared
  // RFC 5321 allows them in addresses; in a mailbox name they are a level and wildcards.
  return `${root}${address.replace(/[/%*]/g, '_')}/`
}

/** Whether a name is in one of them, or is the root of one. Roots are told apart by case. */
export const isInNamespace = (name: string): boolean =>
  Object.values(namespaces).some((root) => `${name}/`.startsWith(root))
