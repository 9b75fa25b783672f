/** RFC 5464 §3: names of entries, below `/private` (the person's) or `/shared` (everybody's). */
import { limits } from '../../../domain/limits.js'
import type { AnnotationChange } from '../imap-session.js'
import type { CommandCursor } from '../wire/command-cursor.js'

export interface AskedEntry {
  /** As the client spelt it. */
  readonly asked: string
  /** Lower case, as it is stored: RFC 5464 §3.2 names have no case. */
  readonly entry: string
}

const entriesMax = 200
const root = /^\/(?:private|shared)(?:\/|$)/

/** RFC 5464 §3.2: printable ASCII, no wildcard, no empty level. */
function entryOf(asked: string): AskedEntry | null {
  const entry = asked.toLowerCase()
  if (entry.length > limits.annotationEntryBytesMax) return null
  if (!root.test(entry) || /[^\x20-\x7e]|[*%]|\/\/|\/$/.test(entry)) return null
  return { asked, entry }
}

function readEntry(cursor: CommandCursor): AskedEntry {
  return entryOf(cursor.astring()) ?? cursor.fail("nom d'annotation invalide")
}

/** One entry, or several in parentheses. */
export function readEntries(cursor: CommandCursor): readonly AskedEntry[] {
  if (cursor.peek !== '(') return [readEntry(cursor)]
  const entries: AskedEntry[] = []
  cursor.list(() => {
    if (entries.length >= entriesMax) cursor.fail("trop d'annotations")
    entries.push(readEntry(cursor))
  })
  return entries
}

/** `(entry value entry NIL)`, RFC 5464 §4.3. */
export function readEntryChanges(cursor: CommandCursor): readonly AnnotationChange[] {
  const changes: AnnotationChange[] = []
  cursor.list(() => {
    if (changes.length >= entriesMax) cursor.fail("trop d'annotations")
    const { entry } = readEntry(cursor)
    if (entry.lastIndexOf('/') === 0) cursor.fail("nom d'annotation invalide")
    cursor.space()
    changes.push({ entry, value: cursor.nstring() })
  })
  return changes
}
