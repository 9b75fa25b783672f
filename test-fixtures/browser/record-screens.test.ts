import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GatewayProcess } from '../world/gateway-process.js'
import { findChromium, launchBrowser } from './browser.js'
import { FilledRecord, titles } from './filled-record.js'
import { tabTo } from './keyboard-walk.js'
import { PortalTab } from './portal-tab.js'
import {
  accessibilityOf,
  conformanceTags,
  lookAtScreen,
  pictureOf,
  sidewaysOf,
  sidewaysWhenNarrowOrBig,
} from './screen.js'

/**
 * The pages of the record in each state, as a patient sees them: no fault that axe-core knows,
 * nothing wider than the window, and a picture in `test-artefacts/portal/` for human eyes.
 */
const chromium = findChromium()

let browser: Browser
let gateway: GatewayProcess
let filled: FilledRecord

beforeAll(async () => {
  if (chromium === null) return
  ;[browser, gateway] = await Promise.all([launchBrowser(chromium), GatewayProcess.start()])
  filled = await FilledRecord.of(gateway)
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await gateway?.stop()
})

type Screen = readonly [name: string, words: RegExp, reach: (tab: PortalTab) => Promise<void>]

const at =
  (path: string): Screen[2] =>
  (tab) =>
    tab.go(path)

const lookingFor =
  (words: string): Screen[2] =>
  async (tab) => {
    await tab.go('/documents')
    await tab.page.locator('#mots').fill(words)
    await tab.press('Chercher')
  }

const document =
  (title: string, list = '/documents'): Screen[2] =>
  async (tab) => {
    await tab.go(list)
    await tab.follow(title)
  }

const lists: readonly Screen[] = [
  ['documents', /Bilan sanguin corrigé/, at('/documents')],
  ['documents-espace', /Bilan sanguin corrigé/, at('/documents?espace=6')],
  ['documents-espace-vide', /Aucun document ici/, at('/documents?espace=3')],
  ['documents-recherche', /1 document/, lookingFor('pneumologie')],
  ['documents-recherche-vide', /Aucun document ne correspond/, lookingFor('introuvable')],
  ['documents-ecartes', /Lettre de liaison/, at('/documents?ecartes=oui')],
]

const single: readonly Screen[] = [
  [
    'document-lecture',
    /Historique/,
    async (tab) => {
      await document(titles.results)(tab)
      await tab.page.frameLocator('iframe').getByText('Hémoglobine').waitFor()
      await tab.page.getByText('Pourquoi ce classement').click()
    },
  ],
  ['document-pdf', /Télécharger/, document(titles.wrapped)],
  ['document-masque', /Masqué aux professionnels/, document(titles.masked)],
  ['document-depose', /Certificat/, document(titles.upload)],
  [
    'document-remplace',
    /une version plus récente/,
    async (tab) => {
      await document(titles.results)(tab)
      await tab.page.locator('.history a').last().click()
      await tab.page.getByRole('heading', { name: titles.formerResults, level: 1 }).waitFor()
    },
  ],
  ['document-supprime', /Rétablir le document/, document(titles.deleted, '/documents?ecartes=oui')],
  ['document-archive', /Sortir des archives/, document(titles.archived, '/documents?ecartes=oui')],
  ['document-introuvable', /Page introuvable/, at('/documents/n-existe-pas')],
]

const filing: readonly Screen[] = [
  ['documents-a-classer', /note/i, at('/documents/a-classer')],
  ['documents-ajouter', /Votre document/, at('/documents/ajouter')],
  [
    'documents-ajouter-refuse',
    /Choisissez un fichier/,
    async (tab) => {
      await tab.go('/documents/ajouter')
      await tab.press('Ajouter à mes documents')
    },
  ],
  [
    'documents-ajoute-d-un-echange',
    /est rangé dans|attend d’être classé|déjà dans/,
    async (tab) => {
      await tab.openExchange('GIRARD')
      await tab.follow('Ajouter à mes documents')
      await tab.press('Confirmer')
    },
  ],
]

const people: readonly Screen[] = [
  ['traces', /Inès URGENT/, at('/traces')],
  ['traces-toutes', /vous avez/, at('/traces?miennes=oui')],
  ['traces-urgences', /bris de glace/, at('/traces?urgences=oui')],
  [
    'traces-vides',
    /Aucune trace/,
    async (tab) => {
      await tab.go('/traces')
      await tab.page.locator('.filtering summary').click()
      await tab.page.locator('#qui').fill('personne de ce nom')
      await tab.press('Filtrer')
    },
  ],
  ['acces', /Claire MOREL/, at('/acces')],
]

describe.skipIf(chromium === null)('screens of the record', () => {
  it.each([...lists, ...single, ...filing, ...people])('%s', async (name, words, reach) => {
    const tab = await PortalTab.signedIn(browser, gateway, filled.record.patient)
    try {
      await reach(tab)
      expect(await lookAtScreen(tab.page, name)).toEqual([])
      expect(await tab.words()).toMatch(words)
      expect(await sidewaysWhenNarrowOrBig(tab.page)).toEqual([])
      expect(await tab.weightBytes()).toBeLessThan(100_000)
      const foreign = tab.requested.filter((url) => !url.startsWith(tab.origin))
      expect(foreign.filter((url) => !url.startsWith('data:image/'))).toEqual([])
    } finally {
      await tab.close()
    }
  })

  it('documents-vides', async () => {
    const tab = await PortalTab.signedIn(browser, gateway, gateway.patient('open', 1))
    await tab.go('/documents')
    expect(await tab.words()).toContain('Aucun document')
    expect(await lookAtScreen(tab.page, 'documents-vides')).toEqual([])
    expect(await sidewaysWhenNarrowOrBig(tab.page)).toEqual([])
    await tab.close()
  })
  it('a clinical document in its frame: readable in both lights, its wide table within', async () => {
    const tab = await PortalTab.signedIn(browser, gateway, filled.record.patient)
    await document(titles.results)(tab)
    const path = await tab.page.locator('iframe').getAttribute('src')
    await tab.go(path!)
    expect(await tab.page.evaluate<string>('self.origin')).toBe('null')
    await tab.page.setViewportSize({ width: 320, height: 640 })
    expect((await sidewaysOf(tab.page)).filter((one) => /^\d+ px$/.test(one))).toEqual([])
    expect(
      await tab.page.evaluate<boolean>(`(() => {
        const around = document.querySelector('.cda-table')
        return around.scrollWidth > around.clientWidth
      })()`),
    ).toBe(true)
    const widthPx = "document.querySelector('img').naturalWidth"
    expect(await tab.page.evaluate<number>(widthPx)).toBe(8)
    // axe needs scripts of its own, which this policy stops: it sees a copy without the policy.
    const copy = await PortalTab.open(browser, gateway)
    await copy.page.setContent(await tab.page.content())
    for (const colorScheme of ['light', 'dark'] as const) {
      await copy.page.emulateMedia({ colorScheme })
      await copy.page.screenshot({ path: pictureOf(`lecture-${colorScheme}`), fullPage: true })
      expect((await accessibilityOf(copy.page, conformanceTags)).violations).toEqual([])
    }
    expect(tab.complaints).toEqual([])
    await copy.close()
    await tab.close()
  })

  it('the documents by keyboard alone: choose a space, open, read, mask, go back', async () => {
    const tab = await PortalTab.signedIn(browser, gateway, filled.record.patient)
    await tab.go('/documents')
    await tabTo(tab, 'Aller au contenu')
    await tab.page.keyboard.press('Enter')
    await tabTo(tab, 'Espace :')
    await tab.page.keyboard.press('Enter')
    await tabTo(tab, 'Analyses')
    await tab.key('Enter')
    expect(await tab.page.getByRole('heading', { name: 'Analyses' }).count()).toBe(1)
    await tabTo(tab, titles.results)
    await tab.key('Enter')
    await tabTo(tab, 'Télécharger le document')
    const arrival = tab.page.waitForEvent('download')
    await tab.page.keyboard.press('Enter')
    expect((await arrival).suggestedFilename()).toBe(`${titles.results}.html`)
    await tabTo(tab, 'Masquer aux professionnels')
    await tab.key('Enter')
    expect(await tab.words()).toContain('C’est enregistré.')
    expect(await tab.words('.marks')).toContain('Masqué aux professionnels')
    await tabTo(tab, 'Rendre visible aux professionnels')
    await tab.key('Enter')
    await tabTo(tab, 'Retour à mes documents')
    await tab.key('Enter')
    expect(await tab.words('h1')).toBe('Mes documents')
    await tab.close()
  })
})
