import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GatewayProcess } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'
import { findChromium, launchBrowser } from './browser.js'
import { information, picture, question } from './letters.js'
import { PortalTab } from './portal-tab.js'
import { sourcesOf } from './received-sources.js'

/** A patient answers in a real browser, and reads why where they cannot. */
const chromium = findChromium()

let browser: Browser
let gateway: GatewayProcess
let tab: PortalTab

beforeAll(async () => {
  if (chromium === null) return
  ;[browser, gateway] = await Promise.all([launchBrowser(chromium), GatewayProcess.start()])
  tab = await PortalTab.signedIn(browser, gateway, gateway.patient('open'))
})
afterAll(async () => {
  await browser?.close()
  await gateway?.stop()
})

const client = (local: string, member?: string) => new MailClient(gateway, local, member)
const write = (local: string, letter: Parameters<MailClient['send']>[0]) =>
  client(local).send({ to: gateway.patient('open').address, ...letter })

const text = () => tab.page.getByLabel('Votre message')
const files = () => tab.page.getByLabel('Joindre des fichiers')

describe.skipIf(chromium === null)('a patient answers', () => {
  it('with a file from the phone, and the professional has both at once', async () => {
    await write('claire.morel', question)
    await tab.openExchange('MOREL')
    await text().fill('Voici ma carte.\nÀ bientôt, Léa')
    await files().setInputFiles({
      name: 'carte de groupe sanguin été.png',
      mimeType: 'image/png',
      buffer: picture,
    })
    await tab.press('Envoyer la réponse')
    expect(await tab.words()).toContain('Votre réponse a été envoyée.')
    expect(await tab.words()).toContain('carte de groupe sanguin été.png')
    const [source] = await sourcesOf(client('claire.morel'))
    expect(source).toContain(picture.toString('base64').slice(0, 60))
    expect(await client('claire.morel').subjects()).toEqual(['Re: Préparation du séjour'])
    // The notice is for once, and reading again sends nothing again.
    await tab.page.reload()
    expect(await tab.words()).not.toContain('Votre réponse a été envoyée.')
    expect(await sourcesOf(client('claire.morel'))).toHaveLength(1)
  })

  it('to the other professionals of the message too, when they say so', async () => {
    const girard = client('antoine.girard')
    await write('claire.morel', { ...question, subject: 'Avis partagé', cc: girard.address })
    await tab.openExchange('MOREL')
    await tab.page.getByLabel(/Répondre aussi à/).check()
    await text().fill('Merci à tous les deux.')
    await tab.press('Envoyer la réponse')
    expect(await girard.subjects()).toContain('Re: Avis partagé')
  })

  it('to an older message, which the form then names', async () => {
    await write('pharmacie.du.port', { ...question, subject: 'Premier' })
    await write('pharmacie.du.port', { ...question, subject: 'Second' })
    await tab.openExchange('Pharmacie')
    await tab.follow('Répondre à ce message')
    expect(await tab.words()).toMatch(/Vous répondez au message du/)
    await text().fill('Au premier.')
    await tab.press('Envoyer la réponse')
    expect(await client('pharmacie.du.port').subjects()).toContain('Re: Premier')
  })

  it.each([
    ['nothing', '', [], 'texte', 'Écrivez un message ou joignez un fichier'],
    ['a program', 'gardé', [{ name: 'a.exe', buffer: Buffer.from('MZ\0\0') }], 'pieces', 'accepté'],
    ['a disguise', 'gardé', [{ name: 'a.pdf', buffer: picture }], 'pieces', 'ne correspond pas'],
    ['an empty file', 'gardé', [{ name: 'a.pdf', buffer: Buffer.alloc(0) }], 'pieces', 'est vide'],
    [
      'more than 25 Mo',
      'gardé',
      [{ name: 'a.pdf', buffer: Buffer.alloc(26_300_000, '%PDF-1.4\n') }],
      'pieces',
      'dépassent',
    ],
  ] as const)('is told beside the field why %s was not sent', async (...facts) => {
    const [, typed, chosen, field, says] = facts
    await write('claire.morel', question)
    await tab.openExchange('MOREL')
    const before = (await client('claire.morel').subjects()).length
    await text().fill(typed)
    await files().setInputFiles(chosen.map((file) => ({ ...file, mimeType: 'application/pdf' })))
    await tab.press('Envoyer la réponse')
    expect(await tab.page.title()).toMatch(/^Erreur/)
    // Keyboard and screen reader are brought to the summary, which leads to the field.
    const summary = tab.page.getByRole('alert')
    await tab.focused('erreurs')
    await summary.getByRole('link').click()
    const input = tab.page.locator(`#${field}`)
    await tab.focused(field)
    expect(await input.getAttribute('aria-invalid')).toBe('true')
    const described = (await input.getAttribute('aria-describedby'))!.split(' ').at(-1)
    expect(await tab.words(`#${described}`)).toContain(says)
    expect(await text().inputValue()).toBe(typed)
    expect((await client('claire.morel').subjects()).length).toBe(before)
  })

  it('cannot where the message wants no answer, and reads what to do', async () => {
    await write('dpi', information)
    await tab.openExchange('Dossier patient')
    expect(await tab.words()).toContain('Dossier patient informatisé lundi')
    expect(await tab.words()).toContain('Ce message est une information')
    expect(await tab.words()).toContain('par exemple par téléphone')
    expect(await tab.page.locator('textarea').count()).toBe(0)
  })

  it('cannot once the professional ended the exchange, and finds the late words kept', async () => {
    const team = client('cardiologie', 'Sophie LAMBERT')
    await team.send({ to: gateway.patient('open').address, ...question })
    await tab.openExchange('cardiologie')
    await text().fill('Une dernière question : puis-je conduire ?')
    await team.send({ to: gateway.patient('open').address, subject: '[FIN]', text: 'fin' })
    await tab.press('Envoyer la réponse')
    expect(await tab.words()).toContain('Votre réponse n’a pas été envoyée')
    expect(await tab.words()).toContain('a mis fin à cet échange')
    expect(await tab.page.getByLabel('Votre texte').inputValue()).toContain('puis-je conduire')
    expect(await tab.page.getByRole('button', { name: 'Envoyer' }).count()).toBe(0)
    await tab.openExchange('cardiologie')
    expect(await tab.words()).toMatch(/a mis fin à cet échange le \d/)
    // The words stay as a draft that cannot be sent: to copy, or to delete.
    expect(await tab.page.locator('textarea:not([readonly])').count()).toBe(0)
    expect(await tab.page.getByLabel('Votre brouillon').inputValue()).toContain('puis-je conduire')
    await tab.follow('Supprimer le brouillon')
    await tab.press('Oui, supprimer')
    expect(await tab.page.locator('textarea').count()).toBe(0)
    expect(await team.subjects()).not.toContain(`Re: ${question.subject}`)
  })
})
