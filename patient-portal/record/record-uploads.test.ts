import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FakeRecord } from '../../test-fixtures/portal/fake-record.js'
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

describe('uploads', () => {
  const pdf = { name: 'certificat.pdf', content: '%PDF-1.4 essai' }
  const fields = () => ({ jeton, nom: 'Mon certificat', espace: '0', masque: 'oui' })

  it('files a document of the patient with the wishes of the form', async () => {
    const answer = await camille.postFiles('/documents/ajouter', fields(), [pdf])
    expect(answer.location).toBe('/documents')
    const [deposit] = record.deposits
    expect(deposit?.caller).toEqual({ kind: 'holder' })
    expect(deposit?.source.kind).toBe('portal')
    expect(deposit?.asked).toEqual({
      typeCode: null,
      title: 'Mon certificat',
      space: 'Certificats',
      masked: true,
    })
  })

  it.each([
    ['a program', [{ name: 'a.exe', content: 'MZ\0\0' }], 'n’est pas accepté'],
    ['nothing', [], 'Choisissez un fichier'],
    ['an empty file', [{ name: 'a.txt', content: '' }], 'est vide'],
  ])('refuses %s beside its field', async (_what, files, words) => {
    const answer = await camille.postFiles('/documents/ajouter', fields(), files)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(words)
    expect(answer.text).toContain('aria-invalid="true"')
    expect(record.deposits).toEqual([])
  })

  it('adds an attachment of a message, and says where it is', async () => {
    expect((await camille.get(`/echanges/${bench.exchange}`)).text).toContain(
      'Ajouter à mes documents',
    )
    const answer = await camille.post(`${bench.pieces}/2/ajouter`, { jeton })
    expect(answer.location).toBe('/documents')
    expect(record.deposits[0]?.file.fileName).toBe('ordonnance.pdf')
    expect(record.deposits[0]?.source.sender).toBe('claire.morel@hopital.mssante.test')
    expect((await camille.post(`${bench.pieces}/7/ajouter`, { jeton })).status).toBe(404)
  })

  it.each([
    [{ result: 'held', reason: 'not-certain' }, '/documents/a-classer', 'attend d’être classé'],
    [{ result: 'held', reason: 'identity-doubt' }, '/documents', 'une autre personne'],
    [{ result: 'already-there' }, '/documents', 'déjà dans votre dossier'],
    [{ result: 'refused', reason: 'ins-differs' }, '/documents', 'une autre personne'],
  ] as const)('tells %j', async (outcome, goTo, words) => {
    record.outcome = outcome
    expect((await camille.post(`${bench.pieces}/2/ajouter`, { jeton })).location).toBe(goTo)
    expect((await camille.get(goTo)).text).toContain(words)
  })
})
