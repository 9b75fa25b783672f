import type { Clock } from '../../domain/clock.js'
import type { Log } from '../../domain/log.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { PeerCertificate } from '../../pki/contract.js'
import type { Identity, SignIn } from '../flows/contract.js'
import type { Conversation } from './command.js'
import { capabilityText } from './command-table.js'
import type { ConnectionHost, SecuredSocket } from './connection-host.js'
import type { EnabledFeatures } from './enabled-features.js'
import type { ImapLimits } from './imap-limits.js'
import type { ImapSession } from './imap-session.js'
import type { StandingNews } from './notify/standing-news.js'
import { StandingWatch } from './notify/standing-watch.js'
import { UpdateContexts } from './search/update-contexts.js'
import type { RecentRegister } from './selected/recent-register.js'
import type { AdoptOptions, SelectedView } from './selected/selected-view.js'
import type { CommandReceiver } from './wire/command-receiver.js'
import type { ResponseWriter } from './wire/response-writer.js'

/**
 * What a connection knows between commands: who signed in, which mailbox is open. The octets are in
 * Connection.
 */
export abstract class ConversationState implements Conversation {
  abstract readonly out: ResponseWriter
  abstract readonly receiver: CommandReceiver
  abstract readonly remoteAddress: string
  tag = '*'
  readonly enabled: EnabledFeatures = {
    condStore: false,
    qresync: false,
    imap4rev2: false,
    utf8Accept: false,
  }
  closing = false
  contexts = new UpdateContexts()
  protected readonly hosting: ConnectionHost
  protected secured: SecuredSocket | null
  protected hint: (() => void) | null = null
  protected farewell = '[UNAVAILABLE] Arret du service, reconnectez-vous dans un instant'
  #session: ImapSession | null = null
  #view: SelectedView | null = null
  #unwatch: (() => void) | null = null
  #standing: StandingWatch | null = null
  /** Null for all connections without NOTIFY, which cost nothing. */
  #news: StandingNews | null = null
  #signInFailures = 0

  constructor(host: ConnectionHost, secured: SecuredSocket | null) {
    this.hosting = host
    this.secured = secured
  }

  abstract finish(): void
  abstract shutDown(): void
  abstract startTls(): void
  abstract readonly isCompressed: boolean
  abstract compress(): void
  abstract wake(): void
  abstract readLine(bytesMax: number): Promise<string | 'too-long' | null>
  abstract moreInput(): Promise<boolean>
  protected abstract restartTimer(ms: number): void

  get host(): string {
    return this.hosting.host
  }
  get limits(): ImapLimits {
    return this.hosting.limits
  }
  get clock(): Clock {
    return this.hosting.clock
  }
  get log(): Log {
    return this.hosting.log
  }
  get signIn(): SignIn {
    return this.hosting.backend.signIn
  }
  get recent(): RecentRegister {
    return this.hosting.recent
  }
  get secure(): boolean {
    return this.secured !== null
  }
  get certificate(): PeerCertificate | null {
    return this.secured?.certificate ?? null
  }
  get certificateOpens(): boolean {
    return this.secured?.certificateOpens ?? false
  }
  get mayStartTls(): boolean {
    return this.secured === null && this.hosting.startTls !== null
  }
  get isSignedIn(): boolean {
    return this.#session !== null
  }
  get selected(): boolean {
    return this.#view !== null
  }
  get session(): ImapSession {
    if (this.#session === null) throw new Error('command ran before sign-in')
    return this.#session
  }
  get view(): SelectedView {
    if (this.#view === null) throw new Error('command ran without a selected mailbox')
    return this.#view
  }

  capabilities(): string {
    return capabilityText(this)
  }
  enableCondStore(): void {
    if (this.enabled.condStore) return
    this.enabled.condStore = true
    if (this.#view) this.out.line(`* OK [HIGHESTMODSEQ ${this.#view.toldModSeq}] Modseq connu`)
  }
  onHint(listener: (() => void) | null): void {
    this.hint = listener
  }
  notify(news: StandingNews | null): void {
    this.#news?.close()
    this.#news = news
  }
  get hasNews(): boolean {
    return this.#news?.isBehind === true
  }
  async tellNews(): Promise<void> {
    const told = this.#view?.snapshot
    await this.#news?.tell()
    if (this.#view?.snapshot !== told) this.tellDelay()
  }

  select(view: SelectedView | null): void {
    this.#unwatch?.()
    this.contexts = new UpdateContexts()
    this.#view = view
    this.#unwatch =
      view &&
      this.session.watch(view.id, () => {
        view.stale = true
        this.#news?.viewHinted()
        this.wake()
      })
  }

  signedIn(identity: Identity): Result<void, Reason> {
    if (!this.hosting.admit(identity)) return err('too-many-connections')
    this.#session = this.hosting.backend.open(identity)
    this.#standing = new StandingWatch(this.#session, () => {
      this.farewell = '[UNAVAILABLE] Boite fermee ou droits retires'
      this.shutDown()
    })
    this.receiver.literalBytesMax = this.limits.imapLiteralBytesMax
    this.restartTimer(this.limits.imapIdleMsMax)
    return ok(undefined)
  }

  /** Slows guessing down; the account's own counters are the business of SignIn. */
  async signInFailed(): Promise<void> {
    this.#signInFailures++
    const factor = 2 ** Math.min(3, this.#signInFailures - 1)
    await new Promise((resolve) => setTimeout(resolve, this.limits.imapSignInDelayMs * factor))
    if (this.#signInFailures < this.limits.signInFailuresMax) return
    this.farewell = '[UNAVAILABLE] Trop d echecs d identification'
    this.closing = true
  }

  async adopt(options: Partial<AdoptOptions>): Promise<void> {
    const { view } = this
    view.stale = false
    const fresh = await this.session.snapshot(view.id)
    if (fresh === null) {
      this.out.line('* BYE Le dossier ouvert a ete supprime ou n est plus accessible')
      this.select(null)
      this.finish()
      return
    }
    const uidsBefore = view.uids
    const told = view.adopt(fresh, { expunge: false, withUid: false, ...options })
    const now = this.clock.now()
    const { removed, added } = await this.contexts.changes(this.session, view, now, uidsBefore)
    // RFC 5267 §4.3: before EXPUNGE and after EXISTS, as the numbers mean something then.
    this.out.write(removed + told + added)
    await this.#news?.tellArrived(uidsBefore.at(-1) ?? 0)
  }

  /**
   * RFC 7162 §3.2, §6: while removals wait to be told, the MODSEQ of other changes must not make
   * the client believe that it knows of them.
   */
  protected tellDelay(): void {
    if (!this.enabled.qresync || !this.#view?.hasGhosts) return
    this.out.line(`* OK [HIGHESTMODSEQ ${this.#view.toldModSeq}] Suppressions encore a dire`)
  }

  /** The connection is gone. */
  protected leave(): void {
    this.#unwatch?.()
    this.#unwatch = null
    this.#standing?.close()
    this.#standing = null
    this.notify(null)
    if (this.#session) this.hosting.leave(this.#session.identity)
    this.hosting.closed(this)
  }
}
