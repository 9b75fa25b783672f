import { type HeaderBlock, type ReadEnvelope, readEnvelope } from './envelope.js'
import { fieldValue, parseHeaderFields } from './header-fields.js'
import type { MimePart, PolicyHeaders, ScanDefect } from './scanned-message.js'

/** RFC 5322 §3.6: at most one of each; RFC 2045 §4, §5 for the last four. */
const SINGLETONS = [
  'date',
  'from',
  'sender',
  'reply-to',
  'to',
  'cc',
  'bcc',
  'message-id',
  'in-reply-to',
  'references',
  'subject',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
  'content-disposition',
]

const KEPT = new Set(['auto-submitted', 'disposition-notification-to', 'return-path'])

export interface HeaderFacts extends ReadEnvelope {
  readonly policyHeaders: PolicyHeaders
  readonly defects: readonly ScanDefect[]
}

function readPolicyHeaders(block: HeaderBlock): PolicyHeaders {
  const counts: Record<string, number> = {}
  const values: Record<string, string> = {}
  for (const field of block.fields) {
    const { name } = field
    // The only name that an object does not simply keep.
    if (name === '__proto__') continue
    const before = Object.hasOwn(counts, name) ? counts[name]! : 0
    counts[name] = before + 1
    if (before === 0 && (KEPT.has(name) || name.startsWith('x-mss-')))
      values[name] = fieldValue(block.text, field)
  }
  return { counts, values }
}

/** Everything that the header of the whole message tells. `text` is its binary string. */
export function readHeaderFacts(text: string): HeaderFacts {
  const { fields, malformed, tooMany } = parseHeaderFields(text)
  const block = { text, fields }
  const read = readEnvelope(block)
  const policyHeaders = readPolicyHeaders(block)
  const count = (name: string): number =>
    Object.hasOwn(policyHeaders.counts, name) ? policyHeaders.counts[name]! : 0
  const defects: ScanDefect[] = []
  if (malformed) defects.push('header-field-malformed')
  if (tooMany) defects.push('too-many-fields')
  if (read.envelope.from.length === 0) defects.push('no-from')
  if (count('from') > 1) defects.push('several-from')
  if (SINGLETONS.some((name) => count(name) > 1)) defects.push('duplicate-singleton')
  if (/[\x80-\xff]/.test(text)) defects.push('eight-bit-header')
  return { ...read, policyHeaders, defects }
}

/** Signatures are named files that no reader wants in a list (RFC 8551 §3.5.3, RFC 3156 §5). */
const SIGNATURES = new Set(['pkcs7-signature', 'x-pkcs7-signature', 'pgp-signature'])

/**
 * True when a part is a file for the reader: disposition attachment, or a named leaf that is no
 * text.
 */
export function hasAttachment(part: MimePart): boolean {
  if (part.type === 'application' && SIGNATURES.has(part.subtype)) return false
  if (part.disposition === 'attachment') return true
  if (part.type === 'multipart') return part.children.some(hasAttachment)
  if (part.message !== null) return part.fileName !== null || hasAttachment(part.message.root)
  return part.fileName !== null && part.type !== 'text'
}
