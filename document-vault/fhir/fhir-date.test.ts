import { describe, expect, it } from 'vitest'
import { dateCondition, intervalOf, meetsDate } from './fhir-date.js'

const iso = (text: string) => {
  const interval = intervalOf(text)
  return interval && [interval.from, interval.to].map((ms) => new Date(ms).toISOString())
}

describe('FHIR dates', () => {
  it.each([
    ['2026', '2025-12-31T23:00:00.000Z', '2026-12-31T22:59:59.999Z'],
    ['2026-02', '2026-01-31T23:00:00.000Z', '2026-02-28T22:59:59.999Z'],
    ['2026-07-14', '2026-07-13T22:00:00.000Z', '2026-07-14T21:59:59.999Z'],
    ['2026-03-29', '2026-03-28T23:00:00.000Z', '2026-03-29T21:59:59.999Z'],
    ['2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T22:59:59.999Z'],
    ['2026-05-04T10:00Z', '2026-05-04T10:00:00.000Z', '2026-05-04T10:00:59.999Z'],
    ['2026-05-04T10:00:00+02:00', '2026-05-04T08:00:00.000Z', '2026-05-04T08:00:00.999Z'],
    ['2026-05-04T10:00:00.5-01:30', '2026-05-04T11:30:00.500Z', '2026-05-04T11:30:00.500Z'],
  ])('%s', (text, from, to) => {
    expect(iso(text)).toEqual([from, to])
  })

  it.each([
    '',
    'hier',
    '2026-13',
    '2026-02-30',
    '2026-1-1',
    '2026-05-04T25:00Z',
    '2026-05-04T',
    '20260504',
  ])('refuses %j', (text) => {
    expect(intervalOf(text)).toBeNull()
  })

  it.each([
    ['2026-05-04', true],
    ['ge2026-05-04', true],
    ['gt2026-05-04', false],
    ['lt2026-05-04', false],
    ['le2026-05-04', true],
    ['ne2026-05-04', false],
    ['sa2026-05-03', true],
    ['eb2026-05-05', true],
    ['eb2026-05-04', false],
    ['ap2026-05-05', true],
    ['2026', true],
    ['ge2027', false],
  ])('%s holds for noon of 2026-05-04: %s', (text, holds) => {
    const noon = Date.UTC(2026, 4, 4, 10)
    expect(meetsDate(dateCondition(text)!, { from: noon, to: noon })).toBe(holds)
  })
})
