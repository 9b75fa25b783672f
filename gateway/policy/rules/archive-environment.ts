import type { ArchiveFacts } from '../facts.js'
import { accept, type Rule, refuse } from '../verdict.js'

/** Test and real identities never meet, in either direction. */
export const archiveEnvironment: Rule<ArchiveFacts> = {
  id: 'archive-environment',
  requires: 'mssante.md §4',
  judge: ({ archives }) => {
    const documents = archives.ok ? (archives.value?.documents ?? []) : []
    return documents.some(({ reason }) => reason === 'ins-environment')
      ? refuse('archive-wrong-environment')
      : accept
  },
}
