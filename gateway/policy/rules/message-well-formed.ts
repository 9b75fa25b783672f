import type { ScanDefect } from '../../../mail-format/scanned-message.js'
import type { ContentFacts } from '../facts.js'
import { accept, type Rule, refuse } from '../verdict.js'

/**
 * Faults that let two readers see two messages, or that hide parts from ours. A missing last
 * boundary and raw eight-bit headers are faults too, but harmless and frequent: they are let
 * through.
 */
const refused: ReadonlySet<ScanDefect> = new Set([
  'nul-octet',
  'header-block-too-big',
  'header-field-malformed',
  'too-many-fields',
  'duplicate-singleton',
  'depth-exceeded',
  'parts-exceeded',
])

export const messageWellFormed: Rule<Pick<ContentFacts, 'defects'>> = {
  id: 'message-well-formed',
  requires: 'RFC 5322 §3.6, RFC 2046 §5.1',
  judge: ({ defects }) =>
    defects.some((defect) => refused.has(defect)) ? refuse('message-malformed') : accept,
}
