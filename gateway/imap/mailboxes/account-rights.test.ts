import { expect, test } from 'vitest'
import type { MemberRight } from '../../../domain/account.js'
import { changedRight, lettersOf, parseRights } from './account-rights.js'

const held: [MemberRight, 'shared' | 'personal', string][] = [
  ['read', 'shared', 'lr'],
  ['read', 'personal', 'lrs'],
  ['answer', 'shared', 'lrswipkxtecd'],
  ['answer', 'personal', 'lrswipkxtecd'],
  ['manage', 'shared', 'lrswipkxtecda'],
]
test.each(held)('%s with %s marks is %s', (right, seenMarks, letters) => {
  expect(lettersOf(right, { seenMarks })).toBe(letters)
})

const changes: [MemberRight | null, string, MemberRight | null | 'impossible'][] = [
  [null, 'lr', 'read'],
  [null, 'lrs', 'read'],
  [null, 'rl', 'read'],
  [null, '+lr', 'read'],
  [null, 'lrswipkxte', 'answer'],
  [null, 'lrswipcd', 'answer'],
  [null, 'lrswipkxtecd', 'answer'],
  [null, 'lrswipkxtea', 'manage'],
  ['read', '+swipkxte', 'answer'],
  ['answer', '+a', 'manage'],
  ['manage', '-a', 'answer'],
  ['manage', '-swipkxtecda', 'read'],
  ['answer', 'lr', 'read'],
  ['read', '+lr', 'read'],
  ['read', '-lr', null],
  ['manage', '', null],
  ['answer', '-lrswipkxte', null],
  ['read', '+', 'read'],
  [null, '', null],
  [null, 'l', 'impossible'],
  [null, 'r', 'impossible'],
  [null, 'lrw', 'impossible'],
  [null, 'lrswi', 'impossible'],
  // Without p: nobody is given more than was said.
  [null, 'lrswikxte', 'impossible'],
  [null, 'lra', 'impossible'],
  [null, 'a', 'impossible'],
  [null, 'swipkxte', 'impossible'],
  ['answer', '-x', 'impossible'],
  ['answer', '-d', 'impossible'],
  ['read', '+a', 'impossible'],
]
test.each(changes)('from %s by %j: %s', (before, text, after) => {
  expect(changedRight(before, parseRights(text)!)).toBe(after)
})

test.each(['LR', 'lrz', 'lr0', '++lr', 'lr-w', 'l r', '-+', 'é'])('%j is no rights', (text) => {
  expect(parseRights(text)).toBeNull()
})
