import { expect } from 'vitest'
import type { PortalTab } from './portal-tab.js'

interface Stop {
  readonly name: string
  readonly isVisible: boolean
  readonly ringPx: number
}

/** What the keyboard is on: its words, whether it is on the screen, and the width of its ring. */
const stopOf = (tab: PortalTab): Promise<Stop> =>
  tab.page.evaluate<Stop>(`(() => {
    const one = document.activeElement
    const box = one.getBoundingClientRect()
    const ring = [one, one.closest('.exchange')].filter((at) => at !== null)
      .map((at) => getComputedStyle(at))
      .map((style) => style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth))
    const label = one.labels?.[0] ?? one
    return {
      name: (one.title || label.textContent).replace(/[\\s\\u00a0\\u202f]+/g, ' ').trim(),
      isVisible: box.width > 1 && box.top < innerHeight && box.bottom > 0 && box.left >= 0,
      ringPx: Math.max(...ring),
    }
  })()`)

/** In a frame the ring is on what is reached within; the page knows the frame alone. */
const withinFrame = (stop: Stop, ringsPx: readonly number[]): Stop => ({
  ...stop,
  ringPx: Math.max(stop.ringPx, ...ringsPx),
})

const ringsOfFrames = (tab: PortalTab): Promise<number[]> =>
  Promise.all(
    tab.page
      .frames()
      .slice(1)
      .map((frame) =>
        frame.evaluate<number>(`(() => {
          const one = document.activeElement
          if (one === null || one === document.body || !document.hasFocus()) return 0
          const style = getComputedStyle(one)
          return style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth)
        })()`),
      ),
  )

/**
 * A sandboxed frame lives in a process of its own: the page may show the keyboard on its link
 * while the browser still sends the keys to the frame. No hand is that fast; a test is.
 */
async function keysReachPage(tab: PortalTab): Promise<void> {
  await expect
    .poll(() =>
      Promise.all(
        tab.page
          .frames()
          .slice(1)
          .map((frame) => frame.evaluate<boolean>('document.hasFocus()')),
      ),
    )
    .not.toContain(true)
}

/** Tab, Tab, Tab... to the stop with these words; each stop on the way must be seen. */
export async function tabTo(
  tab: PortalTab,
  words: string,
  key = 'Tab',
): Promise<readonly string[]> {
  const passed: string[] = []
  let wasInFrame = false
  for (let presses = 0; presses < 40; presses++) {
    await tab.page.keyboard.press(key)
    const outside = await stopOf(tab)
    // A frame that was never unfolded has no document to ask: only where the ring is missing.
    const stop = outside.ringPx >= 2 ? outside : withinFrame(outside, await ringsOfFrames(tab))
    passed.push(stop.name)
    expect({ ...stop, ringPx: stop.ringPx >= 2 }).toEqual({
      ...stop,
      isVisible: true,
      ringPx: true,
    })
    const isInFrame = outside.ringPx < 2
    if (wasInFrame && !isInFrame) await keysReachPage(tab)
    wasInFrame = isInFrame
    if (stop.name.includes(words)) return passed
  }
  throw new Error(`no stop "${words}" among: ${passed.join(' / ')}`)
}
