import type { Clock } from '../../domain/clock.js'
import type { Log } from '../../domain/log.js'
import { imapText, type Reason } from '../../domain/reasons.js'
import type { Result } from '../../domain/result.js'
import type { PeerCertificate } from '../../pki/contract.js'
import type { Identity, SignIn } from '../flows/contract.js'
import type { EnabledFeatures } from './enabled-features.js'
import type { ImapLimits } from './imap-limits.js'
import type { ImapSession } from './imap-session.js'
import type { StandingNews } from './notify/standing-news.js'
import type { UpdateContexts } from './search/update-contexts.js'
import type { RecentRegister } from './selected/recent-register.js'
import type { AdoptOptions, SelectedView } from './selected/selected-view.js'
import type { CommandCursor } from './wire/command-cursor.js'
import type { CommandReceiver } from './wire/command-receiver.js'
import type { ResponseWriter } from './wire/response-writer.js'

/** RFC 9051 §3. */
export type ConversationState = 'not-authenticated' | 'authenticated' | 'selected'

export const anyState: readonly ConversationState[] = [
  'not-authenticated',
  'authenticated',
  'selected',
]
export const signedInStates: readonly ConversationState[] = ['authenticated', 'selected']

/** The tagged answer. */
export interface Answer {
  readonly status: 'OK' | 'NO' | 'BAD'
  readonly text: string
}
export const done = (text: string): Answer => ({ status: 'OK', text })
export const no = (text: string): Answer => ({ status: 'NO', text })
export const bad = (text: string): Answer => ({ status: 'BAD', text })
export const refused = (reason: Reason): Answer => no(imapText(reason))
/** For a mailbox that the client might create first: RFC 9051 §6.3.12, §6.4.7. */
export const refusedTarget = (reason: Reason): Answer =>
  reason === 'mailbox-not-found'
    ? no(imapText(reason).replace('[NONEXISTENT]', '[TRYCREATE]'))
    : refused(reason)

/** What a connection is like when it asks for CAPABILITY. */
export interface CapabilityFacts {
  readonly isSignedIn: boolean
  readonly secure: boolean
  readonly mayStartTls: boolean
  readonly certificateOpens: boolean
  readonly isCompressed: boolean
  readonly signIn: Pick<SignIn, 'bearer'>
  readonly limits: ImapLimits
}

/**
 * A name of CAPABILITY. A plain one is told once signed in; a function tells, or null, in each
 * state.
 */
export type Capability = string | ((facts: CapabilityFacts) => string | null)

/**
 * One command. `prepare` reads its arguments (the cursor throws syntax faults, answered BAD) and
 * gives the work: it writes untagged responses and ends in the tagged answer.
 */
export interface Command {
  readonly name: string
  readonly states: readonly ConversationState[]
  /** What CAPABILITY says because this command exists. */
  readonly capabilities?: readonly Capability[]
  /** RFC 9051 §7.5.1: no EXPUNGE is told at its end (FETCH, STORE, SEARCH by sequence numbers). */
  readonly keepsNumbers?: boolean
  /** Reads the arguments and gives the work that they ask for. */
  prepare(cursor: CommandCursor, conversation: Conversation): () => Promise<Answer>
}

/** What a command sees of its connection. */
export interface Conversation {
  readonly tag: string
  readonly host: string
  readonly limits: ImapLimits
  readonly clock: Clock
  readonly log: Log
  readonly out: ResponseWriter
  readonly receiver: CommandReceiver
  readonly signIn: SignIn
  readonly recent: RecentRegister
  readonly remoteAddress: string
  /** TLS is on, or the listener is a loopback one for tests. */
  readonly secure: boolean
  readonly certificate: PeerCertificate | null
  readonly certificateOpens: boolean
  readonly mayStartTls: boolean
  /** Throws before sign-in: the command table keeps such commands away. */
  readonly session: ImapSession
  /** Throws when no mailbox is selected. */
  readonly view: SelectedView
  readonly selected: boolean
  readonly isSignedIn: boolean
  readonly closing: boolean
  readonly enabled: EnabledFeatures
  /** Live results in the selected mailbox (RFC 5267 §4.3). */
  readonly contexts: UpdateContexts
  /**
   * After a CONDSTORE enabling command (RFC 7162 §3.1): the first one tells the HIGHESTMODSEQ of
   * the mailbox that is open.
   */
  enableCondStore(): void
  capabilities(): string
  /** The next raw line (SASL, IDLE); null when the connection is gone. */
  readLine(bytesMax: number): Promise<string | 'too-long' | null>
  /** Resolves when more octets came; false when the connection is gone. */
  moreInput(): Promise<boolean>
  select(view: SelectedView | null): void
  signedIn(identity: Identity): Result<void, Reason>
  signInFailed(): Promise<void>
  /** After the OK of STARTTLS was written. */
  startTls(): void
  readonly isCompressed: boolean
  /** RFC 4978: after the tagged OK was written. */
  compress(): void
  /** Re-reads the mailbox and tells what changed. */
  adopt(options: Partial<AdoptOptions>): Promise<void>
  /** Ends the connection after the tagged answer. */
  finish(): void
  /** Called when the mailbox may have changed or the listener closes; one at a time. */
  onHint(listener: (() => void) | null): void
  /** RFC 5465: what NOTIFY asked for, in place of an earlier one; null after NOTIFY NONE. */
  notify(news: StandingNews | null): void
  /** Something of it waits to be told. */
  readonly hasNews: boolean
  /** Between commands and in IDLE only. */
  tellNews(): Promise<void>
  /** Makes the connection tell its news when it can. */
  wake(): void
}
