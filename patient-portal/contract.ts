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
}

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
  readonly attachments: readonly PortalAttachment[]
}

export interface PortalAttachment {
  readonly fileName: string
  readonly contentType: string
  readonly content: Uint8Array
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
