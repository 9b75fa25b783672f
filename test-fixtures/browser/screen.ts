import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import axe from 'axe-core'
import type { Page } from 'playwright-core'

const looks = [
  { look: 'telephone-clair', width: 390, height: 844, scheme: 'light' },
  { look: 'telephone-sombre', width: 390, height: 844, scheme: 'dark' },
  { look: 'bureau-clair', width: 1280, height: 800, scheme: 'light' },
  { look: 'bureau-sombre', width: 1280, height: 800, scheme: 'dark' },
] as const

/** Pictures for the eyes of whoever changes the pages; git ignores them. */
const folder = fileURLToPath(new URL('../../test-artefacts/portal/', import.meta.url))

/** Where the picture of this name goes. */
export const pictureOf = (name: string): string => join(folder, `${name}.png`)

/** WCAG 2.2 AA with all that it builds on. */
export const conformanceTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** For pages of ours, axe's own good habits too. */
const allTags = [...conformanceTags, 'best-practice']

interface AxeResults {
  readonly passes: number
  readonly violations: readonly string[]
}

/** Faults that axe-core finds in the document of a page, and how many rules it could apply. */
export async function accessibilityOf(
  page: Page,
  tags: readonly string[] = allTags,
): Promise<AxeResults> {
  // `evaluate` is not bound by the page's policy, which forbids all scripts and stays in force.
  if (!(await page.evaluate<boolean>('"axe" in globalThis'))) await page.evaluate(axe.source)
  const options = JSON.stringify({ runOnly: tags, iframes: false })
  return page.evaluate<AxeResults>(`axe.run(document, ${options}).then((found) => ({
    passes: found.passes.length,
    violations: found.violations.map((one) =>
      one.id + ': ' + one.nodes.map((node) => node.html + ' ' + node.failureSummary).join(' | ')),
  }))`)
}

/** What reaches beyond the right edge: the page would scroll sideways. Empty when all is well. */
export const sidewaysOf = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(() => {
    const root = document.documentElement
    const faults = [...document.querySelectorAll('body *')]
      .filter((one) => one.getBoundingClientRect().right > root.clientWidth + 0.5)
      .filter((one) => one.closest('.sr') === null)
      .map((one) => one.outerHTML.slice(0, 120))
    const wide = root.scrollWidth - root.clientWidth
    return wide > 0 ? [wide + ' px', ...faults] : faults
  })()`)

export interface ScreenFault {
  readonly look: string
  readonly violations: readonly string[]
  readonly sideways: readonly string[]
}

/**
 * The state that the page is in, on a phone and on a desk, light and dark: a picture of each, and
 * the faults found, empty when there are none.
 */
export async function lookAtScreen(page: Page, name: string): Promise<ScreenFault[]> {
  mkdirSync(folder, { recursive: true })
  const faults: ScreenFault[] = []
  for (const { look, width, height, scheme } of looks) {
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.screenshot({ path: pictureOf(`${name}.${look}`), fullPage: true })
    // Between light and dark only the colours differ.
    const { violations, passes } = await accessibilityOf(
      page,
      scheme === 'light' ? allTags : ['color-contrast', 'link-in-text-block'],
    )
    const sideways = await sidewaysOf(page)
    const found =
      scheme === 'light' && passes < 10
        ? [...violations, `axe applied ${passes} rules only`]
        : violations
    if (found.length + sideways.length > 0) faults.push({ look, violations: found, sideways })
  }
  return faults
}

/** WCAG 2.2 §1.4.10: 320 px wide. §1.4.4: 200 %, as zoom of a desktop and as bigger letters. */
export async function sidewaysWhenNarrowOrBig(page: Page): Promise<string[]> {
  await page.setViewportSize({ width: 320, height: 640 })
  const narrow = (await sidewaysOf(page)).map((fault) => `320 px: ${fault}`)
  // A browser's zoom of 200 % halves the pixels that the page is laid out on.
  await page.setViewportSize({ width: 640, height: 400 })
  const zoomed = (await sidewaysOf(page)).map((fault) => `zoom: ${fault}`)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.evaluate('document.documentElement.style.fontSize = "212.5%"')
  const big = (await sidewaysOf(page)).map((fault) => `letters: ${fault}`)
  await page.evaluate('document.documentElement.style.fontSize = ""')
  return [...narrow, ...zoomed, ...big]
}
