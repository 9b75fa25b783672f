import type { Context } from 'hono'
import type { PortalForm } from '../forms/portal-form.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { readCookie } from '../walls/session-cookie.js'

/** Before sign-in: the form comes from a page that this browser got of us. */
export const isEntryForm = (parts: PortalParts, c: Context<PortalEnv>, form: PortalForm): boolean =>
  parts.entryTokens.matches(readCookie(c, 'entry'), form.field('jeton'))
