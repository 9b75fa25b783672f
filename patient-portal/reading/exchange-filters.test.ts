import { describe, expect, it } from 'vitest'
import { portalLimits } from '../../domain/portal-limits.js'
import { fakeExchange } from '../../test-fixtures/portal/fake-gateway.js'
import { filterExchanges } from './exchange-filters.js'

const exchanges = [
  fakeExchange([], { professionalName: 'neuf', unread: 2, awaitsAnswer: true }),
  fakeExchange([], { professionalName: 'fini', state: 'ended', messagesWithAttachment: 1 }),
  fakeExchange([], { professionalName: 'lu', messagesWithAttachment: 3 }),
].map(({ summary }) => summary)
const shown = (filter?: string, page?: string) =>
  filterExchanges(exchanges, { filter, page }).shown.map((one) => one.professionalName)

describe('filters of the list', () => {
  it.each([
    [undefined, ['neuf', 'fini', 'lu']],
    ['tous', ['neuf', 'fini', 'lu']],
    ['non-lus', ['neuf']],
    ['a-repondre', ['neuf']],
    ['termines', ['fini']],
    ['documents', ['fini', 'lu']],
    ['NON-LUS', ['neuf', 'fini', 'lu']],
    ['__proto__', ['neuf', 'fini', 'lu']],
    ['<script>', ['neuf', 'fini', 'lu']],
  ])('%s', (filter, names) => {
    expect(shown(filter)).toEqual(names)
  })

  it('counts what each would show', () => {
    expect(filterExchanges(exchanges, { filter: 'termines', page: undefined }).counts).toEqual({
      tous: 3,
      'non-lus': 1,
      'a-repondre': 1,
      termines: 1,
      documents: 2,
    })
  })

  it.each([
    [undefined, 1],
    ['2', 2],
    ['3', 3],
    ['4', 3],
    ['99999', 3],
    ['0', 1],
    ['-1', 1],
    ['1.5', 1],
    ['2e0', 1],
    ['deux', 1],
    ['', 1],
  ])('page %s', (page, given) => {
    const many = Array.from(
      { length: portalLimits.portalExchangesPageMax * 2 + 1 },
      () => exchanges[0]!,
    )
    const filtered = filterExchanges(many, { filter: undefined, page })
    expect([filtered.page, filtered.pages]).toEqual([given, 3])
    expect(filtered.shown).toHaveLength(given === 3 ? 1 : portalLimits.portalExchangesPageMax)
  })
})
