import {
  addressesOf,
  formsOf,
  type RawAnswer,
  type RawBrowser,
  type RawForm,
} from './raw-browser.js'

export interface PortalWalk {
  /** By path and query; redirections too. */
  readonly pages: ReadonlyMap<string, RawAnswer>
  readonly forms: readonly RawForm[]
}

const pagesMax = 500
/** What would end the walk, or never ends. */
const leftOut = [/^\/deconnexion/, /^\/echanges\/suivi/]

/** Where an address leads within the portal, without its place in the page; null for elsewhere. */
function pathOf(address: string, page: string, origin: string): string | null {
  if (address.startsWith('data:')) return null
  const url = new URL(address, origin + page)
  if (url.origin !== origin) return null
  return url.pathname + url.search
}

/** Follows everything that a signed-in patient can follow, and notes every form on the way. */
export async function walkPortal(browser: RawBrowser): Promise<PortalWalk> {
  const pages = new Map<string, RawAnswer>()
  const forms: RawForm[] = []
  const waiting = ['/']
  const known = new Set(waiting)
  while (waiting.length > 0 && pages.size < pagesMax) {
    const path = waiting.shift()!
    const page = await browser.get(path)
    pages.set(path, page)
    const isPage = /text\/html/.test(String(page.headers['content-type'] ?? ''))
    if (isPage) forms.push(...formsOf(page))
    const next = isPage ? addressesOf(page) : []
    if (page.headers['location'] !== undefined) next.push(String(page.headers['location']))
    for (const address of next) {
      const to = pathOf(address, path, browser.origin)
      if (to === null || known.has(to) || leftOut.some((one) => one.test(to))) continue
      known.add(to)
      waiting.push(to)
    }
  }
  return { pages, forms }
}
