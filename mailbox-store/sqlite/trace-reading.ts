import { setImmediate as turn } from 'node:timers/promises'
import { limits } from '../../domain/limits.js'
import type { Trace } from '../../domain/trace.js'
import type { TraceFilter } from '../contract.js'
import { traceOfLine } from '../trace-chain.js'
import { rowsAtMost, type Sql } from './sql.js'

const windowRows = 5_000

/**
 * Newest first. A filter without an index is answered window by window, the event loop turning
 * between.
 */
export async function readTraces(
  sql: Sql,
  filter: TraceFilter,
  limit: number,
  before?: number,
): Promise<Trace[]> {
  const wanted = Math.max(0, Math.min(limit, limits.pageRowsMax))
  const newest = sql.number('SELECT max(sequence) FROM traces')
  const isIndexed = filter.accountId !== undefined || filter.messageId !== undefined
  const isOpen = Object.values(filter).every((value) => value === undefined)
  const window = isIndexed || isOpen ? Number.MAX_SAFE_INTEGER / 2 : windowRows
  const traces: Trace[] = []
  let below = Math.min(before ?? Infinity, newest + 1)
  while (below > 1 && traces.length < wanted) {
    const from = below - window
    traces.push(...readWindow(sql, filter, wanted - traces.length, from, below))
    below = from
    if (below > 1) await turn()
  }
  return traces
}

function readWindow(
  sql: Sql,
  filter: TraceFilter,
  limit: number,
  from: number,
  below: number,
): Trace[] {
  const conditions = [
    ['account_id = ?', filter.accountId],
    ['action = ?', filter.action],
    ['outcome = ?', filter.outcome],
    ['message_id = ?', filter.messageId],
    ['at >= ?', filter.fromAt],
    ['at < ?', filter.untilAt],
  ] as const
  const given = conditions.filter(([, value]) => value !== undefined)
  const rows = sql.rows<[string, string]>(
    `SELECT line, hash FROM traces WHERE sequence >= ? AND sequence < ?
     ${given.map(([condition]) => `AND ${condition}`).join(' ')}
     ORDER BY sequence DESC ${rowsAtMost}`,
    from,
    below,
    ...given.map(([, value]) => value!),
    limit,
  )
  return rows.map(([line, hash]) => traceOfLine(line, hash))
}
