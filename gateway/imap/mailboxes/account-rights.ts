/**
 * The rights of RFC 4314 §2.1 over ours: a right is of a whole account, so the letters come in
 * three groups that are granted together. RFC 4314 §4 says what each letter opens: `r` SELECT and
 * STATUS, `s` \Seen, `w` other flags, `i` APPEND and COPY into, `p` sending as the address, `k`
 * and `x` CREATE, DELETE and RENAME, `t` and `e` \Deleted and EXPUNGE, `a` the rights themselves.
 */
import { type Account, includesRight, type MemberRight } from '../../../domain/account.js'
import type { EnabledFeatures } from '../enabled-features.js'
import type { VisibleMailbox } from '../imap-session.js'
import { mailboxWire } from './mailbox-name.js'

type Marks = Pick<Account, 'seenMarks'>

/** What LISTRIGHTS shows: `c` and `d` are RFC 2086's words for `k`, and for `x`, `t` and `e`. */
export function rightGroups({
  seenMarks,
}: Marks): readonly { right: MemberRight; letters: string }[] {
  const isPersonal = seenMarks === 'personal'
  return [
    { right: 'read', letters: isPersonal ? 'lrs' : 'lr' },
    { right: 'answer', letters: isPersonal ? 'wipkxtecd' : 'swipkxtecd' },
    { right: 'manage', letters: 'a' },
  ]
}

/** In the order of the groups. */
export const lettersOf = (held: MemberRight, account: Marks): string =>
  rightGroups(account)
    .filter(({ right }) => includesRight(held, right))
    .map(({ letters }) => letters)
    .join('')

/** RFC 4314 §3.5, and RFC 8440 §4. */
export const myRightsLine = (
  name: string,
  { right, account }: Pick<VisibleMailbox, 'right' | 'account'>,
  enabled: EnabledFeatures,
): string => `MYRIGHTS ${mailboxWire(name, enabled)} ${lettersOf(right, account)}`

/** `lr`, `+w`, `-a`. */
export interface RightsChange {
  readonly sign: '+' | '-' | ''
  readonly letters: string
}

/** RFC 4314 §3.1: upper case, and a right that nobody knows, are faults of syntax: null. */
export function parseRights(text: string): RightsChange | null {
  const found = /^([+-]?)([lrswipkxtecda]*)$/.exec(text)
  return found && { sign: found[1] as RightsChange['sign'], letters: found[2]! }
}

/**
 * The right that somebody has after the change; null is none. `impossible` for letters that are no
 * whole groups (RFC 4314 §3.4: rights that are tied are granted together or not at all). `s` may be
 * asked for or left out with `lr`, as the preset "read" of clients is either.
 */
export function changedRight(
  held: MemberRight | null,
  { sign, letters }: RightsChange,
): MemberRight | null | 'impossible' {
  const before = held === null ? '' : lettersOf(held, { seenMarks: 'shared' })
  const given = withoutOldLetters(letters)
  const wanted =
    sign === ''
      ? given
      : sign === '+'
        ? new Set([...withoutOldLetters(before), ...given])
        : without(withoutOldLetters(before), given)
  if ([...wanted].every((letter) => letter === 's')) return null
  for (const right of ['read', 'answer', 'manage'] as const) {
    const whole = withoutOldLetters(lettersOf(right, { seenMarks: 'shared' }))
    const isSame =
      [...whole].every((letter) => wanted.has(letter)) &&
      [...wanted].every((letter) => whole.has(letter) || letter === 's')
    if (isSame) return right
  }
  return 'impossible'
}

const without = (letters: ReadonlySet<string>, taken: ReadonlySet<string>): Set<string> =>
  new Set([...letters].filter((letter) => !taken.has(letter)))

/** RFC 4314 §2.1.1. */
const withoutOldLetters = (letters: string): Set<string> =>
  new Set(letters.replaceAll('c', 'k').replaceAll('d', 'xte'))
