import { createHmac } from 'node:crypto'
import { systemClock } from '../../domain/clock.js'
import { startTeamPortal } from '../../team-portal/start-team-portal.js'
import { createTeamActs } from '../flows/exchange/team-acts.js'
import type { GatewayParts } from '../parts.js'
import { portalBrandOf } from '../portal/portal-brand.js'
import type { Listener } from '../settings.js'
import { createTeamDesk } from './team-desk.js'

/** The pages of professionals and their teams over this gateway. */
export function openTeamPortal(
  parts: GatewayParts,
  at: { readonly host: string; readonly port: number },
): Promise<Listener> {
  const { store, trust, signIn, log } = parts
  const desk = createTeamDesk({
    read: store.read,
    acts: createTeamActs(parts.deps),
    validator: trust.validator,
    signIn,
    // One secret a use: the key of the logs' hashes must not open links of these pages.
    tokenKey: createHmac('sha256', parts.instanceKey).update('team-portal-tokens').digest(),
    clock: systemClock,
    log,
  })
  return startTeamPortal({
    ...at,
    tls: trust.tls,
    desk,
    clock: systemClock,
    log,
    brand: portalBrandOf(parts),
  })
}
