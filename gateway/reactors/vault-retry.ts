import { documentLimits } from '../../domain/document-limits.js'

/** After the n-th attempt (from 1): five seconds, doubling to a quarter of an hour. */
export const vaultRetryDelayMs = (attempts: number): number =>
  Math.min(
    documentLimits.filingRetryMsMin * 2 ** Math.min(attempts - 1, 20),
    documentLimits.filingRetryMsMax,
  )
