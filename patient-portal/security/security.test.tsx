import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { consentVersion } from '../../domain/consent-version.js'
import type { AccountId } from '../../domain/ids.js'
import { portalLimits } from '../../domain/portal-limits.js'
import type { ProfileState } from '../../domain/profile.js'
import { FakeGateway } from '../../test-fixtures/portal/fake-gateway.js'
import { FakeProfile } from '../../test-fixtures/portal/fake-profile.js'
import { FakePasskeys, FakeSettings, fakeActivation } from '../../test-fixtures/portal/fake-ways.js'
import { openPortal, type PortalBench } from '../../test-fixtures/portal/portal-bench.js'
import { hiddenField, type PortalClient } from '../../test-fixtures/portal/portal-client.js'

const code = 'K7QM-2R4T-9XWB'
const path = '/compte/securite'
const firefox = 'Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0'

let gateway: FakeGateway
let settings: FakeSettings
let passkeys: FakePasskeys
let bench: PortalBench
let profile: FakeProfile
let camille: AccountId

beforeEach(async () => {
  gateway = new FakeGateway()
  camille = gateway.add(1, 'Camille Durand', [])
  settings = new FakeSettings()
  profile = new FakeProfile()
  passkeys = new FakePasskeys(camille)
  bench = await openPortal(
    gateway,
    { passkey: passkeys, activation: fakeActivation(code, camille) },
    undefined,
    { settings, profile },
  )
})
afterEach(() => bench.listener.close(100))

const host = () => ({ host: `127.0.0.1:${bench.listener.port}` })

async function signedIn(userAgent = firefox, browser = bench.browser(), vers = '') {
  const query = vers === '' ? '' : `?vers=${encodeURIComponent(vers)}`
  const page = await browser.get(`/connexion/activation${query}`)
  const fields = { jeton: hiddenField(page.text, 'jeton'), activation: code, vers }
  const answer = await browser.post('/connexion/activation', fields, { 'user-agent': userAgent })
  return { browser, answer }
}

const consented = () => settings.change(camille, { consent: { version: consentVersion, at: 1 } })
const tokenOn = async (browser: PortalClient, page = path) =>
  hiddenField((await browser.get(page, host())).text, 'jeton')
function stand(state: ProfileState): void {
  gateway.patients.set(camille, { displayName: 'Camille Durand', profile: state })
  profile.states.set(camille, state)
}

describe('the first visit', () => {
  it('opens nothing before the person agreed, then everything', async () => {
    const { browser } = await signedIn()
    for (const page of ['/echanges', path, '/compte', '/compte/profil', '/compte/export'])
      expect((await browser.get(page)).location).toBe('/bienvenue')
    const page = await browser.get('/bienvenue')
    expect(page.text).toContain('Bienvenue, Camille Durand')
    for (const words of ['Qui voit quoi', 'Pas pour les urgences', 'Comment arrêter'])
      expect(page.text).toContain(words)
    expect(page.text).not.toContain('href="/echanges"')
    expect(/<title>(.*?)<\/title>/.exec(page.text)?.[1]).not.toContain('Camille')
    const jeton = hiddenField(page.text, 'jeton')
    const done = await browser.post('/bienvenue', { jeton, choix: 'accepter' })
    expect(done.location).toBe('/bienvenue/suite')
    const { consent } = await settings.get(camille)
    expect(consent).toEqual({ version: consentVersion, at: bench.clock.now() })
    const next = await browser.get('/bienvenue/suite', host())
    expect(next.text).toContain('Votre code d’activation ne sert qu’une fois')
    expect(next.text).toContain('data-passkey-add')
    expect((await browser.get('/echanges')).status).toBe(200)
    expect((await browser.get('/bienvenue')).location).toBe('/echanges')
  })

  it('signs out whoever refuses, with a word on how to come back', async () => {
    const { browser } = await signedIn()
    const jeton = await tokenOn(browser, '/bienvenue')
    const out = await browser.post('/bienvenue', { jeton, choix: 'refuser' })
    expect(out.location).toBe('/connexion?motif=refus-code')
    expect((await browser.get(out.location)).text).toContain('demandez un nouveau code')
    expect((await browser.get('/echanges')).location).toBe('/connexion')
    expect((await settings.get(camille)).consent).toBe(null)
  })

  it.each([
    ['a forged token', { jeton: 'faux', choix: 'accepter' }, 403],
    ['no choice', { choix: '' }, 400],
    ['another choice', { choix: 'peut-être' }, 400],
  ])('takes no agreement with %s', async (_what, fields, status) => {
    const { browser } = await signedIn()
    const jeton = await tokenOn(browser, '/bienvenue')
    expect((await browser.post('/bienvenue', { jeton, ...fields })).status).toBe(status)
    expect((await settings.get(camille)).consent).toBe(null)
  })

  it('asks again when the terms changed, and says when it could not be kept', async () => {
    await settings.change(camille, { consent: { version: '2020-01', at: 1 } })
    const { browser } = await signedIn()
    expect((await browser.get('/echanges')).location).toBe('/bienvenue')
    const jeton = await tokenOn(browser, '/bienvenue')
    settings.isAway = true
    const failed = await browser.post('/bienvenue', { jeton, choix: 'accepter' })
    expect(failed.status).toBe(503)
    expect((await browser.get('/echanges')).location).toBe('/bienvenue')
  })
})

describe('a profile that is not open', () => {
  beforeEach(consented)

  it.each(['closed', 'opposed'] as const)('reaches its own page only when %s', async (state) => {
    stand(state)
    const { browser } = await signedIn()
    for (const page of ['/echanges', '/echanges/x', '/compte', path, '/bienvenue'])
      expect([page, (await browser.get(page)).location]).toEqual([page, '/compte/profil'])
    for (const page of ['/compte/profil', '/compte/export'])
      expect((await browser.get(page)).status).toBe(200)
    const jeton = await tokenOn(browser, '/compte/profil')
    const post = await browser.post(`${path}/partout`, { jeton })
    expect(post.location).toBe('/compte/profil')
    stand('open')
    expect((await browser.get('/echanges')).status).toBe(200)
  })

  it.each(['deceased', 'not-created'] as const)('ends the session when %s', async (state) => {
    const { browser } = await signedIn()
    stand(state)
    expect((await browser.get('/compte/profil')).location).toBe('/connexion?motif=session')
    stand('open')
    expect((await browser.get('/echanges')).location).toBe('/connexion')
  })
})

describe('sessions of a patient', () => {
  beforeEach(consented)

  it('are listed with device, way and times, and closed one by one', async () => {
    const { browser: telephone } = await signedIn()
    bench.clock.advance(60_000)
    const { browser: computer } = await signedIn('Mozilla/5.0 (Windows NT 10.0) Edg/130.0')
    const { text } = await computer.get(path, host())
    expect(text).toContain('Firefox sur Android')
    expect(text).toContain('Edge sur Windows')
    expect(text).toContain('par code d’activation')
    expect(text.match(/class="mark"/g)).toHaveLength(1)
    const jeton = hiddenField(text, 'jeton')
    const appareil = hiddenField(text, 'appareil')
    expect(appareil).not.toBe(telephone.cookies.get('__Host-mss-session'))
    const forged = { jeton: 'faux', appareil }
    expect((await computer.post(`${path}/appareils/fermer`, forged)).status).toBe(403)
    const done = await computer.post(`${path}/appareils/fermer`, { jeton, appareil })
    expect(done.location).toBe(path)
    expect((await telephone.get('/echanges')).location).toBe('/connexion?motif=session')
    expect((await computer.get('/echanges')).status).toBe(200)
    expect((await computer.post(`${path}/appareils/fermer`, { jeton, appareil })).status).toBe(404)
  })

  it('stand below with those before them, and with what was refused', async () => {
    expect((await signedIn()).answer.status).toBe(303)
    bench.journal.refused({
      ...{ way: 'email-code', remoteAddress: '192.0.2.7', browser: 'Edge', system: 'Windows' },
      ...{ patientIds: [camille], reason: 'sign-in-failed', keyed: null },
    })
    const { browser } = await signedIn('curl/8')
    const page = await browser.get(path, host())
    const past = page.text.slice(page.text.indexOf('Dernières connexions'))
    const lines = past.match(/<li>.*?<\/li>/gs)!.map((line) => line.replace(/<[^>]+>/g, ' '))
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatch(/Connexion réussie .* Moyen\s: code d’activation .*Appareil inconnu/)
    expect(lines[1]).toMatch(/Tentative refusée .* Moyen\s: code par courriel .*Edge sur Windows/)
    expect(lines[2]).toMatch(
      /Connexion réussie .* Moyen\s: code d’activation .*Firefox sur Android/,
    )
    expect(page.text).not.toContain('192.0.2.7')
    await settings.change(camille, { language: 'en' })
    const english = await browser.get(path, host())
    expect(english.text).toContain('Latest sign-ins')
    expect(english.text).toMatch(/Refused attempt.*How: code by e-mail/s)
  })

  it('of somebody else are out of reach', async () => {
    const { browser } = await signedIn()
    const paul = gateway.add(2, 'Paul Petit', [])
    const other = await openPortal(gateway, { activation: fakeActivation(code, paul) }, undefined, {
      settings,
    })
    await other.listener.close(100)
    const jeton = await tokenOn(browser)
    for (const appareil of ['', 'x', '__proto__', '0'])
      expect((await browser.post(`${path}/appareils/fermer`, { jeton, appareil })).status).toBe(404)
  })

  it('all end at once', async () => {
    const { browser: telephone } = await signedIn()
    const { browser: computer } = await signedIn()
    const out = await computer.post(`${path}/partout`, { jeton: await tokenOn(computer) })
    expect(out.location).toBe('/connexion?motif=partout')
    for (const one of [telephone, computer]) expect((await one.get('/echanges')).status).toBe(303)
  })

  it('have a new name at each sign-in; the former one is gone', async () => {
    const { browser } = await signedIn()
    const first = browser.cookies.get('__Host-mss-session')!
    await signedIn(firefox, browser)
    expect(browser.cookies.get('__Host-mss-session')).not.toBe(first)
    browser.cookies.set('__Host-mss-session', first)
    expect((await browser.get('/echanges')).location).toBe('/connexion?motif=session')
  })

  it('tell the settings of each visit', async () => {
    const { browser } = await signedIn()
    await browser.get('/echanges')
    expect(settings.visits).toContain(camille)
  })
})

describe('what touches the ways to sign in', () => {
  beforeEach(consented)
  const acts = ['partout', 'cles/retirer', 'cles/debut', 'cles/fin'] as const

  it.each(acts)('wants a fresh sign-in: %s', async (act) => {
    const { browser } = await signedIn()
    const jeton = await tokenOn(browser)
    bench.clock.advance(portalLimits.portalRecentSignInMs + 1)
    const answer = await browser.post(`${path}/${act}`, { jeton })
    const to = answer.status === 303 ? answer.location : JSON.parse(answer.text).to
    expect(to).toBe('/connexion?motif=confirmer&vers=%2Fcompte%2Fsecurite')
    expect((await browser.get(to)).text).toContain('connectez-vous à nouveau')
    const again = await signedIn(firefox, browser, path)
    expect(again.answer.location).toBe(path)
    expect((await browser.get(path, host())).text).toContain('data-passkey-add')
  })

  it('offers the fresh sign-in in place of the form', async () => {
    const { browser } = await signedIn()
    bench.clock.advance(portalLimits.portalRecentSignInMs + 1)
    const { text } = await browser.get(path, host())
    expect(text).not.toContain('data-passkey-add')
    expect(text).toContain('motif=confirmer')
  })

  it('does not go on for somebody else', async () => {
    const { browser } = await signedIn()
    const paul = gateway.add(2, 'Paul Petit', [])
    await settings.change(paul, { consent: { version: consentVersion, at: 1 } })
    passkeys = Object.assign(passkeys, { patientId: paul })
    const page = await browser.get('/connexion/activation', host())
    const jeton = hiddenField(page.text, 'jeton')
    const start = await browser.post('/connexion/passkey/debut', { jeton })
    const { challenge } = JSON.parse(start.text).options
    const fields = { jeton, defi: challenge, reponse: `bon:${challenge}`, vers: path }
    const done = await browser.post('/connexion/passkey/fin', fields)
    expect(JSON.parse(done.text)).toEqual({ to: '/echanges' })
  })

  it.each(acts)('wants the token of the session: %s', async (act) => {
    const { browser } = await signedIn()
    expect((await browser.post(`${path}/${act}`, { jeton: 'faux' })).status).toBe(403)
  })
})

describe('passkeys of a patient', () => {
  beforeEach(consented)

  it('are added, renamed and removed', async () => {
    const { browser } = await signedIn()
    const jeton = await tokenOn(browser)
    const start = await browser.post(`${path}/cles/debut`, { jeton })
    const { challenge } = JSON.parse(start.text).options
    const fields = {
      jeton,
      defi: challenge,
      reponse: `bon:${challenge}`,
      nom: '  Mon <b>téléphone ',
    }
    const added = await browser.post(`${path}/cles/fin`, fields)
    expect(JSON.parse(added.text)).toEqual({ to: path })
    expect((await browser.post(`${path}/cles/fin`, fields)).status).toBe(401)
    const page = await browser.get(path)
    expect(page.text).toContain('Mon &lt;b&gt;téléphone')
    expect(page.text).toContain('Votre clé d’accès est ajoutée.')
    const cle = hiddenField(page.text, 'cle')
    for (const nom of ['', ' ', 'x'.repeat(61)])
      expect((await browser.post(`${path}/cles/renommer`, { jeton, cle, nom })).status).toBe(400)
    await browser.post(`${path}/cles/renommer`, { jeton, cle, nom: 'Ma tablette' })
    expect((await browser.get(path)).text).toContain('Ma tablette')
    const other = { jeton, cle: 'cle2-0', nom: 'x' }
    expect((await browser.post(`${path}/cles/renommer`, other)).status).toBe(404)
    expect((await browser.post(`${path}/cles/retirer`, other)).status).toBe(404)
    await browser.post(`${path}/cles/retirer`, { jeton, cle })
    expect((await browser.get(path)).text).toContain('Vous n’avez pas encore de clé d’accès')
  })

  it('get a name where the person gave none', async () => {
    const { browser } = await signedIn()
    const jeton = await tokenOn(browser)
    const start = await browser.post(`${path}/cles/debut`, { jeton })
    const { challenge } = JSON.parse(start.text).options
    await browser.post(`${path}/cles/fin`, { jeton, defi: challenge, reponse: `bon:${challenge}` })
    expect((await passkeys.list(camille)).map(({ label }) => label)).toEqual(['Clé d’accès'])
  })
})
