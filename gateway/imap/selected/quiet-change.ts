import { flagBit } from '../../../domain/flags.js'
import type { ModSeq } from '../../../domain/ids.js'

/** STORE .SILENT, or the \Seen of FETCH. `modSeq` is what the messages changed by it carry. */
export interface QuietChange {
  readonly modSeq: ModSeq
  readonly change: 'add' | 'remove' | 'replace'
  readonly flags: readonly string[]
}

/** What a client makes of the flags that it knows when its silent change succeeds. */
export function believedFlags(
  { change, flags }: QuietChange,
  keywords: readonly string[],
): (known: number) => number {
  const names = new Set(flags.map((name) => name.toLowerCase()))
  let mask = 0
  for (const [name, bit] of Object.entries(flagBit)) if (names.has(name.toLowerCase())) mask |= bit
  for (const [i, name] of keywords.entries()) if (names.has(name.toLowerCase())) mask |= 32 << i
  if (change === 'add') return (known) => known | mask
  return change === 'remove' ? (known) => known & ~mask : () => mask
}
