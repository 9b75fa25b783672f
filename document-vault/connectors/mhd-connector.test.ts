import { createHash } from 'node:crypto'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonicalName } from '../../domain/distinguished-name.js'
import { silentLog } from '../../domain/log.js'
import {
  benchTls,
  type FhirBench,
  openFhirBench,
  personCertificate,
} from '../../test-fixtures/vault/fhir-bench.js'
import {
  doctor,
  holder,
  keyOf,
  samplePatient,
  system,
} from '../../test-fixtures/vault/vault-samples.js'
import type { DocumentSummary } from '../contract/vault.js'
import { addApiClient } from '../fhir/api-clients.js'
import type { DocumentToProvide } from './connector.js'
import { createMhdConnector, type MhdConnectorOptions } from './mhd-connector.js'

const patient = samplePatient(1)
const record = keyOf(patient)

function document(
  uniqueId: string,
  replaces: readonly string[] = [],
  of = patient,
): DocumentToProvide {
  const bytes = Buffer.from(`%PDF-1.4 ${uniqueId}`)
  const summary: DocumentSummary = {
    documentId: uniqueId,
    uniqueId,
    setId: null,
    version: 1 + replaces.length,
    status: 'current',
    title: `Document ${uniqueId}`,
    typeCode: '11488-4',
    typeLabel: 'Compte rendu de consultation',
    classCode: '10',
    classLabel: 'Compte rendu',
    space: 'Comptes rendus',
    category: 'CPT_REND',
    mediaType: 'application/pdf',
    bytes: bytes.length,
    sha1: createHash('sha1').update(bytes).digest('hex'),
    fileName: 'd.pdf',
    authorName: 'Dr Claire MOREL',
    authorId: doctor(1).nationalId,
    organisation: doctor(1).structureName,
    depositedBy: 'professional',
    sourceKind: 'mail',
    createdAt: Date.UTC(2026, 4, 4),
    filedAt: Date.UTC(2026, 4, 5),
    serviceStart: null,
    serviceStop: null,
    visibility: { masked: true, hiddenFromHolder: false, hiddenFromRepresentatives: false },
    confidence: 1,
    grounds: [],
    isNew: false,
  }
  return { patient: of, summary, bytes, replaces }
}

const connect = (options: Partial<MhdConnectorOptions> & { url: string }) =>
  createMhdConnector({
    token: null,
    tls: { ca: benchTls.ca.join('') },
    clock: { now: () => Date.UTC(2026, 5, 1) },
    log: silentLog,
    name: 'Dossier fictif',
    ...options,
  })

describe('an MHD server that is ours', () => {
  let bench: FhirBench
  beforeAll(async () => {
    bench = await openFhirBench()
    await bench.vault.putRecord(patient, system)
  })
  afterAll(() => bench.close())
  const inRecord = async () => {
    const status = ['current', 'superseded'] as const
    const page = await bench.vault.documents(record, { status, limit: 100 }, holder)
    if (!page.ok) throw new Error(page.error)
    return page.value.documents
  }

  it.each(['software', 'professional'] as const)(
    'takes each document once, from a %s',
    async (kind) => {
      const caller =
        kind === 'software'
          ? ({ kind, name: 'Passerelle', structureId: '1990000001' } as const)
          : doctor(1)
      const connector = connect({ url: bench.listener.baseUrl, token: bench.token(caller) })
      const first = document(`1.2.250.1.999.${kind.length}.1`)
      const done = { kind: 'done', where: 'Dossier fictif' }
      expect(await connector.provide(first)).toEqual(done)
      expect(await connector.provide(first)).toEqual(done)
      const next = document(`1.2.250.1.999.${kind.length}.2`, [first.summary.uniqueId])
      expect(await connector.provide(next)).toEqual(done)
      const found = (await inRecord()).filter(({ uniqueId }) =>
        uniqueId.startsWith(`1.2.250.1.999.${kind.length}.`),
      )
      expect(found.map(({ uniqueId, status }) => `${uniqueId.at(-1)} ${status}`).sort()).toEqual([
        '1 superseded',
        '2 current',
      ])
      expect(found[0]).toMatchObject({ typeCode: '11488-4', visibility: { masked: true } })
      await connector.close()
    },
  )

  it('is entered with a client certificate too', async () => {
    const mine = personCertificate('ours')
    const credential = {
      kind: 'certificate-subject',
      subject: canonicalName(mine.subject),
    } as const
    addApiClient(bench.folder, { label: 'x', caller: doctor(1), expiresAt: null, credential }, 0)
    const tls = { ca: benchTls.ca.join(''), key: mine.key, cert: mine.cert }
    const connector = connect({ url: bench.listener.baseUrl, tls })
    expect((await connector.provide(document('1.2.250.1.999.30'))).kind).toBe('done')
    await connector.close()
  })

  it('fails with 902 for a patient that it does not know', async () => {
    const connector = connect({ url: bench.listener.baseUrl, token: bench.token(doctor(1)) })
    const lost = document('1.2.250.1.999.40', [], samplePatient(5))
    expect(await connector.provide(lost)).toMatchObject({ kind: 'failed', code: '902' })
    await connector.close()
  })

  it('is asked again later when it does not know us, or cannot be trusted', async () => {
    const stranger = connect({ url: bench.listener.baseUrl, token: 'not-a-token-of-theirs' })
    expect((await stranger.provide(document('1.2.250.1.999.41'))).kind).toBe('later')
    await stranger.close()
    const untrusting = connect({ url: bench.listener.baseUrl, tls: {} })
    expect((await untrusting.provide(document('1.2.250.1.999.42'))).kind).toBe('later')
    await untrusting.close()
  })
})

const outcome = (code: string, detail?: string) => ({
  resourceType: 'OperationOutcome',
  issue: [
    { severity: 'error', code, ...(detail ? { details: { coding: [{ code: detail }] } } : {}) },
  ],
})
const response = (...statuses: string[]) => ({
  resourceType: 'Bundle',
  type: 'transaction-response',
  entry: statuses.map((status) => ({ response: { status } })),
})
const empty = { resourceType: 'Bundle', type: 'searchset', total: 0 }

describe('a server that misbehaves', () => {
  /** Answers: to the search, then to the transaction. */
  async function against(
    search: readonly [number, unknown],
    transaction: readonly [number, unknown] | 'hang' | 'close',
    replaces: readonly string[] = [],
  ) {
    const sent: string[] = []
    const server = createServer({ key: benchTls.key, cert: benchTls.cert }, (asked, answer) => {
      sent.push(`${asked.method} ${asked.url}`)
      asked.resume()
      const isSearch = asked.url?.endsWith('_search') === true
      const said = isSearch ? search : transaction
      if (said === 'hang') return
      if (said === 'close') asked.socket.destroy()
      else {
        answer.writeHead(said[0], { location: 'https://exemple.test/' })
        answer.end(typeof said[1] === 'string' ? said[1] : JSON.stringify(said[1]))
      }
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const connector = connect({ url: `https://127.0.0.1:${port}/r4/`, answerMsMax: 2_000 })
    const result = await connector.provide(document('1.2.250.1.999.50', replaces))
    await connector.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    return { result, sent }
  }

  it('has the INS in no address', async () => {
    const { result, sent } = await against([200, empty], [200, response('201 Created')])
    expect(result.kind).toBe('done')
    expect(sent).toEqual(['POST /r4/DocumentReference/_search', 'POST /r4'])
  })

  it.each<
    [string, readonly [number, unknown], readonly [number, unknown] | 'hang' | 'close', string]
  >([
    ['is busy', [503, outcome('transient')], [200, response('201 Created')], 'later'],
    ['is busy then', [200, empty], [503, 'busy'], 'later'],
    ['throttles', [200, empty], [429, outcome('throttled')], 'later'],
    ['breaks', [200, empty], [500, '<html>'], 'later'],
    ['hangs', [200, empty], 'hang', 'later'],
    ['hangs up', [200, empty], 'close', 'later'],
    ['knows us no more', [401, outcome('login')], [200, response('201 Created')], 'later'],
    ['forbids', [403, outcome('forbidden')], [403, outcome('forbidden')], 'later'],
    ['forbids to look only', [403, outcome('forbidden')], [200, response('201 Created')], 'done'],
    ['sends us elsewhere', [200, empty], [307, ''], 'later'],
    ['says 200 and nothing', [200, empty], [200, ''], 'later'],
    ['says 200 and no answer', [200, empty], [200, response()], 'later'],
    ['says 200 and something else', [200, empty], [200, { resourceType: 'Patient' }], 'later'],
    ['says too much', [200, empty], [200, 'x'.repeat(2_000_000)], 'later'],
    ['nests too deep', [200, empty], [200, `${'['.repeat(500)}`], 'later'],
    ['refuses one entry', [200, empty], [200, response('201 Created', '422 Unprocessable')], '906'],
    ['knows no patient', [200, empty], [404, outcome('not-found')], '902'],
    [
      'knows no patient, by code',
      [200, empty],
      [422, outcome('invalid', 'XDSUnknownPatientId')],
      '902',
    ],
    [
      'has another patient',
      [200, empty],
      [422, outcome('invalid', 'XDSPatientIdDoesNotMatch')],
      '904',
    ],
    ['names a DMP code', [200, empty], [422, outcome('business-rule', '901 not-author')], '901'],
    ['refuses the content', [200, empty], [422, outcome('invariant')], '906'],
    ['finds it malformed', [200, empty], [400, outcome('structure')], '906'],
    ['finds it too big', [200, empty], [413, 'x'], '906'],
    ['has a conflict', [200, empty], [409, outcome('conflict')], '906'],
    ['has it already', [200, empty], [409, outcome('duplicate')], 'done'],
    ['heeds the patient’s no', [200, empty], [403, outcome('suppressed')], '906'],
  ])('%s', async (_name, search, transaction, expected) => {
    const { result } = await against(search, transaction)
    expect(result.kind === 'failed' ? result.code : result.kind).toBe(expected)
  })

  it('tells a conflict of versions apart', async () => {
    const { result } = await against([200, empty], [409, outcome('conflict')], ['1.2.3'])
    expect(result).toMatchObject({ kind: 'failed', code: '900' })
  })

  it('believes no search that answers with another document', async () => {
    const other = {
      resourceType: 'DocumentReference',
      id: 'a',
      masterIdentifier: { system: 'urn:ietf:rfc:3986', value: 'urn:oid:1.2.3.4' },
    }
    const found = { ...empty, total: 1, entry: [{ resource: other }] }
    const { sent } = await against([200, found], [200, response('201 Created')])
    expect(sent).toHaveLength(2)
  })

  it('is never spoken to without TLS', () => {
    expect(() => connect({ url: 'http://127.0.0.1/fhir' })).toThrow('https')
  })
})
