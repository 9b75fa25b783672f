import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GatewayProcess } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'
import { findChromium, launchBrowser } from './browser.js'
import { dischargeLetter, information, longWinded, picture, question } from './letters.js'
import { PortalTab } from './portal-tab.js'
import { lookAtScreen, sidewaysWhenNarrowOrBig } from './screen.js'

/**
 * Each screen in each state, as a patient sees it: no fault that axe-core knows, nothing wider than
 * the window, light pages, and a picture in `test-artefacts/portal/` for human eyes.
 */
const chromium = findChromium()

let browser: Browser
let gateway: GatewayProcess

const send = async (local: string, letter: Parameters<MailClient['send']>[0], member?: string) => {
  const client = new MailClient(gateway, local, member)
  return client.send({ to: gateway.patient('open').address, ...letter })
}
const fromSurgeon = async () => {
  const { address } = new MailClient(gateway, 'antoine.girard')
  return send('claire.morel', { ...dischargeLetter, cc: address })
}
const fromTeam = (letter: Parameters<MailClient['send']>[0]) =>
  send('cardiologie', letter, 'Sophie LAMBERT')
const pharmacy = (letter: Parameters<MailClient['send']>[0]) =>
  send('pharmacie.du.port', letter, 'Julien FAURE')

beforeAll(async () => {
  if (chromium === null) return
  ;[browser, gateway] = await Promise.all([launchBrowser(chromium), GatewayProcess.start()])
  await fromTeam(question)
  await fromTeam({ subject: '[FIN]', text: '' })
  await pharmacy(longWinded)
})
afterAll(async () => {
  await browser?.close()
  await gateway?.stop()
})

const lea = () => PortalTab.signedIn(browser, gateway, gateway.patient('open'))
const stranger = () => PortalTab.open(browser, gateway)

async function exchange(professional: string): Promise<PortalTab> {
  const tab = await lea()
  await tab.openExchange(professional)
  return tab
}

type Screen = readonly [name: string, words: RegExp, reach: () => Promise<PortalTab>]

const signIn: readonly Screen[] = [
  [
    'connexion',
    /Votre messagerie de santé/,
    async () => {
      const tab = await stranger()
      await tab.go('/')
      return tab
    },
  ],
  [
    'connexion-identites',
    /lea\.bernard/,
    async () => {
      const tab = await stranger()
      await tab.go('/connexion')
      await tab.page.getByText('Identités d’essai').click()
      return tab
    },
  ],
  [
    'connexion-refusee',
    /Identifiant ou code incorrect/,
    async () => {
      const tab = await stranger()
      await tab.signIn(gateway.patient('open', 1), 'pas ce code')
      return tab
    },
  ],
  [
    'connexion-bloquee',
    /Trop de tentatives/,
    async () => {
      const tab = await stranger()
      const nobody = { login: 'personne', code: 'x', url: '' }
      const patient = { ...gateway.patient('open'), portal: nobody }
      do await tab.signIn(patient)
      while (/incorrect/.test(await tab.words()))
      return tab
    },
  ],
  [
    'deconnexion',
    /Vous êtes déconnecté/,
    async () => {
      const tab = await lea()
      await tab.press('Se déconnecter')
      return tab
    },
  ],
  [
    'session-finie',
    /votre connexion a pris fin/,
    async () => {
      const patient = gateway.patient('open', 1)
      const tab = await PortalTab.signedIn(browser, gateway, patient)
      await inState('deceased', () => tab.go('/echanges'))
      return tab
    },
  ],
  ...(['not-created', 'opposed', 'closed', 'deceased'] as const).map(
    (state): Screen => [
      `profil-${state}`,
      /espace santé|profil est fermé/,
      async () => {
        const tab = await stranger()
        await inState(state, () => tab.signIn(gateway.patient('open', 1)))
        return tab
      },
    ],
  ),
]

/** The second patient's profile is in a state for a moment. */
async function inState(state: string, act: () => Promise<void>): Promise<void> {
  const matricule = gateway.patient('open', 1).address.split('@')[0]!
  gateway.mss('profile', 'state', matricule, state)
  try {
    await act()
  } finally {
    gateway.mss('profile', 'state', matricule, 'open')
  }
}

const reading: readonly Screen[] = [
  [
    'liste-vide',
    /Vous n’avez pas encore de message/,
    () => PortalTab.signedIn(browser, gateway, gateway.patient('open', 1)),
  ],
  [
    'liste-non-lus',
    /message non lu|messages non lus/,
    async () => {
      await fromSurgeon()
      await send('antoine.girard', information)
      return lea()
    },
  ],
  [
    'liste-lue',
    /Tous vos messages sont lus/,
    async () => {
      const tab = await lea()
      const links = await tab.page.locator('.exchange h2 a').all()
      const paths = await Promise.all(links.map((link) => link.getAttribute('href')))
      for (const path of paths) await tab.go(path!)
      await tab.go('/echanges')
      return tab
    },
  ],
  [
    'echange-nouveau-message',
    /Non lu/,
    async () => {
      await fromSurgeon()
      return exchange('MOREL')
    },
  ],
  [
    'echange-mise-en-page',
    /Pièces jointes/,
    async () => {
      await fromSurgeon()
      const tab = await exchange('MOREL')
      await tab.page.getByText('Afficher le message cité').first().click()
      await tab.page.getByText('Voir la mise en page d’origine').first().click()
      await tab.page.frameLocator('iframe').first().getByText('Gardez la main').waitFor()
      return tab
    },
  ],
  ['echange-long', /pharmacie\.example/, () => exchange('Pharmacie')],
  [
    'echange-page-suivante',
    /Revenir aux messages récents/,
    async () => {
      await fillPages()
      const tab = await exchange('Pharmacie')
      await tab.follow('Messages plus anciens')
      return tab
    },
  ],
]

let pagesFilled = false
async function fillPages(): Promise<void> {
  if (pagesFilled) return
  for (let i = 1; i <= 21; i++)
    await pharmacy({ subject: `Renouvellement ${i}`, text: `Prêt ${i}.` })
  pagesFilled = true
}

const writing: readonly Screen[] = [
  [
    'reponse-envoyee',
    /Votre réponse a été envoyée/,
    async () => {
      await fromSurgeon()
      const tab = await exchange('MOREL')
      await tab.page.getByLabel('Votre message').fill('La main est gonflée, est-ce normal ?')
      await tab.page
        .getByLabel('Joindre des fichiers')
        .setInputFiles({ name: 'main.png', mimeType: 'image/png', buffer: picture })
      await tab.press('Envoyer la réponse')
      return tab
    },
  ],
  [
    'reponse-a-un-ancien-message',
    /Vous répondez au message du/,
    async () => {
      await fromSurgeon()
      await fromSurgeon()
      const tab = await exchange('MOREL')
      await tab.go('/echanges')
      await tab.follow('MOREL')
      await tab.page.locator('details.folded > summary').first().click()
      await tab.follow('Répondre à ce message')
      return tab
    },
  ],
  [
    'reponse-vide',
    /Écrivez un message ou joignez un fichier/,
    async () => {
      await fromSurgeon()
      const tab = await exchange('MOREL')
      await tab.press('Envoyer la réponse')
      return tab
    },
  ],
  [
    'reponse-fichier-refuse',
    /n’est pas accepté/,
    async () => {
      await fromSurgeon()
      const tab = await exchange('MOREL')
      await tab.page.getByLabel('Votre message').fill('Voici ma photo.')
      await tab.page.getByLabel('Joindre des fichiers').setInputFiles({
        name: 'photo.exe',
        mimeType: 'image/jpeg',
        buffer: Buffer.from('MZ\u0000\u0000'),
      })
      await tab.press('Envoyer la réponse')
      return tab
    },
  ],
  ['echange-termine', /a mis fin à cet échange/, () => exchange('cardiologie')],
  [
    'message-sans-reponse',
    /n’attend pas de réponse/,
    async () => {
      await send('antoine.girard', information)
      return exchange('GIRARD')
    },
  ],
  [
    'reponse-trop-tard',
    /a mis fin à cet échange|Votre réponse n’a pas été envoyée/,
    async () => {
      await send('dpi', question)
      const tab = await exchange('Dossier patient')
      await tab.page.getByLabel('Votre message').fill('Une dernière question.')
      const { address } = new MailClient(gateway, 'dpi')
      gateway.mss('exchange', 'end', gateway.patient('open').address, address)
      await tab.press('Envoyer la réponse')
      return tab
    },
  ],
]

const faults: readonly Screen[] = [
  [
    'page-introuvable',
    /Page introuvable/,
    async () => {
      const tab = await lea()
      await tab.go('/echanges/n-existe-pas')
      return tab
    },
  ],
  [
    'acces-refuse',
    /Accès refusé/,
    async () => {
      const tab = await lea()
      await tab.page.evaluate('document.querySelector("[name=jeton]").value = "autre"')
      await tab.press('Se déconnecter')
      return tab
    },
  ],
]

describe.skipIf(chromium === null)('screens of the portal', () => {
  it.each([...signIn, ...reading, ...writing, ...faults])('%s', async (name, words, reach) => {
    const tab = await reach()
    try {
      expect(await tab.words()).toMatch(words)
      expect(await lookAtScreen(tab.page, name)).toEqual([])
      expect(await sidewaysWhenNarrowOrBig(tab.page)).toEqual([])
      expect(await tab.weightBytes()).toBeLessThan(100_000)
      expect(await tab.weightBytes()).toBeGreaterThan(5_000)
      const foreign = tab.requested.filter((url) => !url.startsWith(tab.origin))
      expect(foreign.filter((url) => !url.startsWith('data:image/'))).toEqual([])
    } finally {
      await tab.close()
    }
  })
})
