/** What the pages about one's own profile need of the gateway. */
import type { AccountId } from '../../domain/ids.js'
import type { ProfileState } from '../../domain/profile.js'
import type { Reason } from '../../domain/reasons.js'
import type { Result } from '../../domain/result.js'

export interface PortalProfile {
  state(patientId: AccountId): Promise<ProfileState | null>
  /** `open` from `closed` or `opposed`; these two from `open`. Others: `not-found`. */
  change(
    patientId: AccountId,
    to: Extract<ProfileState, 'open' | 'closed' | 'opposed'>,
  ): Promise<Result<void, Reason>>
  /** How much there is, before the patient takes it along or has it erased. */
  extent(patientId: AccountId): Promise<ProfileExtent>
  /** Everything, as an archive that is made while it is sent. Bounded in number at once. */
  export(
    patientId: AccountId,
    /** OpenPGP public key, armoured or binary (RFC 9580 §6.2, §10.1); null for a plain ZIP. */
    sealFor: Uint8Array | null,
  ): Promise<Result<ProfileExport, ExportFault>>
  /** Messages, exchanges, settings, documents, and every way to sign in. Cannot be undone. */
  erase(patientId: AccountId): Promise<Result<ErasureProof, Reason>>
}

export interface ProfileExtent {
  readonly exchanges: number
  readonly messages: number
  /** Octets of the messages; documents come on top. */
  readonly bytes: number
  /** Held ones included. Null where the vault cannot be asked now. */
  readonly documents: number | null
}

export type SealFault =
  | 'key-unreadable'
  | 'key-several'
  | 'key-private'
  | 'key-revoked'
  | 'key-expired'
  | 'key-cannot-encrypt'

export type ExportFault = SealFault | 'busy' | 'unavailable' | 'not-found'

export interface ProfileExport {
  readonly fileName: string
  readonly mediaType: string
  /**
   * To be read to its end, or given up by `return`. Throws when a part cannot be read: the download
   * then fails visibly, it never ends short.
   */
  readonly content: AsyncIterableIterator<Uint8Array>
}

/** A receipt for the patient: says what was erased, when, and is signed by the operator. */
export interface ErasureProof {
  readonly fileName: string
  readonly mediaType: string
  /** CMS signed data over a plain text (RFC 8551), which mail clients and openssl can verify. */
  readonly content: Uint8Array
  /** The same words, to be shown. */
  readonly says: string
}
