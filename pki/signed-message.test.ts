import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { certificatePem, issueCertificate } from './certificate-issuer.js'
import { issueOperatorCertificate, newAuthorities } from './development-certificates.js'
import { signerOfPem, signMessage } from './signed-message.js'

const folder = mkdtempSync(join(tmpdir(), 'mss-signed-'))
afterAll(() => rmSync(folder, { recursive: true }))

const now = Date.now()
const authorities = newAuthorities(now)
const root = join(folder, 'root.pem')
writeFileSync(root, certificatePem(authorities.root.certificate))

/** A server key of each kind, below an intermediate that only the message carries. */
function signerOf(kind: 'rsa' | 'ec') {
  const { certificate, key } = issueOperatorCertificate(
    authorities,
    {
      name: 'essai',
      host: 'essai.mss.test',
      identifier: '1750000001',
      organisation: 'Essai',
      department: 'Paris (75)',
      domains: [],
    },
    now,
  )
  const { organisations } = authorities
  if (kind === 'rsa') return { key, chain: [certificate, organisations.certificate] }
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const own = issueCertificate(
    {
      subject: [[{ type: 'CN', value: 'essai.mss.test' }]],
      publicKey: pair.publicKey,
      notBefore: now - 1_000,
      notAfter: now + 3_600_000,
      authority: null,
      keyUsage: ['digitalSignature'],
      extendedKeyUsage: ['serverAuth'],
      hosts: ['essai.mss.test'],
      crlUrl: null,
    },
    organisations,
  )
  return { key: pair.privateKey, chain: [own, organisations.certificate] }
}

const openssl = (message: Uint8Array) =>
  spawnSync(
    'openssl',
    ['cms', '-verify', '-binary', '-inform', 'DER', '-purpose', 'any', '-CAfile', root],
    { input: message },
  )

describe('signMessage', () => {
  for (const kind of ['rsa', 'ec'] as const)
    for (const [length, content] of [
      ['nothing', Buffer.alloc(0)],
      ['text', Buffer.from('Réglages\n')],
      ['all octets', Buffer.from(Array.from({ length: 70_000 }, (_, i) => i & 0xff))],
    ] as const)
      it(`is verified by OpenSSL: ${kind}, ${length}`, async () => {
        const message = await signMessage(content, signerOf(kind), now)
        const done = openssl(message)
        expect(done.stderr.toString()).toContain('successful')
        expect(done.stdout.equals(content)).toBe(true)
      })

  it('does not hold once an octet of the content has changed', async () => {
    const message = await signMessage(Buffer.from('port 993'), signerOf('rsa'), now)
    const changed = Buffer.from(message.toString('latin1').replace('993', '143'), 'latin1')
    expect(changed.equals(message)).toBe(false)
    expect(openssl(changed).status).not.toBe(0)
  })

  it('does not hold with the certificate of another key', async () => {
    const [one, other] = [signerOf('rsa'), signerOf('rsa')]
    const message = await signMessage(Buffer.from('x'), { ...one, chain: other.chain }, now)
    expect(openssl(message).status).not.toBe(0)
  })

  it('reads the files of a server: its own certificate first', () => {
    const { key, chain } = signerOf('ec')
    const pem = key.export({ type: 'pkcs8', format: 'pem' }).toString()
    const read = signerOfPem(pem, `texte\n${chain.map(certificatePem).join('')}`)
    expect(read.chain.map((one) => Buffer.from(one).toString('hex'))).toEqual(
      chain.map((one) => one.toString('hex')),
    )
  })
})
