import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plainPdf } from '../documents/plain-pdf.js'
import { GatewayProcess } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'
import { findChromium, launchBrowser } from './browser.js'
import { picture, question } from './letters.js'
import { PortalTab } from './portal-tab.js'
import { lookAtScreen, sidewaysWhenNarrowOrBig } from './screen.js'

/** Every state of writing: pictures for the eyes, and no fault that axe or a ruler finds. */
const chromium = findChromium()

let browser: Browser
let gateway: GatewayProcess
let tab: PortalTab

beforeAll(async () => {
  if (chromium === null) return
  ;[browser, gateway] = await Promise.all([launchBrowser(chromium), GatewayProcess.start()])
  for (const local of ['claire.morel', 'antoine.girard', 'pharmacie.du.port'])
    await new MailClient(gateway, local).send({ to: gateway.patient('open').address, ...question })
  tab = await PortalTab.signedIn(browser, gateway, gateway.patient('open'))
})
afterAll(async () => {
  await browser?.close()
  await gateway?.stop()
})

const png = (name: string) => ({ name, mimeType: 'image/png', buffer: picture })

async function isSound(name: string, weightBytesMax = 100_000): Promise<void> {
  expect(await lookAtScreen(tab.page, name)).toEqual([])
  expect(await sidewaysWhenNarrowOrBig(tab.page)).toEqual([])
  expect(await tab.weightBytes()).toBeLessThan(weightBytesMax)
}

describe.skipIf(chromium === null)('screens of writing', () => {
  it('a draft with files', async () => {
    await tab.openExchange('MOREL')
    await tab.page.getByLabel('Votre message').fill('Voici mes documents.')
    await tab.page
      .getByLabel('Joindre des fichiers')
      .setInputFiles([
        png('carte.png'),
        png('un-nom-de-fichier-tres-long-que-personne-ne-choisirait-jamais-pour-une-photo.png'),
      ])
    await tab.page.locator('.draft-files li').nth(1).waitFor()
    await isSound('ecrire-brouillon')
  })

  it('a file refused in the page', async () => {
    await tab.page
      .getByLabel('Joindre des fichiers')
      .setInputFiles({ name: 'a.exe', mimeType: 'x/y', buffer: Buffer.from('MZ\0\0') })
    await tab.page.getByRole('alert').filter({ hasText: 'pas accepté' }).waitFor()
    await isSound('ecrire-fichier-refuse')
  })

  it('the page of errors', async () => {
    await tab.press('Envoyer la réponse')
    expect(await tab.page.title()).toMatch(/^Erreur/)
    await isSound('ecrire-erreurs')
  })

  it('before a draft is deleted', async () => {
    await tab.openExchange('MOREL')
    await tab.press('Supprimer le brouillon')
    await isSound('ecrire-supprimer')
    await tab.follow('Non, garder le brouillon')
  })

  it('documents to choose from, and none', async () => {
    await tab.press('Choisir dans mes documents')
    await isSound('ecrire-documents-aucun')
    await tab.go('/documents/ajouter')
    const buffer = await plainPdf('Carnet de vaccination', 'Rappel fait le 3 novembre.')
    const pdf = { name: 'vaccin.pdf', mimeType: 'application/pdf', buffer }
    await tab.page.locator('#pieces').setInputFiles(pdf)
    await tab.page.locator('#rangement').selectOption({ index: 1 })
    await tab.press('Ajouter à mes documents')
    await tab.openExchange('MOREL')
    await tab.press('Choisir dans mes documents')
    await isSound('ecrire-documents')
    await tab.press('Joindre les documents choisis')
    expect(await tab.words('#erreurs')).toContain('au moins un document')
    await isSound('ecrire-documents-erreur')
  })

  it('the confirmation of what was sent', async () => {
    await tab.openExchange('MOREL')
    await tab.press('Envoyer la réponse')
    expect(await tab.words('main')).toContain('Votre réponse a été envoyée')
    await isSound('ecrire-envoye')
  })

  it('a new message: whom to, and the form', async () => {
    const girard = new MailClient(gateway, 'antoine.girard')
    await girard.send({ to: gateway.patient('open').address, subject: '[FIN]', text: 'fin' })
    await tab.go('/echanges/nouveau')
    expect(await tab.words()).toContain('Échange terminé')
    await isSound('ecrire-contacts')
    await tab.follow('MOREL')
    await isSound('ecrire-nouveau')
    await tab.press('Envoyer le message')
    expect(await tab.words('#erreurs')).toContain('Écrivez un message')
    await isSound('ecrire-nouveau-erreur')
  })

  it('a draft that can be sent no more', async () => {
    await tab.openExchange('Pharmacie')
    await tab.page.getByLabel('Votre message').fill('Encore une question.')
    await tab.page.getByLabel('Joindre des fichiers').setInputFiles(png('a.png'))
    await tab.page.locator('.draft-files li').waitFor()
    const shop = new MailClient(gateway, 'pharmacie.du.port')
    await shop.send({ to: gateway.patient('open').address, subject: '[FIN]', text: 'fin' })
    await tab.openExchange('Pharmacie')
    const kept = tab.page.getByLabel('Votre brouillon, pour le copier')
    expect(await kept.inputValue()).toBe('Encore une question.')
    const arrival = tab.page.waitForEvent('download')
    await tab.page.getByRole('link', { name: 'a.png' }).click()
    expect((await arrival).suggestedFilename()).toBe('a.png')
    await isSound('ecrire-brouillon-clos')
  })
})
