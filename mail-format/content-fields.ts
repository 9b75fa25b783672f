import { limits } from '../domain/limits.js'
import { decodeBinaryText, decodeCharset } from './charset.js'
import { decodeEncodedWords } from './encoded-words.js'

/** A field like Content-Type: a value and parameters (RFC 2045 §5.1), raw binary strings. */
export interface ParameterisedValue {
  readonly value: string
  /**
   * In the order of the field, RFC 2231 continuations joined; `name*` where the value is
   * percent-encoded.
   */
  readonly parameters: readonly Parameter[]
}
export interface Parameter {
  readonly name: string
  readonly value: string
}

const BLANKS = /[ \t\r\n]/

/** Skips blanks and nested comments. */
function skipBlanks(text: string, start: number): number {
  let i = start
  let depth = 0
  while (i < text.length) {
    const c = text[i]!
    if (c === '(') depth++
    else if (c === ')' && depth > 0) depth--
    else if (c === '\\' && depth > 0) i++
    else if (depth === 0 && !BLANKS.test(c)) return i
    i++
  }
  return text.length
}

function readQuoted(text: string, start: number): readonly [string, number] {
  let value = ''
  let i = start
  for (; i < text.length && text[i] !== '"'; i++) {
    if (text[i] === '\\' && i + 1 < text.length) i++
    value += text[i]!
  }
  return [value, i + 1]
}

/** Up to the next `;`. Blanks inside are broken but common in file names, so they stay. */
function readToken(text: string, start: number): readonly [string, number] {
  const semicolon = text.indexOf(';', start)
  const end = semicolon < 0 ? text.length : semicolon
  const token = text.slice(start, end).trimEnd()
  const comment = token.endsWith(')') ? token.lastIndexOf(' (') : -1
  return [comment < 0 ? token : token.slice(0, comment).trimEnd(), end]
}

function readParameters(text: string, start: number): Parameter[] {
  const parameters: Parameter[] = []
  let i = start
  let equals = -1
  while (i < text.length && parameters.length < limits.mimeParametersMax) {
    i = skipBlanks(text, i)
    if (text[i] === ';') {
      i++
      continue
    }
    const semicolon = text.indexOf(';', i)
    if (equals < i) equals = text.indexOf('=', i)
    if (equals < 0) break
    if (semicolon >= 0 && semicolon < equals) {
      i = semicolon + 1
      continue
    }
    const name = text.slice(i, equals).trim()
    const valueStart = skipBlanks(text, equals + 1)
    const quoted = text[valueStart] === '"'
    const [value, next] = quoted ? readQuoted(text, valueStart + 1) : readToken(text, valueStart)
    if (name !== '' && /^[!-~]+$/.test(name)) parameters.push({ name, value })
    // After a quoted string anything up to the next `;` is noise.
    const after = text.indexOf(';', next)
    i = after < 0 ? text.length : after
  }
  return parameters
}

interface Section {
  readonly index: number
  readonly extended: boolean
  readonly value: string
}

/** Percent-encodes a plain section that joins extended ones (RFC 2231 §4.1). */
const percentEncode = (value: string): string =>
  value.replace(
    /[^A-Za-z0-9!#$&+\-.^_`{|}~]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )

function joinSections(base: string, sections: Section[]): Parameter {
  sections.sort((a, b) => a.index - b.index)
  const extended = sections.some((section) => section.extended)
  let value = ''
  let expected = 0
  for (const section of sections) {
    // RFC 2231 §3: a gap ends the value; a number that comes twice counts once.
    if (section.index > expected) break
    if (section.index < expected) continue
    value += extended && !section.extended ? percentEncode(section.value) : section.value
    expected++
  }
  return { name: extended ? `${base}*` : base, value }
}

/** RFC 2231 §3: `name*0`, `name*1*`... become one parameter, in the place of its first section. */
function joinContinuations(parameters: readonly Parameter[]): Parameter[] {
  const joined: Parameter[] = []
  const places = new Map<string, { at: number; base: string; sections: Section[] }>()
  for (const parameter of parameters) {
    const match = /^([^*]+)\*(\d{1,3})(\*?)$/.exec(parameter.name)
    if (match === null) {
      joined.push(parameter)
      continue
    }
    const base = match[1]!
    const section = {
      index: Number(match[2]),
      extended: match[3] === '*',
      value: parameter.value,
    }
    const place = places.get(base.toLowerCase())
    if (place === undefined) {
      places.set(base.toLowerCase(), { at: joined.length, base, sections: [section] })
      joined.push(parameter)
    } else place.sections.push(section)
  }
  for (const place of places.values()) joined[place.at] = joinSections(place.base, place.sections)
  return joined
}

/** Reads `value; name=value; name="value"` (unfolded). Tolerant, bounded, never throws. */
export function parseParameterised(text: string): ParameterisedValue {
  const start = skipBlanks(text, 0)
  const semicolon = text.indexOf(';', start)
  const end = semicolon < 0 ? text.length : semicolon
  const value = text
    .slice(start, end)
    .replace(/\([^()]*\)/g, '')
    .trim()
  if (semicolon < 0) return { value, parameters: [] }
  const parameters = readParameters(text, semicolon + 1)
  const continued = parameters.some((parameter) => parameter.name.includes('*'))
  return { value, parameters: continued ? joinContinuations(parameters) : parameters }
}

/** RFC 2231 §4 `charset'language'percent-encoded`. */
function decodeExtended(value: string): string {
  const first = value.indexOf("'")
  const second = first < 0 ? -1 : value.indexOf("'", first + 1)
  const charset = second < 0 ? '' : value.slice(0, first)
  const octets = value
    .slice(second + 1)
    .replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
  return decodeCharset(Buffer.from(octets, 'latin1'), charset)
}

/**
 * Parameters for programs: lower-case names without `*`, values decoded. The extended form wins
 * over the plain one (RFC 6266 §4.3 says it for HTTP, mailers agree); otherwise the first wins.
 */
export function decodeParameters(parameters: readonly Parameter[]): Record<string, string> {
  const decoded: Record<string, string> = {}
  const extended = new Set<string>()
  for (const { name, value } of parameters) {
    const star = name.endsWith('*')
    const key = (star ? name.slice(0, -1) : name).toLowerCase()
    if (key === '__proto__' || extended.has(key)) continue
    if (star) {
      decoded[key] = decodeExtended(value)
      extended.add(key)
    } else if (!(key in decoded) || !Object.hasOwn(decoded, key)) {
      // RFC 2047 §5 forbids encoded words here; Outlook and many others send them all the same.
      decoded[key] = value.includes('=?') ? decodeEncodedWords(value) : decodeBinaryText(value)
    }
  }
  return decoded
}
