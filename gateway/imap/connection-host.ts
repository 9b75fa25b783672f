import type { Socket } from 'node:net'
import type { Clock } from '../../domain/clock.js'
import type { Log } from '../../domain/log.js'
import type { PeerCertificate } from '../../pki/contract.js'
import type { Identity } from '../flows/contract.js'
import type { ImapLimits } from './imap-limits.js'
import type { ImapBackend } from './imap-session.js'
import type { RecentRegister } from './selected/recent-register.js'

/** A stream that may carry secrets, and what the client certificate behind it is worth. */
export interface SecuredSocket {
  readonly socket: Socket
  readonly certificate: PeerCertificate | null
  readonly certificateOpens: boolean
}

export interface ClosableConnection {
  /** `* BYE` at once, or after the command under way. */
  shutDown(): void
}

/** What the listener gives to each of its connections. */
export interface ConnectionHost {
  readonly host: string
  readonly limits: ImapLimits
  readonly clock: Clock
  readonly log: Log
  readonly backend: ImapBackend
  readonly recent: RecentRegister
  /** Null where STARTTLS is not offered. */
  readonly startTls: ((socket: Socket) => Promise<SecuredSocket>) | null
  /** False when the account has too many connections. */
  admit(identity: Identity): boolean
  leave(identity: Identity): void
  /** Called once, when the connection is gone. */
  closed(connection: ClosableConnection): void
}
