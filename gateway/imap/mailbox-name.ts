import type { CommandCursor } from './command-cursor.js'
import { decodeMailboxName, encodeMailboxName } from './modified-utf7.js'
import { astring, quoted } from './wire-text.js'

/** A mailbox argument as a Unicode name; null when the wire form is not valid modified UTF-7. */
export function readMailboxName(cursor: CommandCursor): string | null {
  return decodeMailboxName(cursor.astring())
}

/** A name in a response. INBOX stays an atom; others are quoted, which every client reads. */
export const mailboxWire = (name: string): string => {
  const wire = encodeMailboxName(name)
  return name === 'INBOX' ? astring(wire) : quoted(wire)
}
