import { expect, it } from 'vitest'
import { instantOfFrenchClock } from './french-clock.js'

it.each([
  ['2026-01-15T00:00:00.000Z', '2026-01-14T23:00:00.000Z'],
  ['2026-07-15T00:00:00.000Z', '2026-07-14T22:00:00.000Z'],
  ['2026-07-15T23:59:59.999Z', '2026-07-15T21:59:59.999Z'],
  // Summer time begins at 01:00 UTC on the first day, ends at 01:00 UTC on the second.
  ['2026-03-29T00:00:00.000Z', '2026-03-28T23:00:00.000Z'],
  ['2026-03-29T03:00:00.000Z', '2026-03-29T01:00:00.000Z'],
  ['2026-10-25T00:00:00.000Z', '2026-10-24T22:00:00.000Z'],
  ['2026-10-26T00:00:00.000Z', '2026-10-25T23:00:00.000Z'],
])('French clocks show %s at %s', (shown, at) => {
  expect(new Date(instantOfFrenchClock(Date.parse(shown))).toISOString()).toBe(at)
})
