import type { Context } from 'hono'
import { networkOf } from '../../domain/client-network.js'
import type { AccountId } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import type { Reason } from '../../domain/reasons.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import type { SignInWay } from '../walls/portal-sessions.js'
import type { OidcFault } from './sign-in-contract.js'
import { signInOrigin } from './sign-in-origin.js'

/** An attempt that was let through: counted as failed until it is known to have succeeded. */
export interface SignInAttempt {
  succeeded(): void
  refused(refusal: {
    readonly error: Exclude<OidcFault, 'sign-in-cancelled'>
    readonly patientIds?: readonly AccountId[]
  }): void
}

/**
 * Counts attempts of every way by network, and by what was typed where a way has a name to type
 * (`login`, else null). Null when there were too many. Counted before the answer is known: attempts
 * side by side do not slip past the bound.
 */
export function beginAttempt(
  parts: PortalParts,
  c: Context<PortalEnv>,
  way: SignInWay,
  login: string | null,
): SignInAttempt | null {
  const origin = signInOrigin(c, way)
  const network = networkOf(origin.remoteAddress)
  const { byLogin, byAddress } = parts.attempts
  const keyed = parts.log.keyed(login ?? network)
  const refuse = (reason: Reason, patientIds: readonly AccountId[] = []): void =>
    parts.journal.refused({
      ...origin,
      patientIds,
      reason,
      keyed: login === null ? null : keyed,
    })
  if ((login !== null && byLogin.isBlocked(login)) || byAddress.isBlocked(network)) {
    parts.log.warn('portal-sign-in-blocked', { protocol: 'portal', keyed })
    refuse('sign-in-blocked')
    c.header('Retry-After', String(limits.signInFailureWindowMs / 1_000))
    return null
  }
  // One that no `portal-sign-in` follows has failed (ASVS 16.3.1).
  parts.log.info('portal-sign-in-attempt', { protocol: 'portal', keyed })
  if (login !== null) byLogin.count(login)
  byAddress.count(network)
  return {
    succeeded() {
      if (login !== null) byLogin.forget(login)
      byAddress.forgive(network)
    },
    refused: ({ error, patientIds }) =>
      refuse(error === 'person-unknown' ? 'patient-unknown' : error, patientIds),
  }
}
