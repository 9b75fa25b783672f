import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromBufferPromise } from 'yauzl'
import { buildPdf } from '../documents/pdf-builder.js'
import { GatewayProcess } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'
import { findChromium, launchBrowser } from './browser.js'
import { tabTo } from './keyboard-walk.js'
import { picture, question } from './letters.js'
import { PortalTab } from './portal-tab.js'
import { lookAtScreen, sidewaysWhenNarrowOrBig } from './screen.js'

/** A patient finds, looks at and keeps what they were sent; each new screen as all others. */
const chromium = findChromium()

let browser: Browser
let gateway: GatewayProcess

const lea = () => gateway.patient('open')
const surgeon = () => new MailClient(gateway, 'claire.morel')
const team = () => new MailClient(gateway, 'cardiologie', 'Sophie LAMBERT')
const open = () => PortalTab.signedIn(browser, gateway, lea())

beforeAll(async () => {
  if (chromium === null) return
  ;[browser, gateway] = await Promise.all([launchBrowser(chromium), GatewayProcess.start()])
  await team().send({ to: lea().address, ...question })
  await team().send({ to: lea().address, subject: '[FIN]', text: '' })
  await surgeon().send({
    to: lea().address,
    subject: 'Compte rendu opératoire',
    text: `Bonjour,\n\nVotre opération du genou s’est bien passée. ${'Voir le détail. '.repeat(30)}`,
    attachments: [
      {
        filename: 'compte rendu.pdf',
        content: await buildPdf({ heading: 'Compte rendu', lines: ['Ménisque suturé'], pages: 3 }),
      },
      { filename: 'cicatrice.png', content: picture },
      { filename: 'conseils.txt', content: 'Glacer le genou.\nMarcher chaque jour.' },
      { filename: 'mesures.dat', content: Buffer.from([0, 1, 2, 3, 255, 254]) },
    ],
  })
})
afterAll(async () => {
  await browser?.close()
  await gateway?.stop()
})

async function withTab(act: (tab: PortalTab) => Promise<void>): Promise<void> {
  const tab = await open()
  try {
    await act(tab)
  } finally {
    await tab.close()
  }
}

async function look(tab: PortalTab, name: string): Promise<void> {
  expect(await lookAtScreen(tab.page, name)).toEqual([])
  expect(await sidewaysWhenNarrowOrBig(tab.page)).toEqual([])
  expect(await tab.weightBytes()).toBeLessThan(100_000)
  // A refused form is a page of its own; what a policy blocks or a load that fails is a fault.
  expect(tab.complaints.filter((line) => !line.includes('status of 422'))).toEqual([])
}

async function preview(tab: PortalTab, fileName: string): Promise<void> {
  await tab.openExchange('MOREL')
  await tab.follow(`Aperçu : ${fileName}`)
}

describe.skipIf(chromium === null)('a patient among many messages', () => {
  it('narrows the list by links, and is told what each means', async () => {
    await withTab(async (tab) => {
      const names = () => tab.page.locator('.exchange h2').allTextContents()
      expect(await names()).toHaveLength(2)
      await tab.follow('Terminés')
      expect(await names()).toEqual([expect.stringMatching(/cardiologie/i)])
      expect(await tab.words()).toContain('Le professionnel a mis fin à ces échanges.')
      const current = tab.page.locator('.list-filters [aria-current=page]')
      expect(await current.textContent()).toBe('Terminés (1)')
      await look(tab, 'liste-termines')
      await tab.follow('À répondre')
      expect(await names()).toEqual([expect.stringMatching(/MOREL/)])
      await tab.follow('Avec documents')
      expect(await names()).toEqual([expect.stringMatching(/MOREL/)])
    })
  })

  it('searches with the keyboard and lands on the message', async () => {
    await withTab(async (tab) => {
      await tabTo(tab, 'Chercher dans mes messages')
      await tab.page.keyboard.type('MENISQUE operation')
      await tab.key('Enter')
      expect(tab.page.url()).toBe(`${tab.origin}/echanges/recherche`)
      expect(await tab.words()).toContain('Aucun message trouvé')
      await look(tab, 'recherche-sans-resultat')
      await tab.page.getByLabel('Chercher dans mes messages').fill('GENOU operation')
      await tab.press('Chercher')
      expect(await tab.page.locator('mark').allTextContents()).toEqual(['opération', 'genou'])
      expect(await tab.page.title()).not.toMatch(/genou/i)
      await look(tab, 'recherche-resultats')
      await tab.follow('Compte rendu opératoire')
      expect(new URL(tab.page.url()).hash).toMatch(/^#m-/)
      expect(await tab.page.locator('article.message:target').count()).toBe(1)
      await tab.go('/echanges')
      await tab.page.getByLabel('Chercher dans mes messages').fill('a')
      await tab.press('Chercher')
      await tab.focused('mots')
      await look(tab, 'recherche-trop-courte')
      for (const url of tab.requested) expect(decodeURIComponent(url)).not.toMatch(/genou/i)
    })
  })

  it('looks at each kind of file without leaving the portal', async () => {
    await withTab(async (tab) => {
      await preview(tab, 'compte rendu.pdf')
      const width = () =>
        tab.page.evaluate<number>("document.querySelector('.preview img').naturalWidth")
      await expect.poll(width).toBeGreaterThan(500)
      expect(await tab.words()).toContain('Page 1 sur 3')
      await tab.page.getByText('Texte de la page').click()
      expect(await tab.words()).toContain('Ménisque suturé')
      await look(tab, 'apercu-pdf')
      await tab.follow('Page suivante')
      expect(await tab.words()).toContain('Page 2 sur 3')
      await expect.poll(width).toBeGreaterThan(500)
      await tab.follow('Pièce suivante')
      await expect.poll(width).toBe(8)
      await look(tab, 'apercu-image')
      await tab.follow('Pièce suivante')
      expect(await tab.words()).toContain('Marcher chaque jour.')
      await look(tab, 'apercu-texte')
      await tab.follow('Pièce suivante')
      expect(await tab.words()).toContain('ne peut pas être affiché ici')
      await look(tab, 'apercu-impossible')
    })
  })

  it('keeps a file where it was proposed, or elsewhere', async () => {
    await withTab(async (tab) => {
      await tab.openExchange('MOREL')
      await tab.follow('Ajouter à mes documents : compte rendu.pdf')
      await look(tab, 'ajouter-piece')
      await tab.press('Confirmer')
      expect(await tab.page.locator('[role=status]').first().textContent()).not.toBe('')
      expect(tab.page.url()).toContain('/documents')
    })
  })

  it('takes all files home at once', async () => {
    await withTab(async (tab) => {
      await tab.openExchange('MOREL')
      const arrival = tab.page.waitForEvent('download')
      await tab.page.getByRole('link', { name: 'Tout télécharger (4 fichiers)' }).click()
      const download = await arrival
      expect(download.suggestedFilename()).toBe('pieces-jointes.zip')
      const zip = await fromBufferPromise(readFileSync(await download.path()), {
        lazyEntries: true,
      })
      const names: string[] = []
      for await (const { fileName } of zip.eachEntry()) names.push(fileName)
      expect(names).toEqual(['compte rendu.pdf', 'cicatrice.png', 'conseils.txt', 'mesures.dat'])
    })
  })

  it('is told of a delivery while the page stays as it is', async () => {
    await withTab(async (tab) => {
      const before = await tab.page.locator('.exchanges').innerHTML()
      expect(await tab.page.locator('.live .notice').isVisible()).toBe(false)
      await surgeon().send({ to: lea().address, subject: 'Une suite', text: 'À lundi.' })
      await tab.page.locator('.live .notice').waitFor({ state: 'visible' })
      expect(await tab.page.locator('.exchanges').innerHTML()).toBe(before)
      await look(tab, 'liste-du-nouveau')
      await tab.follow('actualiser la page')
      expect(await tab.words('.exchanges')).toContain('Une suite')
      expect(await tab.page.locator('.live .notice').isVisible()).toBe(false)
      // Reading it is no news.
      await tab.openExchange('MOREL')
      await tab.go('/echanges')
      expect(await tab.page.locator('.live .notice').isVisible()).toBe(false)
    })
  })

  it('sees what became of an answer: delivered, then read', async () => {
    await withTab(async (tab) => {
      await tab.openExchange('MOREL')
      await tab.page.getByLabel('Votre message').fill('Merci beaucoup.')
      await tab.press('Envoyer la réponse')
      const state = () => tab.page.locator('.message.sent .delivery .mark').first().textContent()
      expect(await state()).toBe('Remis')
      await look(tab, 'echange-remis')
      const imap = await surgeon().imap()
      await imap.mailboxOpen('INBOX')
      await imap.messageFlagsAdd('*', ['\\Seen'])
      await imap.logout()
      await tab.openExchange('MOREL')
      expect(await state()).toBe('Lu')
    })
  })

  it('prints a conversation in full', async () => {
    await withTab(async (tab) => {
      await tab.openExchange('MOREL')
      await tab.follow('Imprimer l’échange')
      expect(await tab.words()).toContain('Votre opération du genou')
      await look(tab, 'echange-impression')
      await tab.page.emulateMedia({ media: 'print' })
      expect(await tab.page.locator('.on-screen').isVisible()).toBe(false)
      expect(await tab.words()).toContain('Votre opération du genou')
    })
  })
})
