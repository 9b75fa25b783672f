import { type EnabledFeatures, speaksUtf8 } from '../enabled-features.js'
import type { CommandCursor } from '../wire/command-cursor.js'
import { decodeMailboxName, encodeMailboxName } from '../wire/modified-utf7.js'
import { quoted, utf8Quoted } from '../wire/wire-text.js'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * A mailbox argument as a Unicode name; null when the wire form is not valid: UTF-8 once the client
 * speaks it (RFC 6855 §3, RFC 9051 §5.1), modified UTF-7 before (RFC 3501 §5.1.3).
 */
export function readMailboxName(cursor: CommandCursor, enabled: EnabledFeatures): string | null {
  const octets = cursor.astring()
  const name = speaksUtf8(enabled) ? utf8Name(octets) : decodeMailboxName(octets)
  // RFC 6855 §3: neither C0 nor C1 controls, DEL, line or paragraph separators.
  return name !== null && /[\x00-\x1f\x7f-\x9f\u2028\u2029]/.test(name) ? null : name
}

function utf8Name(octets: string): string | null {
  try {
    return utf8.decode(Buffer.from(octets, 'latin1'))
  } catch {
    return null
  }
}

/** The octets of a name in this connection's form, unquoted: what LIST patterns are compared to. */
export const mailboxOctets = (name: string, enabled: EnabledFeatures): string =>
  speaksUtf8(enabled) ? Buffer.from(name).toString('latin1') : encodeMailboxName(name)

/** A LIST pattern in the form of `mailboxOctets`; names are kept in NFC (RFC 5198 §3). */
export function patternOctets(pattern: string, enabled: EnabledFeatures): string {
  const text = speaksUtf8(enabled) ? utf8Name(pattern) : null
  return text === null ? pattern : Buffer.from(text.normalize('NFC')).toString('latin1')
}

/** A name in a response. INBOX stays an atom; others are quoted, which every client reads. */
export function mailboxWire(name: string, enabled: EnabledFeatures): string {
  if (name === 'INBOX') return name
  const octets = mailboxOctets(name, enabled)
  return speaksUtf8(enabled) ? utf8Quoted(octets) : quoted(octets)
}
