/**
 * What the portal needs of a gateway; the composition root hands it in. The portal never imports
 * the gateway or a store. Rules a reader cannot guess:
 * - `exchangeId`, `messageId` and `partId` are opaque, base64url, and bound to one patient: an id
 *   of somebody else is answered `not-found`, exactly like one that never existed.
 * - Free text (subjects, previews, names, bodies) may quote addresses. The portal masks what
 *   `hidden` names before anything leaves for a browser (mssante.md §7 C 19).
 */
import type { AccountId } from '../domain/ids.js'
import type { ProfileState } from '../domain/profile.js'
import type { Reason } from '../domain/reasons.js'
import type { Result } from '../domain/result.js'
import type { DraftTurn, PortalAttachment, PortalDrafts } from './compose/draft-contract.js'

export type {
  DraftText,
  DraftTurn,
  DraftView,
  PortalAttachment,
  PortalDraft,
  PortalDrafts,
} from './compose/draft-contract.js'

export interface PortalGateway {
  /**
   * Asked at each request: a profile that was closed meanwhile ends the session. Null when unknown.
   */
  standing(patientId: AccountId): Promise<PatientStanding | null>
  /** Newest activity first. */
  exchanges(patientId: AccountId): Promise<Result<readonly ExchangeSummary[], Reason>>
  /** Newest first; `before` is the id of the last message of the page before. */
  conversation(
    patientId: AccountId,
    exchangeId: string,
    page: { readonly limit: number; readonly before: string | null },
  ): Promise<Result<Conversation, Reason>>
  /** One message with its part tree. */
  message(
    patientId: AccountId,
    exchangeId: string,
    messageId: string,
  ): Promise<Result<OpenedMessage, Reason>>
  /** Several of one exchange, in the order asked for; null for one that is not there. */
  messages(
    patientId: AccountId,
    exchangeId: string,
    messageIds: readonly string[],
  ): Promise<Result<readonly (OpenedMessage | null)[], Reason>>
  /** Idempotent; messages that are gone are passed over. */
  markSeen(
    patientId: AccountId,
    exchangeId: string,
    messageIds: readonly string[],
  ): Promise<Result<void, Reason>>
  /**
   * Why the patient may not answer now, or ok. A null `messageId` asks for a new message in the
   * exchange.
   */
  mayReply(
    patientId: AccountId,
    exchangeId: string,
    messageId: string | null,
  ): Promise<Result<void, Reason>>
  reply(reply: PortalReply): Promise<Result<void, Reason>>
  /** Messages with these words in text, subject, names or file names; newest first. */
  search(patientId: AccountId, words: string): Promise<Result<readonly FoundMessage[], Reason>>
  /** Calls back when something of the patient changed; may come too often. */
  watch(patientId: AccountId, changed: () => void): () => void
  /**
   * Opaque, for URLs: another one once mail came in or an exchange was opened or ended. What the
   * patient does themselves changes nothing.
   */
  newsMark(patientId: AccountId): Promise<string>
  /** What became of the patient's own messages, by message id; absent where it is not known. */
  deliveries(
    patientId: AccountId,
    exchangeId: string,
    messageIds: readonly string[],
  ): Promise<Result<ReadonlyMap<string, DeliveryState>, Reason>>
  readonly drafts: PortalDrafts
  /** Whom a new message may go to, by name; those who cannot be written to last. */
  contacts(patientId: AccountId): Promise<Result<readonly PortalContact[], Reason>>
}

/** Somebody the patient may write to, or why not. */
export interface PortalContact {
  readonly exchangeId: string
  readonly professionalName: string
  /** The establishment, or empty. */
  readonly professionalEntity: string
  /** `first`: takes messages of patients to whom it never wrote (mssante.md §7 C 24). */
  readonly state: 'open' | 'first' | 'ended'
  readonly notice: ProfessionalNotice | null
  readonly hasDraft: boolean
  readonly hidden: HiddenAddresses
}

export interface FoundMessage {
  readonly exchangeId: string
  readonly professionalName: string
  readonly professionalEntity: string
  readonly summary: MessageSummary
  readonly hidden: HiddenAddresses
}

/**
 * `sent`: on its way to another operator; `delivered`: in the mailbox of all it was for; `read`:
 * opened there by someone; `failed`: came back.
 */
export type DeliveryState = 'sent' | 'delivered' | 'read' | 'failed'

/** Announced before the patient writes. */
export type ProfessionalNotice =
  /** Away, in the words of the team; milliseconds or null without an end. */
  | { readonly kind: 'absent'; readonly text: string; readonly untilAt: number | null }
  /** The mailbox is closed: nobody would read an answer. */
  | { readonly kind: 'inactive' }

export interface PatientStanding {
  /** `Camille Durand`, as the patient wants to read it; never an INS. */
  readonly displayName: string
  readonly profile: ProfileState
}

export interface HiddenAddresses {
  /** Lower case. */
  readonly addresses: readonly string[]
  /** Any address in one of these domains is hidden too; lower case. */
  readonly domains: readonly string[]
}

export interface ExchangeSummary {
  readonly exchangeId: string
  readonly professionalName: string
  /** The establishment, or empty. */
  readonly professionalEntity: string
  readonly state: 'open' | 'ended'
  /** Null while open. */
  readonly endedBy: string | null
  readonly endedAt: number | null
  readonly messages: number
  readonly unread: number
  /** Null when the exchange has no message yet. */
  readonly lastAt: number | null
  readonly lastSubject: string
  readonly lastPreview: string
  readonly hidden: HiddenAddresses
  /** In the words of who ended it; empty when none were given. */
  readonly endedNote: string
  readonly hasDraft: boolean
  readonly messagesWithAttachment: number
  /** The last message is the professional's, expects an answer, and the exchange is open. */
  readonly awaitsAnswer: boolean
  readonly notice: ProfessionalNotice | null
}

export interface Conversation {
  readonly exchange: ExchangeSummary
  readonly messages: readonly MessageSummary[]
  readonly hasOlder: boolean
}

export interface MessageSummary {
  readonly messageId: string
  readonly direction: 'received' | 'sent'
  /** Display name of the author; empty for the patient's own. */
  readonly authorName: string
  readonly at: number
  readonly seen: boolean
  readonly subject: string
  readonly preview: string
  readonly hasAttachment: boolean
  /** Names of the other professionals that "answer all" would reach. */
  readonly otherRecipients: readonly string[]
  /** False for `X-MSS-MES: FIN` (mssante.md §2.3) and for the patient's own messages. */
  readonly answerable: boolean
}

export interface OpenedMessage {
  readonly summary: MessageSummary
  readonly root: PartNode
  readonly hidden: HiddenAddresses
  /**
   * Octets of a part body as they were sent (still in its transfer encoding), from `start` to
   * `end` exclusive, counted from the start of that part. Ends early when the part is shorter.
   */
  part(partId: string, start: number, end: number): AsyncIterable<Uint8Array>
}

/** A node of the MIME tree (RFC 2045); lower-case type, subtype and encoding. */
export interface PartNode {
  /** Path of child numbers from 1 (`1.2`); the root leaf is `1`. */
  readonly partId: string
  readonly type: string
  readonly subtype: string
  /** Empty when not given. */
  readonly charset: string
  /** RFC 3676 `flowed`, or empty. */
  readonly format: string
  readonly encoding: string
  readonly fileName: string | null
  readonly disposition: string | null
  /** Without brackets. */
  readonly contentId: string | null
  /** Octets in its transfer encoding. */
  readonly encodedBytes: number
  readonly children: readonly PartNode[]
}

export interface PortalReply {
  readonly patientId: AccountId
  readonly exchangeId: string
  readonly inReplyTo: string | null
  readonly replyAll: boolean
  readonly subject: string
  readonly text: string
  /** Besides the files of the draft. */
  readonly attachments: readonly PortalAttachment[]
  /**
   * The draft of this exchange goes in the commit that sends. `fileIds`: the files that the patient
   * saw; they go along. Refused `draft-changed` when the draft is not what they saw.
   */
  readonly draft: DraftTurn & { readonly fileIds: readonly string[] }
}

/** Key and certificate chain of the listener, PEM. */
export interface PortalTls {
  readonly key: string
  readonly cert: string
}

/** What `startPortal` gives back. `close` stops new sessions and resolves when all are gone. */
export interface PortalListener {
  readonly port: number
  close(graceMs: number): Promise<void>
}

/** What the pages call themselves. */
export interface PortalBrand {
  /** `Messagerie de santé`. */
  readonly name: string
  /** Who runs it; shown in the footer. */
  readonly operator: string
  /** Development banner: fictitious identities only. */
  readonly development: boolean
}
