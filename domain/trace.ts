import type { AccountId, PersonId } from './ids.js'
import type { Reason } from './reasons.js'

/** Who acted. `label` is a name for people, never an INS; a patient's label is `patient`. */
export type Actor =
  | { readonly kind: 'person'; readonly personId: PersonId; readonly label: string }
  | { readonly kind: 'account'; readonly accountId: AccountId; readonly label: string }
  | { readonly kind: 'patient'; readonly accountId: AccountId; readonly label: string }
  | { readonly kind: 'operator'; readonly label: string }
  | { readonly kind: 'administrator'; readonly label: string }
  | { readonly kind: 'system'; readonly label: string }

export type TraceAction =
  | 'message.receive'
  | 'message.submit'
  | 'message.reply'
  | 'message.relay'
  | 'message.bounce'
  | 'message.read'
  | 'message.expunge'
  | 'message.append'
  | 'mailbox.open'
  | 'exchange.open'
  | 'exchange.end'
  | 'exchange.handle'
  | 'sign-in'
  | 'sign-in.block'
  | 'sign-in.unblock'
  | 'account.change'
  | 'member.change'
  | 'profile.change'
  | 'settings.change'
  | 'notice.send'
  | 'profile.export'
  | 'profile.erase'
  | 'document.file'
  | 'document.forward'
  | 'credential.change'
  | 'store.backup'

/**
 * One immutable line: who did what, when, on what, with which result. Never content, never an INS:
 * patients are named by account id (invariant 8).
 */
export interface NewTrace {
  readonly at: number
  readonly actor: Actor
  readonly action: TraceAction
  /** The account concerned first, when there is one. */
  readonly accountId: AccountId | null
  readonly outcome: 'accepted' | 'refused' | 'deferred'
  readonly reason: Reason | null
  /** `Message-ID` header, without brackets, when the act concerns a message. */
  readonly messageId: string | null
  /**
   * Small flat facts: recipients, counterpart, folder, bytes, protocol. Bounded by
   * limits.traceDetailBytesMax.
   */
  readonly detail: Readonly<Record<string, string | number | boolean | null | readonly string[]>>
}

/** A stored trace: `hash` = SHA-256 over the previous hash and the canonical line (a chain). */
export interface Trace extends NewTrace {
  readonly sequence: number
  readonly hash: string
}
