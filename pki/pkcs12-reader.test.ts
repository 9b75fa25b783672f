import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findTool } from '../test-fixtures/tools.js'
import { readCertificate } from './certificate.js'
import { createDevelopmentTrustSpace } from './development-authority.js'
import type { DevelopmentTrustSpace } from './development-plan.js'
import { type Pkcs12Protection, readPkcs12 } from './pkcs12-reader.js'

const openssl = findTool('openssl')
const structure = {
  identifier: '1750000001',
  organisation: 'Hôpital du Nord',
  department: 'Paris (75)',
}
let folder: string
let space: DevelopmentTrustSpace

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mss-pkcs12-'))
  const made = createDevelopmentTrustSpace(join(folder, 'pki'), {
    development: true,
    createdAt: Date.now(),
    pkcs12Password: 'demo',
    operators: [{ name: 'local', host: 'mss.test', ...structure, domains: ['mss.test'] }],
    accounts: [{ kind: 'applicative', address: 'dpi@mss.test', commonName: 'DPI', ...structure }],
  })
  if (!made.ok) throw new Error(made.error.says)
  space = made.value
})
afterAll(() => rmSync(folder, { recursive: true }))

const subjectOf = (octets: Uint8Array) => readCertificate(octets)?.subject.distinguished
/** RSA, as every certificate of the real authorities so far, and elliptic, as our own. */
const pairs = (): [key: string, cert: string][] => {
  const rsa: [string, string] = [join(folder, 'rsa.key'), join(folder, 'rsa.pem')]
  spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/C=FR/CN=essai'],
    ...['-keyout', rsa[0], '-out', rsa[1]],
  ])
  const { key, cert } = space.accounts['dpi@mss.test']!
  return [rsa, [key, cert]]
}

describe('PKCS#12', () => {
  it('of our own making opens, its certificate first', () => {
    const read = readPkcs12(readFileSync(space.accounts['dpi@mss.test']!.pkcs12), 'demo')
    expect(read).toMatchObject({ ok: true, value: { protection: 'aes' } })
    expect(read.ok && subjectOf(read.value.certificates[0]!)?.[0]).toEqual([
      { type: 'CN', value: 'DPI' },
    ])
  })

  const forms: [name: string, algorithm: string, protection: Pkcs12Protection][] = [
    ['RC2-40', 'PBE-SHA1-RC2-40', 'rc2-40'],
    ['3DES', 'PBE-SHA1-3DES', 'triple-des'],
    ['AES', 'AES-256-CBC', 'aes'],
  ]
  it.skipIf(openssl === null).each(forms)('of the form %s opens, named', (_, form, protection) => {
    for (const [key, cert] of pairs()) {
      const file = join(folder, 'file.p12')
      const made = spawnSync('openssl', [
        ...['pkcs12', '-export', '-legacy', '-certpbe', form, '-keypbe', 'PBE-SHA1-3DES'],
        ...['-inkey', key, '-in', cert, '-passout', 'pass:vieux', '-out', file],
      ])
      expect(made.stderr.toString()).toBe('')
      const octets = readFileSync(file)
      const expected = form === 'AES-256-CBC' ? 'triple-des' : protection
      expect(readPkcs12(octets, 'vieux')).toMatchObject({ value: { protection: expected } })
      expect(readPkcs12(octets, 'autre')).toEqual({ ok: false, error: 'password-wrong' })
    }
  })

  it.skipIf(openssl === null)('of a cipher that nothing opens is told as such', () => {
    const [[key, cert]] = pairs() as [[string, string]]
    const file = join(folder, 'rc2-128.p12')
    spawnSync('openssl', [
      ...['pkcs12', '-export', '-legacy', '-certpbe', 'PBE-SHA1-RC2-128', '-inkey', key],
      ...['-in', cert, '-passout', 'pass:vieux', '-out', file],
    ])
    expect(readPkcs12(readFileSync(file), 'vieux')).toEqual({ ok: false, error: 'cipher-unknown' })
  })

  it('is told from what it is not', () => {
    const key = readFileSync(space.accounts['dpi@mss.test']!.pkcs12)
    const cut = key.subarray(0, key.length / 2)
    const cases = [Buffer.alloc(0), Buffer.from('texte'), Buffer.from([0x30, 0]), cut]
    for (const octets of cases)
      expect(readPkcs12(octets, 'demo')).toEqual({ ok: false, error: 'not-pkcs12' })
  })
})
