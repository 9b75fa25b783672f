import { type AccountId, asAccountId } from '../../../domain/ids.js'
import type { JobPayload, MessageRef, NewJob } from '../../../mailbox-store/contract.js'
import { readWayBack, type WayBack } from './vault-job.js'

/** The queue of documents on their way to the shared medical record. */
export const recordQueue = 'record'

/** One document of a message, and how far it is. */
export interface ForwardedDocument {
  /** As the mail named it; what its sender knows it by. */
  readonly fileName: string
  /** In the vault; null when it was refused there. */
  readonly documentId: string | null
  readonly state: 'waiting' | 'done' | 'held' | 'failed'
  /** French: where it was filed; empty until then. */
  readonly where: string
  /** 900 to 906 of a failure (mssante.md §3.2), else null. */
  readonly code: string | null
}

/**
 * One job a message, not a document: a sender gets one answer (RFC 8098 §2.1 allows one
 * notification at most). The job's message is the mail, for the answer.
 */
export interface ForwardJob {
  readonly patientId: AccountId
  readonly documents: readonly ForwardedDocument[]
  /** `[DMP]`, or an archive from software: their senders hear of it in any case. */
  readonly asked: boolean
  readonly fromArchive: boolean
  /** Null: nobody is told (a document that a human settled). */
  readonly wayBack: WayBack | null
  /** Start of the period of trying, milliseconds. */
  readonly arrivalAt: number
}

export const newForwardJob = (
  job: ForwardJob,
  message: MessageRef | null,
  dueAt: number,
): NewJob => ({
  queue: recordQueue,
  dueAt,
  payload: { ...job },
  ...(message === null ? {} : { message }),
})

const states: readonly unknown[] = ['waiting', 'done', 'held', 'failed']

function isDocument(value: unknown): value is ForwardedDocument {
  if (typeof value !== 'object' || value === null) return false
  const { fileName, documentId, state, where, code } = value as Record<string, unknown>
  return (
    typeof fileName === 'string' &&
    (documentId === null || typeof documentId === 'string') &&
    states.includes(state) &&
    typeof where === 'string' &&
    (code === null || typeof code === 'string')
  )
}

/** Null when the row is not one of ours, e.g. written by a newer version. */
export function readForwardJob(payload: JobPayload): ForwardJob | null {
  const { patientId, documents, asked, fromArchive, arrivalAt } = payload
  const wayBack = payload['wayBack'] === null ? null : readWayBack(payload['wayBack'])
  if (wayBack === null && payload['wayBack'] !== null) return null
  if (typeof patientId !== 'number' || typeof arrivalAt !== 'number') return null
  if (typeof asked !== 'boolean' || typeof fromArchive !== 'boolean') return null
  if (!Array.isArray(documents) || !documents.every(isDocument)) return null
  return { patientId: asAccountId(patientId), documents, asked, fromArchive, wayBack, arrivalAt }
}
