import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type FakeRecord, fakeTrace } from '../../test-fixtures/portal/fake-record.js'
import type { PortalClient } from '../../test-fixtures/portal/portal-client.js'
import { RecordBench } from '../../test-fixtures/portal/record-bench.js'

let bench: RecordBench
let record: FakeRecord
let camille: PortalClient
let jeton: string

beforeAll(async () => {
  bench = await RecordBench.open()
  ;({ record, camille, jeton } = bench)
})
afterAll(() => bench.close())
beforeEach(() => bench.reset())

describe('traces and access', () => {
  it('lets emergency accesses stand out', async () => {
    record.traces = [
      fakeTrace({ act: 'access.emergency', door: 'break-glass', says: 'Dr X a ouvert.' }),
      fakeTrace({ sequence: 2 }),
    ]
    const { text } = await camille.get('/traces')
    expect(text.match(/emergency-access/g)).toHaveLength(1)
    expect(text).toContain('Accès en urgence')
  })

  it('gives all traces as a file', async () => {
    record.traces = [fakeTrace()]
    const file = await camille.get('/traces/fichier.csv')
    expect(file.headers['content-type']).toContain('text/csv')
    expect(file.text).toContain('Vous avez ouvert')
    const toCheck = await camille.get('/traces/fichier.json')
    expect(toCheck.headers['content-disposition']).toContain('traces.json')
    expect(JSON.parse(toCheck.text)).toMatchObject([{ sequence: 1 }])
  })

  it('ignores dates that are none', async () => {
    expect((await camille.get('/traces?du=31-12-2026&au=2026-99-99&apres=x')).status).toBe(200)
  })

  it.each([
    [
      { reglage: 'consultation', valeur: 'non' },
      { kind: 'reading-consent', consented: false },
    ],
    [
      { reglage: 'depot', valeur: 'non' },
      { kind: 'filing-opposition', opposed: true },
    ],
    [
      { reglage: 'regulation', valeur: 'oui' },
      { kind: 'regulation-opposition', opposed: false },
    ],
    [
      { reglage: 'bris-de-glace', valeur: 'non' },
      { kind: 'break-glass-opposition', opposed: true },
    ],
    [{ reglage: 'plus-traitant' }, { kind: 'referring-doctor', professional: null }],
    [
      { reglage: 'autoriser', professionnel: '810000000005' },
      {
        kind: 'authorise',
        professional: { nationalId: '810000000005', name: 'Dr Paul NEUF' },
        until: null,
      },
    ],
    [
      { reglage: 'traitant', professionnel: '810000000005' },
      {
        kind: 'referring-doctor',
        professional: { nationalId: '810000000005', name: 'Dr Paul NEUF' },
      },
    ],
    [
      { reglage: 'bloquer', professionnel: '810000000001' },
      { kind: 'block', professional: { nationalId: '810000000001', name: 'Dr Claire MOREL' } },
    ],
  ])('changes access by %j', async (fields, change) => {
    expect((await camille.post('/acces', { jeton, ...fields } as never)).location).toBe('/acces')
    expect(record.changes).toEqual([change])
  })

  it.each([
    { reglage: 'bloquer', professionnel: '899999999999' },
    { reglage: 'autoriser', professionnel: '899999999999' },
    { reglage: 'traitant', professionnel: '810000000001' },
    { reglage: 'autre', valeur: 'oui' },
    {},
  ])('refuses %j', async (fields) => {
    expect((await camille.post('/acces', { jeton, ...fields } as never)).status).toBe(400)
    expect(record.changes).toEqual([])
  })
})
