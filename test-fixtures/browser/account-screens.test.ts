import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from '../world/eventually.js'
import { GatewayProcess } from '../world/gateway-process.js'
import { fieldOf, SmarthostRig } from '../world/smarthost-rig.js'
import { findChromium, launchBrowser } from './browser.js'
import { tabTo } from './keyboard-walk.js'
import { PortalTab } from './portal-tab.js'
import { lookAtScreen, sidewaysWhenNarrowOrBig } from './screen.js'

/**
 * The account, and being told by e-mail, as a patient does it: a real smarthost, no script needed,
 * no fault that axe-core knows, a picture of each screen in `test-artefacts/portal/`.
 */
const chromium = findChromium()
const camille = 'camille@exemple.test'
const notifications = '/compte/notifications'

let browser: Browser
let gateway: GatewayProcess
let smarthost: SmarthostRig
const settings: Record<string, string> = {}

beforeAll(async () => {
  if (chromium === null) return
  smarthost = await SmarthostRig.start()
  Object.assign(settings, {
    MSS_NOTIFICATION_HOST: '127.0.0.1',
    MSS_NOTIFICATION_PORT: String(smarthost.port),
    MSS_NOTIFICATION_TLS: 'none',
    MSS_NOTIFICATION_FROM_ADDRESS: 'avis@exemple.fr',
  })
  Object.assign(process.env, settings)
  ;[browser, gateway] = await Promise.all([launchBrowser(chromium), GatewayProcess.start()])
}, 120_000)
afterAll(async () => {
  for (const name of Object.keys(settings)) delete process.env[name]
  await browser?.close()
  await gateway?.stop()
  await smarthost?.stop()
})
beforeEach(() => {
  if (smarthost !== undefined) smarthost.recipientAnswer = null
})

const signedIn = (options = {}) =>
  PortalTab.signedIn(browser, gateway, gateway.patient('open'), options)
const lastCode = () => /(\d{6})/.exec(smarthost.mails.at(-1)!.subject)![1]!
const fill = (tab: PortalTab, label: string, value: string) =>
  tab.page.getByLabel(label).fill(value)

async function giveAddress(tab: PortalTab, address: string): Promise<void> {
  await tab.go(`${notifications}/adresse`)
  await fill(tab, 'Adresse de courriel personnelle', address)
  await tab.press('Recevoir un code')
}
async function verify(tab: PortalTab, address: string): Promise<void> {
  await giveAddress(tab, address)
  await fill(tab, 'Code de six chiffres', lastCode())
  await tab.press('Confirmer l’adresse')
}

/** The screen in all lights and sizes, with its words. */
async function look(tab: PortalTab, name: string, words: RegExp): Promise<void> {
  expect(await tab.words()).toMatch(words)
  expect(await lookAtScreen(tab.page, name)).toEqual([])
  expect(await sidewaysWhenNarrowOrBig(tab.page)).toEqual([])
  expect(await tab.weightBytes()).toBeLessThan(100_000)
  expect(tab.complaints.filter((one) => !/status of (4|5)\d\d/.test(one))).toEqual([])
}

describe.skipIf(chromium === null)('the account', () => {
  it('is told by e-mail: address, wrong entries, code, choices, removal', async () => {
    const tab = await signedIn()
    await tab.follow('Compte')
    await look(tab, 'compte', /Indiquez une adresse pour être prévenu/)
    await tab.follow('Être prévenu par courriel')
    await look(tab, 'notifications-sans-adresse', /vous n’êtes prévenu de rien/)
    await tab.follow('Indiquer une adresse')
    await look(tab, 'adresse', /Adresse de courriel personnelle/)
    await giveAddress(tab, 'camille')
    await look(tab, 'adresse-refusee', /Cette adresse ne convient pas/)
    await tab.focused('erreurs')
    await giveAddress(tab, camille)
    await look(tab, 'code', /Un code de six chiffres vient d’être envoyé/)
    await fill(tab, 'Code de six chiffres', lastCode() === '000000' ? '000001' : '000000')
    await tab.press('Confirmer l’adresse')
    await look(tab, 'code-refuse', /Ce code n’est pas le bon/)
    await tab.go('/compte')
    await look(tab, 'compte-adresse-en-attente', /attend son code/)
    await tab.go(`${notifications}/code`)
    await fill(tab, 'Code de six chiffres', lastCode())
    await tab.press('Confirmer l’adresse')
    await look(tab, 'notifications', /Adresse confirmée/)
    await tab.page.getByLabel('Après 3 jours').check()
    await tab.press('Enregistrer mes choix')
    expect(await tab.words()).toContain('C’est enregistré.')
    expect(await tab.page.getByLabel('Après 3 jours').isChecked()).toBe(true)
    await tab.press('Retirer cette adresse')
    expect(await tab.words()).toContain('L’adresse est retirée')
    await eventually(
      () => smarthost.mails.at(-1)!.subject,
      (subject) => subject === 'Cette adresse n’est plus utilisée',
    )
    await tab.close()
  })

  it('works without scripts, by keyboard alone', async () => {
    const tab = await signedIn({ javaScriptEnabled: false })
    await tab.go(notifications)
    await tab.follow('Indiquer une adresse')
    await tabTo(tab, 'Adresse de courriel personnelle')
    await tab.page.keyboard.type(camille)
    await tab.key('Enter')
    await tabTo(tab, 'Code de six chiffres')
    await tab.page.keyboard.type(lastCode())
    await tab.key('Enter')
    expect(await tab.words()).toContain('Adresse confirmée')
    await tab.close()
  })

  it('in English', async () => {
    const tab = await signedIn()
    await tab.page.getByRole('button', { name: 'English' }).click()
    await tab.go(notifications)
    await look(tab, 'notifications-anglais', /When to tell you/)
    await tab.page.getByRole('button', { name: 'Français' }).click()
    await tab.close()
  })

  it('shows a smarthost that is away, and an address that fails', async () => {
    const tab = await signedIn()
    smarthost.recipientAnswer = { code: 451, says: 'later' }
    await giveAddress(tab, 'autre@exemple.test')
    await look(tab, 'adresse-envoi-impossible', /Le code n’a pas pu être envoyé/)
    await tab.close()
  })

  it('the link of a notice: asks, then switches off, without sign-in', async () => {
    const tab = await signedIn()
    await verify(tab, camille)
    await tab.go(notifications)
    const link = /https:\S+desinscription\/\S+/.exec(await tab.words('.email-example'))![0]
    const stranger = await PortalTab.open(browser, gateway)
    await stranger.go(new URL(link).pathname)
    await look(stranger, 'desinscription', /Vous ne serez plus prévenu/)
    await stranger.press('Ne plus recevoir ces courriels')
    await look(stranger, 'desinscription-faite', /C’est fait/)
    await stranger.go('/courriels/desinscription/abc')
    await stranger.press('Ne plus recevoir ces courriels')
    await look(stranger, 'desinscription-inconnue', /Ce lien n’est pas complet/)
    await tab.go('/compte')
    await look(tab, 'compte-notifications-coupees', /ne vous sont pas annoncés/)
    for (const { header } of smarthost.mails) expect(fieldOf(header, 'To')).not.toMatch(/\d{13}/)
    await stranger.close()
    await tab.close()
  })
})
