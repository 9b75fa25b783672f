import type { DocumentForwarding } from '../../../domain/account.js'
import type { AccountId } from '../../../domain/ids.js'
import type { ExchangeAct } from '../exchange/exchange-act.js'
import type { FilingJob } from './vault-job.js'

/** The author asks that the attachments go on to the patient's documents. */
const asksForFiling = (subject: string): boolean => /^\s*\[DMP\]/i.test(subject)

export interface FilingFacts {
  /** False for bounces, receipts and what patients write. */
  readonly fromProfessional: boolean
  readonly act: ExchangeAct
  readonly subject: string
  readonly hasAttachment: boolean
  /** The patient among the recipients, or null. */
  readonly recipientId: AccountId | null
  /** Whom an archive of the message is about, where that patient's profile is open here. */
  readonly archivePatientId: AccountId | null
  /** Of the author's account; null for an author elsewhere, who can only ask by the subject. */
  readonly setting: DocumentForwarding | null
}

/**
 * What of a message goes to the patient's documents: an XDM archive always; plain attachments when
 * the author's account says so or the subject asks, which is a human's act and wins over `never`.
 * Otherwise the patient chooses in the portal.
 */
export function filingOf(
  facts: FilingFacts,
): Pick<FilingJob, 'patientId' | 'wants' | 'asked'> | null {
  const { act, hasAttachment, recipientId, archivePatientId, setting } = facts
  // The command of ending is no message: its content goes to nobody (mssante.md §7 C 20).
  if (!facts.fromProfessional || act === 'end') return null
  const asked = asksForFiling(facts.subject)
  if (recipientId !== null && hasAttachment && (asked || setting === 'always'))
    return { patientId: recipientId, wants: 'all', asked }
  return archivePatientId === null
    ? null
    : { patientId: archivePatientId, wants: 'archives', asked }
}
