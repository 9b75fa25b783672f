import fc from 'fast-check'
import { expect, test } from 'vitest'
import { WireLine } from './wire-line.js'

test('a long line holds every number', () => {
  const number = fc.oneof(
    fc.integer({ min: 0, max: 1_001 }),
    fc.integer({ min: 0, max: 0xffffffff }),
  )
  fc.assert(
    fc.property(fc.array(number, { maxLength: 2_000 }), (numbers) => {
      const line = new WireLine().text('* SEARCH').spaced(Uint32Array.from(numbers)).end()
      expect(Buffer.from(line).toString()).toBe(`${['* SEARCH', ...numbers].join(' ')}\r\n`)
    }),
    { numRuns: 50 },
  )
})
