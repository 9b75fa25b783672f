import { type ArchiveFacts, documentsIn } from '../facts.js'
import { accept, type Rule, refuse } from '../verdict.js'

/** Test and real identities never meet, in either direction. */
export const archiveEnvironment: Rule<ArchiveFacts> = {
  id: 'archive-environment',
  requires: 'mssante.md §4',
  judge: (facts) =>
    documentsIn(facts).some(({ reason }) => reason === 'ins-environment')
      ? refuse('archive-wrong-environment')
      : accept,
}
