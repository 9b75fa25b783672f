import { Agent, request } from 'node:https'
import type { TLSSocket } from 'node:tls'
import { connect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonicalName } from '../../domain/distinguished-name.js'
import { cpuMsOf } from '../../test-fixtures/cpu-time.js'
import {
  benchTls,
  type FhirBench,
  openFhirBench,
  personCertificate,
  type RawAnswer,
} from '../../test-fixtures/vault/fhir-bench.js'
import {
  administrator,
  doctor,
  holder,
  keyOf,
  samplePatient,
  system,
} from '../../test-fixtures/vault/vault-samples.js'
import type { RecordKey } from '../contract/callers.js'
import { addApiClient, listApiClients, revokeApiClient } from './api-clients.js'

/** What a caller with a good token of its own tries on records and documents of others. */
type Loose = ReturnType<typeof JSON.parse>
const [one, two] = [keyOf(samplePatient(1)), keyOf(samplePatient(2))]
const subjectOf = ({ insOid, matricule }: RecordKey) => ({
  identifier: { system: `urn:oid:${insOid}`, value: matricule },
})
const tokenOf = ({ insOid, matricule }: RecordKey) => `urn:oid:${insOid}|${matricule}`
const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] })

const reference = (record: RecordKey, oid: string, more: object = {}, text = oid): Loose => ({
  resourceType: 'DocumentReference',
  masterIdentifier: { system: 'urn:ietf:rfc:3986', value: `urn:oid:${oid}` },
  status: 'current',
  type: loinc('11488-4'),
  subject: subjectOf(record),
  content: [
    {
      attachment: {
        contentType: 'application/pdf',
        data: Buffer.from(`%PDF-1.4 ${text}`).toString('base64'),
        title: `Secret ${oid}`,
      },
    },
  ],
  ...more,
})

function transaction(documents: readonly Loose[]): Loose {
  const set = {
    resourceType: 'List',
    status: 'current',
    mode: 'working',
    code: { coding: [{ code: 'submissionset' }] },
    subject: documents[0].subject,
    entry: documents.map((_, i) => ({ item: { reference: `urn:uuid:d${i}` } })),
  }
  const entry = documents.map((resource, i) => ({
    fullUrl: `urn:uuid:d${i}`,
    resource,
    request: { method: 'POST', url: 'DocumentReference' },
  }))
  const list = { fullUrl: 'urn:uuid:s', resource: set, request: { method: 'POST', url: 'List' } }
  return { resourceType: 'Bundle', type: 'transaction', entry: [list, ...entry] }
}

let bench: FhirBench
let mine: string
let theirs: string
let own: Loose
let foreign: Loose
beforeAll(async () => {
  await fetch('data:,').catch(() => {})
  bench = await openFhirBench()
  for (const [record, number] of [
    [one, 1],
    [two, 2],
  ] as const) {
    const { nationalId, name } = doctor(number)
    await bench.vault.putRecord(samplePatient(number), system)
    await bench.vault.changeAccess(record, { kind: 'reading-consent', consented: true }, holder)
    const professional = { nationalId, name }
    const until = null
    await bench.vault.changeAccess(record, { kind: 'authorise', professional, until }, holder)
  }
  mine = bench.token(doctor(1))
  theirs = bench.token(doctor(2))
  own = json(await post(mine, '/fhir/DocumentReference', reference(one, '1.2.250.1.998.1')))
  foreign = json(await post(theirs, '/fhir/DocumentReference', reference(two, '1.2.250.1.998.2')))
})
afterAll(() => bench.close())

const json = (answer: RawAnswer): Loose => JSON.parse(answer.body.toString())
const get = (token: string, path: string, headers: Record<string, string> = {}) =>
  bench.raw(path, { headers: { authorization: `Bearer ${token}`, ...headers } })
const post = (
  token: string,
  path: string,
  body: unknown,
  { method = 'POST', type = 'application/fhir+json' } = {},
) =>
  bench.raw(path, {
    method,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { authorization: `Bearer ${token}`, 'content-type': type },
  })
const patch = (token: string, path: string, operations: unknown) =>
  post(token, path, operations, { method: 'PATCH', type: 'application/json-patch+json' })
const search = (record: RecordKey, more = '') =>
  `/fhir/DocumentReference?patient.identifier=${encodeURIComponent(tokenOf(record))}${more}`

describe('documents of others', () => {
  it.each(['DocumentReference', 'Binary'])('are not read as %s by their id', async (kind) => {
    const answer = await get(mine, `/fhir/${kind}/${foreign.id}`)
    expect([403, 404]).toContain(answer.status)
    expect(answer.body.toString()).not.toMatch(/Secret|PDF/)
    expect(json(answer).resourceType).toBe('OperationOutcome')
    expect((await get(theirs, `/fhir/${kind}/${foreign.id}`)).status).toBe(200)
  })

  it('are not found, listed, changed or named as replaced', async () => {
    expect((await get(mine, search(two))).status).toBe(403)
    const lists = await get(
      theirs,
      `/fhir/List?patient.identifier=${tokenOf(two)}&code=submissionset`,
    )
    const list = json(lists).entry[0].resource.id
    expect([403, 404]).toContain((await get(mine, `/fhir/List/${list}`)).status)
    const mask = { op: 'replace', path: '/status', value: 'entered-in-error' }
    const changed = await patch(mine, `/fhir/DocumentReference/${foreign.id}`, [mask])
    expect([403, 404]).toContain(changed.status)
    const target = { reference: `DocumentReference/${foreign.id}` }
    const relatesTo = [{ code: 'replaces', target }]
    const across = reference(one, '1.2.250.1.998.3', { relatesTo })
    expect((await post(mine, '/fhir/DocumentReference', across)).status).toBe(422)
    expect(json(await get(theirs, search(two, '&status=current'))).total).toBe(1)
  })

  it('stay as they are when another record claims their identifier', async () => {
    const target = { identifier: foreign.masterIdentifier }
    const relatesTo = [{ code: 'replaces', target }]
    const claim = reference(one, '1.2.250.1.998.4', { relatesTo })
    await post(mine, '/fhir/DocumentReference', claim)
    const same = reference(one, '1.2.250.1.998.2', {}, 'other content')
    expect((await post(mine, '/fhir/DocumentReference', same)).status).toBe(201)
    const [entry] = json(await get(theirs, search(two))).entry
    expect(entry.resource).toMatchObject({ id: foreign.id, status: 'current' })
  })

  it('are not replaced under the name of their author', async () => {
    const { nationalId, name } = doctor(4)
    const change = { kind: 'authorise', professional: { nationalId, name }, until: null } as const
    await bench.vault.changeAccess(one, change, holder)
    const impostor = bench.token(doctor(4))
    const author = {
      contained: [
        {
          resourceType: 'Practitioner',
          id: 'a',
          identifier: [{ value: doctor(1).nationalId }],
          name: [{ text: doctor(1).name }],
        },
      ],
      author: [{ reference: '#a' }],
      relatesTo: [{ code: 'replaces', target: { identifier: own.masterIdentifier } }],
    }
    const forged = reference(one, '1.2.250.1.998.30', author)
    const answer = await post(impostor, '/fhir/DocumentReference', forged)
    expect([answer.status, json(answer).issue[0].details.coding[0].code]).toEqual([
      403,
      '901 not-author',
    ])
    expect(json(await get(mine, `/fhir/DocumentReference/${own.id}`)).status).toBe('current')
  })

  it('are not told apart from none when they are masked', async () => {
    const label = { coding: [{ code: 'MASQUE_PS' }] }
    const body = reference(one, '1.2.250.1.998.5', { securityLabel: [label] })
    const masked = json(await post(mine, '/fhir/DocumentReference', body))
    const { nationalId, name } = doctor(3)
    const change = { kind: 'authorise', professional: { nationalId, name }, until: null } as const
    await bench.vault.changeAccess(one, change, holder)
    const third = bench.token(doctor(3))
    expect((await get(third, `/fhir/DocumentReference/${own.id}`)).status).toBe(200)
    const none = await get(third, `/fhir/Binary/${`${masked.id}`.slice(0, -1)}x`)
    for (const kind of ['DocumentReference', 'Binary']) {
      const answer = await get(third, `/fhir/${kind}/${masked.id}`)
      expect([answer.status, answer.body.toString()]).toEqual([404, none.body.toString()])
    }
    expect((await get(third, search(one))).body.toString()).not.toContain('998.5')
  })
})

describe('forged values', () => {
  it('no id opens after one of its signs was changed', async () => {
    for (let i = 0; i < own.id.length - 1; i += 3) {
      const sign = own.id[i] === 'A' ? 'B' : 'A'
      const forged = `${own.id.slice(0, i)}${sign}${own.id.slice(i + 1)}`
      expect((await get(mine, `/fhir/Binary/${forged}`)).status).toBe(404)
    }
  })

  it('no id of one kind opens another', async () => {
    const patient =
      own.subject === undefined ? '' : json(await get(mine, search(one))).entry[0].resource
    const id = patient.subject.reference.split('/')[1]
    for (const kind of ['DocumentReference', 'Binary', 'List'])
      expect((await get(mine, `/fhir/${kind}/${id}`)).status).toBe(404)
    expect((await get(mine, `/fhir/Patient/${own.id}`)).status).toBe(404)
    expect((await get(mine, `/fhir/List/${own.id}`)).status).toBe(404)
  })

  it.each(['v', 'vAAAA', 'o1', 'o999999999', 'v../../x', `v${'A'.repeat(2_000)}`])(
    'the page %s is none',
    async (page) => {
      const answer = await get(mine, search(one, `&_page=${encodeURIComponent(page)}`))
      expect([400, 422]).toContain(answer.status)
      expect(json(answer).resourceType).toBe('OperationOutcome')
    },
  )

  it('a page of one record shows nothing of it in another', async () => {
    const next = json(await get(mine, search(one, '&_count=1'))).link[1].url
    const page = new URL(next).searchParams.get('_page')!
    const answer = await get(theirs, search(two, `&_page=${encodeURIComponent(page)}`))
    expect(answer.body.toString()).not.toContain('998.1"')
    expect([200, 400, 422]).toContain(answer.status)
  })
})

describe('searches', () => {
  it('leave unknown parameters aside and out of links, or refuse them where asked to', async () => {
    const path = search(one, `&_count=999999999&_include=*&patient.name=${one.matricule}`)
    const answer = await get(mine, path)
    expect(answer.status).toBe(200)
    const [self] = json(answer).link
    expect(self.url).toContain('_count=200')
    expect(self.url).not.toMatch(/_include|name/)
    expect(JSON.stringify(json(answer).link)).not.toContain(one.matricule)
    expect((await get(mine, path, { prefer: 'handling=strict' })).status).toBe(400)
  })

  it('of a patient link to themselves without an INS', async () => {
    const found = json(await get(mine, `/fhir/Patient?identifier=${tokenOf(one)}`))
    const [self] = found.link
    expect(self.url).not.toContain(one.matricule)
    expect(json(await get(mine, new URL(self.url).pathname + new URL(self.url).search))).toEqual(
      found,
    )
  })

  it('for a change by criteria mean all of them', async () => {
    const path = `${search(one)}&identifier=urn:oid:1.2.250.1.998.1&titre=autre`
    const operation = { op: 'replace', path: '/status', value: 'entered-in-error' }
    expect((await patch(mine, path, [operation])).status).toBe(400)
    expect(json(await get(mine, `/fhir/DocumentReference/${own.id}`)).status).toBe('current')
  })
})

describe('changes', () => {
  const at = () => `/fhir/DocumentReference/${own.id}`
  it.each<[string, object[]]>([
    ['the patient', [{ op: 'replace', path: '/subject', value: subjectOf(two) }]],
    ['the content', [{ op: 'replace', path: '/content/0/attachment/url', value: 'https://x' }]],
    ['the author', [{ op: 'add', path: '/author', value: [{ display: 'X' }] }]],
    ['the id', [{ op: 'replace', path: '/id', value: 'x' }]],
    ['a prototype', [{ op: 'add', path: '/__proto__/polluted', value: true }]],
    ['a constructor', [{ op: 'add', path: '/constructor/prototype/polluted', value: true }]],
    ['the whole', [{ op: 'replace', path: '', value: {} }]],
  ])('of %s are refused', async (_name, operations) => {
    const answer = await patch(mine, at(), operations)
    expect([400, 405, 422]).toContain(answer.status)
    expect(json(answer).resourceType).toBe('OperationOutcome')
    expect(({} as Loose).polluted).toBeUndefined()
  })

  it('that double themselves are stopped', async () => {
    const operations: object[] = []
    for (let i = 0; i < 25; i++)
      operations.push(
        { op: 'copy', from: '/content', path: '/a' },
        { op: 'copy', from: '/a', path: '/content/-' },
      )
    const patching = async () => expect((await patch(mine, at(), operations)).status).toBe(400)
    expect(await cpuMsOf(patching)).toBeLessThan(5_000)
  })
})

describe('deposits', () => {
  it('of other content under a known identifier are refused, not swallowed', async () => {
    const again = reference(one, '1.2.250.1.998.1', {}, 'something else')
    const answer = await post(mine, '/fhir/DocumentReference', again)
    expect(answer.status).toBeGreaterThanOrEqual(400)
  })

  it.each(['professional', 'software'])(
    'of a %s are filed when half a set failed before',
    async (kind) => {
      const sender = { kind: 'software', name: 'Logiciel', structureId: '1990000008' } as const
      const token = kind === 'software' ? bench.token(sender) : mine
      const oid = kind === 'software' ? '1.2.250.1.998.21' : '1.2.250.1.998.20'
      const good = reference(one, oid)
      const bad = reference(one, '1.2.250.1.998.1', {}, 'something else')
      expect((await post(token, '/fhir', transaction([good, bad]))).status).toBeGreaterThan(399)
      const found = async () =>
        json(await get(mine, search(one, `&status=current&identifier=urn:oid:${oid}`))).total
      expect(await found()).toBe(0)
      expect((await post(token, '/fhir', transaction([good]))).status).toBe(200)
      expect(await found()).toBe(1)
    },
  )

  it('pollute no prototype', async () => {
    const text = JSON.stringify(reference(one, '1.2.250.1.998.7'))
    const hostile = `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},${text.slice(1)}`
    expect((await post(mine, '/fhir/DocumentReference', hostile)).status).toBe(201)
    expect(({} as Loose).polluted).toBeUndefined()
  })

  it('say no more than metadata can', async () => {
    const body = reference(one, '1.2.250.1.998.8', { description: 'x'.repeat(200_000) })
    expect((await post(mine, '/fhir/DocumentReference', body)).status).toBe(413)
    const entry = { resource: { resourceType: 'Binary' }, request: { method: 'POST' } }
    const many = { resourceType: 'Bundle', type: 'transaction', entry: Array(1_000).fill(entry) }
    expect((await post(mine, '/fhir', many)).status).toBe(413)
  })

  it.each(['text/html', 'image/svg+xml', 'application/xml', 'text/xml'])(
    'as %s never run in a browser',
    async (contentType) => {
      const body = reference(one, `1.2.250.1.998.9.${contentType.length}`)
      const data = Buffer.from('<svg onload="alert(1)"/>').toString('base64')
      body.content[0].attachment = { contentType, data, title: 'Actif' }
      const { id } = json(await post(mine, '/fhir/DocumentReference', body))
      const { status, headers } = await get(mine, `/fhir/Binary/${id}`, { accept: '*/*' })
      expect(status).toBe(200)
      expect(headers['content-disposition']).toMatch(/^attachment/)
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['content-security-policy']).toContain('sandbox')
    },
  )
})

describe('methods and paths', () => {
  it.each([
    ['PUT', '/fhir/DocumentReference/x', 405, 'GET, HEAD, PATCH'],
    ['DELETE', '/fhir/Binary/x', 405, 'GET, HEAD'],
    ['GET', '/fhir', 405, 'POST'],
    ['PUT', '/fhir/DocumentReference', 405, 'GET, HEAD, POST, PATCH'],
    ['GET', '/fhir/DocumentReference/x/_history', 404, undefined],
    ['GET', '/fhir/%zz', 404, undefined],
    ['GET', '/fhir/../etc/passwd', 404, undefined],
    ['GET', '/', 404, undefined],
    ['POST', '/fhir/Observation', 404, undefined],
  ])('%s %s', async (method, path, status, allow) => {
    const headers = { authorization: `Bearer ${mine}` }
    const answer = await bench.raw(path, { method, headers })
    expect([answer.status, answer.headers['allow']]).toEqual([status, allow])
    expect(json(answer).resourceType).toBe('OperationOutcome')
  })

  it('too long a header or address is refused', async () => {
    expect((await get(mine, '/fhir/metadata', { 'x-long': 'x'.repeat(20_000) })).status).toBe(431)
    expect((await get(mine, `/fhir/metadata?${'x'.repeat(20_000)}`)).status).toBe(431)
  })
})

describe('connections', () => {
  /** Over one connection that stays open. */
  async function ask(agent: Agent, headers: Record<string, string>) {
    return new Promise<{ status: number; socket: TLSSocket }>((resolve, reject) => {
      const at = { host: '127.0.0.1', port: bench.listener.port, path: search(one) }
      const sent = request({ ...at, agent, headers }, (answer) => {
        const socket = sent.socket as TLSSocket
        answer.resume().on('end', () => resolve({ status: answer.statusCode ?? 0, socket }))
      })
      sent.on('error', reject).end()
    })
  }

  it.each(['revoked', 'expired'])('that are open are closed to a %s token', async (how) => {
    const agent = new Agent({ ca: benchTls.ca, keepAlive: true, maxSockets: 1 })
    const token = bench.token(doctor(1), bench.hour.now + 60_000)
    const headers = { authorization: `Bearer ${token}` }
    const before = await ask(agent, headers)
    const clients = listApiClients(bench.folder)
    const id = clients.ok ? clients.value.at(-1)!.id : ''
    if (how === 'revoked') revokeApiClient(bench.folder, id, bench.hour.now)
    else bench.hour.now += 60_000
    const after = await ask(agent, headers)
    expect([before.status, after.status]).toEqual([200, 401])
    expect(after.socket).toBe(before.socket)
    agent.destroy()
  })

  it('resumed with a client certificate are still that client', async () => {
    const { subject, key, cert } = personCertificate('ours')
    const credential = { kind: 'certificate-subject', subject: canonicalName(subject) } as const
    const client = { label: 'x', caller: doctor(1), expiresAt: null, credential }
    expect(addApiClient(bench.folder, client, bench.hour.now).ok).toBe(true)
    const agent = new Agent({ ca: benchTls.ca, key, cert, keepAlive: false, maxCachedSessions: 10 })
    const statuses: number[] = []
    let resumed = false
    for (let i = 0; i < 4; i++) {
      const { status, socket } = await ask(agent, {})
      statuses.push(status)
      resumed ||= socket.isSessionReused()
    }
    expect(statuses).toEqual([200, 200, 200, 200])
    expect(resumed).toBe(true)
    agent.destroy()
  })

  it('below TLS 1.2 are refused', async () => {
    const failure = await new Promise<string>((resolve) => {
      const { port } = bench.listener
      const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL@SECLEVEL=0' } as const
      const socket = connect({ host: '127.0.0.1', port, ca: benchTls.ca, ...old })
      socket.on('secureConnect', () => resolve('connected'))
      socket.on('error', ({ message }) => resolve(message))
    })
    expect(failure).toMatch(/protocol version|handshake failure/i)
  })
})

it('tells a reader that a record is closed, and not why', async () => {
  const closed = samplePatient(7)
  await bench.vault.putRecord(closed, system)
  await bench.vault.closeRecord(keyOf(closed), 'Décès', administrator)
  const seen = await bench.vault.record(keyOf(closed), doctor(1))
  expect(seen).toMatchObject({ ok: true, value: { state: 'closed', closingReason: null } })
  const known = await bench.vault.record(keyOf(closed), administrator)
  expect(known).toMatchObject({ ok: true, value: { closingReason: 'Décès' } })
})
