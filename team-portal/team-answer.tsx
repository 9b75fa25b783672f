import type { Context } from 'hono'
import type { JSX } from 'hono/jsx/jsx-runtime'
import { type Reason, reasons } from '../domain/reasons.js'
import type { TeamBox } from './contract.js'
import type { TeamEnv, TeamParts } from './team-parts.js'
import type { TeamErrorKind } from './team-texts.js'
import { TeamErrorPage } from './views/team-error-page.js'
import type { TeamChrome } from './views/team-page.js'

export const answerTeamPage = (
  c: Context<TeamEnv>,
  page: JSX.Element,
  status: 200 | 400 | 403 | 404 | 422 | 503 = 200,
) => c.html(`<!DOCTYPE html>${page.toString()}`, status)

export const teamChrome = (parts: TeamParts, c: Context<TeamEnv>): TeamChrome => ({
  brand: parts.brand,
  visitorName: (c.get('visit') as TeamEnv['Variables']['visit'] | undefined)?.displayName ?? null,
})

const statusOf = (kind: TeamErrorKind) => (kind === 'stale' ? 403 : kind)

/** `box`: whose list the way back leads to. */
export const teamErrorPage = (
  parts: TeamParts,
  c: Context<TeamEnv>,
  kind: TeamErrorKind,
  box: TeamBox | null = null,
) => {
  const backTo = box === null ? null : `/boites/${box.boxId}`
  const page = <TeamErrorPage chrome={teamChrome(parts, c)} kind={kind} backTo={backTo} />
  return answerTeamPage(c, page, statusOf(kind))
}

/**
 * The page for a refusal of the gateway: its HTTP status, or the nearest that we have words for.
 */
export function teamRefusalPage(
  parts: TeamParts,
  c: Context<TeamEnv>,
  reason: Reason,
  box: TeamBox | null,
) {
  const { http, retry } = reasons[reason]
  if (retry === 'later') return teamErrorPage(parts, c, 503, box)
  const kind = http === 403 || http === 401 ? 403 : http === 404 ? 404 : 400
  // A box or an exchange of somebody else is answered as one that never existed.
  return teamErrorPage(parts, c, kind, kind === 404 ? null : box)
}
