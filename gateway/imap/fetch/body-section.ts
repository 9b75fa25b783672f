import type { MimePart } from '../../../mail-format/scanned-message.js'
import type { CommandCursor } from '../wire/command-cursor.js'

/** RFC 9051 §6.4.5 `BODY[section]<partial>`, parsed. */
export interface BodySection {
  /** Part numbers; empty for the message itself. */
  readonly path: readonly number[]
  readonly part: 'all' | 'header' | 'text' | 'mime' | 'fields' | 'fields-not'
  /** Lower-case names for `fields` and `fields-not`. */
  readonly fields: ReadonlySet<string>
  /** What stands between the brackets in the response. */
  readonly label: string
}

export interface Partial {
  readonly start: number
  readonly length: number
}

const fieldsMax = 500

/** Reads `[...]` with its brackets. */
export function readSection(cursor: CommandCursor): BodySection {
  cursor.expect('[')
  const path: number[] = []
  while (/\d/.test(cursor.peek)) {
    const number = cursor.number()
    if (number === 0 || path.length >= 100) cursor.fail('numero de partie invalide')
    path.push(number)
    if (!cursor.skip('.')) {
      cursor.expect(']')
      return { path, part: 'all', fields: new Set(), label: path.join('.') }
    }
  }
  const prefix = path.length > 0 ? `${path.join('.')}.` : ''
  if (path.length === 0 && cursor.skip(']')) {
    return { path, part: 'all', fields: new Set(), label: '' }
  }
  const { part, fields, text } = readSectionText(cursor, path.length > 0)
  cursor.expect(']')
  return { path, part, fields, label: prefix + text }
}

function readSectionText(cursor: CommandCursor, nested: boolean) {
  const none = new Set<string>()
  const not = cursor.skipWord('HEADER.FIELDS.NOT')
  if (not || cursor.skipWord('HEADER.FIELDS')) {
    cursor.space()
    const names: string[] = []
    cursor.list(() => {
      if (names.length >= fieldsMax) cursor.fail('trop de champs')
      names.push(cursor.astring())
    })
    const fields = new Set(names.map((name) => name.toLowerCase()))
    const word = not ? 'HEADER.FIELDS.NOT' : 'HEADER.FIELDS'
    const echoed = names.map((name) => (fieldName.test(name) ? name : `"${printable(name)}"`))
    const part = not ? ('fields-not' as const) : ('fields' as const)
    return { part, fields, text: `${word} (${echoed.join(' ')})` }
  }
  if (cursor.skipWord('HEADER')) return { part: 'header' as const, fields: none, text: 'HEADER' }
  if (cursor.skipWord('TEXT')) return { part: 'text' as const, fields: none, text: 'TEXT' }
  if (nested && cursor.skipWord('MIME'))
    return { part: 'mime' as const, fields: none, text: 'MIME' }
  return cursor.fail('section inconnue')
}

const fieldName = /^[A-Za-z0-9!#$&'+\-./:;<=>?@^_`|~]+$/
const printable = (name: string): string => name.replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '?')

/**
 * Reads `<start.length>` when it is there (RFC 9051 §9: the length is not zero); open-ended,
 * `<start>` is up to the end.
 */
export function readPartial(cursor: CommandCursor, openEnded?: 'open-ended'): Partial | null {
  if (!cursor.skip('<')) return null
  const start = cursor.number()
  if (openEnded && cursor.skip('>')) return { start, length: Number.POSITIVE_INFINITY }
  cursor.expect('.')
  const length = cursor.number()
  if (length === 0) cursor.fail('longueur nulle')
  cursor.expect('>')
  return { start, length }
}

export interface OctetRange {
  readonly start: number
  readonly end: number
}

/** With the encoding of the part whose whole body it is; null for anything else. */
export interface LocatedSection extends OctetRange {
  readonly encoding: string | null
}

/** Where the section lies in the message; null when the message has no such part (answered NIL). */
export function locateSection(root: MimePart, section: BodySection): LocatedSection | null {
  let part: MimePart | null = root
  // `wrapped` is the message whose HEADER and TEXT the path names: the whole one, or an enclosed
  // one.
  let message: MimePart | null = root
  for (const [depth, number] of section.path.entries()) {
    // RFC 9051 §6.4.5: below message/rfc822, numbers are those of the enclosed message.
    const container: MimePart = depth === 0 ? root : (part!.message?.root ?? part!)
    if (container.children.length > 0) part = container.children[number - 1] ?? null
    else part = number === 1 && (depth === 0 || part!.message) ? container : null
    if (part === null) return null
    message = part.message?.root ?? null
  }
  if (section.part === 'mime') return plain(part.headerStart, part.bodyStart)
  if (section.part === 'all') {
    if (section.path.length === 0) return plain(0, part.end)
    // RFC 3516 §4.2: only leaves are decoded; RFC 2046 §5.1 allows no encoding on the others.
    const isLeaf = part.children.length === 0 && part.message === null
    return { start: part.bodyStart, end: part.end, encoding: isLeaf ? part.encoding : null }
  }
  if (message === null) return null
  if (section.part === 'text') return plain(message.bodyStart, message.end)
  return plain(message.headerStart, message.bodyStart)
}

const plain = (start: number, end: number): LocatedSection => ({ start, end, encoding: null })
