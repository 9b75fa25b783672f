import type { Context } from 'hono'
import { sessionForm } from '../forms/session-form.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'

/** What a list was asked for, by name of the field; empty when it was not. */
export type Asked = (name: string) => string

/**
 * Choices of a fixed kind stand in the address. What people type (a disease, a name) never does:
 * addresses stay in histories and logs (ASVS 5.0 §14.2.1). It comes by `askedByForm`.
 */
export const askedInAddress =
  (c: Context<PortalEnv>, typed: string): Asked =>
  (name) =>
    name === typed ? '' : (c.req.query(name) ?? '')

/** Answers with what the form of the list asks for, or the page of a form that is not ours. */
export async function withAskedByForm(
  parts: PortalParts,
  c: Context<PortalEnv>,
  answer: (asked: Asked) => Response | Promise<Response>,
): Promise<Response> {
  const form = await sessionForm(parts, c)
  return form instanceof Response ? form : answer(form.field)
}
