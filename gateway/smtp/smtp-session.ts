import { limits } from '../../domain/limits.js'
import { type Reason, smtpReply } from '../../domain/reasons.js'
import type { SessionFacts } from '../flows/contract.js'
import type { MessageBody } from './message-body.js'
import { readMailArgument, readRecipientArgument } from './path-syntax.js'
import { codeOf, replies } from './protocol-replies.js'
import { SaslDialogue } from './sasl-dialogue.js'
import type { SmtpPeer } from './smtp-peer.js'
import { SmtpTransaction } from './smtp-transaction.js'

/** What the session asks of its connection. */
export interface SessionPort {
  reply(line: string | readonly string[]): void
  /** Sends held-back replies now. */
  flush(): void
  close(): void
  startTls(): void
  /** Octets behind the command that is being handled. */
  readonly waitingBytes: number
  receive(body: MessageBody, onReceived: (oversized: boolean) => Promise<void>): void
  pause(ms: number): Promise<void>
  failed(failure: unknown): void
}

export interface SessionSetup {
  readonly hostName: string
  /** Of `<postmaster>` without a domain (RFC 5321 §4.1.1.3). */
  readonly postmasterDomain: string
  readonly remoteAddress: string
  readonly messageBytesMax: number
  readonly peer: SmtpPeer
  readonly port: SessionPort
}

type Handler = (argument: string) => Promise<void> | undefined

/** RFC 3207 §4: what a server that demands TLS answers before it. HELO only says who is there. */
const allowedInClear = new Set(['EHLO', 'HELO', 'NOOP', 'QUIT', 'STARTTLS'])
/** Verbs whose line may exceed 512 octets (RFC 5321 §4.5.3.1.4, RFC 4954 §4). */
const longVerbs = new Set(['MAIL', 'RCPT', 'AUTH'])

/** The commands of one connection: order, state and replies; no sockets here. */
export class SmtpSession {
  readonly #setup: SessionSetup
  readonly #handlers: ReadonlyMap<string, Handler>
  readonly #sasl: SaslDialogue | null
  #tls: SessionFacts['tls'] = null
  #helo = ''
  #isExtended = false
  #transaction: SmtpTransaction | null = null
  #errors = 0
  #messages = 0

  constructor(setup: SessionSetup) {
    this.#setup = setup
    const { peer, port } = setup
    this.#sasl = peer.signIn === null ? null : new SaslDialogue(peer.signIn, port)
    this.#handlers = new Map<string, Handler>([
      ['EHLO', (argument) => this.#hello(argument, true)],
      ['HELO', (argument) => this.#hello(argument, false)],
      ['STARTTLS', (argument) => this.#startTls(argument)],
      ['AUTH', (argument) => this.#authenticate(argument)],
      ['MAIL', (argument) => this.#mail(argument)],
      ['RCPT', (argument) => this.#recipient(argument)],
      ['DATA', (argument) => this.#data(argument)],
      ['RSET', (argument) => this.#reset(argument)],
      // RFC 5321 §4.1.1.9: a parameter of NOOP is ignored.
      ['NOOP', () => this.#answer(replies.ok)],
      ['QUIT', (argument) => this.#quit(argument)],
      ['HELP', () => this.#answer(replies.help)],
      ['VRFY', (argument) => this.#verify(argument)],
      ['EXPN', () => this.#answer(replies.notImplemented)],
    ])
  }

  /** True between MAIL and the end of its transaction, and while AUTH is under way. */
  get isBusy(): boolean {
    return this.#transaction !== null || (this.#sasl?.isWaiting ?? false)
  }

  async secured(tls: SessionFacts['tls'], chain: readonly Uint8Array[]): Promise<void> {
    // RFC 3207 §4.2: nothing that was said in clear counts any more.
    await this.#drop()
    this.#tls = tls
    this.#helo = ''
    await this.#setup.peer.secured(chain)
  }

  line(text: string): Promise<void> | undefined {
    if (this.#sasl?.isWaiting) return this.#continueSignIn(text)
    const [, verbText, argument] = /^([A-Za-z]+)(?: +(.*?))? *$/s.exec(text) ?? []
    if (verbText === undefined) return this.#answer(replies.unrecognized)
    const verb = verbText.toUpperCase()
    const handler = this.#handlers.get(verb)
    if (text.length + 2 > limits.smtpCommandLineBytesMax && !longVerbs.has(verb)) {
      return this.#answer(replies.lineTooLong)
    }
    if (/[\x00-\x1f\x7f]/.test(text)) return this.#answer(replies.notText)
    if (handler === undefined) return this.#answer(replies.unrecognized)
    if (this.#tls === null && !allowedInClear.has(verb)) {
      return this.#answer(smtpReply('tls-required'))
    }
    return handler(argument ?? '')
  }

  /** The connection is gone, by whoever's will. */
  async closed(): Promise<void> {
    await this.#drop()
  }

  #answer(reply: string): undefined {
    this.#setup.port.reply(reply)
    // 4yz are our own troubles; refusals by policy (550, 553, 554) are not misuse of the protocol.
    const isMisuse = /^5(?:0\d|30|35|55)/.test(reply)
    if (isMisuse && ++this.#errors >= limits.smtpErrorsPerSessionMax) {
      this.#setup.port.reply(replies.tooManyErrors)
    }
    return undefined
  }

  #refuse(reason: Reason): undefined {
    return this.#answer(smtpReply(reason))
  }

  async #drop(): Promise<void> {
    const transaction = this.#transaction
    this.#transaction = null
    await transaction?.abandon()
  }

  #hello(argument: string, isExtended: boolean): Promise<void> | undefined {
    // Names are kept as said for the Received line, so they must be printable and short
    // (§4.5.3.1.2).
    if (!/^[!-~]{1,255}$/.test(argument)) return this.#answer(replies.heloSyntax)
    this.#helo = argument
    this.#isExtended = isExtended
    const { hostName, port } = this.#setup
    const lines = isExtended ? [hostName, ...this.#extensions()] : [hostName]
    port.reply(lines.map((text, index) => `250${index === lines.length - 1 ? ' ' : '-'}${text}`))
    // §4.1.4: EHLO ends a transaction as RSET does.
    return this.#transaction === null ? undefined : this.#drop()
  }

  /**
   * Only what the whole path honours: SMTPUTF8 stays out, as addresses of the trust space are
   * US-ASCII.
   */
  #extensions(): string[] {
    const names = ['PIPELINING', `SIZE ${this.#setup.messageBytesMax}`, '8BITMIME']
    names.push('ENHANCEDSTATUSCODES', 'DSN')
    if (this.#tls === null) return [...names, 'STARTTLS']
    const signIn = this.#setup.peer.signIn
    return signIn === null || signIn.isSignedIn
      ? names
      : [...names, `AUTH ${signIn.mechanisms().join(' ')}`]
  }

  #startTls(argument: string): undefined {
    const { port } = this.#setup
    if (argument !== '') return this.#answer(replies.argumentUnexpected)
    if (this.#tls !== null) return this.#answer(replies.tlsActive)
    if (port.waitingBytes > 0) {
      // RFC 3207 §6: commands injected in clear must never run inside TLS.
      port.reply(replies.injectedPlaintext)
      port.close()
      return undefined
    }
    port.reply(replies.startTls)
    port.startTls()
    return undefined
  }

  #authenticate(argument: string): Promise<void> | undefined {
    if (this.#sasl === null) return this.#answer(replies.notImplemented)
    if (this.#helo === '') return this.#answer(replies.heloFirst)
    if (this.#transaction !== null) return this.#answer(replies.notDuringMail)
    return this.#finishSignIn(this.#sasl.start(argument))
  }

  #continueSignIn(text: string): Promise<void> | undefined {
    return this.#finishSignIn(this.#sasl!.answer(text))
  }

  #finishSignIn(outcome: Promise<string> | string): Promise<void> | undefined {
    if (typeof outcome === 'string') return this.#answer(outcome)
    return outcome.then((reply) => this.#answer(reply))
  }

  #mail(argument: string): Promise<void> | undefined {
    if (this.#helo === '') return this.#answer(replies.heloFirst)
    const recheck = this.#setup.peer.recheck()
    return recheck === undefined
      ? this.#beginMail(argument)
      : recheck.then(() => this.#beginMail(argument))
  }

  #beginMail(argument: string): Promise<void> | undefined {
    const { peer, remoteAddress } = this.#setup
    const refusal = peer.refusal()
    if (refusal !== null) return this.#refuse(refusal)
    if (this.#transaction !== null) return this.#answer(replies.nestedMail)
    if (this.#messages >= limits.smtpSessionMessagesMax) {
      return this.#answer(replies.tooManyMessages)
    }
    const path = readMailArgument(argument, peer.signIn !== null)
    if (!path.ok) return this.#answer(path.error)
    const transmission = this.#isExtended ? `ESMTPS${peer.signIn?.isSignedIn ? 'A' : ''}` : 'SMTP'
    const facts = { remoteAddress, helo: this.#helo, transmission, tls: this.#tls }
    const transaction = new SmtpTransaction(peer.begin(facts), this.#setup.port)
    this.#transaction = transaction
    return transaction.sender(path.value, this.#setup.messageBytesMax).then(async (reply) => {
      this.#answer(reply)
      if (codeOf(reply) !== 250 && this.#transaction === transaction) await this.#drop()
    })
  }

  #recipient(argument: string): Promise<void> | undefined {
    if (this.#transaction === null) return this.#answer(replies.mailFirst)
    const path = readRecipientArgument(argument)
    if (!path.ok) return this.#answer(path.error)
    const { address } = path.value
    const whole = address === 'postmaster' ? `postmaster@${this.#setup.postmasterDomain}` : address
    return this.#transaction
      .recipient({ ...path.value, address: whole })
      .then((reply) => this.#answer(reply))
  }

  #data(argument: string): undefined {
    const transaction = this.#transaction
    if (argument !== '') return this.#answer(replies.argumentUnexpected)
    if (transaction === null) return this.#answer(replies.mailFirst)
    if (!transaction.wasOffered) return this.#answer(replies.recipientFirst)
    if (transaction.accepted === 0) return this.#answer(replies.noValidRecipient)
    const { port } = this.#setup
    const body = transaction.startMessage()
    port.reply(replies.startData)
    port.receive(body, async (oversized) => {
      const reply = await transaction.verdict()
      this.#transaction = null
      this.#messages++
      this.#answer(oversized ? smtpReply('message-too-big') : reply)
    })
    return undefined
  }

  #reset(argument: string): Promise<void> | undefined {
    if (argument !== '') return this.#answer(replies.argumentUnexpected)
    this.#answer(replies.ok)
    return this.#transaction === null ? undefined : this.#drop()
  }

  #quit(argument: string): undefined {
    if (argument !== '') return this.#answer(replies.argumentUnexpected)
    this.#setup.port.reply(replies.goodbye)
    this.#setup.port.close()
    return undefined
  }

  #verify(argument: string): undefined {
    return this.#answer(argument === '' ? replies.argumentExpected : replies.notVerified)
  }
}
