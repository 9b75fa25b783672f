import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Caller } from '../../document-vault/contract/callers.js'
import { fakeTrace } from '../../test-fixtures/portal/fake-record.js'
import { traceDays } from './trace-groups.js'

const doctor: Caller = {
  kind: 'professional',
  nationalId: '810000000001',
  name: 'Claire MOREL',
  profession: '10',
  speciality: null,
  structureName: '',
  structureId: '',
}
const noon = Date.UTC(2026, 10, 4, 11)
const read = (more: Parameters<typeof fakeTrace>[0] = {}) =>
  fakeTrace({ caller: doctor, door: 'care-team', at: noon, ...more })
const shape = (traces: Parameters<typeof traceDays>[0]) =>
  traceDays(traces).map(({ groups }) => groups.map(({ others }) => 1 + others.length))

describe('traces by day and person', () => {
  it('tells repeated looks of a person and day as one', () => {
    const list = read({ act: 'document.list' })
    expect(shape([read(), list, read({ caller: { kind: 'holder' } }), read()])).toEqual([[3, 1]])
  })

  it.each([
    ['another day, on French clocks', read({ at: Date.UTC(2026, 10, 3, 23, 30) }), [[2]]],
    ['the day before', read({ at: Date.UTC(2026, 10, 3, 22, 30) }), [[1], [1]]],
    ['an emergency', read({ door: 'break-glass' }), [[1, 1]]],
    ['a regulation call', read({ door: 'regulation' }), [[1, 1]]],
    ['another way in', read({ door: 'author' }), [[1, 1]]],
    ['a refusal', read({ outcome: 'forbidden' }), [[1, 1]]],
    ['a change', read({ act: 'document.change' }), [[1, 1]]],
    ['a copy sent on', read({ act: 'document.forward' }), [[1, 1]]],
    ['another person', read({ caller: { ...doctor, nationalId: '810000000002' } }), [[1, 1]]],
  ])('keeps apart: %s', (_, other, expected) => {
    expect(shape([read(), other])).toEqual(expected)
  })

  it('tells the copies of a day as one, apart from the looks', () => {
    const sent = read({ act: 'document.forward', caller: { kind: 'system' }, door: 'system' })
    expect(shape([sent, read(), sent, sent])).toEqual([[3, 1]])
  })

  it('never folds two emergency accesses', () => {
    const emergency = read({ act: 'access.emergency', door: 'break-glass' })
    expect(shape([emergency, emergency, read({ door: 'break-glass' })])).toEqual([[1, 1, 1]])
  })

  it('loses no trace', () => {
    const trace = fc.record({
      at: fc.integer({ min: noon - 3 * 86_400_000, max: noon }),
      act: fc.constantFrom('document.read', 'document.change', 'access.emergency'),
      door: fc.constantFrom('care-team', 'break-glass', 'holder'),
    })
    fc.assert(
      fc.property(fc.array(trace, { maxLength: 60 }), (facts) => {
        const traces = facts.map((fact, sequence) => fakeTrace({ ...fact, sequence } as never))
        const shown = traceDays(traces).flatMap(({ groups }) =>
          groups.flatMap(({ newest, others }) => [newest, ...others]),
        )
        expect(new Set(shown)).toEqual(new Set(traces))
        expect(shown).toHaveLength(traces.length)
      }),
    )
  })
})
