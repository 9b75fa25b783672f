import { limits } from '../domain/limits.js'

/** One field of a header block. Offsets are octets from the start of the block. */
export interface HeaderField {
  /** Lower case. */
  readonly name: string
  readonly start: number
  /** First octet after the colon. */
  readonly valueStart: number
  /** After the line end of the last continuation line. */
  readonly end: number
}

export interface HeaderFields {
  readonly fields: readonly HeaderField[]
  /** A line was neither a field nor a continuation (RFC 5322 §2.2). */
  readonly malformed: boolean
  readonly tooMany: boolean
}

const LF = 10
const COLON = 58

const isBlankLine = (text: string, start: number, lf: number): boolean =>
  lf === start || (lf === start + 1 && text.charCodeAt(start) === 13)

/** RFC 5322 §3.6.8 ftext, with the blanks before the colon that §4.5 still allows. */
function fieldNameEnd(text: string, start: number, colon: number): number {
  let end = colon
  while (end > start && (text.charCodeAt(end - 1) === 32 || text.charCodeAt(end - 1) === 9)) end--
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i)
    if (c < 33 || c > 126) return -1
  }
  return end > start ? end : -1
}

/** End of the line that starts at `start`, its line feed included. */
function lineEnd(text: string, start: number): number {
  const lf = text.indexOf('\n', start)
  return lf < 0 ? text.length : lf + 1
}

/**
 * Fields of a header block given as a binary string (one character is one octet). Reads up to the
 * blank line or the end. Never throws; broken lines are passed over as Dovecot does.
 */
export function parseHeaderFields(text: string): HeaderFields {
  const fields: HeaderField[] = []
  let malformed = false
  let start = 0
  while (start < text.length) {
    let end = lineEnd(text, start)
    if (text.charCodeAt(end - 1) === LF && isBlankLine(text, start, end - 1)) break
    // A continuation line starts with a blank, but a blank line ends the block.
    while (end < text.length) {
      const c = text.charCodeAt(end)
      if (c !== 32 && c !== 9) break
      end = lineEnd(text, end)
    }
    const colon = text.indexOf(':', start)
    const nameEnd = colon < 0 || colon >= end ? -1 : fieldNameEnd(text, start, colon)
    if (nameEnd < 0 || text.charCodeAt(colon) !== COLON) malformed = true
    else if (fields.length >= limits.headerFieldsMax) return { fields, malformed, tooMany: true }
    else {
      const name = text.slice(start, nameEnd).toLowerCase()
      fields.push({ name, start, valueStart: colon + 1, end })
    }
    start = end
  }
  return { fields, malformed, tooMany: false }
}

/** RFC 5322 §2.2.3: the line ends go, the blanks stay. Line ends that fold nothing go too. */
export const unfold = (value: string): string =>
  value.includes('\n') || value.includes('\r') ? value.replace(/[\r\n]+/g, '') : value

/** Value of a field: unfolded, without blanks around it, at most limits.headerFieldBytesMax. */
export function fieldValue(text: string, field: HeaderField): string {
  const end = Math.min(field.end, field.valueStart + limits.headerFieldBytesMax)
  return trimBlanks(unfold(text.slice(field.valueStart, end)))
}

/** Blanks of RFC 5322 only: String.trim would also take octets of UTF-8 such as A0. */
export function trimBlanks(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isBlank(text.charCodeAt(start))) start++
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--
  return start === 0 && end === text.length ? text : text.slice(start, end)
}

const isBlank = (c: number): boolean => c === 32 || c === 9 || c === 13 || c === 10

/** First field of that lower-case name. */
export const firstField = (
  fields: readonly HeaderField[],
  name: string,
): HeaderField | undefined => {
  for (const field of fields) if (field.name === name) return field
  return undefined
}
