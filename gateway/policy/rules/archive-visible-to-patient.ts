import { type ArchiveFacts, documentsIn } from '../facts.js'
import { accept, type Rule, refuse } from '../verdict.js'

/** The mail itself would show what the mark hides. */
export const archiveVisibleToPatient: Rule<ArchiveFacts> = {
  id: 'archive-visible-to-patient',
  requires: 'mssante.md §7 D 34, §3.5',
  judge: (facts) =>
    facts.toPatient && documentsIn(facts).some(({ hiddenFromHolder }) => hiddenFromHolder)
      ? refuse('document-hidden-from-patient')
      : accept,
}
