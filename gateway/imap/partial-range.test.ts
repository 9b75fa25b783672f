import fc from 'fast-check'
import { expect, test } from 'vitest'
import { partialOf, partialOfRanges, readPartialRange } from './partial-range.js'
import { CommandCursor } from './wire/command-cursor.js'

test('PARTIAL counts from either end', () => {
  const end = fc.integer({ min: 1, max: 12 })
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 }), end, end, fc.boolean(), (count, a, b, fromEnd) => {
      const sign = fromEnd ? '-' : ''
      const text = `${sign}${a}:${sign}${b}`
      const range = readPartialRange(
        new CommandCursor({ tag: 'a', text, literals: [], offered: null }),
      )
      const results = Array.from({ length: count }, (_, i) => i + 1)
      const inRange = (n: number): boolean => {
        const place = fromEnd ? count - n + 1 : n
        return place >= Math.min(a, b) && place <= Math.max(a, b)
      }
      expect([...partialOf(Uint32Array.from(results), range)]).toEqual(results.filter(inRange))
      const split = Math.min(count, a)
      const ranges = [
        { from: 1, to: split },
        { from: split + 1, to: count },
      ].filter(({ from, to }) => from <= to)
      const part = partialOfRanges(ranges, range)
      expect(part.flatMap(({ from, to }) => results.slice(from - 1, to))).toEqual(
        results.filter(inRange),
      )
    }),
  )
})
