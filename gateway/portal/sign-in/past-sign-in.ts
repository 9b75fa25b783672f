import type { Trace } from '../../../domain/trace.js'
import type { PastSignIn } from '../../../patient-portal/sign-in/sign-in-contract.js'
import { isSignInWay } from '../../../patient-portal/walls/portal-sessions.js'

/** Of a trace `sign-in`. */
export function pastSignIn({ at, outcome, detail }: Trace): PastSignIn {
  const { via, browser, system } = detail
  return {
    at,
    isRefused: outcome !== 'accepted',
    // An address of a patient that somebody typed into a mail client left no way of the portal.
    way: isSignInWay(via) ? via : 'mail-program',
    browser: typeof browser === 'string' ? browser : null,
    system: typeof system === 'string' ? system : null,
  }
}
