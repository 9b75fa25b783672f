/** The METADATA response, RFC 5464 §4.4. */
import type { Annotation } from '../../../mailbox-store/contract.js'
import type { EnabledFeatures } from '../enabled-features.js'
import { astring, quoted } from '../wire/wire-text.js'
import { mailboxWire } from './mailbox-name.js'
import type { AskedEntry } from './metadata-entries.js'

export interface MetadataOptions {
  /** Levels below an entry that are shown with it (RFC 5464 §4.2.2). */
  readonly depth: 0 | 1 | 'infinity'
  /** Longer values are left out (RFC 5464 §4.2.1); null without a bound. */
  readonly bytesMax: number | null
}
export interface MetadataRow {
  readonly entry: string
  readonly value: string | null
}
export interface ShownEntries {
  readonly rows: readonly MetadataRow[]
  /** The longest value that was left out, in octets; 0 for none. */
  readonly longestBytes: number
}

/** What of `annotations` (entries with `/private` or `/shared`) is asked for, each once. */
export function shownEntries(
  annotations: readonly Annotation[],
  asked: readonly AskedEntry[],
  { depth, bytesMax }: MetadataOptions,
): ShownEntries {
  const values = new Map(annotations.map(({ entry, value }) => [entry, value]))
  const rows = new Map<string, MetadataRow>()
  let longestBytes = 0
  const show = (entry: string, spelling: string, value: string): void => {
    if (bytesMax !== null && value.length > bytesMax)
      longestBytes = Math.max(longestBytes, value.length)
    else if (!rows.has(entry)) rows.set(entry, { entry: spelling, value })
  }
  for (const { asked: spelling, entry } of asked) {
    const value = values.get(entry)
    if (value !== undefined) show(entry, spelling, value)
    else if (depth === 0) rows.set(entry, { entry: spelling, value: null })
    if (depth === 0) continue
    for (const [below, held] of values) if (isBelow(below, entry, depth)) show(below, below, held)
  }
  return { rows: [...rows.values()], longestBytes }
}

function isBelow(entry: string, above: string, depth: 1 | 'infinity'): boolean {
  if (!entry.startsWith(`${above}/`)) return false
  return depth === 'infinity' || !entry.slice(above.length + 1).includes('/')
}

/** `METADATA name (entry value ...)`; the name of the server is empty. */
export const metadataLine = (
  name: string,
  rows: readonly MetadataRow[],
  enabled: EnabledFeatures,
): string => {
  const pairs = rows.map(({ entry, value }) => `${astring(entry)} ${valueWire(value)}`)
  return `METADATA ${mailboxWire(name, enabled)} (${pairs.join(' ')})`
}

/** RFC 5464 §5: a value with NUL is a literal8. */
function valueWire(value: string | null): string {
  if (value === null) return 'NIL'
  return value.includes('\0') ? `~${quoted(value)}` : quoted(value)
}
