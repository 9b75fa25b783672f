import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GatewayProcess } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'
import { findChromium, launchBrowser } from './browser.js'
import { tabTo } from './keyboard-walk.js'
import { dischargeLetter, picture } from './letters.js'
import { PortalTab } from './portal-tab.js'

/** The main path without a mouse: sign in, open, unfold, download, answer with a file, leave. */
const chromium = findChromium()

let browser: Browser
let gateway: GatewayProcess
let surgeon: MailClient

beforeAll(async () => {
  if (chromium === null) return
  ;[browser, gateway] = await Promise.all([launchBrowser(chromium), GatewayProcess.start()])
  surgeon = new MailClient(gateway, 'claire.morel')
  await surgeon.send({ to: gateway.patient('open').address, ...dischargeLetter })
})
afterAll(async () => {
  await browser?.close()
  await gateway?.stop()
})

describe.skipIf(chromium === null)('the keyboard alone', () => {
  it('walks the whole path, each stop visible and in the order of the page', async () => {
    const tab = await PortalTab.open(browser, gateway)
    const { keyboard } = tab.page
    await tab.go('/')
    expect(await tabTo(tab, 'Identifiant')).toEqual([
      'Aller au contenu',
      'Messagerie de santé',
      'Recevoir un code par courriel',
      'J’ai un code d’activation',
      'Continuer à l’adresse principale du service',
      'Identifiant',
    ])
    await keyboard.type('lea.bernard')
    await tabTo(tab, 'Code')
    await keyboard.type(gateway.patient('open').portal!.code)
    await tabTo(tab, 'Se connecter')
    await tab.key('Enter')

    // The first stop leads over the head of the page.
    await tabTo(tab, 'Aller au contenu')
    await keyboard.press('Enter')
    const stops = await tabTo(tab, 'MOREL')
    expect(stops.slice(0, 4)).toEqual([
      'Nouveau message',
      'Chercher dans mes messages',
      'Chercher',
      'Tous (1)',
    ])
    expect(stops.at(-1)).toMatch(/MOREL/)
    await tab.key('Enter')

    await tabTo(tab, 'Voir la mise en page d’origine')
    await keyboard.press('Enter')
    await tab.page.frameLocator('iframe').first().getByText('Gardez la main').waitFor()
    await tabTo(tab, 'lettre de liaison.pdf')
    const arrival = tab.page.waitForEvent('download')
    await keyboard.press('Enter')
    expect((await arrival).suggestedFilename()).toBe('lettre de liaison.pdf')

    await tabTo(tab, 'Votre message')
    await keyboard.type('La main est gonflée ce matin.')
    await tabTo(tab, 'Joindre des fichiers')
    const asked = tab.page.waitForEvent('filechooser')
    await keyboard.press('Space')
    const chooser = await asked
    expect(chooser.isMultiple()).toBe(true)
    await chooser.setFiles({ name: 'main.png', mimeType: 'image/png', buffer: picture })
    await tabTo(tab, 'Envoyer la réponse')
    await tab.key('Enter')
    expect(await tab.words()).toContain('Votre réponse a été envoyée.')
    expect(await surgeon.subjects()).toEqual(['Re: Sortie après chirurgie de la main'])

    await tabTo(tab, 'Se déconnecter')
    await tab.key('Enter')
    expect(await tab.words()).toContain('Vous êtes déconnecté')
    await tab.close()
  })

  it('goes back the same way, and is caught nowhere', async () => {
    const tab = await PortalTab.signedIn(browser, gateway, gateway.patient('open'))
    await tab.openExchange('MOREL')
    await tab.page.locator('details.formatted > summary').first().evaluate('(one) => one.click()')
    const forth = await tabTo(tab, 'Envoyer la réponse')
    const back = await tabTo(tab, 'Aller au contenu', 'Shift+Tab')
    expect(back).toEqual(forth.slice(0, -1).reverse())
    await tab.close()
  })
})
