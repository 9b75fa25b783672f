import { type BodySection, type Partial, readPartial, readSection } from './body-section.js'
import type { CommandCursor } from './command-cursor.js'

/** One data item of FETCH (RFC 9051 §6.4.5; the RFC822 ones of RFC 3501). */
export type FetchItem =
  | {
      readonly kind:
        | 'uid'
        | 'flags'
        | 'internal-date'
        | 'size'
        | 'mod-seq'
        | 'envelope'
        | 'body'
        | 'body-structure'
    }
  | SectionItem

export interface SectionItem {
  readonly kind: 'section'
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
  const peek = cursor.skipWord('BODY.PEEK')
  if (!peek && !cursor.skipWord('BODY')) return cursor.fail('element de FETCH inconnu')
  if (cursor.peek !== '[') return peek ? cursor.fail('section attendue') : body
  const section = readSection(cursor)
  const partial = readPartial(cursor)
  const origin = partial ? `<${partial.start}>` : ''
  return {
    kind: 'section',
    section,
    partial,
    label: `BODY[${section.label}]${origin}`,
    setsSeen: !peek,
  }
}
