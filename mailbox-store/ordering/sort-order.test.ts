import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  mailboxFacts,
  type OrderedMessage,
  snapshotOf,
} from '../../test-fixtures/store/ordered-mailbox.js'
import type { SortCriterion } from '../contract.js'
import { sortedUids } from './sort-order.js'

const up = (by: SortCriterion['by']): SortCriterion => ({ by, reverse: false })
const down = (by: SortCriterion['by']): SortCriterion => ({ by, reverse: true })

const messages: readonly OrderedMessage[] = [
  {
    uid: 2,
    header: ['Subject: Re: bilan', 'From: Zoé <b@x>', 'Date: 3 Nov 2026 10:00:00 +0000'],
    internalDate: Date.UTC(2026, 10, 9),
    size: 5,
  },
  {
    uid: 3,
    header: ['Subject: =?utf-8?q?=C3=A9t=C3=A9?=', 'From: a@x', 'To: Cabinet: z@x;'],
    internalDate: Date.UTC(2026, 10, 2),
    size: 5,
  },
  {
    uid: 5,
    header: ['Subject: Bilan', 'From: B@x', 'To: y@x', 'Date: 3 Nov 2026 09:00:00 -0200'],
    internalDate: Date.UTC(2026, 10, 8),
    size: 9,
  },
  {
    uid: 8,
    header: ['From: "" <c@x>', 'Cc: k@x', 'Date: rien'],
    internalDate: Date.UTC(2026, 10, 4),
    size: 1,
  },
]

describe('SORT (RFC 5256 §3, RFC 5957 §3)', () => {
  it.each([
    [[up('arrival')], [3, 8, 5, 2]],
    [[down('arrival')], [2, 5, 8, 3]],
    [[up('size')], [8, 2, 3, 5]],
    // Ties stay in the order of the mailbox, also reversed.
    [[down('size')], [5, 2, 3, 8]],
    [[up('subject')], [8, 2, 5, 3]],
    [[down('subject')], [3, 2, 5, 8]],
    [[up('date')], [3, 2, 5, 8]],
    [[up('from')], [3, 2, 5, 8]],
    [[up('display-from')], [3, 5, 8, 2]],
    [[up('to')], [2, 8, 3, 5]],
    [[up('display-to')], [2, 8, 3, 5]],
    [[up('cc')], [2, 3, 5, 8]],
    [
      [up('subject'), down('size')],
      [8, 5, 2, 3],
    ],
    [
      [down('from'), up('size'), down('arrival')],
      [8, 2, 5, 3],
    ],
    [
      [up('size'), down('size')],
      [8, 2, 3, 5],
    ],
    [[], [2, 3, 5, 8]],
  ])('%j', (criteria, uids) => {
    expect([...sortedUids(mailboxFacts(messages), criteria)]).toEqual(uids)
  })

  it('of an empty mailbox is empty', () => {
    expect([...sortedUids(mailboxFacts([]), [up('subject')])]).toEqual([])
  })
})

const names = ['arrival', 'size', 'subject', 'date', 'from', 'display-from'] as const
const criteria = fc.array(fc.record({ by: fc.constantFrom(...names), reverse: fc.boolean() }), {
  minLength: 1,
  maxLength: 3,
})
const word = fc.constantFrom('', 'a', 'B', 'b', 'Re: b', 'é', 'z')
const message = fc.record({ subject: word, from: word, day: fc.integer({ min: 0, max: 4 }) })

it('brought up to date gives what a new reading gives', () => {
  const history = fc.tuple(
    fc.array(message, { maxLength: 12 }),
    fc.array(fc.tuple(criteria, fc.nat(12), fc.array(fc.nat(20)))),
  )
  fc.assert(
    fc.property(history, ([rows, steps]) => {
      const all = rows.map(({ subject, from, day }, i) => ({
        uid: i + 1,
        header: [
          `Subject: ${subject}`,
          `From: ${from}@x`,
          ...(day > 0 ? [`Date: ${day} Nov 2026 10:00 +0000`] : []),
        ],
        internalDate: Date.UTC(2026, 10, (i * 7) % 5),
        size: (i * 5) % 3,
      }))
      let upTo = 0
      const gone = new Set<number>()
      const facts = mailboxFacts([], all)
      for (const [by, more, going] of steps) {
        upTo += more
        for (const uid of going) gone.add(uid)
        const present = all.filter(({ uid }) => uid <= upTo && !gone.has(uid))
        facts.renew(snapshotOf(present))
        const expected = sortedUids(mailboxFacts(present), by)
        expect([...sortedUids(facts, by)]).toEqual([...expected])
      }
    }),
  )
})
