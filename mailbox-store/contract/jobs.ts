/** Work that outlives the commit that asked for it: rows, claimed with a lease. */
import type { JobId, MessageId } from '../../domain/ids.js'
import type { MessageRef } from './messages.js'

export type JobPayload = Readonly<Record<string, unknown>>

export interface NewJob {
  /** `outbound`, `notify`, `vault`, `record`... */
  readonly queue: string
  readonly dueAt: number
  readonly payload: JobPayload
  /** Keeps the content alive until the job is finished. */
  readonly message?: MessageRef
}
export interface Job {
  readonly id: JobId
  readonly queue: string
  readonly dueAt: number
  readonly createdAt: number
  readonly attempts: number
  readonly payload: JobPayload
  readonly messageId: MessageId | null
  readonly lastError: string | null
}
export interface LeasedJob extends Job {
  readonly lease: string
}

export interface JobQueue {
  /**
   * Takes up to `max` due jobs and holds them until `now + leaseMs`; a holder that died loses them
   * then. `attempts` counts this claim too.
   */
  claim(queue: string, max: number, now: number, leaseMs: number): Promise<LeasedJob[]>
  /** When the next job of the queue is due, or null. */
  nextDueAt(queue: string): Promise<number | null>
  list(queue: string | null, limit: number): Promise<Job[]>
}
