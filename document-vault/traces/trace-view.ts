import { documentLimits } from '../../domain/document-limits.js'
import type { Caller } from '../contract/callers.js'
import type { TraceQuery, VaultAct, VaultTrace } from '../contract/traces.js'
import { traceSentence } from './trace-sentence.js'

/** The life of the record: all that administrators see (contract/traces.ts). */
const lifeActs: readonly VaultAct[] = [
  'record.create',
  'record.change',
  'record.close',
  'record.reopen',
  'record.erase',
  'record.look',
]

export interface TraceSource {
  readonly list: (query: TraceQuery) => readonly VaultTrace[]
  readonly isHidden: (documentId: string) => boolean
}

/**
 * The traces as one caller may see them: the holder all of them, yet without the title and the
 * facts of a document that is not released; administrators the life of the record.
 */
export function tracesShownTo(
  caller: Caller,
  query: TraceQuery,
  source: TraceSource,
): readonly VaultTrace[] {
  if (caller.kind === 'holder') {
    // Like an id that never was.
    if (query.documentId !== undefined && source.isHidden(query.documentId)) return []
    return source.list(query).map((trace) => {
      const isHidden = trace.documentId !== null && source.isHidden(trace.documentId)
      return isHidden ? withoutContent(trace) : trace
    })
  }
  const act = lifeActs.filter((one) => query.act === undefined || query.act.includes(one))
  return source.list({
    ...query,
    act,
    limit: Math.min(query.limit, documentLimits.tracePageRowsMax),
  })
}

/** Still bound to the chain by `lineDigest`; without the salt it confirms no guess of the title. */
function withoutContent(trace: VaultTrace): VaultTrace {
  const { salt: _salt, ...rest } = trace
  const bare = { ...rest, documentId: null, documentTitle: '', detail: { withheld: true } }
  return { ...bare, says: traceSentence(bare) }
}
