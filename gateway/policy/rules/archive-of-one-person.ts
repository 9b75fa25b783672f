import { type ArchiveFacts, documentsIn } from '../facts.js'
import { accept, type Rule, refuse } from '../verdict.js'

/** Also between professionals: two persons in one message are a mix-up at its origin. */
export const archiveOfOnePerson: Rule<ArchiveFacts> = {
  id: 'archive-of-one-person',
  requires: 'mssante.md §7 D 33, B 15',
  judge: (facts) =>
    documentsIn(facts).some(({ reason }) => reason === 'documents-disagree')
      ? refuse('archive-documents-disagree')
      : accept,
}
