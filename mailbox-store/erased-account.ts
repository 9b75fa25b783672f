import type { Account } from '../domain/account.js'

/** What is left of an erased patient's account; see EraseAccount of the contract. */
export function erasedAccount({ id, address }: Pick<Account, 'id' | 'address'>) {
  const name = `efface-${id}`
  return {
    address: `${name}${address.slice(address.lastIndexOf('@'))}`,
    displayName: name,
    entity: '',
    state: 'closed',
    absence: null,
  } as const
}
