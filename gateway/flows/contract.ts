/**
 * What listeners and the portal see of the flows. Flows are the only callers of `commit()`
 * (DESIGN.md §3): receive (operator side), submit (professional), reply-as-patient (portal),
 * modify-mailbox (IMAP).
 */
import type { Absence, Account, MemberRight, Person } from '../../domain/account.js'
import type { BearerTerms } from '../../domain/bearer-message.js'
import type { IdentityTraits } from '../../domain/identity-traits.js'
import type { AccountId, CredentialId, MailboxId, Uid } from '../../domain/ids.js'
import type { Reason } from '../../domain/reasons.js'
import type { Result } from '../../domain/result.js'
import type { SignInRefusal } from '../../domain/sign-in-refusal.js'
import type { Actor } from '../../domain/trace.js'
import type { PeerCertificate } from '../../pki/contract.js'
import type { ExaminedArchives } from '../policy/facts.js'
import type { XdmSign } from './transaction/archive-parts.js'

// Identities.

/** Someone who signed in to one account. */
export interface Identity {
  readonly account: Account
  /** The human, when known: the owner, the member, or null for software. */
  readonly person: Person | null
  /** `manage` for the owner and for applicative accounts. */
  readonly right: MemberRight
  readonly via: 'certificate' | 'password' | 'token'
  /** What opened it, which may be taken away; null for a token, whose issuer ends it. */
  readonly credentialId: CredentialId | null
  /** What traces name. */
  readonly actor: Actor
}

export interface PasswordAttempt {
  /** The account to act on (SASL authzid), or empty. */
  readonly authorizationId: string
  /**
   * The user name typed: an account address; or a person's own account when authorizationId names a
   * shared one.
   */
  readonly authenticationId: string
  readonly password: string
  /** A valid client certificate of the session, or null. */
  readonly certificate: PeerCertificate | null
  readonly remoteAddress: string
  readonly protocol: 'imap' | 'submission'
}

/** Sign-in for mail clients; shared by IMAP and submission. */
export interface SignIn {
  /**
   * Accounts that the certificate opens, the own account of the person first. EXTERNAL is announced
   * only when there is at least one.
   */
  identitiesOf(certificate: PeerCertificate): Promise<readonly Identity[]>
  /**
   * SASL EXTERNAL (RFC 4422 appendix A). An empty authzid takes the only account, or the person's
   * own.
   */
  external(
    certificate: PeerCertificate | null,
    authorizationId: string,
    session: {
      readonly remoteAddress: string
      readonly protocol: 'imap' | 'submission' | 'team-portal'
    },
  ): Promise<Result<Identity, Reason>>
  /**
   * PLAIN (RFC 4616) and LOGIN: any password with a certificate that opens the account, or an
   * application password.
   */
  password(attempt: PasswordAttempt): Promise<Result<Identity, SignInRefusal>>
  /** Whether this sign-in would still be let in: asked of sessions that are kept open. */
  stands(identity: Identity): Promise<boolean>
  /** Present where an identity provider is configured. */
  readonly bearer?: BearerSignIn
}

/** SASL OAUTHBEARER (RFC 7628) and XOAUTH2. */
export interface BearerSignIn {
  readonly terms: BearerTerms
  /** `token-refused`, `token-account-refused`, or `sign-in-unavailable`. */
  token(attempt: TokenAttempt): Promise<Result<Identity, Reason>>
}
export interface TokenAttempt {
  readonly token: string
  /** The account to act on, or empty. */
  readonly authorizationId: string
  readonly remoteAddress: string
  readonly protocol: 'imap' | 'submission'
}

/** Whom an access token names, once its signature, issuer, audience and dates were judged. */
export interface VerifiedToken {
  /** By Person.nationalId, or by the own account of a person or of a software. */
  readonly subject:
    | { readonly kind: 'person'; readonly nationalId: string }
    | { readonly kind: 'account'; readonly address: string }
  /** Milliseconds. Ends no session that is open; refuses new ones. */
  readonly expiresAt: number
}
/** What the composition root gives when an identity provider is configured. */
export interface TokenVerifier {
  readonly terms: BearerTerms
  /** Errors: `token-refused`, or `sign-in-unavailable` when the provider cannot be asked. */
  verify(token: string): Promise<Result<VerifiedToken, Reason>>
}

// SMTP transactions.

export interface MailPath {
  /** Empty for the null reverse path. */
  readonly address: string
  /** RFC 1870 SIZE, octets, when given. */
  readonly declaredBytes: number | null
  /** RFC 3461 RET and ENVID. */
  readonly ret: 'FULL' | 'HDRS' | null
  readonly envelopeId: string | null
}
export interface RecipientPath {
  readonly address: string
  /** RFC 3461 NOTIFY; null when not given. */
  readonly notify: readonly ('NEVER' | 'SUCCESS' | 'FAILURE' | 'DELAY')[] | null
  readonly originalRecipient: string | null
}

export interface AcceptedMessage {
  /**
   * The `Message-ID`, or our own queue id when it has none. Ends in the 250 reply and in the trace.
   */
  readonly queueId: string
}

/**
 * One SMTP transaction. The listener calls sender, recipient*, message, in that order; `abandon`
 * when the transaction ends without a message (RSET, QUIT, a new MAIL, a lost connection), so that
 * refusals are traced.
 */
export interface MailTransaction {
  sender(path: MailPath): Promise<Result<void, Reason>>
  recipient(path: RecipientPath): Promise<Result<void, Reason>>
  /**
   * Reads the body to its end whatever the verdict, then commits. `body` gives the unstuffed
   * octets; one that throws or ends early (`isComplete` false) is never accepted.
   */
  message(
    body: AsyncIterable<Uint8Array>,
    isComplete: () => boolean,
  ): Promise<Result<AcceptedMessage, Reason>>
  abandon(): Promise<void>
}

export interface SessionFacts {
  readonly remoteAddress: string
  /** The EHLO name as said; for the Received line. */
  readonly helo: string
  /** `ESMTPS`, `ESMTPSA` (RFC 3848) with the TLS version and suite for the Received comment. */
  readonly transmission: string
  readonly tls: { readonly version: string; readonly cipher: string } | null
}

/** A validated peer operator, or the reason why it may not send (each MAIL then answers it). */
export interface OperatorSession extends SessionFacts {
  readonly peer: Result<PeerCertificate, Reason>
}
export interface SubmissionSession extends SessionFacts {
  /** Signed in with AUTH, or null. */
  readonly identity: Identity | null
  /** What the client certificate alone opens (Thunderbird sends no AUTH); empty without one. */
  readonly certificateIdentities: readonly Identity[]
}

export interface MailFlows {
  receive(session: OperatorSession): MailTransaction
  submit(session: SubmissionSession): MailTransaction
}

// Archives of documents.

/** A part of a message, decoded. */
export interface ArchiveFile {
  readonly bytes: Uint8Array
  readonly fileName: string
  readonly mediaType: string
  /** What the names of its entries say of it. */
  readonly sign: XdmSign
}
export interface ArchiveExamination extends ExaminedArchives {
  /** Whom the documents name, where they agree on a whole INS. */
  readonly patient: { readonly matricule: string; readonly insOid: string } | null
}

/** Looks into archives within bounds of size, time and memory, outside this process. */
export interface ArchiveExaminer {
  /**
   * Judges all documents of a message against the patient, or against each other when it is null.
   * Answers null when no file turns out to be an archive of documents.
   */
  examine(
    files: readonly ArchiveFile[],
    patient: IdentityTraits | null,
  ): Promise<Result<ArchiveExamination | null, 'archive-examination-unavailable'>>
}

// The portal's answer.

export interface PatientReply {
  readonly patientId: AccountId
  /** The exchange. */
  readonly professionalAddress: string
  /** The message answered, in the patient's account; null for a new message in an open exchange. */
  readonly inReplyTo: { readonly mailboxId: MailboxId; readonly uid: Uid } | null
  readonly replyAll: boolean
  readonly subject: string
  readonly text: string
  readonly attachments: readonly {
    readonly fileName: string
    readonly contentType: string
    readonly content: Uint8Array
  }[]
  /** Emails of the draft that this was; they go in the commit that sends. */
  readonly draftEmails?: readonly DraftEmail[]
}

/** An email in the patient's Drafts. */
export interface DraftEmail {
  readonly mailboxId: MailboxId
  readonly uid: Uid
}

export interface PatientFlows {
  /** Why the patient may not answer this now, or ok: what the portal shows before the form. */
  mayReply(
    reply: Pick<PatientReply, 'patientId' | 'professionalAddress' | 'inReplyTo'>,
  ): Promise<Result<void, Reason>>
  reply(reply: PatientReply): Promise<Result<AcceptedMessage, Reason>>
}

/** Closing by command; mail clients close by moving into "Échanges clos" (modify-mailbox). */
export interface ExchangeFlows {
  end(end: {
    readonly patientId: AccountId
    readonly professionalAddress: string
    readonly endedBy: string
    /** A word of explanation for the patient. */
    readonly note?: string
    readonly actor: Actor
  }): Promise<Result<{ readonly changed: boolean }, Reason>>
}

/** What a human does with the exchanges of an account, on the page of the team. */
export interface TeamActs {
  /**
   * Marks them as handled up to the moment that the human saw, or takes the marks back. Those that
   * were ended meanwhile are passed over.
   */
  handle(
    by: Identity,
    seen: readonly { readonly patientId: AccountId; readonly upTo: number }[],
    handled: boolean,
  ): Promise<Result<{ readonly changed: number }, Reason>>
  /** The same for the patient as `[FIN]` (mssante.md §7 C 20); ended ones are passed over. */
  end(
    by: Identity,
    patientIds: readonly AccountId[],
    note: string,
  ): Promise<Result<{ readonly changed: number }, Reason>>
  /** Null takes the announcement back. */
  announce(by: Identity, absence: Absence | null): Promise<Result<void, Reason>>
}
