import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GatewayProcess } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'
import { findChromium, launchBrowser } from './browser.js'
import { dischargeLetter, picture, question, report } from './letters.js'
import { PortalTab } from './portal-tab.js'
import { accessibilityOf, conformanceTags } from './screen.js'
import { Tracker } from './tracker.js'

/** A patient reads their letters in a real browser. Each test sends the letter that it reads. */
const chromium = findChromium()

let browser: Browser
let gateway: GatewayProcess
let tracker: Tracker

beforeAll(async () => {
  if (chromium === null) return
  ;[browser, gateway, tracker] = await Promise.all([
    launchBrowser(chromium),
    GatewayProcess.start(),
    Tracker.start(),
  ])
})
afterAll(async () => {
  await browser?.close()
  await gateway?.stop()
  tracker?.stop()
})

const lea = () => gateway.patient('open')
const surgeon = () => new MailClient(gateway, 'claire.morel')

async function withTab(act: (tab: PortalTab) => Promise<void>): Promise<void> {
  const tab = await PortalTab.signedIn(browser, gateway, lea())
  try {
    await act(tab)
  } finally {
    await tab.close()
  }
}

describe.skipIf(chromium === null)('a patient reads', () => {
  it('after a refusal and a right code, their exchanges', async () => {
    const tab = await PortalTab.open(browser, gateway)
    await tab.go('/')
    expect(tab.page.url()).toBe(`${tab.origin}/connexion`)
    await tab.signIn(lea(), 'faux')
    expect(await tab.words()).toContain('Identifiant ou code incorrect')
    const code = tab.page.getByLabel('Code')
    expect(await code.getAttribute('aria-describedby')).toBe('erreur-connexion')
    // What was typed stays, and the keyboard is where the correction goes.
    expect(await tab.page.getByLabel('Identifiant').inputValue()).toBe('lea.bernard')
    await tab.focused('code')
    await tab.page.keyboard.type(lea().portal!.code)
    await tab.key('Enter')
    expect(tab.page.url()).toBe(`${tab.origin}/echanges`)
    await tab.press('Se déconnecter')
    // The way back shows nothing of the account.
    await tab.page.goBack()
    await tab.go('/echanges')
    expect(tab.page.url()).toBe(`${tab.origin}/connexion`)
    await tab.close()
  })

  it('what is new, marked until it was opened', async () => {
    await surgeon().send({ to: lea().address, ...question })
    await withTab(async (tab) => {
      const row = tab.page.locator('.exchange', { hasText: 'MOREL' })
      expect(await row.getByText('non lu').count()).toBe(1)
      await tab.follow('MOREL')
      expect(await tab.words()).toContain('Merci de nous envoyer votre carte de groupe sanguin.')
      await tab.follow('Retour à mes échanges')
      expect(await row.getByText('non lu').count()).toBe(0)
    })
  })

  it('the sender’s own page design, in a frame that asks the world for nothing', async () => {
    const address = tracker.url('pixel.gif')
    await surgeon().send({
      to: lea().address,
      subject: 'Mise en page',
      text: 'Votre rendez-vous est confirmé.',
      html: `<html><head><link rel="stylesheet" href="${tracker.url('a.css')}">
<meta http-equiv="refresh" content="0;url=${tracker.url('refresh')}">
<link rel="preconnect dns-prefetch prefetch" href="${tracker.url('ahead')}">
<style>body{background:url(${tracker.url('css.gif')})}</style></head><body background="${address}">
<h2>Rendez-vous</h2><p style="background-image:url(${tracker.url('style.gif')})">Mardi à 9 heures</p>
<img src="${address}" alt="suivi"><img srcset="${tracker.url('srcset.gif')} 2x" alt="deux">
<img src="cid:plan" alt="plan"><script>fetch("${tracker.url('script')}")</script>
<iframe src="${tracker.url('frame')}"></iframe><video poster="${tracker.url('poster')}"></video>
<object data="${tracker.url('object')}"></object><svg><image href="${tracker.url('svg')}"/></svg>
<form action="${tracker.url('form')}"><input name="q"></form>
<a href="${tracker.url('link')}">Le plan</a></body></html>`,
      attachments: [
        { filename: 'plan.png', content: picture, contentType: 'image/png', cid: 'plan' },
      ],
    })
    await withTab(async (tab) => {
      await tab.follow('MOREL')
      await tab.page.getByText('Voir la mise en page d’origine').first().click()
      const frame = tab.page.frameLocator('iframe').first()
      await frame.getByText('Mardi à 9 heures').waitFor()
      const plan = frame.getByAltText('plan', { exact: true })
      expect(await plan.isVisible()).toBe(true)
      expect(await plan.getAttribute('src')).toMatch(/^data:image\/png;base64,/)
      expect(await frame.getByText('[suivi]').isVisible()).toBe(true)
      expect(
        await frame.locator('form, script, iframe, object, svg, video, style ~ style').count(),
      ).toBe(0)
      const box = await tab.page.locator('iframe').first().boundingBox()
      expect(box!.height).toBeGreaterThan(200)
      const foreign = tab.requested.filter((url) => !url.startsWith(`${tab.origin}/`))
      expect(foreign.filter((url) => !url.startsWith('data:image/png'))).toEqual([])
      expect(tracker.asked).toEqual([])
      expect(tab.complaints).toEqual([])
    })
    // The sender's server does answer: silence above means that nobody asked.
    await fetch(tracker.url('control'))
    expect(tracker.asked.splice(0)).toEqual(['/control'])
  })

  it('keeps the frame’s document apart: no script, no cookie, an origin of its own', async () => {
    await surgeon().send({ to: lea().address, ...dischargeLetter })
    await withTab(async (tab) => {
      await tab.follow('MOREL')
      const frameElement = tab.page.locator('iframe').first()
      expect(await frameElement.getAttribute('sandbox')).not.toMatch(/script|same-origin|forms|top/)
      const path = await frameElement.getAttribute('src')
      // Opened as a page of its own it stays sandboxed by its policy.
      await tab.go(path!)
      expect(await tab.page.evaluate<string>('self.origin')).toBe('null')
      expect(
        await tab.page.evaluate<string>(`(() => {
        try { return document.cookie } catch (failure) { return failure.name }
      })()`),
      ).toBe('SecurityError')
      // axe needs scripts of its own, which this policy stops: it sees a copy without the policy.
      const copy = await PortalTab.open(browser, gateway)
      await copy.page.setContent(await tab.page.content())
      for (const colorScheme of ['light', 'dark'] as const) {
        await copy.page.emulateMedia({ colorScheme })
        expect((await accessibilityOf(copy.page, conformanceTags)).violations).toEqual([])
      }
      await copy.close()
    })
  })

  it('files, octet for octet, under the names that they came with', async () => {
    await surgeon().send({ to: lea().address, ...dischargeLetter })
    await withTab(async (tab) => {
      await tab.follow('MOREL')
      const arrival = tab.page.waitForEvent('download')
      await tab.page.getByRole('link', { name: 'lettre de liaison.pdf' }).first().click()
      const download = await arrival
      expect(download.suggestedFilename()).toBe('lettre de liaison.pdf')
      expect(readFileSync(await download.path()).equals(report)).toBe(true)
      // A page among the files is saved, never shown in the portal's name.
      const second = tab.page.waitForEvent('download')
      await tab.page.getByRole('link', { name: 'formulaire.html' }).first().click()
      expect((await second).suggestedFilename()).toBe('formulaire.html')
      expect(await tab.words()).toContain('ce type de fichier peut agir sur votre appareil')
      expect(await tab.words()).toContain('ne correspond pas à son nom')
      expect(tab.page.url()).toContain('/echanges/')
    })
  })

  it('never the address of a professional, in no page and no frame', async () => {
    await surgeon().send({
      to: lea().address,
      subject: `Écrivez à ${surgeon().address}`,
      text: `Mon adresse : ${surgeon().address}`,
      html: `<p><a href="mailto:${surgeon().address}">${surgeon().address}</a></p>`,
    })
    await withTab(async (tab) => {
      const seen = [await tab.page.content()]
      await tab.follow('MOREL')
      seen.push(await tab.page.content())
      await tab.go((await tab.page.locator('iframe').first().getAttribute('src'))!)
      seen.push(await tab.page.content())
      for (const html of seen) expect(html).not.toContain('demo.mss.test')
      expect(seen.at(-1)).toContain('[adresse masquée]')
    })
  })
})
