import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GatewayProcess } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'
import { findChromium, launchBrowser } from './browser.js'
import { tabTo } from './keyboard-walk.js'
import { PortalTab } from './portal-tab.js'
import { lookAtScreen, sidewaysWhenNarrowOrBig } from './screen.js'
import { teamTab } from './team-tab.js'

/**
 * The pages of a team with client certificates in a real browser: each state looked at by axe and
 * on a picture, the whole way by keyboard, and what a patient sees of it.
 */
const chromium = findChromium()

let browser: Browser
let gateway: GatewayProcess
let team: MailClient

beforeAll(async () => {
  if (chromium === null) return
  ;[browser, gateway] = await Promise.all([launchBrowser(chromium), GatewayProcess.start()])
  team = new MailClient(gateway, 'cardiologie', 'Sophie LAMBERT')
  await write(0, 'Préparation de votre séjour')
  await write(1, 'Résultat de votre Holter')
  await answer(0, 'Puis-je prendre mon traitement le matin ?')
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await gateway?.stop()
})

const write = (patient: number, subject: string) =>
  team.send({
    from: `"Service de cardiologie" <${team.address}>`,
    to: gateway.patient('open', patient).address,
    subject,
    text: 'Bonjour, dites-nous si vous avez une question.',
  })

const patientTab = (patient: number) =>
  PortalTab.signedIn(browser, gateway, gateway.patient('open', patient))

async function answer(patient: number, text: string): Promise<void> {
  const tab = await patientTab(patient)
  await tab.openExchange('cardiologie')
  await tab.page.getByLabel('Votre message').fill(text)
  await tab.press('Envoyer')
  await tab.close()
}

async function inspect(tab: PortalTab, name: string, words: RegExp): Promise<void> {
  expect(await tab.words()).toMatch(words)
  expect(await lookAtScreen(tab.page, name)).toEqual([])
  expect(await sidewaysWhenNarrowOrBig(tab.page)).toEqual([])
  expect(await tab.weightBytes()).toBeLessThan(100_000)
  expect(tab.requested.filter((url) => !url.startsWith(tab.origin))).toEqual([])
}

const sophie = 'Sophie LAMBERT'
const claire = 'Dr Claire MOREL'

describe.skipIf(chromium === null)('screens of a team', () => {
  it('without a certificate', async () => {
    const tab = await teamTab(browser, gateway, 'cardiologie', null)
    await tab.go('/')
    await inspect(tab, 'equipe-sans-certificat', /Votre certificat est nécessaire/)
    await tab.close()
  })

  it('mailboxes of one person', async () => {
    const tab = await teamTab(browser, gateway, 'cardiologie', claire)
    await tab.go('/')
    await inspect(tab, 'equipe-boites', /Votre boîte.*Équipe.*1 échange à traiter/)
    await tab.close()
  })

  it('exchanges in each state', async () => {
    const tab = await teamTab(browser, gateway, 'cardiologie', sophie)
    await tab.go('/')
    await inspect(tab, 'equipe-a-traiter', /Léa BERNARD.*À traiter depuis moins d’une heure/)
    await tab.follow('En attente du patient')
    await inspect(tab, 'equipe-en-attente', /Ange ROSSI/)
    await tab.follow('Traités')
    await inspect(tab, 'equipe-vide', /Aucun échange marqué comme traité/)
    await tab.follow('Tous')
    await tab.follow('Tout cocher')
    expect(await tab.page.getByRole('checkbox', { checked: true }).count()).toBe(2)
    await tab.press('Terminer…')
    await inspect(tab, 'equipe-terminer', /Ces 2 patients.*attend une réponse/)
    await tab.page.getByLabel('Votre explication').fill('a'.repeat(1_001))
    await tab.press('Terminer ces 2 échanges')
    await inspect(tab, 'equipe-terminer-refuse', /Rien n’a été terminé/)
    await tab.close()
  })

  it('a search by name', async () => {
    const tab = await teamTab(browser, gateway, 'cardiologie', sophie)
    await tab.go('/')
    await tab.page.getByLabel('Nom ou prénom').fill('rossi')
    await tab.press('Chercher')
    await inspect(tab, 'equipe-recherche', /1 échange trouvé.*Ange ROSSI/)
    expect(tab.page.url()).not.toMatch(/rossi/i)
    await tab.close()
  })

  it('an absence that is refused', async () => {
    const tab = await teamTab(browser, gateway, 'cardiologie', claire)
    await tab.go('/')
    await tab.follow('Service de cardiologie')
    await tab.follow('Message d’absence')
    await tab.page.getByLabel('Dernier jour').fill('2020-01-01')
    await tab.page.getByLabel('Message pour les patients').fill('Fermé.')
    await tab.press('Annoncer cette absence')
    await inspect(tab, 'equipe-absence-refusee', /Le dernier jour est avant le premier/)
    await tab.close()
  })
})

describe.skipIf(chromium === null)('an exchange of a team', () => {
  it('is ended by keyboard with a word, which the patient reads in place of the form', async () => {
    const tab = await teamTab(browser, gateway, 'cardiologie', sophie)
    const { keyboard } = tab.page
    await tab.go('/')
    await tabTo(tab, 'BERNARD')
    await keyboard.press('Space')
    await tabTo(tab, 'Terminer…')
    await tab.key('Enter')
    await tabTo(tab, 'Aucune de ces phrases')
    // From the last of the group to the first: arrows go round.
    await keyboard.press('ArrowDown')
    await tabTo(tab, 'Votre explication')
    await keyboard.type('Merci pour vos nouvelles.')
    await tabTo(tab, 'Terminer cet échange')
    await tab.key('Enter')
    expect(await tab.words()).toContain('1 échange terminé.')
    await tab.follow('Terminés')
    await inspect(tab, 'equipe-termines', /Léa BERNARD.*Merci pour vos nouvelles/)
    await tab.close()

    const patient = await patientTab(0)
    await patient.openExchange('cardiologie')
    const words = await patient.words()
    expect(words).toContain('Votre prise en charge par notre équipe est terminée.')
    expect(words).toContain('Merci pour vos nouvelles.')
    expect(await patient.page.locator('textarea').count()).toBe(0)
    await patient.close()
    const traces = gateway.mss('trace', 'list', '--json')
    expect(traces).toMatch(/"exchange\.end"/)
    expect(traces).not.toContain('Merci pour vos nouvelles')
  })

  it('is open again when the team writes, and its absence is announced before the answer', async () => {
    await write(0, 'Votre prochain rendez-vous')
    const tab = await teamTab(browser, gateway, 'cardiologie', claire)
    await tab.go('/')
    await tab.follow('Service de cardiologie')
    await tab.follow('Message d’absence')
    await tab.page.getByLabel('Message pour les patients').fill('Fermé jusqu’au 2 janvier.')
    await tab.press('Annoncer cette absence')
    await inspect(tab, 'equipe-absence-annoncee', /Absence annoncée à partir du/)
    await tab.close()

    const patient = await patientTab(0)
    await patient.openExchange('cardiologie')
    expect(await patient.words()).toContain('Fermé jusqu’au 2 janvier.')
    expect(await patient.page.getByLabel('Votre message').count()).toBe(1)
    await patient.close()
  })
})
