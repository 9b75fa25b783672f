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
} from '../../../test-fixtures/search/searched-mailbox.js'
import { foundRows, numbersOf, uidsOf } from './search-program.js'
import { UpdateContexts } from './update-contexts.js'

/** Follows a result as RFC 5267 §4.3.3 and §4.3.4 tell a client to. */
function applied(list: readonly number[], told: string): number[] {
  const result = [...list]
  for (const [, verb, pairs] of told.matchAll(/ (ADDTO|REMOVEFROM) \(([^)]*)\)/g)) {
    const words = pairs!.split(' ')
    for (let i = 0; i < words.length; i += 2) {
      const position = Number(words[i])
      const numbers = numbersIn(words[i + 1]!)
      if (position > 0 && verb === 'ADDTO') result.splice(position - 1, 0, ...numbers)
      else if (position > 0) {
        expect(result.splice(position - 1, numbers.length)).toEqual(numbers)
      } else if (verb === 'ADDTO') result.push(...numbers)
      else for (const number of numbers) result.splice(result.indexOf(number), 1)
    }
    if (words[0] === '0') result.sort((a, b) => a - b)
  }
  return result
}

/** A result in sequence numbers, once `told` took some of them away. */
function renumbered(list: readonly number[], told: string): number[] {
  let result = [...list]
  for (const [, gone] of told.matchAll(/^\* (\d+) EXPUNGE\r$/gm)) {
    // RFC 5267 §4.3.4: REMOVEFROM came before.
    expect(result).not.toContain(Number(gone))
    result = result.map((number) => (number > Number(gone) ? number - 1 : number))
  }
  return result
}

test('a client that follows a live result has what the command would find now', async () => {
  const changes = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 127 })))
  const order = fc.record({ sorts: fc.boolean(), byUid: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(mailbox, mailbox, changes, key, order, async (...args) => {
      const [messages, arriving, changed, { text }, { sorts, byUid }] = args
      const program = programOf(text, sorts, byUid)
      const { rows: before, numbers, view } = await search(messages, program)
      const contexts = new UpdateContexts()
      const last = messages.at(-1)?.uid ?? 0
      const later = [
        ...messages.flatMap((each, i) => {
          const [isGone, flags] = changed[i] ?? [false, each.flags]
          return isGone ? [] : [{ ...each, flags }]
        }),
        ...arriving.map((each) => ({ ...each, uid: each.uid + last })),
      ]
      const session = sessionOf(later)
      contexts.add('t', program, uidsOf(before, view.snapshot), session)
      const uidsBefore = view.uids
      const told = view.adopt(snapshotOf(later, 200), { expunge: true, withUid: true })
      const { removed, added } = await contexts.changes(session, view, now, uidsBefore)
      const rows = await foundRows(program, { session, view, now })
      const left = applied([...numbers], removed)
      expect(applied(byUid ? left : renumbered(left, told), added)).toEqual([
        ...numbersOf(rows, view, byUid),
      ])
    }),
    { numRuns: 500 },
  )
})
