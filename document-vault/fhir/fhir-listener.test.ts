import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FhirBench, openFhirBench } from '../../test-fixtures/vault/fhir-bench.js'
import {
  doctor,
  holder,
  keyOf,
  samplePatient,
  system,
} from '../../test-fixtures/vault/vault-samples.js'

const patient = samplePatient(1)
const record = keyOf(patient)
const ins = `urn:oid:${record.insOid}|${record.matricule}`
const subject = { identifier: { system: `urn:oid:${record.insOid}`, value: record.matricule } }
const pdf = (text: string) => Buffer.from(`%PDF-1.4 ${text}`)
const sha1 = (bytes: Buffer) => createHash('sha1').update(bytes).digest('base64')
const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] })
const visibility =
  'https://mos.esante.gouv.fr/NOS/TRE_A07-StatutVisibiliteDocument/FHIR/TRE-A07-StatutVisibiliteDocument'

/** Answers are looked at as a client would: as plain JSON. */
type Loose = ReturnType<typeof JSON.parse>

const reference = (oid: string, bytes: Buffer, more: object = {}): Loose => ({
  resourceType: 'DocumentReference',
  contained: [
    {
      resourceType: 'Practitioner',
      id: 'a',
      identifier: [{ system: 'urn:oid:1.2.250.1.71.4.2.1', value: doctor(1).nationalId }],
      name: [{ family: 'MOREL', given: ['Claire'] }],
    },
  ],
  masterIdentifier: { system: 'urn:ietf:rfc:3986', value: `urn:oid:${oid}` },
  status: 'current',
  type: loinc('11488-4'),
  subject,
  date: '2026-05-04T10:00:00+02:00',
  author: [{ reference: '#a' }],
  content: [
    {
      attachment: {
        contentType: 'application/pdf',
        data: bytes.toString('base64'),
        size: bytes.length,
        hash: sha1(bytes),
        title: `Consultation ${oid}`,
        creation: '2026-05-04T10:00:00+02:00',
      },
    },
  ],
  ...more,
})

function bundle(documents: readonly { oid: string; bytes: Buffer; more?: object }[]): Loose {
  const entries = documents.map(({ oid, bytes, more }, i) => {
    const resource = reference(oid, bytes, more)
    const { data: _data, ...attachment } = resource.content[0].attachment
    resource.content[0].attachment = { ...attachment, url: `urn:uuid:b${i}` }
    return [
      {
        fullUrl: `urn:uuid:d${i}`,
        resource,
        request: { method: 'POST', url: 'DocumentReference' },
      },
      {
        fullUrl: `urn:uuid:b${i}`,
        resource: {
          resourceType: 'Binary',
          contentType: 'application/pdf',
          data: bytes.toString('base64'),
        },
        request: { method: 'POST', url: 'Binary' },
      },
    ]
  })
  const set = {
    resourceType: 'List',
    status: 'current',
    mode: 'working',
    code: {
      coding: [
        {
          system: 'https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes',
          code: 'submissionset',
        },
      ],
    },
    subject,
    date: '2026-05-04T10:00:00Z',
    entry: documents.map((_, i) => ({ item: { reference: `urn:uuid:d${i}` } })),
  }
  const list = { fullUrl: 'urn:uuid:s', resource: set, request: { method: 'POST', url: 'List' } }
  return { resourceType: 'Bundle', type: 'transaction', entry: [list, ...entries.flat()] }
}

let bench: FhirBench
let morel: string
let other: string
let software: string
beforeAll(async () => {
  // Node makes its dispatcher with the first request.
  await fetch('data:,').catch(() => {})
  bench = await openFhirBench()
  await bench.vault.putRecord(patient, system)
  await bench.vault.changeAccess(record, { kind: 'reading-consent', consented: true }, holder)
  await bench.vault.changeAccess(
    record,
    { kind: 'authorise', professional: doctor(1), until: null },
    holder,
  )
  morel = bench.token(doctor(1))
  other = bench.token(doctor(2))
  software = bench.token({ kind: 'software', name: 'Logiciel fictif', structureId: '1990000001' })
})
afterAll(() => bench.close())

const failure = async (work: Promise<unknown>): Promise<Loose> =>
  work.then(
    () => {
      throw new Error('it succeeded')
    },
    (thrown) => thrown.response,
  )
const found = async (token: string, searchParams: object): Promise<Loose> =>
  bench.client(token).search({
    resourceType: 'DocumentReference',
    searchParams: { 'patient.identifier': ins, ...searchParams },
  })
const send = (path: string, body: unknown, headers: Record<string, string> = {}, method = 'POST') =>
  bench.raw(path, {
    method,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: {
      authorization: `Bearer ${morel}`,
      'content-type': 'application/fhir+json',
      ...headers,
    },
  })

describe('what the interface says of itself', () => {
  it('tells its capabilities to everybody', async () => {
    const said: Loose = await bench.client(null).capabilityStatement()
    expect(said).toMatchObject({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' })
    const types = said.rest[0].resource.map(({ type }: Loose) => type)
    expect(types).toEqual(['DocumentReference', 'List', 'Binary', 'Patient'])
    expect(said.rest[0].interaction).toEqual([{ code: 'transaction' }])
  })

  it('keeps its answers out of caches, frames and guesses', async () => {
    const { headers } = await bench.raw('/fhir/metadata')
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-type': 'application/fhir+json; charset=utf-8',
    })
  })
})

describe('the whole round', () => {
  it('publishes, finds, reads, masks and replaces a document', async () => {
    const client = bench.client(morel)
    const bytes = pdf('premier')
    const created: Loose = await client.create({
      resourceType: 'DocumentReference',
      body: reference('1.2.250.1.999.10', bytes),
    })
    expect(created).toMatchObject({ resourceType: 'DocumentReference', status: 'current' })
    expect(created.content[0].attachment.data).toBeUndefined()

    const listed = await found(morel, { identifier: 'urn:ietf:rfc:3986|urn:oid:1.2.250.1.999.10' })
    expect(listed.total).toBe(1)
    const [{ resource, fullUrl }] = listed.entry
    expect(fullUrl).toBe(`${bench.listener.baseUrl}/DocumentReference/${created.id}`)
    expect(resource).toMatchObject({
      id: created.id,
      masterIdentifier: { value: 'urn:oid:1.2.250.1.999.10' },
      status: 'current',
      type: { coding: [{ system: 'http://loinc.org', code: '11488-4' }] },
      category: [{ coding: [{ code: '10' }] }],
      date: '2026-05-04T08:00:00.000Z',
      securityLabel: [{ coding: [{ code: 'N' }] }],
      content: [
        {
          attachment: {
            contentType: 'application/pdf',
            size: bytes.length,
            hash: sha1(bytes),
            title: 'Consultation 1.2.250.1.999.10',
          },
        },
      ],
    })
    expect(resource.contained[0].identifier[0].value).toBe(doctor(1).nationalId)

    const binary: Loose = await client.read({ resourceType: 'Binary', id: created.id })
    expect(Buffer.from(binary.data, 'base64')).toEqual(bytes)
    const raw = await bench.raw(`/fhir/Binary/${created.id}`, {
      headers: { authorization: `Bearer ${morel}`, accept: 'application/pdf' },
    })
    expect(raw).toMatchObject({ status: 200, headers: { 'content-type': 'application/pdf' } })
    expect(raw.body).toEqual(bytes)

    const masked: Loose = await client.patch({
      resourceType: 'DocumentReference',
      id: created.id,
      jsonPatch: [
        {
          op: 'add',
          path: '/securityLabel/-',
          value: { coding: [{ system: visibility, code: 'MASQUE_PS' }] },
        },
      ],
    })
    expect(masked.securityLabel).toHaveLength(2)
    expect((await found(morel, { 'security-label': 'MASQUE_PS' })).total).toBe(1)
    expect((await found(morel, { 'security-label': 'INVISIBLE_PATIENT' })).total).toBe(0)

    const next = bundle([
      {
        oid: '1.2.250.1.999.11',
        bytes: pdf('second'),
        more: {
          relatesTo: [
            { code: 'replaces', target: { reference: `DocumentReference/${created.id}` } },
          ],
        },
      },
    ])
    const answered: Loose = await client.transaction({ body: next })
    expect(answered.type).toBe('transaction-response')
    expect(answered.entry.map(({ response }: Loose) => response.status)).toEqual([
      '201 Created',
      '201 Created',
      '201 Created',
    ])
    const old: Loose = await client.read({ resourceType: 'DocumentReference', id: created.id })
    expect(old.status).toBe('superseded')
    const location: string = answered.entry[1].response.location
    const renewed: Loose = await client.read({
      resourceType: 'DocumentReference',
      id: location.split('/')[1]!,
    })
    expect(renewed.relatesTo).toEqual([
      {
        code: 'replaces',
        target: {
          identifier: { system: 'urn:ietf:rfc:3986', value: 'urn:oid:1.2.250.1.999.10' },
        },
      },
    ])
    const set: Loose = await client.read({
      resourceType: 'List',
      id: answered.entry[0].response.location.split('/')[1],
    })
    expect(set.entry[0].item.reference).toBe(location)
  })

  it('files the same document once, however often it is sent', async () => {
    const body = reference('1.2.250.1.999.20', pdf('encore'))
    const first = await send('/fhir/DocumentReference', body, { prefer: 'return=minimal' })
    const second = await send('/fhir/DocumentReference', body, { prefer: 'return=minimal' })
    expect([first.status, second.status]).toEqual([201, 200])
    expect(second.headers['location']).toBe(first.headers['location'])
    expect(first.body).toHaveLength(0)
  })

  it('pages by links that name no INS, by GET and by POST', async () => {
    const documents = [...'12345'].map((n) => ({ oid: `1.2.250.1.999.3${n}`, bytes: pdf(`n${n}`) }))
    await bench.client(morel).transaction({ body: bundle(documents) })
    const client = bench.client(morel)
    let page: Loose = await client.search({
      resourceType: 'DocumentReference',
      searchParams: { 'patient.identifier': ins, status: 'current', _count: '2' },
      options: { postSearch: true },
    })
    const seen = new Set<string>()
    const { total } = page
    while (page !== undefined) {
      for (const { resource } of page.entry ?? []) seen.add(resource.id)
      for (const { url } of page.link) {
        expect(url).not.toContain(record.matricule)
        expect(url.startsWith(bench.listener.baseUrl)).toBe(true)
      }
      page = await client.nextPage({ bundle: page })
    }
    expect(seen.size).toBe(total)
    expect(total).toBeGreaterThan(5)
    const lists: Loose = await client.search({
      resourceType: 'List',
      searchParams: { 'patient.identifier': ins, code: 'submissionset' },
    })
    const sizes = lists.entry.map(({ resource }: Loose) => resource.entry.length)
    expect(Math.max(...sizes)).toBe(5)
  })

  it.each([
    [{ type: 'http://loinc.org|11488-4' }, true],
    [{ type: 'urn:oid:2.16.840.1.113883.6.1|11488-4' }, true],
    [{ type: '11488-4,60591-5' }, true],
    [{ type: '60591-5' }, false],
    [{ type: 'http://snomed.info/sct|11488-4' }, false],
    [{ category: '10' }, true],
    [{ category: '31' }, false],
    [{ date: '2026-05-04' }, true],
    [{ date: 'ge2026-05-04' }, true],
    [{ date: 'lt2026-05-04' }, false],
    [{ creation: 'le2026-05-03' }, false],
    [{ 'author.family': 'Morel' }, true],
    [{ 'author.family': 'DURAND' }, false],
    [{ status: 'current' }, true],
    [{ status: 'entered-in-error' }, false],
    [{ format: 'urn:ihe:iti:xds:2017:mimeTypeSufficient' }, true],
    [{ event: 'XX' }, false],
    [{ setting: 'AMBULATOIRE' }, false],
    [{ period: '2026' }, false],
    [{ isArchived: 'false' }, true],
    [{ isArchived: 'true' }, false],
    [{ unknown: 'ignored' }, true],
  ])('%j', async (parameters, finds) => {
    expect((await found(morel, parameters)).total > 0).toBe(finds)
  })
})

describe('deleting and archiving', () => {
  const published = async (oid: string): Promise<string> => {
    const answer = await send('/fhir/DocumentReference', reference(oid, pdf(oid)))
    return JSON.parse(answer.body.toString()).id
  }
  const fhirPath = (...operations: object[]) => ({
    resourceType: 'Parameters',
    parameter: operations.map((parts) => ({
      name: 'operation',
      part: Object.entries(parts).map(([name, value]) =>
        typeof value === 'object' ? { name, ...value } : { name, valueString: value },
      ),
    })),
  })

  it('deletes by a mark that the author sets, with PDSm’s FHIRPath Patch', async () => {
    const id = await published('1.2.250.1.999.40')
    const patched = await send(
      `/fhir/DocumentReference/${id}`,
      fhirPath(
        {
          type: { valueCode: 'replace' },
          path: 'DocumentReference.status',
          value: { valueCode: 'superseded' },
        },
        {
          type: { valueCode: 'add' },
          path: 'DocumentReference',
          name: 'extension',
          value: {
            part: [
              {
                name: 'url',
                valueUri:
                  'https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/pdsm-ext-is-deleted',
              },
              { name: 'valueBoolean', valueBoolean: true },
            ],
          },
        },
      ),
      {},
      'PATCH',
    )
    expect(patched.status).toBe(200)
    expect(JSON.parse(patched.body.toString()).status).toBe('entered-in-error')
    expect((await found(morel, { identifier: 'urn:oid:1.2.250.1.999.40' })).total).toBe(0)
  })

  it('archives and unarchives by the extension, under If-Match', async () => {
    const id = await published('1.2.250.1.999.41')
    const patch = async (value: object, ifMatch: string) =>
      send(
        `/fhir/DocumentReference/${id}`,
        [value],
        {
          'content-type': 'application/json-patch+json',
          'if-match': ifMatch,
        },
        'PATCH',
      )
    const read = await bench.raw(`/fhir/DocumentReference/${id}`, {
      headers: { authorization: `Bearer ${morel}` },
    })
    const etag = String(read.headers['etag'])
    const url =
      'https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/pdsm-ext-is-archived'
    const archive = { op: 'add', path: '/extension', value: [{ url, valueBoolean: true }] }
    const done = await patch(archive, etag)
    expect(done.status).toBe(200)
    expect((await patch(archive, etag)).status).toBe(412)
    const back = { op: 'replace', path: `/extension[url:'${url}']/valueBoolean`, value: false }
    const undone = await patch(back, String(done.headers['etag']))
    expect(JSON.parse(undone.body.toString()).extension).toBeUndefined()
  })

  it.each([
    ['not JSON', 'nothing', 'application/json-patch+json', 400],
    ['no patch type', [], 'text/plain', 415],
    [
      'another element',
      [{ op: 'replace', path: '/description', value: 'x' }],
      'application/json-patch+json',
      405,
    ],
    ['the type', [{ op: 'remove', path: '/type' }], 'application/json-patch+json', 405],
    [
      'a foreign extension',
      [{ op: 'add', path: '/extension', value: [{ url: 'x' }] }],
      'application/json-patch+json',
      405,
    ],
    [
      'superseded alone',
      [{ op: 'replace', path: '/status', value: 'superseded' }],
      'application/json-patch+json',
      422,
    ],
    [
      'a status of its own',
      [{ op: 'replace', path: '/status', value: 'secret' }],
      'application/json-patch+json',
      422,
    ],
    [
      'a label of its own',
      [{ op: 'replace', path: '/securityLabel/0', value: { coding: [{ code: 'SECRET' }] } }],
      'application/json-patch+json',
      422,
    ],
    [
      'a place that is not',
      [{ op: 'replace', path: '/securityLabel/7', value: {} }],
      'application/json-patch+json',
      422,
    ],
    [
      'a test that fails',
      [{ op: 'test', path: '/status', value: 'superseded' }],
      'application/json-patch+json',
      409,
    ],
    [
      'the prototype',
      [{ op: 'add', path: '/__proto__/polluted', value: true }],
      'application/json-patch+json',
      422,
    ],
    ['no operations', { resourceType: 'Parameters' }, 'application/fhir+json', 400],
    ['another resource', { resourceType: 'Patient' }, 'application/fhir+json', 400],
  ])('refuses a patch of %s', async (name, body, type, status) => {
    const id = await published(`1.2.250.1.999.42.${name.length}`)
    const answer = await send(
      `/fhir/DocumentReference/${id}`,
      body,
      { 'content-type': type },
      'PATCH',
    )
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.body.toString()).resourceType).toBe('OperationOutcome')
  })
})

describe('who may do what', () => {
  it.each(['/fhir/DocumentReference', '/fhir/List', '/fhir/Patient', '/fhir/Binary/x', '/fhir'])(
    'asks %s for a token',
    async (path) => {
      const answer = await bench.raw(path, { method: path === '/fhir' ? 'POST' : 'GET' })
      expect(answer.status).toBe(401)
      expect(answer.headers['www-authenticate']).toContain('Bearer')
    },
  )

  it('shows a professional without access nothing, and an emergency what is asked for', async () => {
    expect((await failure(found(other, {}))).status).toBe(403)
    const open = (motif: string) =>
      bench.client(other).operation({
        name: '$bris-de-glace',
        resourceType: 'Patient',
        input: {
          resourceType: 'Parameters',
          parameter: [
            { name: 'identifier', valueIdentifier: subject.identifier },
            { name: 'motif', valueString: motif },
          ],
        } as Loose,
      })
    expect((await failure(open(' '))).status).toBe(422)
    const opened: Loose = await open('Plaie de la main, patient inconscient')
    expect(opened.parameter[0]).toEqual({ name: 'mode', valueCode: 'break-glass' })
    expect((await found(other, { status: 'current' })).total).toBeGreaterThan(0)
    const notices = await bench.vault.notices(record, holder)
    expect(notices.ok && notices.value.some(({ isUrgent }) => isUrgent)).toBe(true)
  })

  it('lets software file and look whether a record exists, and read nothing', async () => {
    const client = bench.client(software)
    const created: Loose = await client.create({
      resourceType: 'DocumentReference',
      body: reference('1.2.250.1.999.50', pdf('logiciel')),
    })
    expect((await failure(client.read({ resourceType: 'Binary', id: created.id }))).status).toBe(
      403,
    )
    expect((await failure(found(software, {}))).status).toBe(403)
    const patients: Loose = await client.search({
      resourceType: 'Patient',
      searchParams: { identifier: ins },
    })
    expect(patients.entry[0].resource).toEqual({
      resourceType: 'Patient',
      id: expect.any(String),
      identifier: [{ use: 'official', ...subject.identifier }],
      active: true,
    })
  })

  it('answers for an unknown person as if nothing were there', async () => {
    const unknown = keyOf(samplePatient(9))
    const token = `urn:oid:${unknown.insOid}|${unknown.matricule}`
    expect((await found(morel, { 'patient.identifier': token })).total).toBe(0)
    const lost = reference('1.2.3.9', pdf('x'), {
      subject: { identifier: { system: `urn:oid:${unknown.insOid}`, value: unknown.matricule } },
    })
    const refused = await send('/fhir/DocumentReference', lost)
    expect(refused.status).toBe(404)
    expect(refused.body.toString()).toContain('XDSUnknownPatientId')
  })
})

describe('refusals', () => {
  const bytes = pdf('refus')
  const valid = () => reference('1.2.250.1.999.60', bytes)
  const attachment = (change: object): Loose => {
    const resource = valid()
    Object.assign(resource.content[0].attachment, change)
    return resource
  }
  it.each<[string, Loose, number]>([
    ['not JSON', '{', 400],
    ['another resource', { resourceType: 'Observation' }, 400],
    ['an array', [], 400],
    ['too deep', `${'['.repeat(200)}${']'.repeat(200)}`, 400],
    ['no patient', { ...valid(), subject: undefined }, 422],
    [
      'an INS with a wrong key',
      { ...valid(), subject: { identifier: { ...subject.identifier, value: '279035120010199' } } },
      422,
    ],
    ['superseded', { ...valid(), status: 'superseded' }, 422],
    ['no content', { ...valid(), content: [] }, 422],
    ['two contents', { ...valid(), content: [...valid().content, ...valid().content] }, 422],
    ['an unknown type', { ...valid(), type: loinc('1-8') }, 422],
    ['an unknown label', { ...valid(), securityLabel: [{ coding: [{ code: 'SECRET' }] }] }, 422],
    ['a wrong size', attachment({ size: 3 }), 422],
    ['a wrong hash', attachment({ hash: sha1(pdf('autre')) }), 422],
    ['no base64', attachment({ data: '***' }), 422],
    ['an empty document', attachment({ data: '', size: 0, hash: undefined }), 422],
    ['no contentType', attachment({ contentType: undefined }), 422],
    [
      'an address elsewhere',
      attachment({ data: undefined, url: 'https://exemple.test/d.pdf' }),
      422,
    ],
    [
      'an unknown replaced one',
      {
        ...valid(),
        relatesTo: [{ code: 'replaces', target: { reference: 'DocumentReference/x' } }],
      },
      422,
    ],
  ])('%s', async (_name, body, status) => {
    const answer = await send('/fhir/DocumentReference', body)
    expect(answer.status).toBe(status)
    const outcome = JSON.parse(answer.body.toString())
    expect(outcome.resourceType).toBe('OperationOutcome')
    expect(outcome.issue[0].diagnostics.length).toBeGreaterThan(10)
    expect(answer.body.toString()).not.toContain(record.matricule)
  })

  const changed = (change: (body: Loose) => void): Loose => {
    const body = bundle([{ oid: '1.2.250.1.999.61', bytes }])
    change(body)
    return body
  }
  it.each<[string, Loose, number]>([
    ['a batch', changed((body) => Object.assign(body, { type: 'batch' })), 400],
    ['an empty one', changed((body) => Object.assign(body, { entry: [] })), 400],
    ['no submission set', changed((body) => body.entry.shift()), 422],
    ['two submission sets', changed((body) => body.entry.push(body.entry[0])), 422],
    [
      'a folder',
      changed((body) => Object.assign(body.entry[0].resource.code.coding[0], { code: 'folder' })),
      422,
    ],
    [
      'a set that names nothing',
      changed((body) =>
        Object.assign(body.entry[0].resource.entry[0].item, { reference: 'urn:uuid:z' }),
      ),
      422,
    ],
    [
      'another patient in the set',
      changed((body) =>
        Object.assign(body.entry[0].resource, {
          subject: {
            identifier: { ...subject.identifier, value: keyOf(samplePatient(2)).matricule },
          },
        }),
      ),
      422,
    ],
    ['no Binary', changed((body) => body.entry.pop()), 422],
    [
      'no document',
      changed((body) => {
        body.entry = [body.entry[0]]
        body.entry[0].resource.entry = []
      }),
      422,
    ],
    [
      'a deletion',
      changed((body) => Object.assign(body.entry[1].request, { method: 'DELETE' })),
      422,
    ],
    [
      'another resource',
      changed((body) =>
        body.entry.push({
          resource: { resourceType: 'Observation' },
          request: { method: 'POST', url: 'Observation' },
        }),
      ),
      422,
    ],
  ])('a transaction with %s', async (_name, body, status) => {
    const answer = await send('/fhir', body)
    expect(answer.status).toBe(status)
    expect((await found(morel, { identifier: 'urn:oid:1.2.250.1.999.61' })).total).toBe(0)
  })

  it.each([
    ['/fhir/DocumentReference', 400],
    ['/fhir/DocumentReference?patient.identifier=12345', 400],
    [`/fhir/DocumentReference?patient.identifier=${encodeURIComponent(ins)}&date=hier`, 400],
    [`/fhir/DocumentReference?patient.identifier=${encodeURIComponent(ins)}&status=nouveau`, 400],
    [`/fhir/DocumentReference?patient.identifier=${encodeURIComponent(ins)}&_sort=title`, 400],
    [`/fhir/DocumentReference?patient.identifier=${encodeURIComponent(ins)}&_count=-1`, 400],
    [`/fhir/DocumentReference?patient.identifier=${encodeURIComponent(ins)}&_page=zz`, 400],
    ['/fhir/DocumentReference?patient=Patient/x', 400],
    ['/fhir/DocumentReference/inconnu', 404],
    ['/fhir/Binary/inconnu', 404],
    ['/fhir/List/inconnu', 404],
    ['/fhir/Patient/inconnu', 404],
    ['/fhir/Observation', 404],
    ['/fhir/DocumentReference/inconnu/$autre', 404],
    ['/fhir/metadata?_format=xml', 406],
  ])('%s', async (path, status) => {
    const answer = await bench.raw(path, { headers: { authorization: `Bearer ${morel}` } })
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.body.toString()).resourceType).toBe('OperationOutcome')
  })

  it('has no XML, in or out', async () => {
    const headers = { authorization: `Bearer ${morel}`, accept: 'application/fhir+xml' }
    expect((await bench.raw('/fhir/metadata', { headers })).status).toBe(406)
    const sent = await send('/fhir', '<Bundle/>', { 'content-type': 'application/fhir+xml' })
    expect(sent.status).toBe(415)
  })
})
