import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  key,
  mailbox,
  now,
  numbersIn,
  programOf,
  search,
  sessionOf,
  snapshotOf,
  viewOf,
} from '../../../test-fixtures/search/searched-mailbox.js'
import { extendedAnswer, plainAnswer } from './search-answer.js'
import { foundRows, numbersOf } from './search-program.js'
import { returnsAll } from './search-return.js'

test('SEARCH finds what a look at every message finds, whatever the keys', async () => {
  await fc.assert(
    fc.asyncProperty(
      mailbox,
      fc.array(key, { minLength: 1, maxLength: 4 }),
      async (messages, keys) => {
        const text = keys.map((each) => each.text).join(' ')
        const expected = messages.filter((each) => keys.every(({ holds }) => holds(each, messages)))
        const { numbers } = await search(messages, programOf(text))
        expect([...numbers]).toEqual(expected.map(({ uid }) => uid))
        const bySequence = await search(messages, programOf(text, false, false))
        expect([...bySequence.numbers]).toEqual(expected.map((each) => messages.indexOf(each) + 1))
      },
    ),
    { numRuns: 500 },
  )
})

test('SEARCH by number keeps the numbers of what is gone and not yet told', async () => {
  const gone = fc.array(fc.boolean(), { minLength: 25, maxLength: 25 })
  await fc.assert(
    fc.asyncProperty(mailbox, gone, key, async (messages, isGone, { text, holds }) => {
      const left = messages.filter((_, i) => !isGone[i])
      const view = viewOf(messages)
      view.adopt(snapshotOf(left, 200), { expunge: false, withUid: false })
      const program = programOf(text, false, false)
      const rows = await foundRows(program, { session: sessionOf(left), view, now })
      const expected = left.filter((each) => holds(each, messages))
      expect([...numbersOf(rows, view, false)]).toEqual(
        expected.map((each) => messages.indexOf(each) + 1),
      )
    }),
    { numRuns: 300 },
  )
})

test('SORT gives the same messages in the order of the store', async () => {
  await fc.assert(
    fc.asyncProperty(mailbox, key, async (messages, { text, holds }) => {
      const expected = messages
        .filter((each) => holds(each, messages))
        .sort((a, b) => b.size - a.size || a.uid - b.uid)
      const { numbers } = await search(messages, programOf(text, true))
      expect([...numbers]).toEqual(expected.map(({ uid }) => uid))
    }),
    { numRuns: 200 },
  )
})

test('ESEARCH says the same as SEARCH', async () => {
  await fc.assert(
    fc.asyncProperty(mailbox, key, fc.boolean(), async (messages, { text }, sorts) => {
      const program = programOf(text, sorts)
      const { rows, numbers, view } = await search(messages, program)
      const findings = { rows, numbers, byUid: true, modSeqs: view.snapshot.modSeqs }
      const plain = Buffer.from(plainAnswer('SEARCH', findings)).toString()
      const returns = { ...returnsAll, min: true, max: true, count: true }
      const extended = Buffer.from(extendedAnswer('t', returns, findings)!).toString()
      const found = (/^\* SEARCH((?: \d+)*)/.exec(plain)![1] ?? '').split(' ').slice(1).map(Number)
      const all = / ALL ([\d:,]+)/.exec(extended)?.[1]
      expect(all === undefined ? [] : numbersIn(all)).toEqual(found)
      expect(Number(/ COUNT (\d+)/.exec(extended)![1])).toBe(found.length)
      expect(/ MIN (\d+)/.exec(extended)?.[1]).toBe(found[0]?.toString())
      expect(/ MAX (\d+)/.exec(extended)?.[1]).toBe(found.at(-1)?.toString())
      expect(/ MODSEQ (\d+)/.exec(extended)?.[1]).toBe(/MODSEQ (\d+)\)/.exec(plain)?.[1])
    }),
    { numRuns: 200 },
  )
})
