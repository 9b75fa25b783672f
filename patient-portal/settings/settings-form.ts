import type { Context } from 'hono'
import { errorPage } from '../page-answer.js'
import { type PortalForm, readForm } from '../portal-form.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { sameText } from '../request-guard.js'

export const notificationsPath = '/compte/notifications'

/** A form of this session's pages, or the page that refuses it. */
export async function settingsForm(
  parts: PortalParts,
  c: Context<PortalEnv>,
): Promise<PortalForm | Response> {
  const form = await readForm(c.req.raw, 'fields-only')
  if (!form.ok) return errorPage(parts, c, form.error === 'too-big' ? 413 : 400)
  const isOwn = sameText(form.value.field('jeton'), c.get('session').csrfToken)
  return isOwn ? form.value : errorPage(parts, c, 403)
}
