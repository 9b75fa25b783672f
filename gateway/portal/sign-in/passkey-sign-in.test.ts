import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { AccountId } from '../../../domain/ids.js'
import { portalLimits } from '../../../domain/portal-limits.js'
import { CredentialSpace } from '../../../test-fixtures/portal/credential-space.js'
import { type Lie, SoftwareKey } from '../../../test-fixtures/portal/software-key.js'
import { PatientCredentials } from '../../flows/patient/patient-credentials.js'
import { PatientPasskeys } from './passkey-sign-in.js'

const origin = 'https://messagerie.sante.test'
const failed = { ok: false, error: 'sign-in-failed' }

let space: CredentialSpace
let passkeys: PatientPasskeys
let lea: AccountId
let ange: AccountId
let key: SoftwareKey

const service = (hmacKey: Uint8Array = Buffer.alloc(32, 7)) =>
  new PatientPasskeys({
    deps: space.deps,
    credentials: new PatientCredentials(space.deps),
    publicUrl: () => origin,
    serviceName: 'Messagerie de santé',
    key: hmacKey,
  })

async function enrol(patientId: AccountId, made = new SoftwareKey(origin)): Promise<SoftwareKey> {
  const { optionsJson, challenge } = await passkeys.startEnrolment(patientId)
  const done = await passkeys.finishEnrolment(patientId, made.enrol(optionsJson), challenge, 'Clé')
  expect(done.ok).toBe(true)
  return made
}

async function signIn(made: SoftwareKey, lie: Lie = {}) {
  const { challenge } = await passkeys.startSignIn()
  return passkeys.finishSignIn(made.sign(challenge, lie), challenge)
}

beforeEach(async () => {
  space = new CredentialSpace()
  passkeys = service()
  lea = await space.patient('288069999900194')
  ange = await space.patient('154112A99900272', { firstNames: ['ANGE'] })
  key = await enrol(lea)
})

describe('a passkey', () => {
  it('opens the account of its holder, again and again', async () => {
    for (let i = 0; i < 3; i++)
      expect(await signIn(key)).toEqual({ ok: true, value: { patientId: lea, profile: 'open' } })
    expect(await space.traces()).toEqual([{ change: 'add', kind: 'passkey', by: 'portal' }])
  })

  it('is asked for with the person seen, to be found without a name, unattested', async () => {
    const asked = JSON.parse((await passkeys.startEnrolment(ange)).optionsJson)
    expect(asked.rp).toEqual({ name: 'Messagerie de santé', id: 'messagerie.sante.test' })
    expect(asked.attestation).toBe('none')
    expect(asked.authenticatorSelection).toMatchObject({
      residentKey: 'required',
      userVerification: 'required',
    })
    expect(Buffer.from(asked.user.id, 'base64url').length).toBe(22)
    const given = JSON.parse((await passkeys.startSignIn()).optionsJson)
    expect(given.userVerification).toBe('required')
    expect(given.allowCredentials ?? []).toEqual([])
    const held = JSON.parse((await passkeys.startEnrolment(lea)).optionsJson)
    expect(held.excludeCredentials.map(({ id }: { id: string }) => id)).toEqual([key.id])
  })

  it('says, for the journal, who was meant by one that is refused', async () => {
    const signed = await signIn(key, { isPersonSeen: false })
    expect(signed).toEqual({ ...failed, patientIds: [lea] })
    expect(await signIn(key, { userHandle: '' })).toEqual(failed)
  })

  const strangersKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const lies: [string, () => Lie][] = [
    ['for another challenge', () => ({ challenge: randomBytes(32).toString('base64url') })],
    ['made on another page', () => ({ origin: 'https://messagerie.sante.test.evil.test' })],
    ['made without TLS', () => ({ origin: 'http://messagerie.sante.test' })],
    ['for another relying party', () => ({ rpId: 'sante.test' })],
    ['without the person', () => ({ isPersonSeen: false })],
    ['of a registration', () => ({ type: 'webauthn.create' })],
    ['signed by another key', () => ({ key: strangersKey })],
    ['of a key that nobody has', () => ({ id: randomBytes(16).toString('base64url') })],
    ['without a holder', () => ({ userHandle: '' })],
    [
      'with a holder that is not ours',
      () => ({ userHandle: randomBytes(22).toString('base64url') }),
    ],
  ]
  it.each(lies)('is refused %s', async (_what, lie) => {
    expect(await signIn(key, lie())).toMatchObject(failed)
  })

  it('of one patient does not open the account of another', async () => {
    const other = await enrol(ange)
    expect(await signIn(key, { userHandle: other.userHandle })).toMatchObject(failed)
    expect(await signIn(other, { userHandle: key.userHandle })).toMatchObject(failed)
  })

  it('is bound to this service: a handle of another key names nobody', async () => {
    passkeys = service(Buffer.alloc(32, 8))
    expect(await signIn(key)).toMatchObject(failed)
  })

  it('that was copied is found by its counter', async () => {
    key.counter = 5
    expect((await signIn(key)).ok).toBe(true)
    expect(await signIn(key)).toMatchObject(failed)
    expect(await signIn(key, { counter: 4 })).toMatchObject(failed)
    key.counter = 6
    expect((await signIn(key)).ok).toBe(true)
  })

  it('that was removed opens nothing', async () => {
    const [listed] = await passkeys.list(lea)
    expect(await passkeys.remove(lea, listed!.passkeyId)).toBe(true)
    expect(await signIn(key)).toMatchObject(failed)
    expect(await passkeys.remove(lea, listed!.passkeyId)).toBe(false)
  })

  it('tells the profile of its holder, and nothing once the account is closed', async () => {
    const shut = await space.patient('172089999900484', { state: 'closed' })
    const own = await enrol(shut)
    expect(await signIn(own)).toEqual({ ok: true, value: { patientId: shut, profile: 'closed' } })
    await space.close(shut)
    expect(await signIn(own)).toMatchObject(failed)
  })

  it.each(['', '{', 'null', '[]', '{"response":null}', '{"response":{"userHandle":7}}'])(
    'is refused when the answer is %s',
    async (json) => {
      const { challenge } = await passkeys.startSignIn()
      expect(await passkeys.finishSignIn(json, challenge)).toMatchObject(failed)
    },
  )
})

describe('the list of passkeys', () => {
  it('is the patient’s own: nobody renames or removes another’s', async () => {
    const [listed] = await passkeys.list(lea)
    expect(listed).toMatchObject({ label: 'Clé', createdAt: space.clock.now() })
    expect(await passkeys.rename(ange, listed!.passkeyId, 'volée')).toBe(false)
    expect(await passkeys.remove(ange, listed!.passkeyId)).toBe(false)
    expect(await passkeys.rename(lea, listed!.passkeyId, 'Mon téléphone')).toBe(true)
    expect((await passkeys.list(lea)).map(({ label }) => label)).toEqual(['Mon téléphone'])
    expect(await passkeys.list(ange)).toEqual([])
  })

  it.each<[string, Lie]>([
    ['for another challenge', { challenge: 'AAAA' }],
    ['on another page', { origin: 'https://evil.test' }],
    ['for another relying party', { rpId: 'evil.test' }],
    ['without the person', { isPersonSeen: false }],
    ['as a sign-in', { type: 'webauthn.get' }],
  ])('takes none that was made %s', async (_what, lie) => {
    const { optionsJson, challenge } = await passkeys.startEnrolment(ange)
    const made = new SoftwareKey(origin).enrol(optionsJson, lie)
    const done = await passkeys.finishEnrolment(ange, made, challenge, 'Clé')
    expect(done).toEqual({ ok: false, error: 'refused' })
    expect(await passkeys.list(ange)).toEqual([])
  })

  it('has a bound', async () => {
    for (let i = 1; i < portalLimits.passkeysPerPatientMax; i++) await enrol(lea)
    const { optionsJson, challenge } = await passkeys.startEnrolment(lea)
    const made = new SoftwareKey(origin).enrol(optionsJson)
    expect(await passkeys.finishEnrolment(lea, made, challenge, 'Clé')).toEqual({
      ok: false,
      error: 'too-many',
    })
  })
})
