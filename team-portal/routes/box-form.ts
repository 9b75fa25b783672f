import type { Context } from 'hono'
import { type PortalForm, readForm } from '../../patient-portal/forms/portal-form.js'
import type { TeamBox } from '../contract.js'
import { teamErrorPage } from '../team-answer.js'
import type { TeamEnv, TeamParts } from '../team-parts.js'

/** The box that the address names, of those of the visitor; null for any other. */
export const boxOf = (c: Context<TeamEnv>): TeamBox | null =>
  c.get('visit').boxes.find(({ boxId }) => boxId === c.req.param('box')) ?? null

/** Each form carries the token of the certificate that asked for it; a browser shows a certificate
 * to any page's request, so nothing else tells our own forms from a stranger's. */
export const formToken = (parts: TeamParts, c: Context<TeamEnv>): string =>
  parts.formTokens.tokenFor(c.get('visit').certificateKey)

export interface BoxForm {
  readonly box: TeamBox
  readonly form: PortalForm
}

/** A post about a box of the visitor, with its token; the page that refuses it otherwise. */
export async function readBoxForm(
  parts: TeamParts,
  c: Context<TeamEnv>,
): Promise<BoxForm | Response> {
  const box = boxOf(c)
  if (box === null) return teamErrorPage(parts, c, 404)
  const form = await readForm(c.req.raw, 'fields-only')
  if (!form.ok) return teamErrorPage(parts, c, 400, box)
  const { certificateKey } = c.get('visit')
  if (!parts.formTokens.matches(certificateKey, form.value.field('jeton')))
    return teamErrorPage(parts, c, 'stale', box)
  return { box, form: form.value }
}

/** The list that a form came from, within the box only. */
export function backOf({ box, form }: BoxForm): string {
  const said = form.field('retour')
  const own = `/boites/${box.boxId}`
  const isOwn = said.startsWith(`${own}?`) && /^[\w/?=&-]{1,200}$/.test(said)
  return isOwn ? said : own
}
