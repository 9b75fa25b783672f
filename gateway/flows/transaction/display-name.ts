import type { AccountKind } from '../../../domain/account.js'

export type DisplayNameForm = 'conforme' | 'absent' | 'non-conforme'

/**
 * ECO.2.2.7 in warn mode: `<Title>_<Firstname>_<NAME>_<Entity>` for people, with blanks taken for
 * underscores, and any name for teams and software. The result goes into the trace, so that an
 * operator can count.
 */
export function displayNameForm(name: string, kind: AccountKind): DisplayNameForm {
  const words = name.split(/[_\s]+/).filter((word) => word !== '')
  if (words.length === 0 || name.includes('@')) return 'absent'
  if (kind !== 'personal') return 'conforme'
  const lastName = words.findIndex((word, index) => index > 0 && /^\p{Lu}[\p{Lu}'’-]+$/u.test(word))
  return lastName > 0 ? 'conforme' : 'non-conforme'
}
