import { documentLimits } from '../../domain/document-limits.js'
import type { Log } from '../../domain/log.js'
import type { VaultOptions } from '../contract/options.js'
import { unavailableAnswer } from './unavailable.js'
import { openChannel, type VaultChannel } from './vault-channel.js'
import type { FromVault, VaultMethod } from './vault-messages.js'

interface Asked {
  readonly method: VaultMethod
  readonly resolve: (answer: unknown) => void
}
type State = 'starting' | 'ready' | 'down' | 'closing' | 'closed'

/**
 * Keeps one vault alive in its thread or process. Calls never throw and never wait for a vault that
 * is away: they answer `unavailable`, also those under way when it dies (the caller repeats them;
 * every act of the vault bears that).
 */
export class VaultHost {
  private channel: VaultChannel | null = null
  private state: State = 'down'
  private readonly asked = new Map<number, Asked>()
  private lastId = 0
  private wasReady = false
  private retryMs: number = documentLimits.vaultRestartMsMin
  private timer: NodeJS.Timeout | null = null
  private watch: NodeJS.Timeout | null = null
  private silentSince: number | null = null
  private started: { resolve: () => void; reject: (failure: Error) => void } | null = null
  private closed: (() => void) | null = null
  /** Where the FHIR interface listens; kept while the vault is started anew, on the same port. */
  fhirPort: number | null = null

  constructor(
    private readonly options: VaultOptions,
    private readonly log: Log,
  ) {}

  /** Rejects when the vault cannot be opened at all: wrong keys, a newer file, a taken port. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.started = { resolve, reject }
      this.open()
    })
  }

  get pid(): number | null {
    return this.channel?.pid ?? null
  }

  call(method: VaultMethod, args: readonly unknown[]): Promise<unknown> {
    if (this.state !== 'ready' || this.asked.size >= documentLimits.vaultCallsMax)
      return Promise.resolve(unavailableAnswer(method))
    return new Promise((resolve) => {
      const id = ++this.lastId
      this.asked.set(id, { method, resolve })
      try {
        this.channel!.post({ kind: 'call', id, method, args })
      } catch (failure) {
        // What cannot be cloned is a bug of the caller.
        this.log.error('vault-call-not-sent', { state: method, failure })
        this.settle(id, unavailableAnswer(method))
      }
    })
  }

  /** Waits for the acts under way; after `vaultCloseMsMax` the vault is ended as it stands. */
  async close(): Promise<void> {
    if (this.state === 'closed') return
    if (this.timer) clearTimeout(this.timer)
    const { channel } = this
    const wasOpen = this.state === 'ready'
    this.state = 'closing'
    this.stopWatch()
    if (channel) {
      await new Promise<void>((resolve) => {
        this.closed = resolve
        const deadline = setTimeout(() => channel.kill(), documentLimits.vaultCloseMsMax)
        deadline.unref()
        if (wasOpen) channel.post({ kind: 'close' })
        else channel.kill()
      })
    }
    this.state = 'closed'
  }

  private open(): void {
    this.state = 'starting'
    const channel = openChannel(this.options.role ?? 'thread', {
      message: (message) => this.receive(message),
      ended: () => this.ended(),
    })
    this.channel = channel
    channel.post({ kind: 'open', options: this.optionsNow() })
  }

  /** Callers know the port of the first start. */
  private optionsNow(): VaultOptions {
    const { fhir } = this.options
    if (!fhir || this.fhirPort === null) return this.options
    return { ...this.options, fhir: { ...fhir, port: this.fhirPort } }
  }

  private receive(message: FromVault): void {
    switch (message.kind) {
      case 'ready':
        this.becomeReady(message.fhirPort)
        return
      case 'open-failed':
        this.log.error('vault-not-opened', { state: message.says })
        this.started?.reject(new Error(message.says))
        this.started = null
        this.channel?.kill()
        return
      case 'answer':
        this.settle(message.id, message.value)
        return
      case 'failed': {
        const method = this.asked.get(message.id)?.method
        this.log.error('vault-act-failed', { state: method, failure: message.failure })
        this.settle(message.id, unavailableAnswer(method ?? 'record'))
        return
      }
      case 'log':
        this.log[message.level](message.event, message.fields)
        return
      case 'pong':
        this.silentSince = null
        return
      case 'closed':
        this.channel?.kill()
    }
  }

  private becomeReady(fhirPort: number | null): void {
    // Closed while it was opening: `close` has killed it.
    if (this.state !== 'starting') return
    this.state = 'ready'
    this.wasReady = true
    this.fhirPort = fhirPort
    this.log.info('vault-ready', { state: this.options.role ?? 'thread' })
    this.started?.resolve()
    this.started = null
    this.startWatch()
  }

  /** A vault that does not even answer a ping hangs, and is started anew. */
  private startWatch(): void {
    const since = Date.now()
    this.silentSince = null
    this.watch = setInterval(() => {
      const now = Date.now()
      if (now - since > documentLimits.vaultSteadyMs)
        this.retryMs = documentLimits.vaultRestartMsMin
      if (this.silentSince !== null && now - this.silentSince > documentLimits.vaultSilentMsMax) {
        this.log.error('vault-hangs')
        this.channel?.kill()
        return
      }
      this.silentSince ??= now
      this.channel?.post({ kind: 'ping' })
    }, documentLimits.vaultPingMs)
    this.watch.unref()
  }
  private stopWatch(): void {
    if (this.watch) clearInterval(this.watch)
    this.watch = null
  }

  private ended(): void {
    this.stopWatch()
    this.channel = null
    for (const [id, { method }] of this.asked) this.settle(id, unavailableAnswer(method))
    if (this.state === 'closing') {
      this.closed?.()
      return
    }
    this.started?.reject(new Error('vault: ended while it was starting'))
    this.started = null
    this.state = 'down'
    // The first start failed: its caller was told, and nobody waits for another.
    if (!this.wasReady) return
    this.log.warn('vault-lost', { ms: this.retryMs })
    this.timer = setTimeout(() => this.open(), this.retryMs)
    this.timer.unref()
    this.retryMs = Math.min(this.retryMs * 2, documentLimits.vaultRestartMsMax)
  }

  private settle(id: number, answer: unknown): void {
    const asked = this.asked.get(id)
    this.asked.delete(id)
    asked?.resolve(answer)
  }
}
