import { limits } from '../../domain/limits.js'

/** After the n-th attempt (from 1): one minute, doubling to one hour. */
export const retryDelayMs = (attempts: number): number =>
  Math.min(limits.outboundRetryMsMin * 2 ** Math.min(attempts - 1, 20), limits.outboundRetryMsMax)
