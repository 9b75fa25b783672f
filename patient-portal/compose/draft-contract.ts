import type { AccountId } from '../../domain/ids.js'
import type { Reason } from '../../domain/reasons.js'
import type { Result } from '../../domain/result.js'

/**
 * One draft an exchange (mssante.md §2.6); its files stay with it until it is sent or dropped. All
 * changes of one patient happen one after the other. Also for exchanges that ended: a draft stays
 * readable.
 */
export interface PortalDrafts {
  get(patientId: AccountId, exchangeId: string): Promise<Result<DraftView, Reason>>
  /**
   * Idempotent; an empty text without files drops the draft. Refused: `draft-changed` when another
   * form changed or sent it since `turn.edition`.
   */
  saveText(
    patientId: AccountId,
    exchangeId: string,
    draft: DraftText,
    turn: DraftTurn,
  ): Promise<Result<DraftView, Reason>>
  /**
   * Refused: `message-too-big`, beyond limits of the whole answer. The same file twice is kept
   * once.
   */
  addFile(
    patientId: AccountId,
    exchangeId: string,
    file: PortalAttachment,
  ): Promise<Result<DraftView, Reason>>
  /** Idempotent. */
  removeFile(
    patientId: AccountId,
    exchangeId: string,
    fileId: string,
  ): Promise<Result<DraftView, Reason>>
  file(
    patientId: AccountId,
    exchangeId: string,
    fileId: string,
  ): Promise<Result<PortalAttachment, Reason>>
  /** Idempotent. */
  drop(patientId: AccountId, exchangeId: string): Promise<Result<void, Reason>>
}

export interface DraftView {
  /** Changes when the text is saved, dropped or sent; opaque. */
  readonly edition: string
  readonly draft: PortalDraft | null
}

/** Which form speaks, and what it saw last: nothing of another window is lost without a word. */
export interface DraftTurn {
  /** What this form saved itself is no news to it. */
  readonly formId: string
  readonly edition: string
}

export interface DraftText {
  /** Message id; null for a new message. */
  readonly inReplyTo: string | null
  readonly replyAll: boolean
  /** Of a new message; empty for an answer. */
  readonly subject: string
  readonly text: string
}

export interface PortalDraft extends DraftText {
  readonly savedAt: number
  readonly files: readonly {
    readonly fileId: string
    readonly fileName: string
    readonly contentType: string
    readonly bytes: number
  }[]
}

export interface PortalAttachment {
  readonly fileName: string
  readonly contentType: string
  readonly content: Uint8Array
}
