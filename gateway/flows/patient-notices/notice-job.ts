import { type AccountId, asAccountId } from '../../../domain/ids.js'
import type { PatientSettings } from '../../../domain/patient-settings.js'
import type { JobPayload, NewJob } from '../../../mailbox-store/contract.js'

/** The queue of emails to patients' personal addresses. */
export const noticeQueue = 'notify'

export type NoticeJob =
  /** A message came at `since` (its internal date). */
  | { readonly kind: 'message'; readonly accountId: AccountId; readonly since: number }
  /** Of what came at `since` or later, told at `toldAt`. */
  | {
      readonly kind: 'reminder'
      readonly accountId: AccountId
      readonly since: number
      readonly toldAt: number
    }
  /** A professional opened the record in an emergency; `noticeId` is the vault's. */
  | {
      readonly kind: 'emergency'
      readonly accountId: AccountId
      readonly since: number
      readonly noticeId: string
    }
  /** To the address that was in use before: whoever reads it hears that it no longer is. */
  | {
      readonly kind: 'address-left'
      readonly accountId: AccountId
      readonly since: number
      readonly address: string
    }

export const newNoticeJob = (job: NoticeJob, dueAt: number): NewJob => ({
  queue: noticeQueue,
  dueAt,
  payload: { ...job },
})

/** Whether any notice of messages may go out; asked at the delivery and again before sending. */
export const wantsNotices = (settings: PatientSettings): boolean =>
  settings.notifiesMessages &&
  settings.notificationEmail !== null &&
  settings.emailVerifiedAt !== null

/** Null when the row is not one of ours, e.g. written by a newer version. */
export function readNoticeJob(payload: JobPayload): NoticeJob | null {
  const { kind, since, toldAt, noticeId, address } = payload
  if (typeof payload['accountId'] !== 'number' || typeof since !== 'number') return null
  const accountId = asAccountId(payload['accountId'])
  switch (kind) {
    case 'message':
      return { kind, accountId, since }
    case 'reminder':
      return typeof toldAt === 'number' ? { kind, accountId, since, toldAt } : null
    case 'emergency':
      return typeof noticeId === 'string' ? { kind, accountId, since, noticeId } : null
    case 'address-left':
      return typeof address === 'string' ? { kind, accountId, since, address } : null
    default:
      return null
  }
}
