import type { Trace } from '../domain/trace.js'
import type { TraceFilter } from './contract.js'

/** `fromAt` is included, `untilAt` is not. */
export function matchesTrace(trace: Trace, filter: TraceFilter): boolean {
  return (
    (filter.accountId === undefined || trace.accountId === filter.accountId) &&
    (filter.action === undefined || trace.action === filter.action) &&
    (filter.outcome === undefined || trace.outcome === filter.outcome) &&
    (filter.messageId === undefined || trace.messageId === filter.messageId) &&
    (filter.fromAt === undefined || trace.at >= filter.fromAt) &&
    (filter.untilAt === undefined || trace.at < filter.untilAt)
  )
}
