import type { AccountId, CredentialId, PersonId } from './ids.js'

/** The French BAL personnelle, organisationnelle, applicative, and the citizen mailbox. */
export type AccountKind = 'personal' | 'organisational' | 'applicative' | 'patient'

/** `closed` accounts refuse mail (550 5.2.1) and sign-in; nothing of theirs is deleted. */
export type AccountState = 'active' | 'closed'

/**
 * Whose `\Seen` is: of the message, the same for everyone (`shared`), or of each person who reads
 * it (`personal`). RFC 3501 §7.1 lets a flag be per user; RFC 4314 §4 names the right.
 */
export type SeenMarks = 'shared' | 'personal'

/**
 * Whether plain attachments for a patient go on to the patient's documents without being asked for
 * (`[DMP]` in the subject asks). `ask`: the patient chooses in the portal. XDM archives always go.
 */
export type DocumentForwarding = 'never' | 'ask' | 'always'

/** Announced to patients before they write, from `fromAt` until before `untilAt` (milliseconds). */
export interface Absence {
  /** In the words of the team; never empty. */
  readonly text: string
  readonly fromAt: number
  /** Null: until it is taken back. */
  readonly untilAt: number | null
}

export interface Account {
  readonly id: AccountId
  readonly kind: AccountKind
  /** Full address, lower case. A patient's is `<INS matricule>@<citizen domain>`. */
  readonly address: string
  /** Shown to correspondents: `Dr Claire MOREL` or the name of the team or software. */
  readonly displayName: string
  /** The establishment or practice, shown to patients beside the name; empty when none. */
  readonly entity: string
  readonly state: AccountState
  /** The pharmacy exception (mssante.md §7 C 24): patients may write first. */
  readonly acceptsPatientsFirst: boolean
  /** The person who owns a personal account; null for the other kinds. */
  readonly ownerId: PersonId | null
  /** Octets; 0 means no limit. */
  readonly quotaBytes: number
  readonly seenMarks: SeenMarks
  /**
   * What is sent as this account is filed in its Sent by the gateway, whoever sends it. A team's is
   * by default; other people's mail clients file their own copy.
   */
  readonly sentCopy: boolean
  readonly documentForwarding: DocumentForwarding
  readonly absence: Absence | null
  readonly createdAt: number
}

/** A human who can sign in. Traces name persons, never only accounts. */
export interface Person {
  readonly id: PersonId
  readonly displayName: string
  /** National identifier with its type digit (`8` + RPPS, 12 digits) or null (secretaries). */
  readonly nationalId: string | null
}

/**
 * Rights on an account of several people (a team's, or one that its owner delegates), each
 * including the one before: `read`, `answer` (send as the account, change flags and folders),
 * `manage` (also members).
 */
export type MemberRight = 'read' | 'answer' | 'manage'

/**
 * A person who works in an account that is not theirs: of a team, or a personal one delegated by
 * its owner (a secretary, a locum).
 */
export interface Member {
  readonly accountId: AccountId
  readonly personId: PersonId
  readonly right: MemberRight
  /** Milliseconds: from this moment on; null is always. */
  readonly fromAt: number | null
  /** Milliseconds: no longer at this moment; null is without end. */
  readonly untilAt: number | null
}

export const sentCopyByDefault = (kind: AccountKind): boolean => kind === 'organisational'

/** Whether the rights hold at the moment `now` (milliseconds): `fromAt` <= now < `untilAt`. */
export const isMemberAt = (member: Pick<Member, 'fromAt' | 'untilAt'>, now: number): boolean =>
  (member.fromAt === null || member.fromAt <= now) &&
  (member.untilAt === null || now < member.untilAt)

const rank: Record<MemberRight, number> = { read: 1, answer: 2, manage: 3 }

export const includesRight = (held: MemberRight, wanted: MemberRight): boolean =>
  rank[held] >= rank[wanted]

/**
 * What proves an identity.
 * - `passkey`, `oidc` and `activation` are of a patient's account. `passkey`: `secret` is a
 *   `PasskeySecret` as JSON. `oidc`: issuer, a space, and the subject there (OpenID Connect Core
 *   §2, `sub`). `activation`: scrypt, base64url, of a code given once by the operator; it opens
 *   the first visit until `createdAt` + portalLimits.activationMsMax, and is removed when used.
 * - `certificate`: `secret` is the canonical subject DN (domain/distinguished-name.ts). With a
 *   person and no account it opens every account that the person owns or is a member of; with an
 *   account and no person it is an organisational or applicative certificate registered for that
 *   mailbox.
 * - `password`: `secret` is an argon2id hash. Always of one account; with a person where a human
 *   uses it.
 */
export type CredentialKind = 'certificate' | 'password' | 'passkey' | 'oidc' | 'activation'

/** A WebAuthn credential (W3C WebAuthn Level 3 §4, credential record); octets in base64url. */
export interface PasskeySecret {
  readonly credentialId: string
  /** COSE key. */
  readonly publicKey: string
  /** Signature counter; 0 where the authenticator has none. */
  readonly counter: number
  readonly transports: readonly string[]
}

export interface Credential {
  readonly id: CredentialId
  readonly kind: CredentialKind
  readonly secret: string
  readonly accountId: AccountId | null
  readonly personId: PersonId | null
  readonly label: string
  readonly createdAt: number
}
