import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plainPdf } from '../documents/plain-pdf.js'
import { GatewayProcess } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'
import { findChromium, launchBrowser } from './browser.js'
import { tabTo } from './keyboard-walk.js'
import { picture, question } from './letters.js'
import { jpegSize, phonePhoto } from './photo.js'
import { PortalTab } from './portal-tab.js'
import { sourcesOf } from './received-sources.js'

/** Drafts, files and new messages in a real browser, with its scripts. */
const chromium = findChromium()

let browser: Browser
let gateway: GatewayProcess
let tab: PortalTab

beforeAll(async () => {
  if (chromium === null) return
  ;[browser, gateway] = await Promise.all([launchBrowser(chromium), GatewayProcess.start()])
  tab = await enter()
})
afterAll(async () => {
  await browser?.close()
  await gateway?.stop()
})

const enter = () => PortalTab.signedIn(browser, gateway, gateway.patient('open'))
const client = (local: string, member?: string) => new MailClient(gateway, local, member)
const ask = (local: string, more: object = {}) =>
  client(local).send({ to: gateway.patient('open').address, ...question, ...more })

const text = (on = tab) => on.page.getByLabel('Votre message')
const files = (on = tab) => on.page.getByLabel('Joindre des fichiers')
const said = async (words: RegExp, on = tab) =>
  on.page.locator('[data-said]').filter({ hasText: words }).waitFor()
const png = (name: string) => ({ name, mimeType: 'image/png', buffer: picture })

/** The first attachment of a message source, decoded. */
const attachmentOf = (source: string): Buffer => {
  const part = source.slice(source.search(/content-disposition: attachment/i))
  const body = part.slice(part.indexOf('\r\n\r\n') + 4)
  return Buffer.from(body.slice(0, body.indexOf('\r\n--')), 'base64')
}

describe.skipIf(chromium === null)('what a patient writes', () => {
  it('is kept by itself, and waits for them on another device', async () => {
    await ask('claire.morel', { subject: 'Gardé' })
    const first = await enter()
    await first.openExchange('MOREL')
    await text(first).fill('Je commence ici.')
    await said(/Brouillon enregistré à \d+\sh\s\d\d/, first)
    await files(first).setInputFiles(png('carte.png'))
    await said(/carte\.png est joint\. Il reste 25\sMo/, first)
    await text(first).press('End')
    await text(first).pressSequentially(' Et je ferme.')
    // The browser closes before two quiet seconds have passed.
    await first.page.goto('about:blank')
    await first.close()

    const second = await enter()
    await second.openExchange('MOREL')
    await expect
      .poll(async () => {
        await second.page.reload()
        return text(second).inputValue()
      })
      .toBe('Je commence ici. Et je ferme.')
    expect(await second.words('.draft-files')).toContain('carte.png')
    await second.press('Envoyer la réponse')
    expect(await second.words()).toContain('Vous verrez ici quand elle aura été lue')
    const [source] = await sourcesOf(client('claire.morel'))
    expect(attachmentOf(source!).equals(picture)).toBe(true)
    // Nothing of it stays.
    await second.openExchange('MOREL')
    expect(await text(second).inputValue()).toBe('')
    expect(await second.page.locator('.draft-files li').count()).toBe(0)
    expect(second.complaints).toEqual([])
    await second.close()
  })

  it('does not overwrite what another window wrote', async () => {
    await ask('cardiologie', { subject: 'Deux fenêtres' })
    const other = await enter()
    await tab.openExchange('cardiologie')
    await other.openExchange('cardiologie')
    await text().fill('de la première')
    await said(/enregistré à/)
    await text(other).fill('de la seconde')
    await said(/a changé, ou a été envoyé, dans une autre fenêtre/, other)
    await other.press('Envoyer la réponse')
    expect(await other.words('#erreurs')).toContain('dans une autre fenêtre')
    expect(await text(other).inputValue()).toBe('de la seconde')
    await other.page.getByText('Texte enregistré dans l’autre fenêtre').click()
    expect(await other.words('.other-text')).toContain('de la première')
    await other.press('Envoyer la réponse')
    expect(await other.words()).toContain('Votre réponse a été envoyée')
    // Typed on in the first window: sent already, and not back as a draft.
    await text().pressSequentially(' encore')
    await said(/a changé, ou a été envoyé/)
    await other.openExchange('cardiologie')
    expect(await text(other).inputValue()).toBe('')
    await other.close()
  })

  it('keeps the place of a photo to itself, upright and smaller', async () => {
    await ask('antoine.girard', { subject: 'Photo' })
    await tab.openExchange('GIRARD')
    const photo = await phonePhoto(tab.page)
    expect(photo.includes('Exif')).toBe(true)
    await files().setInputFiles({ name: 'IMG_2041.JPG', mimeType: 'image/jpeg', buffer: photo })
    await said(/IMG_2041\.jpg est réduite de [\d,]+\sMo à [\d,]+\s[kM]o\. IMG_2041\.jpg est joint/)
    await tab.press('Envoyer la réponse')
    const [source] = await sourcesOf(client('antoine.girard'))
    const sent = attachmentOf(source!)
    expect(sent.length).toBeLessThan(photo.length)
    expect(sent.includes('Exif')).toBe(false)
    expect(jpegSize(sent)).toEqual({ width: 1600, height: 2400 })
    // Turned right by a quarter: the left half is the upper half now.
    const [top, bottom] = await tab.page.evaluate<[number, number]>(`(async () => {
      const bytes = Uint8Array.from(atob('${sent.toString('base64')}'), (c) => c.charCodeAt(0))
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }))
      const canvas = document.createElement('canvas')
      canvas.width = bitmap.width
      canvas.height = bitmap.height
      const context = canvas.getContext('2d')
      context.drawImage(bitmap, 0, 0)
      return [600, 1800].map((y) => context.getImageData(800, y, 1, 1).data[0])
    })()`)
    expect(top).toBeGreaterThan(150)
    expect(bottom).toBeLessThan(100)
  })

  it('joins files as they are chosen, takes them off, and says why not', async () => {
    await ask('claire.morel', { subject: 'Fichiers' })
    await tab.openExchange('MOREL')
    expect(await tab.page.getByRole('button', { name: 'Joindre', exact: true }).isVisible()).toBe(
      false,
    )
    await files().setInputFiles([png('a.png'), { ...png('b.pdf'), mimeType: 'application/pdf' }])
    await tab.page.getByRole('alert').filter({ hasText: 'ne correspond pas' }).waitFor()
    expect(await files().getAttribute('aria-invalid')).toBe('true')
    expect(await tab.words('.draft-files')).toContain('a.png')
    // The refused one stays chosen, so that nothing is sent without it unawares.
    await text().fill('Voici.')
    await tab.press('Envoyer la réponse')
    expect(await tab.words('#erreurs')).toContain('ne correspond pas')
    await tab.page.getByRole('button', { name: 'Retirer a.png' }).click()
    await tab.page.locator('.draft-files li').waitFor({ state: 'detached' })
    await tab.focused('pieces')
    const before = (await sourcesOf(client('claire.morel'))).length
    await tab.press('Envoyer la réponse')
    const sources = await sourcesOf(client('claire.morel'))
    expect(sources).toHaveLength(before + 1)
    expect(sources.at(-1)).not.toMatch(/content-disposition: attachment/i)
  })

  it('offers the camera where a finger points, and joins what it took', async () => {
    await ask('claire.morel', { subject: 'Appareil photo' })
    await tab.openExchange('MOREL')
    expect(await tab.page.getByLabel('Prendre une photo').isVisible()).toBe(false)
    const phone = { hasTouch: true, isMobile: true }
    const touched = await PortalTab.signedIn(browser, gateway, gateway.patient('open'), phone)
    await touched.openExchange('MOREL')
    const camera = touched.page.getByLabel('Prendre une photo')
    expect(await camera.isVisible()).toBe(true)
    expect(await camera.getAttribute('capture')).toBe('environment')
    await camera.setInputFiles(png('image.png'))
    await said(/image\.png est joint/, touched)
    await touched.press('Supprimer le brouillon')
    await touched.press('Oui, supprimer')
    await touched.close()
  })

  it('takes copies of documents of the record', async () => {
    await ask('claire.morel', { subject: 'Documents' })
    await tab.go('/documents/ajouter')
    const pdf = await plainPdf('Carnet de vaccination', 'Rappel fait le 3 novembre.')
    await tab.page
      .locator('#pieces')
      .setInputFiles({ name: 'vaccin.pdf', mimeType: 'application/pdf', buffer: pdf })
    await tab.page.locator('#nom').fill('Carnet de vaccination')
    await tab.page.locator('#rangement').selectOption({ index: 1 })
    await tab.press('Ajouter à mes documents')
    expect(await tab.words()).toContain('Carnet de vaccination')
    await tab.openExchange('MOREL')
    await text().fill('Mon carnet.')
    await tab.press('Choisir dans mes documents')
    await tab.page.getByLabel('Chercher par titre').fill('vaccination')
    await tab.press('Chercher')
    await tab.page.getByLabel(/Carnet de vaccination/).check()
    await tab.press('Joindre les documents choisis')
    expect(await text().inputValue()).toBe('Mon carnet.')
    expect(await tab.words('.draft-files')).toContain('vaccin.pdf')
    await tab.press('Envoyer la réponse')
    const source = (await sourcesOf(client('claire.morel'))).at(-1)!
    expect(attachmentOf(source).equals(pdf)).toBe(true)
  })

  it('goes to a known contact with a subject of their own', async () => {
    await ask('claire.morel')
    await tab.go('/echanges/nouveau')
    expect(await tab.words()).toContain('À qui voulez-vous écrire')
    await tab.follow('MOREL')
    await tab.page.getByLabel('Objet').fill('Renouvellement d’ordonnance')
    await text().fill('Bonjour docteur.')
    // Enter in a line of text saves and sends nothing.
    await tab.page.getByLabel('Objet').focus()
    await tab.key('Enter')
    expect(await tab.words()).toContain('Votre brouillon est repris ici')
    expect(await text().inputValue()).toBe('Bonjour docteur.')
    await tab.press('Envoyer le message')
    expect(await tab.words()).toContain('Votre message a été envoyé')
    expect(await client('claire.morel').subjects()).toContain('Renouvellement d’ordonnance')
  })

  it('is written, kept and dropped with the keyboard alone', async () => {
    await ask('antoine.girard', { subject: 'Clavier' })
    await tab.openExchange('GIRARD')
    const { keyboard } = tab.page
    await tabTo(tab, 'Votre message')
    await keyboard.type('Au clavier.')
    await files().setInputFiles(png('a.png'))
    await said(/a\.png est joint/)
    await tabTo(tab, 'Retirer')
    await tabTo(tab, 'Enregistrer le brouillon')
    await tab.key('Enter')
    expect(await text().inputValue()).toBe('Au clavier.')
    await tabTo(tab, 'Supprimer le brouillon')
    await tab.key('Enter')
    await tabTo(tab, 'Oui, supprimer')
    await tab.key('Enter')
    expect(await tab.words()).toContain('Le brouillon est supprimé')
    expect(await text().inputValue()).toBe('')
    expect(tab.complaints.filter((line) => !/422|409|413/.test(line))).toEqual([])
  })
})

describe.skipIf(chromium === null)('without scripts', () => {
  it('a draft is saved, gets files, loses one, and is sent whole', async () => {
    await ask('cardiologie', { subject: 'Sans script' })
    const plain = await PortalTab.signedIn(browser, gateway, gateway.patient('open'), {
      javaScriptEnabled: false,
    })
    await plain.openExchange('cardiologie')
    await text(plain).fill('Sans script.')
    await plain.press('Enregistrer le brouillon')
    expect(await plain.words()).toMatch(/Brouillon enregistré à \d/)
    await files(plain).setInputFiles([png('un.png'), png('deux.png')])
    await plain.page.getByRole('button', { name: 'Joindre', exact: true }).click()
    await plain.page.getByRole('button', { name: 'Retirer deux.png' }).waitFor()
    expect(await plain.words('[data-room]')).toMatch(/Il reste 25 Mo/)
    await plain.press('Retirer deux.png')
    expect(await text(plain).inputValue()).toBe('Sans script.')
    // Chosen and not joined yet: it goes all the same.
    await files(plain).setInputFiles(png('trois.png'))
    await plain.press('Envoyer la réponse')
    expect(await plain.words()).toContain('Votre réponse a été envoyée')
    const source = (await sourcesOf(client('cardiologie', 'Sophie LAMBERT'))).at(-1)!
    expect(source).toContain('un.png')
    expect(source).toContain('trois.png')
    expect(source).not.toContain('deux.png')
    await plain.close()
  })

  it('a file that is refused leaves the others joined', async () => {
    await ask('cardiologie', { subject: 'Refus' })
    const plain = await PortalTab.signedIn(browser, gateway, gateway.patient('open'), {
      javaScriptEnabled: false,
    })
    await plain.openExchange('cardiologie')
    await files(plain).setInputFiles([
      png('bon.png'),
      { ...png('vide.png'), buffer: Buffer.alloc(0) },
    ])
    await plain.page.getByRole('button', { name: 'Joindre', exact: true }).click()
    expect(await plain.words('#erreurs')).toContain('vide.png')
    expect(await plain.words('.draft-files')).toContain('bon.png')
    await plain.press('Supprimer le brouillon')
    await plain.press('Oui, supprimer')
    expect(await plain.page.locator('.draft-files li').count()).toBe(0)
    await plain.close()
  })
})
