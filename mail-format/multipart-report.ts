import { decodeCharset } from './charset.js'
import { fieldValue, parseHeaderFields } from './header-fields.js'
import type { MimePart } from './scanned-message.js'
import type { ReadOctets } from './search-text.js'
import { decodeTransfer } from './transfer-decoding.js'

/** Groups of fields, lower-case names; the first value of each name counts. */
export type FieldGroup = Readonly<Record<string, string>>

const REPORT_BYTES_MAX = 65_536

/** The machine-readable part of a multipart/report (RFC 6522 §3), or null. Bounded in size. */
export function reportFields(
  root: MimePart,
  reportType: 'delivery-status' | 'disposition-notification',
  read: ReadOctets,
): FieldGroup[] | null {
  if (root.type !== 'multipart' || root.subtype !== 'report') return null
  // RFC 8098 §2.1 has a third, internationalised form: message/global-*.
  const names = [reportType, `global-${reportType}`]
  const part = root.children.find(
    (child) => child.type === 'message' && names.includes(child.subtype),
  )
  if (part === undefined) return null
  const end = Math.min(part.end, part.bodyStart + REPORT_BYTES_MAX)
  const decoded = decodeTransfer(part.encoding, read(part.bodyStart, end))
  return fieldGroups(Buffer.from(decoded).toString('latin1'))
}

/** Groups of fields are separated by blank lines (RFC 3464 §2.1). */
function fieldGroups(text: string): FieldGroup[] {
  const groups: FieldGroup[] = []
  for (const block of text.split(/(?:\r?\n){2,}/).slice(0, 1_001)) {
    const group: Record<string, string> = {}
    for (const field of parseHeaderFields(block).fields) {
      if (field.name === '__proto__' || Object.hasOwn(group, field.name)) continue
      group[field.name] = decodeCharset(Buffer.from(fieldValue(block, field), 'latin1'), '')
    }
    if (Object.keys(group).length > 0) groups.push(group)
  }
  return groups
}

/** `rfc822; a@b.fr` without its type (RFC 3464 §2.1.2), brackets dropped. */
export function typedAddress(value: string | undefined): string {
  if (value === undefined) return ''
  const semicolon = value.indexOf(';')
  return value
    .slice(semicolon + 1)
    .trim()
    .replace(/^<|>$/g, '')
}

export const groupValue = (group: FieldGroup, name: string): string =>
  Object.hasOwn(group, name) ? group[name]! : ''
