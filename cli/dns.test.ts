import { createSocket, type Socket } from 'node:dgram'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mss, mssJson } from '../test-fixtures/command-line.js'

const folder = mkdtempSync(join(tmpdir(), 'mss-dns-'))
beforeAll(async () => {
  expect((await mss('init', '--data', folder)).code).toBe(0)
})
afterAll(() => rmSync(folder, { recursive: true }))

const host = 'passerelle.demo.mss.test.'

interface ZoneLine {
  readonly name: string
  readonly type: string
  readonly data: string
}

/** A master file as RFC 1035 §5 wants it, in the plain form: whole names, a TTL, a class. */
function parseZone(text: string): ZoneLine[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith(';'))
  return lines.map((line) => {
    const match = /^(\S+\.)\s+(\d+) IN (A|AAAA|MX|SRV|CNAME|TXT) (.+)$/.exec(line)
    if (match === null) throw new Error(`not a record: ${line}`)
    return { name: match[1]!, type: match[3]!, data: match[4]! }
  })
}

describe('mss dns', () => {
  it('prints a zone file with the services that there are', async () => {
    const { out, code } = await mss('dns', '--data', folder, '--domain', 'demo.mss.test')
    expect(code).toBe(0)
    const records = parseZone(out).map(({ name, type, data }) => `${name} ${type} ${data}`)
    expect(records.sort()).toEqual(
      [
        `demo.mss.test. MX 10 ${host}`,
        'demo.mss.test. TXT "v=spf1 mx -all"',
        '_dmarc.demo.mss.test. TXT "v=DMARC1; p=reject"',
        `_imaps._tcp.demo.mss.test. SRV 0 1 12503 ${host}`,
        `_imap._tcp.demo.mss.test. SRV 10 1 12504 ${host}`,
        `_submissions._tcp.demo.mss.test. SRV 0 1 12501 ${host}`,
        `_submission._tcp.demo.mss.test. SRV 10 1 12502 ${host}`,
        '_pop3s._tcp.demo.mss.test. SRV 0 0 0 .',
        '_pop3._tcp.demo.mss.test. SRV 0 0 0 .',
        `_autodiscover._tcp.demo.mss.test. SRV 0 1 12505 ${host}`,
        `autoconfig.demo.mss.test. CNAME ${host}`,
      ].sort(),
    )
  })

  it('offers no mail client anything at the domain of the citizens', async () => {
    const { out } = await mss('dns', '--data', folder, '--domain', 'patient.mss.test')
    const records = parseZone(out)
    const services = records.filter(({ type }) => type === 'SRV')
    expect(services.length).toBeGreaterThanOrEqual(4)
    expect(services.every(({ data }) => data === '0 0 0 .')).toBe(true)
    expect(records.some(({ name }) => name.startsWith('auto'))).toBe(false)
    expect(records.find(({ type }) => type === 'MX')?.data).toBe(`10 ${host}`)
  })

  it('says what only the administrator knows, and warns of a port that no MX reaches', async () => {
    const { out } = await mss('dns', '--data', folder)
    expect(out).toContain(`; À compléter : ${host} 3600 IN A <adresse publique>`)
    expect(out).toContain('un MX mène au port 25, et la passerelle écoute les opérateurs sur 12500')
    // The names of an alias and of other records exclude each other (RFC 1034 §3.6.2).
    const records = parseZone(out)
    for (const alias of records.filter(({ type }) => type === 'CNAME'))
      expect(records.filter(({ name }) => name === alias.name)).toHaveLength(1)
  })

  it('says the same in JSON', async () => {
    type Zone = { domain: string; records: { name: string; type: string; data: string | null }[] }
    const zones = await mssJson<Zone[]>('dns', '--data', folder)
    expect(zones.map(({ domain }) => domain)).toEqual([
      'passerelle.demo.mss.test',
      'demo.mss.test',
      'patient.mss.test',
    ])
    const printed = parseZone((await mss('dns', '--data', folder)).out)
    const told = zones.flatMap(({ records }) => records).filter(({ data }) => data !== null)
    expect(told.map(({ name, type, data }) => `${name}. ${type} ${data}`).sort()).toEqual(
      printed.map(({ name, type, data }) => `${name} ${type} ${data}`).sort(),
    )
  })

  it.each([
    [['--domain', 'hopital.exemple'], 1, "n'est pas un domaine servi ici"],
    [['--domain', 'pas un domaine'], 2, 'nom de domaine attendu'],
    [['--resolver', 'ns.exemple'], 2, 'adresse IP attendue'],
    [['--resolver', '127.0.0.1:99999'], 2, 'adresse IP attendue'],
  ])('refuses %j', async (more, code, says) => {
    const run = await mss('dns', '--data', folder, ...more)
    expect(run.code).toBe(code)
    expect(run.errors).toContain(says)
  })
})

const types: Readonly<Record<string, number>> = {
  A: 1,
  CNAME: 5,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
}

const nameOctets = (name: string): Buffer =>
  Buffer.concat([
    ...name
      .split('.')
      .filter((label) => label !== '')
      .map((label) => Buffer.concat([Buffer.of(label.length), Buffer.from(label)])),
    Buffer.of(0),
  ])

const shorts = (...values: readonly number[]): Buffer =>
  Buffer.concat(values.map((value) => Buffer.of(value >> 8, value & 0xff)))

function dataOctets({ type, data }: ZoneLine): Buffer {
  const words = data.split(' ')
  const target = nameOctets(words.at(-1)!)
  if (type === 'TXT')
    return Buffer.concat([Buffer.of(data.length - 2), Buffer.from(data.slice(1, -1))])
  if (type === 'A') return Buffer.from(data.split('.').map(Number))
  return Buffer.concat([shorts(...words.slice(0, -1).map(Number)), target])
}

/** A name server over UDP (RFC 1035 §4.1) that knows some records, and says NXDOMAIN elsewhere. */
function answerTo(question: Buffer, records: readonly ZoneLine[]): Buffer {
  const labels: string[] = []
  let at = 12
  for (let length = question[at]!; length > 0; length = question[at]!) {
    labels.push(question.subarray(at + 1, at + 1 + length).toString())
    at += 1 + length
  }
  const asked = question.readUInt16BE(at + 1)
  const name = `${labels.join('.').toLowerCase()}.`
  const here = records.filter((one) => one.name === name)
  const answers = here.filter(({ type }) => types[type] === asked || type === 'CNAME')
  const code = here.length === 0 ? 3 : 0
  return Buffer.concat([
    question.subarray(0, 2),
    shorts(0x8580 | code, 1, answers.length, 0, 0),
    question.subarray(12, at + 5),
    ...answers.map((one) => {
      const data = dataOctets(one)
      return Buffer.concat([shorts(0xc00c, types[one.type]!, 1, 0, 60, data.length), data])
    }),
  ])
}

describe('mss dns --check', () => {
  let socket: Socket
  let records: readonly ZoneLine[] = []
  beforeAll(async () => {
    socket = createSocket('udp4', (question, from) =>
      socket.send(answerTo(question, records), from.port, from.address),
    )
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  })
  afterAll(() => new Promise<void>((resolve) => socket.close(() => resolve())))

  const published = async (): Promise<ZoneLine[]> => [
    ...parseZone((await mss('dns', '--data', folder)).out),
    { name: host, type: 'A', data: '192.0.2.7' },
  ]
  const check = () =>
    mss('dns', '--check', '--data', folder, '--resolver', `127.0.0.1:${socket.address().port}`)
  const rowOf = (out: string, name: string) =>
    out.split('\n').find((line) => line.includes(` ${name} `)) ?? ''

  it('finds a zone complete that was published as printed', async () => {
    records = await published()
    const run = await check()
    expect(run.out).toContain('Tous les enregistrements sont publiés')
    expect(run.code).toBe(0)
  })

  it('takes addresses for an alias when they lead to the same place', async () => {
    const name = 'autoconfig.demo.mss.test.'
    records = (await published()).map((one) =>
      one.name === name ? { name, type: 'A', data: '192.0.2.7' } : one,
    )
    expect((await check()).code).toBe(0)
    records = records.map((one) => (one.name === name ? { ...one, data: '192.0.2.8' } : one))
    const run = await check()
    expect(rowOf(run.out, 'autoconfig.demo.mss.test')).toMatch(/^différent .*192\.0\.2\.8/)
    expect(run.code).toBe(1)
  })

  it.each([
    ['_imaps._tcp.demo.mss.test.', { data: `0 1 993 ${host}` }, /^différent .*0 1 993/],
    ['_submission._tcp.patient.mss.test.', { data: `0 1 587 ${host}` }, /^différent .*587/],
    ['_dmarc.demo.mss.test.', { data: '"v=DMARC1; p=none"' }, /^différent .*p=none/],
    ['_imap._tcp.demo.mss.test.', { name: 'ailleurs.test.' }, /^absent/],
    [host, { name: 'ailleurs.test.' }, /^absent/],
  ])('tells what is wrong at %s', async (name, change, row) => {
    records = (await published()).map((one) => (one.name === name ? { ...one, ...change } : one))
    const run = await check()
    expect(run.code).toBe(1)
    expect(rowOf(run.out, name.slice(0, -1))).toMatch(row)
  })

  it('passes over texts of another kind, and not over a second exchanger', async () => {
    const text = { name: 'demo.mss.test.', type: 'TXT', data: '"verification=abc"' }
    records = [...(await published()), text]
    expect((await check()).code).toBe(0)
    records = [...records, { name: 'demo.mss.test.', type: 'MX', data: '20 mx.ailleurs.test.' }]
    const run = await check()
    expect(rowOf(run.out, 'demo.mss.test')).toMatch(/^différent .*20 mx\.ailleurs\.test\./)
  })
})
