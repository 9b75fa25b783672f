/**
 * The driver of one IMAP connection: octets in, commands one after the other, answers out.
 *
 * Rules a reader cannot guess:
 * - One command runs at a time. Octets that come meanwhile wait in the receiver; above imapPipelineBytesMax the
 *   socket is not read any more.
 * - An idle connection holds no promise and no buffer: everything starts again from `data`.
 * - What a client sent in clear behind STARTTLS is never executed: the connection ends.
 */
import type { Socket } from 'node:net'
import { type Clock, systemClock } from '../../domain/clock.js'
import type { Limits } from '../../domain/limits.js'
import type { Log } from '../../domain/log.js'
import { imapText, type Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { PeerCertificate } from '../../pki/contract.js'
import type { Identity, SignIn } from '../flows/contract.js'
import { CommandCursor, SyntaxFault } from './command-cursor.js'
import { type Answer, bad, type Command, type Conversation, refused } from './command.js'
import { CommandReceiver, type Received, type ReceiveFault } from './command-receiver.js'
import { capabilityText, findCommand, findUidCommand } from './command-table.js'
import { append } from './commands/append.js'
import type { ImapBackend, ImapSession } from './imap-session.js'
import { ResponseWriter } from './response-writer.js'
import type { AdoptOptions, SelectedView } from './selected-view.js'

export interface SecuredSocket {
  readonly socket: Socket
  readonly certificate: PeerCertificate | null
  readonly certificateOpens: boolean
}

/** What the listener gives to each of its connections. */
export interface ConnectionHost {
  readonly host: string
  readonly limits: Limits
  readonly clock: Clock
  readonly log: Log
  readonly backend: ImapBackend
  /** Null where STARTTLS is not offered. */
  readonly startTls: ((socket: Socket) => Promise<SecuredSocket>) | null
  /** False when the account has too many connections. */
  admit(identity: Identity): boolean
  leave(identity: Identity): void
  closed(connection: Connection): void
}
