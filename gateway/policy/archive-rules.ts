import type { ArchiveFacts } from './facts.js'
import { archiveEnvironment } from './rules/archive-environment.js'
import { archiveOfOnePerson } from './rules/archive-of-one-person.js'
import { archivePatientMatches } from './rules/archive-patient-matches.js'
import { archiveVisibleToPatient } from './rules/archive-visible-to-patient.js'
import { archivesReadable } from './rules/archives-readable.js'
import type { Rule } from './verdict.js'

/**
 * Archives of documents, received or submitted, in the order of judgement. After the content
 * rules: to look into an archive costs more than they do.
 */
export const archiveRules: readonly Rule<ArchiveFacts>[] = [
  archivesReadable,
  archiveEnvironment,
  archiveOfOnePerson,
  archivePatientMatches,
  archiveVisibleToPatient,
]
