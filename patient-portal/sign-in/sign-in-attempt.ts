import type { Context } from 'hono'
import { limits } from '../../domain/limits.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'

/** One network: an IPv6 subscriber holds a whole /64. */
function networkOf(c: Context<PortalEnv>): string {
  const address = c.env?.incoming?.socket.remoteAddress ?? 'unknown'
  return address.includes(':') && !address.startsWith('::ffff:')
    ? address.split(':').slice(0, 4).join(':')
    : address
}

/** An attempt that was let through: counted as failed until it is known to have succeeded. */
export interface SignInAttempt {
  succeeded(): void
}

/**
 * Counts attempts of every way by network, and by what was typed where a way has a name to type
 * (`login`, else null). Null when there were too many. Counted before the answer is known: attempts
 * side by side do not slip past the bound.
 */
export function beginAttempt(
  parts: PortalParts,
  c: Context<PortalEnv>,
  login: string | null,
): SignInAttempt | null {
  const network = networkOf(c)
  const { byLogin, byAddress } = parts.attempts
  const keyed = parts.log.keyed(login ?? network)
  if ((login !== null && byLogin.isBlocked(login)) || byAddress.isBlocked(network)) {
    parts.log.warn('portal-sign-in-blocked', { protocol: 'portal', keyed })
    c.header('Retry-After', String(limits.signInFailureWindowMs / 1_000))
    return null
  }
  // One that no `portal-sign-in` follows has failed (ASVS 16.3.1).
  parts.log.info('portal-sign-in-attempt', { protocol: 'portal', keyed })
  if (login !== null) byLogin.countFailure(login)
  byAddress.countFailure(network)
  return {
    succeeded() {
      if (login !== null) byLogin.forget(login)
      byAddress.forgive(network)
    },
  }
}
