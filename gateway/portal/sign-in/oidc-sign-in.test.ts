import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AccountId } from '../../../domain/ids.js'
import { portalLimits } from '../../../domain/portal-limits.js'
import type { OidcKept } from '../../../patient-portal/sign-in/sign-in-contract.js'
import { CredentialSpace } from '../../../test-fixtures/portal/credential-space.js'
import { IdentityProvider } from '../../../test-fixtures/world/identity-provider.js'
import { ProviderVisitor } from '../../../test-fixtures/world/provider-visitor.js'
import { PatientCredentials, subjectSecret } from '../../flows/patient/patient-credentials.js'
import { OidcClient } from './oidc-client.js'
import { OidcPersons } from './oidc-person.js'
import { ProviderSignIn } from './oidc-sign-in.js'

/** Against a real provider (oidc-provider), over HTTP. */
const portal = 'https://localhost:12505'
const backTo = `${portal}/connexion/retour`
const provider = new IdentityProvider()
const folder = mkdtempSync(join(tmpdir(), 'mss-oidc-'))
const clientSecretFile = join(folder, 'secret')

let space: CredentialSpace
let lea: AccountId

beforeAll(async () => {
  await provider.start(portal)
  writeFileSync(clientSecretFile, `${provider.clientSecret}\n`)
  provider.persons.set('lea', {
    given_name: 'Léa Marie',
    family_name: 'Bernard',
    birthdate: '1988-06-14',
    gender: 'female',
    ins: '288069999900194',
  })
  provider.persons.set('lea-encore', { ...provider.persons.get('lea') })
  provider.persons.set('soeur', { ...provider.persons.get('lea'), given_name: 'Lina Marie' })
  provider.persons.set('autre-ins', { ...provider.persons.get('lea'), ins: '154112A99900272' })
  provider.persons.set('sans-ins', { ...provider.persons.get('lea'), ins: '288069999900195' })
})
afterAll(async () => {
  await provider.stop()
  rmSync(folder, { recursive: true })
})
beforeEach(async () => {
  space = new CredentialSpace()
  lea = await space.patient('288069999900194')
})

function signIn(
  more: { issuer?: string; acrValues?: string[]; matriculeClaim?: string; clientId?: string } = {},
): ProviderSignIn {
  const { clock, log } = space.deps
  const { issuer = provider.issuer, acrValues = [], matriculeClaim = null } = more
  const clientId = more.clientId ?? provider.clientId
  return new ProviderSignIn({
    client: new OidcClient({ issuer, clientId, clientSecretFile, clock, log }),
    persons: new OidcPersons({
      deps: space.deps,
      credentials: new PatientCredentials(space.deps),
      matriculeClaim,
      providerName: 'FranceConnect',
    }),
    providerName: 'FranceConnect',
    scopes: ['given_name', 'family_name', 'birthdate', 'gender', 'ins'],
    acrValues,
    log,
  })
}

async function returned(oidc: ProviderSignIn, login: string, isAgain = false) {
  const begun = await oidc.start(backTo, isAgain)
  if (!begun.ok) throw new Error(begun.error)
  const { url, kept } = begun.value
  return { url, kept, back: await new ProviderVisitor().signIn(url, login, backTo) }
}

async function whole(oidc: ProviderSignIn, login: string) {
  const { back, kept } = await returned(oidc, login)
  return oidc.finish(back, kept)
}

describe('sign-in at the provider', () => {
  it('asks with state, nonce and PKCE, each new', async () => {
    const oidc = signIn()
    const [one, two] = [await oidc.start(backTo, false), await oidc.start(backTo, true)]
    if (!one.ok || !two.ok) throw new Error('no start')
    const asked = new URL(one.value.url).searchParams
    expect(asked.get('code_challenge_method')).toBe('S256')
    expect(asked.get('redirect_uri')).toBe(backTo)
    expect(asked.get('response_type')).toBe('code')
    expect(asked.get('scope')?.split(' ')).toContain('openid')
    expect(asked.get('prompt')).toBe(null)
    expect(new URL(two.value.url).searchParams.get('prompt')).toBe('login')
    for (const name of ['state', 'nonce', 'codeVerifier'] as const)
      expect(one.value.kept[name]).not.toBe(two.value.kept[name])
    expect(one.value.url).not.toContain(one.value.kept.codeVerifier)
  })

  it('finds the person by the pivot identity, links the subject, then needs it only', async () => {
    const oidc = signIn()
    const done = await whole(oidc, 'lea')
    expect(done).toMatchObject({ ok: true, value: { patientId: lea, profile: 'open' } })
    const [held] = await space.store.read.credentialsOfAccount(lea)
    expect(held).toMatchObject({ kind: 'oidc', secret: subjectSecret(provider.issuer, 'lea') })
    expect(await space.traces()).toEqual([{ change: 'add', kind: 'oidc', by: 'portal' }])
    const before = provider.persons.get('lea')!
    provider.persons.set('lea', { given_name: 'Toute', family_name: 'Autre' })
    expect(await whole(oidc, 'lea')).toMatchObject({ ok: true, value: { patientId: lea } })
    provider.persons.set('lea', before)
    expect(await space.traces()).toHaveLength(1)
  })

  it('lets no second subject into an account that has one', async () => {
    const oidc = signIn()
    expect((await whole(oidc, 'lea')).ok).toBe(true)
    expect(await whole(oidc, 'lea-encore')).toMatchObject({ ok: false, error: 'person-unknown' })
  })

  it('takes the matricule alone where the provider gives it', async () => {
    const ange = await space.patient('154112A99900272', { birthName: 'ROSSI', sex: 'male' })
    const oidc = signIn({ matriculeClaim: 'ins' })
    expect(await whole(oidc, 'autre-ins')).toMatchObject({ ok: true, value: { patientId: ange } })
    expect(await whole(oidc, 'sans-ins')).toMatchObject({ ok: false, error: 'person-unknown' })
    const absent = signIn({ matriculeClaim: 'numero' })
    expect(await whole(absent, 'lea')).toMatchObject({ ok: false, error: 'person-unknown' })
  })

  it('knows no sister', async () => {
    expect(await whole(signIn(), 'soeur')).toMatchObject({ ok: false, error: 'person-unknown' })
    expect(await space.traces()).toEqual([])
  })

  const changes: [string, (back: URL) => URL | null, Partial<OidcKept>][] = [
    ['another state', (back) => changed(back, 'state', 'x'), {}],
    ['a state that another browser began', () => null, { state: 'autre' }],
    ['another nonce', () => null, { nonce: 'autre' }],
    ['another PKCE verifier', () => null, { codeVerifier: 'a'.repeat(43) }],
    ['another code', (back) => changed(back, 'code', 'x'), {}],
    ['no code', (back) => changed(back, 'code', null), {}],
    ['another issuer (RFC 9207)', (back) => changed(back, 'iss', 'https://evil.test'), {}],
    ['an error of the provider', (back) => changed(back, 'error', 'invalid_scope'), {}],
  ]
  it.each(changes)('is refused with %s', async (_what, change, other) => {
    const oidc = signIn()
    const { back, kept } = await returned(oidc, 'lea')
    const done = await oidc.finish(change(back) ?? back, { ...kept, ...other })
    expect(done).toEqual({ ok: false, error: 'sign-in-failed' })
    expect(await space.traces()).toEqual([])
  })

  it('takes each code once', async () => {
    const oidc = signIn()
    const { back, kept } = await returned(oidc, 'lea')
    expect((await oidc.finish(back, kept)).ok).toBe(true)
    expect(await oidc.finish(back, kept)).toEqual({ ok: false, error: 'sign-in-failed' })
  })

  it('takes no token for another client', async () => {
    const { back, kept } = await returned(signIn(), 'lea')
    const other = await signIn({ clientId: 'autre' }).finish(back, kept)
    expect(other).toEqual({ ok: false, error: 'sign-in-failed' })
  })

  it('refuses a level below the one that was asked for', async () => {
    const done = await whole(signIn({ acrValues: ['eidas2'] }), 'lea')
    expect(done).toEqual({ ok: false, error: 'sign-in-failed' })
  })

  it('says that the person went back, and that the provider is busy', async () => {
    const oidc = signIn()
    const { back, kept } = await returned(oidc, 'lea')
    const told = (error: string) => {
      const url = new URL(backTo)
      url.searchParams.set('state', kept.state)
      url.searchParams.set('iss', back.searchParams.get('iss') ?? provider.issuer)
      url.searchParams.set('error', error)
      return oidc.finish(url, kept)
    }
    expect(await told('access_denied')).toEqual({ ok: false, error: 'sign-in-cancelled' })
    expect(await told('temporarily_unavailable')).toEqual({
      ok: false,
      error: 'sign-in-unavailable',
    })
  })

  it('tells the provider at sign-out', async () => {
    const oidc = signIn()
    expect(oidc.endSessionUrl('jeton', `${portal}/connexion/fin`)).toBe(null)
    const done = await whole(oidc, 'lea')
    if (!done.ok) throw new Error(done.error)
    const url = new URL(oidc.endSessionUrl(done.value.idToken, `${portal}/connexion/fin`)!)
    expect(url.origin).toBe(provider.issuer)
    expect(url.searchParams.get('post_logout_redirect_uri')).toBe(`${portal}/connexion/fin`)
  })

  it('writes no claim and no code into the log', () => {
    expect(space.logged.join('\n')).not.toMatch(/Bernard|288069999900194|1988/)
  })
})

describe('a provider that is away', () => {
  it('stops nothing, and is asked again after a while', async () => {
    const oidc = signIn({ issuer: 'http://127.0.0.1:9' })
    expect(await oidc.start(backTo, false)).toEqual({ ok: false, error: 'sign-in-unavailable' })
    const asked = space.logged.length
    expect((await oidc.start(backTo, false)).ok).toBe(false)
    expect(space.logged).toHaveLength(asked)
    space.clock.at += portalLimits.oidcRetryMs
    expect((await oidc.start(backTo, false)).ok).toBe(false)
    expect(space.logged).toHaveLength(asked + 1)
  })

  it('is refused when its document names another issuer', async () => {
    const oidc = signIn({ issuer: provider.issuer.replace('127.0.0.1', 'localhost') })
    expect(await oidc.start(backTo, false)).toEqual({ ok: false, error: 'sign-in-unavailable' })
  })
})

function changed(url: URL, name: string, value: string | null): URL {
  const copy = new URL(url)
  if (value === null) copy.searchParams.delete(name)
  else copy.searchParams.set(name, value)
  return copy
}
