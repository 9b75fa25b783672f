import { type AccountId, asAccountId } from '../../../domain/ids.js'
import type { JobPayload, MessageRef, NewJob } from '../../../mailbox-store/contract.js'

/** The queue of what the document vault has to do for the mail. */
export const vaultQueue = 'vault'

/** What of a delivered message goes to the patient's documents. The job's message is the mail. */
export interface FilingJob {
  readonly kind: 'filing'
  readonly patientId: AccountId
  /** `archives`: an XDM archive alone; `all`: each attachment. */
  readonly wants: 'archives' | 'all'
  /** `[DMP]`: somebody waits to hear where the documents went. */
  readonly asked: boolean
  readonly wayBack: WayBack
  /** When we accepted the message, milliseconds. */
  readonly arrivalAt: number
}

/** Whom to tell what became of the documents, and of which message. */
export interface WayBack {
  /** Envelope sender; never empty. */
  readonly sender: string
  readonly senderName: string
  /** First recipient: who answers for the message in a disposition notification. */
  readonly recipient: string
  /** `Message-ID` header without brackets, or null. */
  readonly messageIdHeader: string | null
  readonly queueId: string
}

/** Makes the record agree with the profile as it is when the job runs. */
export interface RecordLifeJob {
  readonly kind: 'record-life'
  /** Address of the patient: the commit that makes an account does not know its id yet. */
  readonly address: string
}
export type VaultJob = FilingJob | RecordLifeJob

export const newFilingJob = (job: FilingJob, message: MessageRef): NewJob => ({
  queue: vaultQueue,
  dueAt: job.arrivalAt,
  payload: { ...job },
  message,
})

export const newRecordLifeJob = (address: string, dueAt: number): NewJob => ({
  queue: vaultQueue,
  dueAt,
  payload: { kind: 'record-life', address } satisfies RecordLifeJob,
})

const text = (value: unknown): value is string => typeof value === 'string'

/** Null when it is not whole. */
export function readWayBack(value: unknown): WayBack | null {
  if (typeof value !== 'object' || value === null) return null
  const { sender, senderName, recipient, messageIdHeader, queueId } = value as Record<
    string,
    unknown
  >
  if (!text(sender) || !text(senderName) || !text(recipient) || !text(queueId)) return null
  if (messageIdHeader !== null && !text(messageIdHeader)) return null
  return { sender, senderName, recipient, messageIdHeader, queueId }
}

/** Null when the row is not one of ours, e.g. written by a newer version. */
export function readVaultJob(payload: JobPayload): VaultJob | null {
  const { kind, address, patientId, wants, asked, arrivalAt } = payload
  if (kind === 'record-life') return text(address) ? { kind, address } : null
  const wayBack = readWayBack(payload['wayBack'])
  if (kind !== 'filing' || wayBack === null) return null
  if (typeof patientId !== 'number' || typeof arrivalAt !== 'number') return null
  if ((wants !== 'archives' && wants !== 'all') || typeof asked !== 'boolean') return null
  return { kind, patientId: asAccountId(patientId), wants, asked, wayBack, arrivalAt }
}
