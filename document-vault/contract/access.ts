/** Who may look into a record, and how that is changed (dmp.md §3, Access rights). */
import type { Result } from '../../domain/result.js'
import type { Caller, ProfessionalCaller, RecordKey } from './callers.js'
import type { VaultRefusal } from './vault-refusal.js'

export interface AccessSettings {
  /** Non-opposition to filing: two flags, never one (dmp.md). */
  readonly filingOpposed: boolean
  readonly readingConsented: boolean
  /** Each emergency door has its own opposition. */
  readonly breakGlassOpposed: boolean
  readonly regulationOpposed: boolean
  readonly authorised: readonly AuthorisedProfessional[]
  readonly blocked: readonly NamedProfessional[]
  readonly referringDoctor: NamedProfessional | null
}
export interface NamedProfessional {
  readonly nationalId: string
  readonly name: string
}
export interface AuthorisedProfessional extends NamedProfessional {
  readonly since: number
  /** Null: until taken back. */
  readonly until: number | null
  readonly grantedBy: 'holder' | 'care-team' | 'consent'
}

export type AccessChange =
  | {
      readonly kind: 'filing-opposition' | 'break-glass-opposition' | 'regulation-opposition'
      readonly opposed: boolean
    }
  | { readonly kind: 'reading-consent'; readonly consented: boolean }
  | {
      readonly kind: 'authorise'
      readonly professional: NamedProfessional
      readonly until: number | null
      /**
       * Said by a professional for themself; default `care-team`. `consent`: outside the care team,
       * with the holder's explicit consent, for one consultation
       * (documentLimits.consentAccessMsMax).
       */
      readonly basis?: 'care-team' | 'consent'
    }
  | { readonly kind: 'withdraw' | 'block' | 'unblock'; readonly professional: NamedProfessional }
  | { readonly kind: 'referring-doctor'; readonly professional: NamedProfessional | null }

export interface EmergencyAccess {
  readonly mode: 'break-glass' | 'regulation'
  readonly until: number
}

/** Told to the holder until acknowledged: an emergency access, above all. */
export interface HolderNotice {
  readonly noticeId: string
  readonly at: number
  /** French. */
  readonly says: string
  readonly isUrgent: boolean
}

/** An emergency access of which the holder was not told by the gateway yet; says not by whom. */
export interface UntoldEmergency {
  readonly noticeId: string
  readonly record: RecordKey
  readonly at: number
}

export interface AccessVault {
  access(key: RecordKey, caller: Caller): Promise<Result<AccessSettings, VaultRefusal>>
  /**
   * The holder changes all; a professional declares `authorise` for themself as care team (the
   * holder is told), or with the holder's explicit consent.
   */
  changeAccess(
    key: RecordKey,
    change: AccessChange,
    caller: Caller,
  ): Promise<Result<AccessSettings, VaultRefusal>>
  /** Opens an emergency door for a bounded time. The motive is required and shown to the holder. */
  openInEmergency(
    key: RecordKey,
    mode: EmergencyAccess['mode'],
    motive: string,
    caller: ProfessionalCaller,
  ): Promise<Result<EmergencyAccess, VaultRefusal>>
  notices(key: RecordKey, caller: Caller): Promise<Result<readonly HolderNotice[], VaultRefusal>>
  acknowledgeNotice(
    key: RecordKey,
    noticeId: string,
    caller: Caller,
  ): Promise<Result<void, VaultRefusal>>
  /**
   * Oldest first, until `markEmergenciesTold`; acknowledged ones are left out. For the gateway's
   * e-mails: it looks at nothing in the records, so it leaves no trace. Empty while the vault is
   * away.
   */
  untoldEmergencies(max: number): Promise<readonly UntoldEmergency[]>
  /** Idempotent; false while the vault is away. */
  markEmergenciesTold(noticeIds: readonly string[]): Promise<boolean>
}
