import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageSamples } from '../../patient-portal/components-page/page-samples.js'
import { FakeGateway } from '../portal/fake-gateway.js'
import { openPortal, type PortalBench } from '../portal/portal-bench.js'
import { findChromium, launchBrowser } from './browser.js'
import { lookAtScreen, sidewaysWhenNarrowOrBig } from './screen.js'

/**
 * Every component in every state, made from the real ones: no fault that axe-core knows in light
 * and dark, nothing wider than the window, and a picture of each.
 */
const chromium = findChromium()
let browser: Browser
let bench: PortalBench
let page: Page

beforeAll(async () => {
  if (chromium === null) return
  bench = await openPortal(new FakeGateway(), [])
  browser = await launchBrowser(chromium)
  const context = await browser.newContext({ locale: 'fr-FR', ignoreHTTPSErrors: true })
  page = await context.newPage()
})
afterAll(async () => {
  await browser?.close()
  await bench?.listener.close(100)
})

const states = ['', ...pageSamples.keys()]

/** WCAG 2.2 §1.4.12: letters, words and lines further apart, and nothing gets lost. */
const widerText = `*{line-height:1.5!important;letter-spacing:.12em!important;
word-spacing:.16em!important}p{margin-bottom:2em!important}`

/** What is cut off below or beside, but for the words that stand in a list as a taste. */
const cutOff = `[...document.querySelectorAll('body *')]
  .filter((one) => getComputedStyle(one).overflow === 'hidden')
  .filter((one) => one.closest('.sr, .extract, .exchange .subject, option, svg') === null)
  .filter((one) => one.scrollHeight > one.clientHeight + 2 || one.scrollWidth > one.clientWidth + 2)
  .map((one) => one.outerHTML.slice(0, 120))`

/** WCAG 2.2 §2.5.8, to the size of §2.5.5: links within a sentence are exempt. */
const smallTargets = `[...document.querySelectorAll('main :is(button, select, input, summary), .primary, .secondary, nav a, .languages button')]
  .filter((one) => one.checkVisibility() && one.type !== 'hidden' && one.closest('.sr') === null)
  .map((one) => [one, one.getBoundingClientRect()])
  .filter(([one, box]) => !['checkbox', 'radio'].includes(one.type) && box.height < 43.9)
  .map(([one, box]) => Math.round(box.height) + ' px: ' + one.outerHTML.slice(0, 100))`

describe.skipIf(chromium === null)('components', () => {
  it.each(states)('%s', { timeout: 60_000 }, async (name) => {
    await page.goto(`https://127.0.0.1:${bench.listener.port}/composants${name && `/${name}`}`)
    expect(await lookAtScreen(page, `composants${name && `-${name}`}`)).toEqual([])
    expect(await sidewaysWhenNarrowOrBig(page)).toEqual([])
    expect(await page.evaluate(smallTargets)).toEqual([])
    await page.evaluate(`{
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(${JSON.stringify(widerText)})
      document.adoptedStyleSheets = [sheet]
    }`)
    expect(await page.evaluate(cutOff)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
  })
})
