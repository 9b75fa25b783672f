import type { ArchiveFacts } from '../facts.js'
import { accept, defer, type Rule, refuse } from '../verdict.js'

/** Unknown defers: an archive that nobody could look into is never let through. */
export const archivesReadable: Rule<ArchiveFacts> = {
  id: 'archives-readable',
  requires: 'mssante.md §7 D 33, invariant 6',
  judge: ({ archives }) => {
    if (!archives.ok) return defer(archives.error)
    return archives.value?.refused ? refuse('archive-refused') : accept
  },
}
