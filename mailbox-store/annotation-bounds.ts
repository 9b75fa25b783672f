import { limits } from '../domain/limits.js'
import type { Reason } from '../domain/reasons.js'
import type { PutAnnotation } from './contract.js'

/**
 * RFC 5464 §4.1, the same in every engine. `others`: how many annotations of this scope (mailbox
 * and person) have another entry.
 */
export function annotationRefusal(op: PutAnnotation, others: number): Reason | null {
  if (op.value === null) return null
  const isTooBig =
    op.value.length > limits.annotationBytesMax || op.entry.length > limits.annotationEntryBytesMax
  if (isTooBig) return 'metadata-too-big'
  return others >= limits.annotationsPerMailboxMax ? 'metadata-too-many' : null
}
