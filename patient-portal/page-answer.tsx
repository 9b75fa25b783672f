import type { Context } from 'hono'
import type { JSX } from 'hono/jsx/jsx-runtime'
import type { Reason } from '../domain/reasons.js'
import { reasons } from '../domain/reasons.js'
import type { PortalEnv, PortalParts } from './portal-parts.js'
import type { ErrorStatus } from './texts/texts.js'
import { ErrorPage } from './views/error-page.js'
import type { Chrome } from './views/page.js'
import type { SectionName } from './views/section-icon.js'

type PageStatus = 200 | 401 | 403 | 404 | 409 | 422 | ErrorStatus

export const answerPage = (c: Context<PortalEnv>, page: JSX.Element, status: PageStatus = 200) =>
  c.html(`<!DOCTYPE html>${page.toString()}`, status)

const sectionsOf = ({ record, settings }: PortalParts): readonly SectionName[] => [
  'echanges',
  ...(record === undefined ? [] : (['documents', 'traces', 'acces'] as const)),
  ...(settings === undefined ? [] : (['compte'] as const)),
]

/** The answer to a form has no address of its own to come back to: its section has. */
const hereOf = (c: Context<PortalEnv>, section: string): string => {
  if (c.req.method !== 'GET') return `/${section}`
  const { pathname, search } = new URL(c.req.url)
  return pathname + search
}

export function chromeOf(parts: PortalParts, c: Context<PortalEnv>): Chrome {
  const session = c.get('session')
  const standing = c.get('standing')
  const section = c.req.path.split('/')[1] ?? ''
  return {
    brand: parts.brand,
    // A closed profile reaches the page about itself alone (walls/session-wall.ts).
    sections: standing?.profile === 'open' ? sectionsOf(parts) : [],
    section,
    here: hereOf(c, section),
    hasRecord: parts.record !== undefined,
    signedIn:
      session === undefined || standing === undefined
        ? null
        : { displayName: standing.displayName, csrfToken: session.csrfToken },
  }
}

export const errorPage = (parts: PortalParts, c: Context<PortalEnv>, status: ErrorStatus) =>
  answerPage(c, <ErrorPage chrome={chromeOf(parts, c)} status={status} />, status)

/**
 * The page for a refusal of the gateway: its HTTP status, or the nearest that we have words for.
 */
export function refusalPage(parts: PortalParts, c: Context<PortalEnv>, reason: Reason) {
  const { http } = reasons[reason]
  const known: readonly number[] = [400, 403, 404, 413, 429, 503]
  return errorPage(parts, c, (known.includes(http) ? http : 400) as ErrorStatus)
}
