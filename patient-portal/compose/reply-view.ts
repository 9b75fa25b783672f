import { portalLimits } from '../../domain/portal-limits.js'
import type { PortalDraft } from '../contract.js'
import type { ShownMessage } from '../views/message-view.js'

/** What stands after the newest message: the form, or why there is none. */
export type ReplyState = { readonly kind: 'form'; readonly form: ReplyFormView } | ReplyClosedView

export interface ReplyClosedView {
  readonly kind: 'closed'
  readonly says: string
  readonly more: string | null
  /** What was typed before the door closed; null when nothing was sent. */
  readonly keptText: string | null
  /** A draft that can be sent no more: to copy, and to drop. */
  readonly draft: PortalDraft | null
  /** `/echanges/ID` */
  readonly exchangePath: string
}

export interface ReplyFaults {
  readonly text: string | null
  readonly subject: string | null
  readonly files: readonly string[]
  /** A refusal that belongs to no field. */
  readonly form: string | null
}
export const noFaults: ReplyFaults = { text: null, subject: null, files: [], form: null }

/** What the patient typed and why it was not done, when the page comes back after a refusal. */
export interface ReplyAttempt {
  readonly text: string
  readonly subject: string
  readonly toAll: boolean
  readonly faults: ReplyFaults
  /** Whether it was to be sent; else a draft was to be saved. */
  readonly isSending: boolean
}

/** Which page the form stands on: where its answer leads back to. */
export type ReplyPlace = 'exchange' | 'new'

export interface ReplyFormView {
  /** `/echanges/ID` */
  readonly exchangePath: string
  readonly place: ReplyPlace
  readonly csrfToken: string
  /** Number of this form: sent twice, it goes once. */
  readonly formId: string
  /** Of the draft that the form was made with. */
  readonly edition: string
  /** The message answered, or null for a new message in the exchange. */
  readonly answered: ShownMessage | null
  readonly isOlder: boolean
  readonly professionalName: string
  readonly subject: string
  readonly text: string
  readonly toAll: boolean
  readonly files: PortalDraft['files']
  /** When the draft was saved; null when there is none. */
  readonly savedAt: number | null
  readonly now: number
  /** Words that another window saved meanwhile; null when they are those of the form. */
  readonly otherText: string | null
  /** Documents can be chosen from. */
  readonly hasDocuments: boolean
  readonly faults: ReplyFaults
  readonly isSending: boolean
}

export const hasFault = ({ text, subject, files, form }: ReplyFaults): boolean =>
  text !== null || subject !== null || form !== null || files.length > 0

export const hasReplyError = (state: ReplyState | null): boolean =>
  state?.kind === 'closed' ? state.keptText !== null : state !== null && hasFault(state.form.faults)

const usedBytes = (files: PortalDraft['files']): number =>
  files.reduce((sum, { bytes }) => sum + bytes, 0)

/** What the server would still take. */
export const roomBytes = (files: PortalDraft['files']): number =>
  Math.max(0, portalLimits.portalUploadBytesMax - usedBytes(files))

/** The rule says 25 Mo without saying which million: what is said to be left is of the smaller. */
export const remainingBytes = (files: PortalDraft['files']): number =>
  Math.max(
    0,
    Math.floor(portalLimits.portalUploadBytesMax / 1_048_576) * 1_000_000 - usedBytes(files),
  )
