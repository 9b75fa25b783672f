import { spawnSync } from 'node:child_process'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { connect, createSecureContext, createServer } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../domain/clock.js'
import { createCertificateValidator } from './certificate-validator.js'
import {
  addDevelopmentAccounts,
  createDevelopmentTrustSpace,
  openDevelopmentTrustSpace,
  renewDevelopmentCrls,
  revokeDevelopmentCertificate,
} from './development-authority.js'
import type { DevelopmentTrustSpace, TrustSpacePlan } from './development-plan.js'
import { peerChain } from './peer-chain.js'
import { createWhiteList, unsignedWhiteList } from './white-list.js'

const dayMs = 86_400_000
const password = 'mot de passe é'
const structure = {
  identifier: '1750000001',
  organisation: "Hôpital de l'Étoile, site Nord",
  department: 'Paris (75)',
}
const doctor = {
  kind: 'personal',
  address: 'claire.morel@chu.mssante.test',
  nationalId: '810000000001',
  surname: 'MOREL',
  givenName: 'Claire',
  profession: 'Médecin',
} as const
const team = {
  kind: 'organisational',
  address: 'cardio@chu.mssante.test',
  commonName: 'Service de cardiologie',
  ...structure,
} as const
const oddAddress = "o'neil/dmp%@chu.mssante.test"
const plan: TrustSpacePlan = {
  development: true,
  createdAt: Date.now(),
  operators: [
    { name: 'local', host: 'mss.chu.test', ...structure, domains: ['chu.mssante.test'] },
    { name: 'voisin', host: 'mss.voisin.test', ...structure, domains: ['voisin.mssante.test'] },
  ],
  accounts: [doctor, team, { ...team, kind: 'applicative', address: oddAddress }],
  pkcs12Password: password,
}

let folder = ''
let space: DevelopmentTrustSpace
const openssl = (...args: readonly string[]) =>
  spawnSync('openssl', args, { encoding: 'utf8', timeout: 20_000 })
const hasOpenssl = openssl('version').status === 0

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trust-space-'))
  const created = createDevelopmentTrustSpace(folder, plan)
  if (!created.ok) throw new Error(created.error.says)
  space = created.value
})
afterAll(() => rmSync(folder, { recursive: true }))

/** For tests that change lists: a space of their own, inside the folder removed at the end. */
function ownSpace(name: string): DevelopmentTrustSpace {
  const created = createDevelopmentTrustSpace(join(folder, name), plan)
  if (!created.ok) throw new Error(created.error.says)
  return created.value
}
const validator = (of = space) =>
  createCertificateValidator({
    anchors: [readFileSync(of.root, 'utf8')],
    intermediates: [readFileSync(of.ca, 'utf8')],
    crls: of.crlFolder,
    clock: systemClock,
    crlCheckMs: 0,
  })
const issued = (added: ReturnType<typeof openDevelopmentTrustSpace>, address: string) => {
  if (!added.ok) throw new Error(added.error.says)
  return added.value.accounts[address]!
}
const leafOf = (file: string): Uint8Array => new X509Certificate(readFileSync(file)).raw

it('refuses outside development and leaves nothing behind', () => {
  const place = join(folder, 'production')
  const refused = createDevelopmentTrustSpace(place, { ...plan, development: false })
  expect(refused).toMatchObject({ ok: false, error: { code: 'development-only' } })
  expect(!refused.ok && refused.error.says).toContain('IGC-Santé')
  expect(existsSync(place)).toBe(false)
})

it('gives absolute paths of files that exist, keys for their owner only', () => {
  const identities = [
    space.server,
    ...Object.values(space.operators),
    ...Object.values(space.accounts),
  ]
  for (const file of [space.ca, space.root, space.organisations, space.persons, space.whiteList])
    expect(existsSync(file) && resolve(file) === file, file).toBe(true)
  for (const { cert, key, pkcs12 } of identities) {
    expect(existsSync(cert)).toBe(true)
    for (const secret of [key, pkcs12]) expect(statSync(secret).mode & 0o777).toBe(0o600)
    const certificate = new X509Certificate(readFileSync(cert))
    expect(certificate.checkPrivateKey(createPrivateKey(readFileSync(key)))).toBe(true)
  }
  expect(statSync(join(folder, 'authorities', 'root.key')).mode & 0o777).toBe(0o600)
  expect(space.accounts[oddAddress]!.key.startsWith(join(folder, 'accounts'))).toBe(true)
})

it('never looks like the real IGC-Santé', () => {
  const root = new X509Certificate(readFileSync(space.root))
  expect(root.subject).toContain('DEVELOPPEMENT')
  expect(root.subject).not.toContain('ASIP-SANTE')
})

it('a second start reuses everything and adds what the plan has new', () => {
  const before = readFileSync(space.server.cert, 'utf8')
  const more = { ...doctor, address: 'paul.petit@chu.mssante.test', nationalId: '810000000002' }
  const again = createDevelopmentTrustSpace(folder, { ...plan, accounts: [...plan.accounts, more] })
  expect(again.ok && Object.keys(again.value.accounts)).toContain(more.address)
  expect(readFileSync(space.server.cert, 'utf8')).toBe(before)
  expect(openDevelopmentTrustSpace(folder)).toEqual(again)
})

it('says what to do about a missing or damaged folder', () => {
  const place = mkdtempSync(join(tmpdir(), 'trust-space-'))
  expect(openDevelopmentTrustSpace(place)).toMatchObject({ error: { code: 'trust-space-missing' } })
  writeFileSync(join(place, 'trust-space.json'), '{')
  expect(openDevelopmentTrustSpace(place)).toMatchObject({ error: { code: 'trust-space-damaged' } })
  expect(createDevelopmentTrustSpace(place, plan)).toMatchObject({ ok: false })
  rmSync(place, { recursive: true })
})

it('the white list binds the domains to the certificates, and they validate', async () => {
  const list = createWhiteList({
    file: space.whiteList,
    clock: systemClock,
    signature: unsignedWhiteList,
  })
  expect(await list.reload()).toMatchObject({ ok: true, value: { domains: 2 } })
  for (const [name, domain] of [
    ['local', 'chu.mssante.test'],
    ['voisin', 'voisin.mssante.test'],
  ] as const) {
    const { cert, subjectText } = space.operators[name]!
    const peer = await validator().validate([leafOf(cert)], 'operator-client')
    expect(peer.ok && peer.value.subjectText).toBe(subjectText)
    expect(peer.ok && list.binds(domain, peer.value.subject)).toBe(true)
    expect(peer.ok && list.binds('autre.mssante.test', peer.value.subject)).toBe(false)
  }
})

describe('PKCS#12 files', () => {
  it('open in Node, not with another password', () => {
    const pfx = readFileSync(space.accounts[doctor.address]!.pkcs12)
    expect(() => createSecureContext({ pfx, passphrase: password })).not.toThrow()
    expect(() => createSecureContext({ pfx, passphrase: 'autre' })).toThrow('mac verify failure')
  })

  it.runIf(hasOpenssl)('open in OpenSSL without -legacy, with key, chain and name', () => {
    const file = space.accounts[doctor.address]!.pkcs12
    const args = ['pkcs12', '-in', file, '-passin', `pass:${password}`, '-nodes', '-info']
    const shown = openssl(...args)
    expect(shown.status).toBe(0)
    expect(shown.stderr).toContain('PBES2, PBKDF2, AES-256-CBC')
    expect(shown.stderr).toContain('MAC: sha256')
    expect(shown.stdout).toContain('friendlyName: Claire MOREL')
    expect(shown.stdout.match(/BEGIN CERTIFICATE/g)).toHaveLength(3)
    expect(shown.stdout.match(/BEGIN PRIVATE KEY/g)).toHaveLength(1)
  })
})

it.runIf(hasOpenssl)('OpenSSL accepts chains and lists in strict mode', () => {
  const pem = ['root', 'organisations', 'persons'].map(
    (name) => openssl('crl', '-inform', 'DER', '-in', join(space.crlFolder, `${name}.crl`)).stdout,
  )
  const lists = join(folder, 'lists.pem')
  writeFileSync(lists, pem.join(''))
  const common = [
    'verify',
    '-x509_strict',
    '-crl_check_all',
    '-CRLfile',
    lists,
    '-CAfile',
    space.ca,
  ]
  const { cert } = space.accounts[doctor.address]!
  expect(openssl(...common, '-purpose', 'sslclient', cert)).toMatchObject({ status: 0 })
  expect(openssl(...common, '-purpose', 'sslclient', space.server.cert)).toMatchObject({
    status: 0,
  })
  expect(openssl(...common, '-purpose', 'sslserver', space.server.cert)).toMatchObject({
    status: 0,
  })
  expect(openssl(...common, '-purpose', 'sslserver', cert).status).not.toBe(0)
})

it('mutual TLS gives the chain of the peer, also in a resumed session', async () => {
  const { server, accounts } = space
  const ours = { cert: readFileSync(server.cert), key: readFileSync(server.key) }
  const chains: Uint8Array[][] = []
  const listener = createServer(
    { ...ours, requestCert: true, rejectUnauthorized: false, ca: readFileSync(space.ca) },
    (socket) => {
      chains.push(peerChain(socket))
      socket.end('bonjour')
    },
  )
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done))
  const { port } = listener.address() as AddressInfo
  const ca = readFileSync(space.root)
  const pfx = readFileSync(accounts[doctor.address]!.pkcs12)
  let ticket: Buffer | undefined
  const visit = async (withCertificate: boolean): Promise<boolean> => {
    const identity = withCertificate ? { pfx, passphrase: password } : {}
    const session = ticket === undefined ? {} : { session: ticket }
    const socket = connect({ port, host: '127.0.0.1', ca, ...identity, ...session })
    socket.on('session', (s) => {
      ticket = s
    })
    let reused = false
    socket.on('secureConnect', () => {
      reused = socket.isSessionReused()
    })
    socket.resume()
    await new Promise((done, fail) => socket.on('close', done).on('error', fail))
    return reused
  }
  await visit(false)
  ticket = undefined
  await visit(true)
  const resumed = await visit(true)
  expect(resumed).toBe(true)
  listener.close()
  expect(chains[0]).toEqual([])
  for (const chain of chains.slice(1)) {
    const peer = await validator().validate(chain, 'account')
    expect(peer.ok && peer.value.subjectText).toBe(accounts[doctor.address]!.subjectText)
  }
  expect(chains).toHaveLength(3)
})

it('revokes, and the validator learns it from the folder by itself', async () => {
  const own = ownSpace('revoking')
  const victim = { ...doctor, address: 'perdu@chu.mssante.test' }
  const added = addDevelopmentAccounts(own.folder, [victim], Date.now())
  const { cert, serial } = issued(added, victim.address)
  const one = validator(own)
  expect((await one.validate([leafOf(cert)], 'account')).ok).toBe(true)
  expect(revokeDevelopmentCertificate(own.folder, 'persons', serial, Date.now()).ok).toBe(true)
  expect(await one.validate([leafOf(cert)], 'account')).toEqual({
    ok: false,
    error: 'operator-certificate-revoked',
  })
  // A half-written list does not take the good one away.
  writeFileSync(join(own.crlFolder, 'persons.crl'), readFileSync(own.root))
  const other = leafOf(own.accounts[doctor.address]!.cert)
  expect((await one.validate([other], 'account')).ok).toBe(true)
  expect(renewDevelopmentCrls(own.folder, Date.now() + 25 * dayMs).ok).toBe(true)
  expect((await one.validate([leafOf(cert)], 'account')).ok).toBe(false)
})

it('keeps the white list young, with the entries that somebody added', async () => {
  const own = ownSpace('ageing')
  const added = readFileSync(own.whiteList, 'utf8').replace('voisin.mssante', 'ajout.mssante')
  writeFileSync(own.whiteList, added)
  renewDevelopmentCrls(own.folder, Date.now())
  expect(readFileSync(own.whiteList, 'utf8')).toBe(added)
  const later = Date.now() + 5 * dayMs
  renewDevelopmentCrls(own.folder, later)
  const clock = { now: () => later }
  const list = createWhiteList({ file: own.whiteList, clock, signature: unsignedWhiteList })
  expect((await list.reload()).ok).toBe(true)
  expect(list.state().stale).toBe(false)
  expect(list.has('ajout.mssante.test')).toBe(true)
  rmSync(own.whiteList)
  renewDevelopmentCrls(own.folder, later)
  expect((await list.reload()).ok).toBe(true)
  expect(list.has('voisin.mssante.test')).toBe(true)
})

it('issues an expired certificate on demand', async () => {
  const old = { ...doctor, address: 'ancien@chu.mssante.test' }
  const notAfter = Date.now() - dayMs
  const added = addDevelopmentAccounts(folder, [old], Date.now(), {
    notBefore: notAfter - dayMs,
    notAfter,
  })
  const { cert } = issued(added, old.address)
  expect((await validator().validate([leafOf(cert)], 'account')).ok).toBe(false)
})
