import type { Log, LogFields } from '../../domain/log.js'
import type { Reason } from '../../domain/reasons.js'
import { err, type Result } from '../../domain/result.js'

/**
 * Our own bugs, and a store that cannot be read, end here: a reason for who asked, the cause for
 * the log. `named` says in the log which flow it was.
 */
export async function guarded<T>(
  log: Pick<Log, 'error'>,
  named: Pick<LogFields, 'protocol' | 'queueId'>,
  work: () => Promise<Result<T, Reason>>,
): Promise<Result<T, Reason>> {
  try {
    return await work()
  } catch (failure) {
    log.error('flow-failed', { ...named, reason: 'internal-error', failure })
    return err('internal-error')
  }
}
