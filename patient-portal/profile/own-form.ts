import type { Context } from 'hono'
import { errorPage } from '../page-answer.js'
import { type PortalForm, readForm } from '../portal-form.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { sameText } from '../request-guard.js'

/** A form of this session's own pages; or the page that refuses it. */
export async function ownForm(
  parts: PortalParts,
  c: Context<PortalEnv>,
  accepts: 'fields-only' | 'with-files' = 'fields-only',
): Promise<PortalForm | Response> {
  const form = await readForm(c.req.raw, accepts)
  if (!form.ok) return errorPage(parts, c, form.error === 'too-big' ? 413 : 400)
  const isOwn = sameText(form.value.field('jeton'), c.get('session').csrfToken)
  return isOwn ? form.value : errorPage(parts, c, 403)
}
