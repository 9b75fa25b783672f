import { type ArchiveFacts, documentsIn } from '../facts.js'
import { accept, type Rule, refuse } from '../verdict.js'

/** The wrong-patient guard. A doubt (`hold`) is let through: the vault holds the document. */
export const archivePatientMatches: Rule<ArchiveFacts> = {
  id: 'archive-patient-matches',
  requires: 'mssante.md §7 D 33, invariant 6',
  judge: (facts) =>
    documentsIn(facts).some(({ decision }) => decision === 'refuse')
      ? refuse('patient-discordant')
      : accept,
}
