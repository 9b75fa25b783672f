import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../world/eventually.js'
import { freePort } from '../world/free-port.js'
import { GatewayProcess } from '../world/gateway-process.js'
import { IdentityProvider } from '../world/identity-provider.js'
import { SmarthostRig } from '../world/smarthost-rig.js'
import { findChromium, launchBrowser } from './browser.js'
import { deviceIn } from './device.js'
import { PortalTab } from './portal-tab.js'
import { lookAtScreen, sidewaysWhenNarrowOrBig } from './screen.js'

/**
 * Every way to sign in, as a person does it: a real provider of identities (oidc-provider), an
 * authenticator of Chromium's own, a real smarthost. Passkeys want a host name: `localhost`.
 */
const chromium = findChromium()
const ins = '299129999900634'
const providerButton = 'S’identifier avec FranceConnect'
const passkeyButton = 'Utiliser une clé d’accès'

let browser: Browser
let gateway: GatewayProcess
let smarthost: SmarthostRig
let origin = ''
let secrets = ''
const provider = new IdentityProvider()
const settings: Record<string, string> = {}

beforeAll(async () => {
  if (chromium === null) return
  const port = await freePort()
  origin = `https://localhost:${port}`
  await provider.start(origin)
  smarthost = await SmarthostRig.start()
  secrets = mkdtempSync(join(tmpdir(), 'mss-secret-'))
  const secretFile = join(secrets, 'secret')
  writeFileSync(secretFile, `${provider.clientSecret}\n`, { mode: 0o600 })
  Object.assign(settings, {
    MSS_LISTEN_PORTAL_PORT: String(port),
    MSS_PORTAL_SIGN_IN_OIDC_ISSUER: provider.issuer,
    MSS_PORTAL_SIGN_IN_OIDC_CLIENT_ID: provider.clientId,
    MSS_PORTAL_SIGN_IN_OIDC_CLIENT_SECRET_FILE: secretFile,
    MSS_NOTIFICATION_HOST: '127.0.0.1',
    MSS_NOTIFICATION_PORT: String(smarthost.port),
    MSS_NOTIFICATION_TLS: 'none',
    MSS_NOTIFICATION_FROM_ADDRESS: 'avis@portail.exemple.fr',
  })
  Object.assign(process.env, settings)
  ;[browser, gateway] = await Promise.all([launchBrowser(chromium), GatewayProcess.start()])
  const traits = ['--birth-name', 'noël', '--first-names', 'anne,lucie', '--birth-date']
  gateway.mss('profile', 'create', ins, ...traits, '1999-12-05', '--sex', 'female')
  provider.persons.set('lea', {
    given_name: 'Léa Marie',
    family_name: 'Bernard',
    birthdate: '1988-06-14',
    gender: 'female',
  })
  provider.persons.set('inconnue', {
    given_name: 'Léa',
    family_name: 'Bernard',
    birthdate: '1988-06-15',
    gender: 'female',
  })
})
afterAll(async () => {
  for (const name of Object.keys(settings)) delete process.env[name]
  await browser?.close()
  await gateway?.stop()
  await provider.stop()
  await smarthost?.stop()
  if (secrets !== '') rmSync(secrets, { recursive: true })
})

async function open(path = '/connexion', options = {}): Promise<PortalTab> {
  const tab = await PortalTab.open(browser, gateway, options)
  await tab.page.goto(origin + path)
  return tab
}

// biome-ignore lint/performance/useDomNodeTextContent: only what is visible counts
const heading = (page: Page): Promise<string> => page.locator('h1').innerText()

/** The development pages of the provider: who somebody is, then a word of agreement. */
async function atProvider(page: Page, login: string): Promise<void> {
  await page.waitForURL(/interaction/)
  await page.fill('input[name=login]', login)
  await page.fill('input[name=password]', 'x')
  await page.click('button[type=submit]')
  await page.waitForSelector('text=Authorize')
  await page.click('button[type=submit]')
}

async function asLea(): Promise<PortalTab> {
  const tab = await open()
  const { portal } = gateway.patient('open')
  await tab.page.getByLabel('Identifiant').fill(portal!.login)
  await tab.page.getByLabel('Code', { exact: true }).fill(portal!.code)
  await tab.press('Se connecter')
  expect(tab.page.url()).toBe(`${origin}/echanges`)
  return tab
}

const signOut = (page: Page) =>
  page.getByRole('button', { name: 'Se déconnecter', exact: true }).click()

describe.skipIf(chromium === null)('by the provider of identities', () => {
  it('goes there, comes back into the mailbox, and tells the provider at the end', async () => {
    const { page } = await open()
    await page.getByRole('button', { name: providerButton }).click()
    await atProvider(page, 'lea')
    await page.waitForURL(`${origin}/echanges`)
    expect(await heading(page)).toBe('Mes échanges')
    expect(gateway.mss('profile', 'ways', '288069999900194')).toContain('fournisseur d’identité')
    const names = (await page.context().cookies()).map(({ name }) => name)
    expect(names).not.toContain('__Host-mss-retour')

    await signOut(page)
    await page.waitForURL(/session\/end/)
    await page.getByRole('button', { name: 'Yes, sign me out' }).click()
    await page.waitForURL(/connexion\?motif=fin/)
    expect(provider.ended).toBe(1)
    await page.goto(`${origin}/echanges`)
    expect(page.url()).toBe(`${origin}/connexion`)
  })

  it('works without scripts', async () => {
    const { page } = await open('/connexion', { javaScriptEnabled: false })
    expect(await page.getByRole('button', { name: passkeyButton }).isVisible()).toBe(false)
    await page.getByRole('button', { name: providerButton }).click()
    await atProvider(page, 'lea')
    await page.waitForURL(`${origin}/echanges`)
  })

  it('explains what became of it in plain words', async () => {
    const tab = await open()
    const { page } = tab
    await page.getByRole('button', { name: providerButton }).click()
    await page.waitForURL(/interaction/)
    await page.getByRole('link', { name: /cancel/i }).click()
    await page.waitForURL(/connexion\?motif=annule/)
    expect(await tab.words('main')).toContain('Vous n’avez pas terminé l’identification')
    await page.getByRole('button', { name: providerButton }).click()
    await atProvider(page, 'inconnue')
    await page.waitForURL(/connexion\?motif=inconnu/)
    expect(await tab.words('main')).toContain('nous ne trouvons pas d’espace de santé')
  })
})

describe.skipIf(chromium === null)('by a passkey', () => {
  it('adds one, comes back with it, and is turned away once it is removed', async () => {
    const tab = await asLea()
    const { page } = tab
    const { session, authenticatorId } = await deviceIn(page)
    await page.goto(`${origin}/compte/securite`)
    await page.getByLabel('Nom de la clé').fill('Mon téléphone')
    await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click()
    await page.getByText('Votre clé d’accès est ajoutée.').waitFor()
    expect(await tab.words('.passkeys')).toContain('Mon téléphone Ajoutée le')
    const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId })
    expect(credentials).toHaveLength(1)
    expect(credentials[0]!.rpId).toBe('localhost')
    const handle = Buffer.from(credentials[0]!.userHandle!, 'base64').toString('latin1')
    expect(handle).not.toContain('288069999900194')

    await page.getByLabel('Nom de la clé').last().fill('Encore')
    await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click()
    await page.getByText('Cet appareil a déjà une clé d’accès').waitFor()

    await signOut(page)
    await page.getByRole('button', { name: passkeyButton }).click()
    await page.waitForURL(`${origin}/echanges`)
    await page.goto(`${origin}/compte/securite`)
    expect(await tab.words('.sessions')).toContain('par clé d’accès')

    await page.getByRole('button', { name: 'Retirer « Mon téléphone »' }).click()
    await page.getByText('La clé d’accès est retirée').waitFor()
    await signOut(page)
    await page.getByRole('button', { name: passkeyButton }).click()
    await page.getByText('Cette clé d’accès n’ouvre pas de messagerie ici').waitFor()
    expect(tab.complaints.filter((line) => !line.includes('401'))).toEqual([])
  })

  it('asks for the person, not only for the device', async () => {
    const { page } = await asLea()
    const { session, authenticatorId } = await deviceIn(page)
    await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
    await page.goto(`${origin}/compte/securite`)
    await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click()
    await page.getByText('La clé d’accès n’a pas été ajoutée').waitFor()
  })
})

describe.skipIf(chromium === null)('the latest sign-ins', () => {
  it('show who tried in vain, in both languages, to eyes and readers alike', async () => {
    const stranger = await open()
    await stranger.page.getByLabel('Identifiant').fill(gateway.patient('open').portal!.login)
    await stranger.page.getByLabel('Code', { exact: true }).fill('faux')
    await stranger.press('Se connecter')
    const tab = await asLea()
    const { page } = tab
    await page.goto(`${origin}/compte/securite`)
    const past = '[aria-labelledby="connexions"]'
    expect(await tab.words(past)).toMatch(
      /^Dernières connexions .*? Connexion réussie \w+ \d.* Moyen : identité d’essai Chrome sur Linux Tentative refusée \w+ \d.* Moyen : identité d’essai Chrome sur Linux/,
    )
    expect(await lookAtScreen(page, 'securite-dernieres-connexions')).toEqual([])
    expect(await sidewaysWhenNarrowOrBig(page)).toEqual([])
    await page.getByRole('button', { name: 'English' }).click()
    expect(await tab.words(past)).toMatch(
      /^Latest sign-ins .*? Signed in .*? Refused attempt .*? How: test identity Chrome on Linux/,
    )
    expect(await lookAtScreen(page, 'securite-dernieres-connexions-anglais')).toEqual([])
    await page.getByRole('button', { name: 'Français' }).click()
  })
})

describe.skipIf(chromium === null)('at the first visit', () => {
  it('opens by a code, asks for agreement, offers a passkey and an address', async () => {
    const [code = ''] = gateway.mss('profile', 'activation', ins).split('\n')
    const tab = await open('/connexion')
    const { page } = tab
    await deviceIn(page)
    await tab.follow('J’ai un code d’activation')
    await page.getByLabel('Code d’activation').fill(code.toLowerCase().replaceAll('-', ' '))
    await tab.press('Commencer')
    expect(await heading(page)).toBe('Bienvenue, Anne NOËL')
    for (const path of ['/echanges', '/documents', '/compte/securite', '/compte']) {
      await page.goto(origin + path)
      expect(page.url()).toBe(`${origin}/bienvenue`)
    }
    expect(await lookAtScreen(page, 'bienvenue')).toEqual([])
    expect(await sidewaysWhenNarrowOrBig(page)).toEqual([])
    await tab.press('J’accepte et j’ouvre ma messagerie')
    expect(await tab.words('main')).toContain('Votre code d’activation ne sert qu’une fois')
    expect(await lookAtScreen(page, 'bienvenue-suite')).toEqual([])
    await page.getByLabel('Nom de la clé').fill('Ma tablette')
    await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click()
    await page.getByText('Votre clé d’accès est ajoutée.').waitFor()
    expect(await lookAtScreen(page, 'securite')).toEqual([])
    expect(await sidewaysWhenNarrowOrBig(page)).toEqual([])
    await tab.go('/')
    await page.goto(`${origin}/echanges`)
    expect(page.url()).toBe(`${origin}/echanges`)

    const again = await open('/connexion/activation')
    await again.page.getByLabel('Code d’activation').fill(code)
    await again.press('Commencer')
    expect(await again.words('main')).toContain('Ce code n’existe pas, a déjà servi')
    expect(await lookAtScreen(again.page, 'connexion-activation-refusee')).toEqual([])
  })
})

describe.skipIf(chromium === null)('by a code in the mail', () => {
  const lastCode = () => /\b\d{6}\b/.exec(smarthost.mails.at(-1)?.text ?? '')?.[0] ?? ''

  const mailNumber = (count: number) =>
    eventually(
      () => smarthost.mails.length,
      (length) => length >= count,
    )

  async function confirmAddress(email: string): Promise<void> {
    const tab = await asLea()
    const before = smarthost.mails.length
    await tab.page.goto(`${origin}/compte/notifications/adresse`)
    await tab.page.locator('#courriel').fill(email)
    await tab.press('Recevoir un code')
    await mailNumber(before + 1)
    await tab.page.locator('#code-recu').fill(lastCode())
    await tab.page.locator('form:has(#code-recu) button').first().click()
    await tab.page.waitForURL(`${origin}/compte/notifications`)
  }

  it('sends six digits to the confirmed address and lets in once', async () => {
    await confirmAddress('lea@exemple.fr')
    const before = smarthost.mails.length
    const tab = await open()
    const { page } = tab
    await tab.follow('Recevoir un code par courriel')
    expect(await lookAtScreen(page, 'connexion-courriel')).toEqual([])
    await page.getByLabel('Votre adresse de courriel').fill('Lea@Exemple.FR')
    await tab.press('Recevoir le code')
    await mailNumber(before + 1)
    const mail = smarthost.mails.at(-1)!
    expect(mail.to).toEqual(['lea@exemple.fr'])
    expect(mail.raw).not.toMatch(/BERNARD|288069999900194|santé/i)
    expect(await lookAtScreen(page, 'connexion-courriel-code')).toEqual([])
    await page.getByLabel('Code à six chiffres').fill('000000')
    await tab.press('Se connecter')
    expect(await tab.words('main')).toContain('Ce code n’est pas le bon')
    await page.getByLabel('Code à six chiffres').fill(lastCode())
    await tab.press('Se connecter')
    expect(page.url()).toBe(`${origin}/echanges`)
    expect(gateway.log).not.toContain(lastCode())
  })
})

it.skipIf(chromium === null)('shows every way on one calm page', async () => {
  const { page } = await open()
  await page.getByRole('button', { name: passkeyButton }).waitFor()
  expect(await lookAtScreen(page, 'connexion-tous-moyens')).toEqual([])
  expect(await sidewaysWhenNarrowOrBig(page)).toEqual([])
})
