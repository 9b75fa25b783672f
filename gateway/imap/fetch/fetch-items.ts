import type { CommandCursor } from '../wire/command-cursor.js'
import { type BodySection, type Partial, readPartial, readSection } from './body-section.js'

/**
 * One data item of FETCH: RFC 9051 §6.4.5 (with BINARY of RFC 3516), the RFC822 ones of RFC 3501,
 * MODSEQ of RFC 7162, SAVEDATE of RFC 8514 §4.1, EMAILID and THREADID of RFC 8474, PREVIEW of
 * RFC 8970.
 */
export type FetchItem =
  | {
      readonly kind:
        | 'uid'
        | 'flags'
        | 'internal-date'
        | 'size'
        | 'mod-seq'
        | 'save-date'
        | 'email-id'
        | 'thread-id'
        | 'preview'
        | 'envelope'
        | 'body'
        | 'body-structure'
    }
  | SectionItem

export interface SectionItem {
  readonly kind: 'section'
  /** Decoded is without the Content-Transfer-Encoding (RFC 3516 §4.2). */
  readonly form: 'octets' | 'decoded' | 'decoded-size'
  readonly section: BodySection
  readonly partial: Partial | null
  /** The item's name in the response. */
  readonly label: string
  readonly setsSeen: boolean
}

const itemsMax = 200
const flags: FetchItem = { kind: 'flags' }
const date: FetchItem = { kind: 'internal-date' }
const size: FetchItem = { kind: 'size' }
const envelope: FetchItem = { kind: 'envelope' }
const body: FetchItem = { kind: 'body' }

const macros: Readonly<Record<string, readonly FetchItem[]>> = {
  ALL: [flags, date, size, envelope],
  FAST: [flags, date, size],
  FULL: [flags, date, size, envelope, body],
}

const whole = (part: BodySection['part'], label: string, setsSeen: boolean): SectionItem => ({
  kind: 'section',
  form: 'octets',
  section: { path: [], part, fields: new Set(), label: '' },
  partial: null,
  label,
  setsSeen,
})

/** Items without arguments. */
const simple: Readonly<Record<string, FetchItem>> = {
  UID: { kind: 'uid' },
  FLAGS: flags,
  INTERNALDATE: date,
  'RFC822.SIZE': size,
  MODSEQ: { kind: 'mod-seq' },
  SAVEDATE: { kind: 'save-date' },
  EMAILID: { kind: 'email-id' },
  THREADID: { kind: 'thread-id' },
  ENVELOPE: envelope,
  BODYSTRUCTURE: { kind: 'body-structure' },
  RFC822: whole('all', 'RFC822', true),
  'RFC822.HEADER': whole('header', 'RFC822.HEADER', false),
  'RFC822.TEXT': whole('text', 'RFC822.TEXT', true),
}
const simpleNames = Object.keys(simple)

/** A macro, one item, or a list of items. */
export function readFetchItems(cursor: CommandCursor): FetchItem[] {
  if (cursor.peek !== '(') {
    for (const [name, items] of Object.entries(macros)) {
      if (cursor.skipWord(name)) return [...items]
    }
    return [readItem(cursor)]
  }
  const items: FetchItem[] = []
  cursor.list(() => {
    if (items.length >= itemsMax) cursor.fail('trop d elements')
    items.push(readItem(cursor))
  })
  return items
}

function readItem(cursor: CommandCursor): FetchItem {
  for (const name of simpleNames) if (cursor.skipWord(name)) return simple[name]!
  if (cursor.skipWord('PREVIEW')) {
    // RFC 8970 §3.2: LAZY allows not to make one now; ours are made at arrival.
    cursor.skipWord(' (LAZY)')
    return { kind: 'preview' }
  }
  return readBinary(cursor) ?? readBody(cursor)
}

/**
 * RFC 3516 §4.2 names leaf parts and the whole message. HEADER, TEXT and MIME are taken too, as
 * other servers do: they have no encoding to undo.
 */
function readBinary(cursor: CommandCursor): SectionItem | null {
  const sized = cursor.skipWord('BINARY.SIZE')
  const peek = !sized && cursor.skipWord('BINARY.PEEK')
  if (!sized && !peek && !cursor.skipWord('BINARY')) return null
  const section = readSection(cursor)
  if (sized) {
    const label = `BINARY.SIZE[${section.label}]`
    return { kind: 'section', form: 'decoded-size', section, partial: null, label, setsSeen: false }
  }
  const partial = readPartial(cursor, 'open-ended')
  const label = `BINARY[${section.label}]${originOf(partial)}`
  return { kind: 'section', form: 'decoded', section, partial, label, setsSeen: !peek }
}

const originOf = (partial: Partial | null): string => (partial ? `<${partial.start}>` : '')

function readBody(cursor: CommandCursor): FetchItem {
  const peek = cursor.skipWord('BODY.PEEK')
  if (!peek && !cursor.skipWord('BODY')) return cursor.fail('element de FETCH inconnu')
  if (cursor.peek !== '[') return peek ? cursor.fail('section attendue') : body
  const section = readSection(cursor)
  const partial = readPartial(cursor)
  const label = `BODY[${section.label}]${originOf(partial)}`
  return { kind: 'section', form: 'octets', section, partial, label, setsSeen: !peek }
}
