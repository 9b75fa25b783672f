/**
 * The driver of one IMAP connection: octets in, commands one after the other, answers out.
 *
 * Rules a reader cannot guess:
 * - One command runs at a time. Octets that come meanwhile wait in the receiver; above
 *   imapPipelineBytesMax the socket is not read any more.
 * - An idle connection holds no promise and no buffer: everything starts again from `data`.
 * - What a client sent in clear behind STARTTLS is never executed: the connection ends.
 */
import type { Socket } from 'node:net'
import { type Answer, bad, type Command, refused } from './command.js'
import { findCommand, findUidCommand } from './command-table.js'
import type { ConnectionHost, SecuredSocket } from './connection-host.js'
import { ConversationState } from './conversation-state.js'
import { CommandCursor, SyntaxFault } from './wire/command-cursor.js'
import { CommandReceiver } from './wire/command-receiver.js'
import { CompressedInput } from './wire/compress-input.js'
import { faultTexts, type Received } from './wire/received-command.js'
import { ResponseWriter } from './wire/response-writer.js'

type Waiter = (alive: boolean) => void

export class Connection extends ConversationState {
  readonly out: ResponseWriter
  readonly remoteAddress: string
  receiver: CommandReceiver
  #waiter: Waiter | null = null
  #busy = false
  #ended = false
  #upgrading = false
  #compressing = false
  /** Null until COMPRESS: octets then come from the socket. */
  #input: CompressedInput | null = null
  #badCommands = 0
  #timer: NodeJS.Timeout

  constructor(socket: Socket, host: ConnectionHost, secured: SecuredSocket | null) {
    super(host, secured)
    const { limits } = host
    this.remoteAddress = socket.remoteAddress ?? ''
    this.receiver = new CommandReceiver(limits)
    this.out = new ResponseWriter(socket, {
      bufferBytesMax: limits.imapOutputBufferBytesMax,
      stalledMsMax: limits.imapStalledMsMax,
    })
    this.#timer = setTimeout(this.#onTimeout, limits.imapUnauthenticatedMsMax)
    this.#attach(socket)
    this.out.line(`* OK [CAPABILITY ${this.capabilities()}] ${host.host} a votre service`)
    this.out.flush()
  }

  finish(): void {
    this.#ended = true
    this.#wake(false)
  }
  startTls(): void {
    this.#upgrading = true
  }
  get isCompressed(): boolean {
    return this.#input !== null
  }
  compress(): void {
    this.#compressing = true
  }

  async readLine(bytesMax: number): Promise<string | 'too-long' | null> {
    for (;;) {
      const line = this.receiver.line(bytesMax)
      if (line !== null) return line
      if (!(await this.moreInput())) return null
    }
  }

  moreInput(): Promise<boolean> {
    this.#resume()
    // Answers of commands before this one are not held back while the client is waited for.
    this.out.flush()
    if (this.#ended || this.out.socket.destroyed) return Promise.resolve(false)
    return new Promise((resolve) => {
      this.#waiter = resolve
    })
  }

  /** `* BYE` at once, or after the command under way. */
  shutDown(): void {
    this.closing = true
    if (!this.#busy || this.hint !== null) this.#goodbye()
    this.#wake(false)
  }
  destroy(): void {
    this.out.socket.destroy()
  }

  wake(): void {
    this.hint?.()
    if (!this.#busy && !this.#ended && this.hasNews) void this.#run()
  }

  #attach(socket: Socket): void {
    socket.setNoDelay(true)
    socket.setKeepAlive(true, this.limits.imapKeepAliveMs)
    socket.on('data', this.#onData)
    socket.on('error', this.#onError)
    socket.on('close', this.#onClose)
  }

  readonly #onData = (bytes: Buffer): void => {
    this.receiver.push(bytes)
    if (this.isSignedIn) this.#timer.refresh()
    if (this.receiver.pendingBytes > this.limits.imapPipelineBytesMax) this.#source.pause()
    this.#wake(true)
    if (!this.#busy) void this.#run()
  }
  readonly #onError = (): void => this.destroy()
  readonly #onClose = (): void => {
    clearTimeout(this.#timer)
    this.#ended = true
    this.#wake(false)
    this.leave()
  }
  readonly #onTimeout = (): void => {
    // A command under way, IDLE above all, is not silence of the client's making.
    if (this.isSignedIn && this.#busy) this.#timer.refresh()
    else this.#goodbye('[UNAVAILABLE] Connexion restee sans activite')
  }

  #wake(alive: boolean): void {
    const waiter = this.#waiter
    this.#waiter = null
    waiter?.(alive)
  }
  get #source(): CompressedInput | Socket {
    return this.#input ?? this.out.socket
  }
  #resume(): void {
    const source = this.#source
    if (source.isPaused() && this.receiver.pendingBytes * 2 < this.limits.imapPipelineBytesMax) {
      source.resume()
    }
  }
  #goodbye(text = this.farewell): void {
    if (!this.#ended) this.out.line(`* BYE ${text}`)
    this.#ended = true
    this.#end()
  }
  #end(): void {
    this.out.end()
    this.#wake(false)
    clearTimeout(this.#timer)
    // A peer that never closes its side does not hold ours.
    this.#timer = setTimeout(() => this.destroy(), 5_000)
  }
  protected restartTimer(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(this.#onTimeout, ms)
  }

  /** Runs what was received until more octets are needed. Never rejects. */
  async #run(): Promise<void> {
    this.#busy = true
    try {
      while (!this.#ended) {
        const received = this.receiver.next()
        this.#resume()
        if (received !== null) await this.#handle(received)
        else if (this.hasNews && !this.receiver.isInCommand) await this.tellNews()
        else break
        if (this.closing && !this.#ended) this.#goodbye()
        if (this.receiver.pendingBytes === 0) this.out.flush()
        if (!(await this.out.room())) break
      }
      this.out.flush()
      if (this.#ended) this.#end()
    } catch (failure) {
      this.log.error('imap.connection-failed', { remote: this.remoteAddress, failure })
      this.destroy()
    } finally {
      this.#busy = false
    }
  }

  async #handle(received: Received): Promise<void> {
    switch (received.kind) {
      case 'continue':
        this.out.line('+ Continuez')
        this.out.flush()
        return
      case 'bad':
        this.tag = received.tag ?? '*'
        return this.#answer(bad(faultTexts[received.fault]))
      case 'fatal':
        return this.#goodbye(faultTexts[received.fault])
      case 'command': {
        this.tag = received.command.tag
        const prepared = this.#prepare(new CommandCursor(received.command))
        if ('status' in prepared) {
          this.receiver.abandon()
          return this.#answer(prepared)
        }
        return this.#execute(prepared.command, prepared.work)
      }
    }
  }

  #prepare(cursor: CommandCursor): Answer | { command: Command; work: () => Promise<Answer> } {
    try {
      const name = cursor.word()
      let command = findCommand(name)
      if (name === 'UID') {
        cursor.space()
        command = findUidCommand(cursor.word())
      }
      if (command === null) return bad('Commande inconnue')
      const state = this.selected
        ? 'selected'
        : this.isSignedIn
          ? 'authenticated'
          : 'not-authenticated'
      if (!command.states.includes(state)) return bad(`${command.name} non permis dans cet etat`)
      return { command, work: command.prepare(cursor, this) }
    } catch (fault) {
      if (!(fault instanceof SyntaxFault)) throw fault
      return bad(`Syntaxe : ${fault.message}`)
    }
  }

  async #execute(command: Command, work: () => Promise<Answer>): Promise<void> {
    let answer: Answer
    try {
      answer = await work()
      const mayExpunge = command.keepsNumbers !== true
      // After BYE the client has forgotten the mailbox.
      const tells = this.selected && !this.#ended
      if (tells && (this.view.stale || (mayExpunge && this.view.hasGhosts))) {
        await this.adopt({ expunge: mayExpunge })
      }
      if (tells) this.tellDelay()
    } catch (failure) {
      if (this.out.socket.destroyed) return
      this.log.error('imap.command-failed', { remote: this.remoteAddress, failure })
      answer = refused('internal-error')
    }
    this.#answer(answer)
    if (this.#upgrading) await this.#upgrade()
    if (this.#compressing) this.#compress()
  }

  #answer({ status, text }: Answer): void {
    this.out.line(`${this.tag} ${status} ${text}`)
    // In a row: a client that asks a command we lack now and then is no attack.
    this.#badCommands = status === 'BAD' ? this.#badCommands + 1 : 0
    if (this.#badCommands >= this.limits.imapBadCommandsMax) {
      this.#goodbye('[CLIENTBUG] Trop de commandes invalides')
    }
  }

  /** RFC 4978 §3: both ways change after the tagged OK; what follows the command is compressed. */
  #compress(): void {
    this.#compressing = false
    const { socket } = this.out
    socket.off('data', this.#onData)
    this.out.compress()
    const { imapInflationMax, imapPipelineBytesMax } = this.limits
    const bounds = { octetsPerOctetMax: imapInflationMax, graceBytes: imapPipelineBytesMax }
    const waiting = this.receiver.takeWaiting()
    this.#input = new CompressedInput(socket, bounds, this.#onData, () => {
      this.farewell = '[CLIENTBUG] Flux compresse invalide ou termine'
      if (!this.#ended) this.shutDown()
    })
    socket.resume()
    for (const bytes of waiting) this.#input.push(bytes)
  }

  /** RFC 9051 §6.2.1: nothing said in clear is remembered. */
  async #upgrade(): Promise<void> {
    this.#upgrading = false
    const { socket } = this.out
    this.out.flush()
    if (this.receiver.pendingBytes > 0 || this.hosting.startTls === null) {
      this.log.warn('imap.starttls-plaintext-behind', { remote: this.remoteAddress })
      this.destroy()
      return
    }
    socket.off('data', this.#onData)
    socket.off('error', this.#onError)
    socket.off('close', this.#onClose)
    this.receiver = new CommandReceiver(this.limits)
    clearTimeout(this.#timer)
    try {
      this.secured = await this.hosting.startTls(socket)
      this.out.replaceSocket(this.secured.socket)
      this.#attach(this.secured.socket)
      this.restartTimer(this.limits.imapUnauthenticatedMsMax)
      if (this.secured.socket.destroyed) this.#onClose()
    } catch {
      this.#onClose()
    }
  }
}
