import type { Context } from 'hono'
import { errorPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import type { PortalSession } from '../walls/portal-sessions.js'
import { sameText } from '../walls/request-guard.js'
import { type FormContent, type PortalForm, readForm } from './portal-form.js'

/** Whether a page of this session made the form: its token is in it (ASVS 5.0 §3.5.1). */
export const isOfSession = (form: PortalForm, session: PortalSession): boolean =>
  sameText(form.field('jeton'), session.csrfToken)

/** A form of this session's own pages; or the page that refuses it. */
export async function sessionForm(
  parts: PortalParts,
  c: Context<PortalEnv>,
  accepts: FormContent = 'fields-only',
  /** Behind the wall, that which it found. */
  session: PortalSession = c.get('session'),
): Promise<PortalForm | Response> {
  const form = await readForm(c.req.raw, accepts)
  if (!form.ok) return errorPage(parts, c, form.error === 'too-big' ? 413 : 400)
  return isOfSession(form.value, session) ? form.value : errorPage(parts, c, 403)
}
