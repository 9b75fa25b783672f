import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asAccountId } from '../../domain/ids.js'
import { type FakeRecord, fakeDocument } from '../../test-fixtures/portal/fake-record.js'
import { openPortal } from '../../test-fixtures/portal/portal-bench.js'
import { hiddenField, type PortalClient } from '../../test-fixtures/portal/portal-client.js'
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

const paths = ['/documents', '/documents/doc-1', '/documents/ajouter', '/traces', '/acces']

describe('walls', () => {
  it.each([
    ...paths,
    '/documents/doc-1/fichier',
    '/documents/doc-1/lecture',
    '/traces/fichier.csv',
    '/traces/fichier.json',
  ])('sends strangers from %s to the sign-in page', async (path) => {
    expect((await bench.bench.browser().get(path)).location).toBe('/connexion')
  })

  it('shows a patient without a record that there is none, and none of somebody else', async () => {
    const paul = bench.bench.browser()
    await paul.signIn('paul', 'bon')
    expect((await paul.get('/documents')).text).toContain('n’est pas encore ouvert')
    expect((await paul.get('/documents/doc-1')).status).toBe(404)
    expect((await paul.get('/documents/doc-1/fichier')).status).toBe(404)
    const own = hiddenField((await paul.get('/echanges')).text, 'jeton')
    const asked = await paul.post('/documents/doc-1', { jeton: own, acte: 'masquer' })
    expect(asked.status).toBe(404)
    expect(record.changes).toEqual([])
  })

  it.each([
    ['/documents/doc-1', { acte: 'supprimer' }],
    ['/documents/a-classer/held-1', { acte: 'classer', proposition: '11488-4' }],
    ['/traces/avis', { avis: 'n1' }],
    ['/acces', { reglage: 'depot', valeur: 'non' }],
    ['pieces', {}],
  ])('refuses a form for %s without the token of the session', async (path, fields) => {
    for (const token of [{}, { jeton: 'autre' }]) {
      const action = path === 'pieces' ? `${bench.pieces}/2/ajouter` : path
      const answer = await camille.post(action, { ...fields, ...token } as Record<string, string>)
      expect(answer.status).toBe(403)
    }
    expect([record.changes, record.deposits, record.acknowledged]).toEqual([[], [], []])
  })

  it('has the pages of a vault only where there is one', async () => {
    const bare = await openPortal(bench.gateway, [
      { login: 'camille', code: 'bon', patientId: asAccountId(1), profile: 'open' },
    ])
    const browser = bare.browser()
    await browser.signIn('camille', 'bon')
    expect((await browser.get('/echanges')).text).not.toContain('/documents')
    expect((await browser.get('/documents')).status).toBe(404)
    await bare.listener.close(100)
  })

  it('says that the vault is away, on every page, and loses nothing', async () => {
    record.isAway = true
    for (const path of paths.filter((one) => one !== '/documents/ajouter'))
      expect((await camille.get(path)).status).toBe(503)
    expect((await camille.get('/echanges')).status).toBe(200)
  })
})

describe('documents', () => {
  it('lists them with author, space and marks, and no health word in the title or address', async () => {
    const { text } = await camille.get('/documents')
    expect(text).toContain('Compte rendu de consultation')
    expect(text).toContain('Dr Claire MOREL')
    expect(text).toContain('Nouveau')
    expect(text).toContain('1\u00a0document à classer')
    expect(/<title>(.*?)<\/title>/.exec(text)?.[1]).not.toMatch(/Analyse|consultation/i)
    expect(text).not.toMatch(/espace=[^"]*Analyses/)
  })

  it('shows what must be known first, until it is acknowledged', async () => {
    expect((await camille.get('/documents')).text).toContain('Dr Urgence a ouvert')
    const answer = await camille.post('/traces/avis', { jeton, avis: 'n1' })
    expect(answer.location).toBe('/documents')
    expect(record.acknowledged).toEqual(['n1'])
  })

  it('filters by space by its number', async () => {
    record.documents.push(fakeDocument({ documentId: 'doc-9', title: 'Bilan', space: 'Analyses' }))
    const { text } = await camille.get('/documents?espace=6')
    expect(text).toContain('Bilan')
    expect(text).not.toContain('Compte rendu de consultation')
    expect((await camille.get('/documents?espace=99')).text).toContain('Bilan')
  })

  it('shows one with its history and reading frame', async () => {
    const { text } = await camille.get('/documents/doc-1')
    expect(text).toContain('Historique')
    expect(text).toContain('sandbox=""')
    expect(text).toContain('Le document déclare le code 11488-4.')
    expect((await camille.get('/documents/inconnu')).status).toBe(404)
  })

  it('serves the content so that nothing in it can act', async () => {
    const file = await camille.get('/documents/doc-1/fichier')
    expect(file.headers['content-type']).toBe('application/octet-stream')
    expect(file.headers['content-disposition']).toContain('attachment')
    expect(file.headers['content-security-policy']).toContain('sandbox')
    const frame = await camille.get('/documents/doc-1/lecture')
    expect(frame.headers['content-security-policy']).toMatch(/default-src 'none'.*sandbox$/)
    expect(frame.headers['x-frame-options']).toBeUndefined()
  })

  it.each([
    [{ acte: 'masquer' }, { kind: 'mask', masked: true }],
    [{ acte: 'demasquer' }, { kind: 'mask', masked: false }],
    [{ acte: 'supprimer' }, { kind: 'delete', deleted: true }],
    [{ acte: 'retablir' }, { kind: 'delete', deleted: false }],
    [{ acte: 'archiver' }, { kind: 'archive', archived: true }],
    [
      { acte: 'ranger', espace: '3' },
      { kind: 'categorise', space: 'Imagerie' },
    ],
  ])('does %j', async (fields, change) => {
    const answer = await camille.post('/documents/doc-1', { jeton, ...fields } as never)
    expect(answer.location).toBe('/documents/doc-1')
    expect(record.changes).toEqual([change])
    expect((await camille.get('/documents/doc-1')).text).toContain('C’est enregistré.')
  })

  it.each([{ acte: 'ranger', espace: '42' }, { acte: 'ranger' }, { acte: 'détruire' }, {}])(
    'refuses %j',
    async (fields) => {
      const answer = await camille.post('/documents/doc-1', { jeton, ...fields } as never)
      expect(answer.status).toBe(400)
      expect(record.changes).toEqual([])
    },
  )

  it('settles a held one by proposal, by the list, or takes it back', async () => {
    const path = '/documents/a-classer/held-1'
    await camille.post(path, { jeton, acte: 'classer', proposition: '11488-4' })
    await camille.post(path, { jeton, acte: 'classer', proposition: 'autre', type: '11488-4' })
    await camille.post(path, { jeton, acte: 'retirer' })
    expect(record.changes).toEqual([
      { settled: { typeCode: '11488-4' } },
      { settled: { typeCode: '11488-4' } },
      { settled: { reject: 'retiré par le titulaire' } },
    ])
    const odd = await camille.post(path, { jeton, acte: 'classer', proposition: 'REMB' })
    expect(odd.status).toBe(400)
  })
})

describe('a document that waits', () => {
  it('can be read in its frame before it is sorted, where it is a clinical one', async () => {
    const [held] = record.held
    record.held = [held!, { ...held!, documentId: 'held-2', mediaType: 'text/xml' }]
    const { text } = await camille.get('/documents/a-classer')
    expect(text.match(/<iframe [^>]*>/g)).toEqual([
      expect.stringMatching(/src="\/documents\/held-2\/lecture".* sandbox=""/),
    ])
    expect(text).toContain('<a href="/documents/held-2/lecture">Lire en pleine page</a>')
  })
})
