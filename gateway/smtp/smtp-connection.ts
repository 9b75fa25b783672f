import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { SMTPServer } from 'smtp-server'
import { SMTPConnection, type SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js'
import type { Clock } from '../../domain/clock.js'
import type { Log } from '../../domain/log.js'
import { peerChain } from '../../pki/peer-chain.js'
import type { MessageBody } from './message-body.js'
import { codeOf, replies } from './protocol-replies.js'
import { type InputHandler, SmtpInput } from './smtp-input.js'
import type { SmtpPeer } from './smtp-peer.js'
import { type SessionPort, SmtpSession } from './smtp-session.js'

/** The bounds that tests make smaller; `domain/limits.ts` otherwise. */
export interface ConnectionBounds {
  readonly idleMsMax: number
  readonly dataBytesPerSecondMin: number
  readonly messageBytesMax: number
  readonly connectionsMax: number
  readonly connectionsPerAddressMax: number
  readonly signInDelayMsMax: number
}

export interface ConnectionSetup {
  readonly hostName: string
  readonly postmasterDomain: string
  readonly bounds: ConnectionBounds
  readonly log: Log
  readonly clock: Clock
  newPeer(remoteAddress: string): SmtpPeer
  onGone(connection: GatewayConnection): void
}

/**
 * smtp-server's connection as the driver of SmtpSession: it keeps the socket, the TLS upgrade and
 * the half-close, and gives lines, dots, replies and deadlines to our own parts. Its parser is
 * replaced (see SmtpInput), its command handlers are never reached, and its fixed 100 ms before
 * the greeting are gone (see `init`).
 */
export class GatewayConnection extends SMTPConnection implements SessionPort, InputHandler {
  readonly #setup: ConnectionSetup
  readonly #session: SmtpSession
  #heldReplies = ''
  /** Since when the client owes us the rest of a command or of a message; null while we work. */
  #waitingSince: number | null
  #lastOctetAt = 0
  #receptionStartedAt = 0
  #receivedBytes = 0
  #isDraining = false

  constructor(
    server: SMTPServer,
    socket: Socket,
    setup: ConnectionSetup,
    options: SMTPConnectionOptions | null,
  ) {
    super(server, socket, options)
    this.#setup = setup
    this.#waitingSince = setup.clock.now()
    this.#session = new SmtpSession({
      hostName: setup.hostName,
      postmasterDomain: setup.postmasterDomain,
      remoteAddress: this.remoteAddress,
      messageBytesMax: setup.bounds.messageBytesMax,
      peer: setup.newPeer(this.remoteAddress),
      port: this,
    })
  }

  // --- start ------------------------------------------------------------------------------------

  /**
   * smtp-server waits 100 ms before each greeting to catch early talkers, which caps a
   * reconnecting sender at ten messages a second. Octets that came with the connection are there
   * after one turn of the event loop, so the greeting goes out then. In clear such octets are
   * refused (RFC 5321 §4.3.1: the client waits for the greeting; an HTTP request of a browser or
   * a blind injection does not); 421 loses no mail of a merely hasty sender. Under TLS nothing is
   * read before the greeting, so early octets simply wait.
   */
  override init(): void {
    this._socket.on('close', (hadError) => this._onCloseEvent(hadError))
    this._socket.on('error', (failure) => this._onError(failure))
    this._setClientHostname('')
    this._resetSession()
    if (this._socket instanceof TLSSocket) {
      void this.takeTls(this._socket).then(() => this.#greet())
      return
    }
    // Replies to what a client pipelined before it closed its side still have to go out.
    this._socket.allowHalfOpen = true
    if (this._parser) this._socket.pipe(this._parser)
    // The first turn arms the read, the second one follows it.
    setImmediate(() => setImmediate(() => this.#greet()))
  }

  #greet(): void {
    if (this._closing || this._closed || !this._parser) return
    if (this.#isDraining) {
      this.reply(replies.stopping)
      return
    }
    this._ready = true
    this.#waitingSince = this.#setup.clock.now()
    this.reply(`220 ${this.#setup.hostName} ESMTP`)
    this.flush()
    if (this._socket instanceof TLSSocket) this._socket.pipe(this._parser)
  }

  /** Called by the server after each handshake, before the first octet inside TLS is read. */
  async takeTls(socket: TLSSocket): Promise<void> {
    // A TLS 1.2 client could otherwise change its certificate after we checked it.
    socket.disableRenegotiation()
    socket.allowHalfOpen = true
    const tls = { version: socket.getProtocol() ?? '', cipher: socket.getCipher().standardName }
    try {
      await this.#session.secured(tls, peerChain(socket))
    } catch (failure) {
      this.failed(failure)
      this.reply(replies.stopping)
    }
    this.#waitingSince = this.#setup.clock.now()
  }

  // --- SessionPort ------------------------------------------------------------------------------

  /** Held back until the pipelined commands at hand are answered (RFC 2920 §3.2). */
  reply(line: string | readonly string[]): void {
    const text = typeof line === 'string' ? line : line.join('\r\n')
    this.#heldReplies += `${text}\r\n`
    if (codeOf(text) === 421) this.close()
  }

  flush(): void {
    if (this.#heldReplies === '' || this._upgrading || this._socket.destroyed) return
    const replied = this.#heldReplies
    this.#heldReplies = ''
    if (this._socket.writable) this._socket.write(replied, 'latin1')
  }

  override close(): void {
    this.flush()
    super.close()
  }

  startTls(): void {
    this.flush()
    // Half a handshake is nothing to wait for.
    this._socket.allowHalfOpen = false
    this.upgrade(() => {})
  }

  get waitingBytes(): number {
    return this.#input.waitingBytes + this._socket.readableLength
  }

  receive(body: MessageBody, onReceived: (oversized: boolean) => Promise<void>): void {
    this.#receptionStartedAt = this.#setup.clock.now()
    this.#receivedBytes = 0
    this.#input.receive(body, this.#setup.bounds.messageBytesMax, async (oversized) => {
      this.#waitingSince = null
      this.flush()
      await onReceived(oversized)
    })
  }

  pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      setTimeout(resolve, Math.min(ms, this.#setup.bounds.signInDelayMsMax)).unref()
    })
  }

  failed(failure: unknown): void {
    this.#setup.log.error('smtp.failure', { remote: this.remoteAddress, failure })
  }

  // --- InputHandler -----------------------------------------------------------------------------

  onOctets(count: number): void {
    this.#lastOctetAt = this.#setup.clock.now()
    this.#receivedBytes += count
    if (!this._ready) this.reply(replies.talkedTooSoon)
  }

  onLine(line: string): Promise<void> | undefined {
    // Octets of the clear session that were still on their way when TLS started.
    if (this._upgrading || this._closing) return undefined
    this.#waitingSince = null
    return this.#session.line(line)
  }

  onFault(fault: 'bare-line-ending' | 'line-too-long' | 'endless-message'): void {
    const reply = {
      'endless-message': replies.endlessMessage,
      'line-too-long': replies.lineTooLong,
      'bare-line-ending': replies.bareLineEnding,
    }[fault]
    this.reply(reply)
    this.close()
  }

  onQuiet(): Promise<void> | undefined {
    this.#waitingSince ??= this.#setup.clock.now()
    if (this.#isDraining && !this.#session.isBusy) this.reply(replies.stopping)
    this.flush()
    // A client that never reads its replies must not fill our memory.
    if (!this._socket.writableNeedDrain) return undefined
    const socket = this._socket
    return new Promise((resolve) => {
      socket.once('drain', resolve)
      socket.once('close', () => resolve())
    })
  }

  onEnd(): void {
    this.close()
  }

  // --- deadlines and end ---------------------------------------------------------------------

  /**
   * Cuts the client when a command takes longer than the idle bound in all (trickled octets do
   * not extend it), or a message is silent for so long or slower than the minimal rate. RFC 5321
   * §4.5.3.2.7: at least five minutes.
   */
  checkDeadlines(now: number): void {
    if (this.#waitingSince === null || this._closing) return
    const { idleMsMax, dataBytesPerSecondMin } = this.#setup.bounds
    const rateMs = (this.#receivedBytes / dataBytesPerSecondMin) * 1000
    const isLate = this.#input?.isReceiving
      ? now > Math.max(this.#lastOctetAt, this.#receptionStartedAt) + idleMsMax ||
        now > this.#receptionStartedAt + idleMsMax + rateMs
      : now > this.#waitingSince + idleMsMax
    if (!isLate) return
    this.#setup.log.info('smtp.timeout', { remote: this.remoteAddress })
    if (this._upgrading) this._socket.destroy()
    else this.reply(replies.tooSlow)
  }

  /** A connection in a transaction may end it; the others are told to come back. */
  drain(): void {
    this.#isDraining = true
    const isIdle = this.#waitingSince !== null && !this.#session.isBusy && this._ready
    if (isIdle && !this._upgrading) this.reply(replies.stopping)
  }

  /**
   * The grace is over. A message whose last octet came still gets its verdict: a lost 250 is a
   * message sent twice.
   */
  cut(isLastCall: boolean): void {
    const awaitsVerdict = this.#waitingSince === null && !this.#input?.isReceiving
    if (awaitsVerdict && !isLastCall && !this._upgrading) return
    if (!this._upgrading) this.reply(replies.stopping)
    this._socket.destroySoon()
  }

  get #input(): SmtpInput {
    return this._parser as SmtpInput
  }

  override _createParser(): SmtpInput {
    // Called by the constructor of the base class: nothing of ours exists yet.
    return new SmtpInput(this)
  }

  /** Our own deadlines take the place of the socket's timer. */
  override _armTimeout(): void {}

  /** What is left of smtp-server's own replies. */
  override send(code: number, data?: string | string[] | null): void {
    const text = Array.isArray(data) ? data.join(' ') : (data ?? '')
    this.reply(`${code} ${Math.trunc(code / 100)}.0.0 ${text.replace(/[^\x20-\x7e]/g, ' ')}`)
  }

  override _onClose(): void {
    const input = this._parser as SmtpInput | false
    super._onClose()
    if (input) input.abandon()
    void this.#session.closed()
    this.#setup.onGone(this)
  }
}
