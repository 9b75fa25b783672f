import { portalLimits } from '../../domain/portal-limits.js'

/** After the n-th attempt (from 1): a minute, doubling to an hour. */
export const noticeRetryDelayMs = (attempts: number): number =>
  Math.min(
    portalLimits.noticeRetryMsMin * 2 ** Math.min(attempts - 1, 20),
    portalLimits.noticeRetryMsMax,
  )
