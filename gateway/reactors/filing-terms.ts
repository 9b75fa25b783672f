import { documentLimits } from '../../domain/document-limits.js'
import type { JobRunnerOptions } from './job-runner.js'

/** How jobs are tried that ask the vault: filing, and sending on. */
export const filingTerms = {
  concurrentMax: documentLimits.filingConcurrentMax,
  leaseMs: documentLimits.filingLeaseMs,
  attemptMsMax: documentLimits.filingAttemptMsMax,
  retryMsMin: documentLimits.filingRetryMsMin,
  retryMsMax: documentLimits.filingRetryMsMax,
} as const satisfies Partial<JobRunnerOptions<never>>
