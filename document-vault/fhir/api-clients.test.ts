import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { canonicalName } from '../../domain/distinguished-name.js'
import { documentLimits } from '../../domain/document-limits.js'
import {
  type FhirBench,
  openFhirBench,
  personCertificate,
} from '../../test-fixtures/vault/fhir-bench.js'
import { doctor, keyOf, samplePatient, system } from '../../test-fixtures/vault/vault-samples.js'
import type { DocumentVault } from '../contract/vault.js'
import { addApiClient, apiClientsFile, listApiClients, revokeApiClient } from './api-clients.js'

const record = keyOf(samplePatient(1))
const query = `/fhir/Patient?identifier=${encodeURIComponent(`urn:oid:${record.insOid}|${record.matricule}`)}`

let bench: FhirBench
beforeAll(async () => {
  bench = await openFhirBench()
  await bench.vault.putRecord(samplePatient(1), system)
})
afterAll(() => bench.close())

const ask = async (token: string) =>
  (await bench.raw(query, { headers: { authorization: `Bearer ${token}` } })).status
const register = (credential: Parameters<typeof addApiClient>[1]['credential']) => {
  const client = { label: 'essai', caller: doctor(1), expiresAt: null, credential }
  return addApiClient(bench.folder, client, bench.hour.now)
}

describe('tokens', () => {
  it('are 256 random bits, told once, kept as a hash in a file of its owner', async () => {
    const token = bench.token(doctor(1))
    expect(Buffer.from(token.replace(/^mssv_/, ''), 'base64url')).toHaveLength(32)
    const file = apiClientsFile(bench.folder)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).not.toContain(token)
    expect(await ask(token)).toBe(200)
  })

  it('end when they expire or are revoked, with the next request', async () => {
    const short = bench.token(doctor(1), bench.hour.now + 1_000)
    expect(await ask(short)).toBe(200)
    bench.hour.now += 1_000
    expect(await ask(short)).toBe(401)
    const added = register({ kind: 'token' })
    if (!added.ok || added.value.token === null) throw new Error('no token')
    expect(await ask(added.value.token)).toBe(200)
    expect(revokeApiClient(bench.folder, added.value.client.id, bench.hour.now).ok).toBe(true)
    expect(await ask(added.value.token)).toBe(401)
    expect(revokeApiClient(bench.folder, 'nobody', 0)).toEqual({
      ok: false,
      error: 'unknown-client',
    })
    const listed = listApiClients(bench.folder)
    expect(listed.ok && listed.value.some(({ revokedAt }) => revokedAt !== null)).toBe(true)
  })

  it('let nobody in while the file cannot be read', async () => {
    const token = bench.token(doctor(1))
    const file = apiClientsFile(bench.folder)
    const good = readFileSync(file)
    writeFileSync(file, '{"clients": [{"caller": {"kind": "system"}}]}')
    expect(await ask(token)).toBe(401)
    writeFileSync(file, good)
    expect(await ask(token)).toBe(200)
  })

  it.each(['system', 'administrator', 'holder'])('never stand for a %s', (kind) => {
    const client = {
      label: 'x',
      caller: { kind, name: 'x' } as unknown as ReturnType<typeof doctor>,
      expiresAt: null,
      credential: { kind: 'token' } as const,
    }
    expect(addApiClient(bench.folder, client, 0)).toEqual({ ok: false, error: 'caller-malformed' })
  })
})

describe('certificates', () => {
  const mine = personCertificate('ours')
  const subject = canonicalName(mine.subject)
  const withCertificate = async (certificate: typeof mine) =>
    (await bench.raw(query, { certificate })).status

  it('open the door by their subject once they are registered', async () => {
    expect(await withCertificate(mine)).toBe(401)
    expect(register({ kind: 'certificate-subject', subject }).ok).toBe(true)
    expect(await withCertificate(mine)).toBe(200)
  })

  it('are worth nothing from an authority that is not ours', async () => {
    expect(await withCertificate(personCertificate('foreign'))).toBe(401)
  })

  it.each([
    [{ kind: 'certificate-subject', subject: 'Claire Morel' }, 'subject-malformed'],
    [{ kind: 'certificate-fingerprint', sha256: 'abc' }, 'fingerprint-malformed'],
  ] as const)('refuses %j', (credential, error) => {
    expect(register(credential)).toEqual({ ok: false, error })
  })
})

describe('guesses and overload', () => {
  let alone: FhirBench
  afterEach(() => alone.close())

  it('makes an address wait after too many wrong tokens', async () => {
    alone = await openFhirBench()
    const token = alone.token(doctor(1))
    const tryToken = (value: string) =>
      alone.raw(query, { headers: { authorization: `Bearer ${value}` } })
    for (let i = 0; i < documentLimits.fhirFailuresMax; i++)
      expect((await tryToken(`wrong-token-number-${i}`)).status).toBe(401)
    const refused = await tryToken('one-wrong-token-more')
    expect(refused.status).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    // Others behind the same address are not made to wait.
    expect((await tryToken(token)).status).toBe(200)
    alone.hour.now += documentLimits.fhirFailureWindowMs
    expect((await tryToken('one-wrong-token-more')).status).toBe(401)
  })

  it('says when the vault is away, and when to come again', async () => {
    const away = (vault: DocumentVault): DocumentVault =>
      new Proxy(vault, {
        get: (target, name, self) =>
          name === 'record'
            ? async () => ({ ok: false, error: 'unavailable' })
            : Reflect.get(target, name, self),
      })
    alone = await openFhirBench({ wrap: away })
    const token = alone.token(doctor(1))
    const answer = await alone.raw(query, { headers: { authorization: `Bearer ${token}` } })
    expect(answer.status).toBe(503)
    expect(answer.headers['retry-after']).toBe('30')
    expect(JSON.parse(answer.body.toString()).issue[0].code).toBe('transient')
  })

  it('tells nothing of a failure of its own', async () => {
    const broken = (vault: DocumentVault): DocumentVault =>
      new Proxy(vault, {
        get: (target, name, self) =>
          name === 'record'
            ? async () => Promise.reject(new Error('secret 279035120110115'))
            : Reflect.get(target, name, self),
      })
    alone = await openFhirBench({ wrap: broken })
    const token = alone.token(doctor(1))
    const answer = await alone.raw(query, { headers: { authorization: `Bearer ${token}` } })
    expect(answer.status).toBe(500)
    expect(answer.body.toString()).not.toContain('secret')
  })

  it('refuses a body that is announced too big before it is read', async () => {
    alone = await openFhirBench()
    const answer = await alone.raw('/fhir/DocumentReference', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${alone.token(doctor(1))}`,
        'content-type': 'application/fhir+json',
        'content-length': String(documentLimits.fhirBodyBytesMax + 1),
        expect: '100-continue',
      },
    })
    expect(answer.status).toBe(413)
  })
})
