import type { AccountId } from '../../domain/ids.js'
import { portalLimits } from '../../domain/portal-limits.js'
import type { PortalGateway } from '../contract.js'
import type { PortalSessions } from '../walls/portal-sessions.js'

export interface LiveParts {
  readonly gateway: Pick<PortalGateway, 'standing' | 'watch' | 'newsMark'>
  readonly sessions: Pick<PortalSessions, 'peek'>
}

interface LiveStream {
  readonly patientId: AccountId
  readonly token: string
  readonly controller: ReadableStreamDefaultController<Uint8Array>
  /** What the page shows already. */
  mark: string
  beatAt: number
  burst: NodeJS.Timeout | null
  unwatch: () => void
}

const utf8 = new TextEncoder()
/** A browser that lost the line comes back after so many milliseconds. */
const greeting = utf8.encode('retry: 10000\n\n')
/** `data:` with nothing after it: an event without a data line never reaches the page (§9.2.6). */
const change = utf8.encode('event: change\ndata:\n\n')
/** Comments (§9.2.7: about every 15 seconds) keep proxies from closing a silent connection. */
const heartbeat = utf8.encode(':\n\n')
const unreadEventsMax = 20

/**
 * Pages that wait for news, as server-sent events (HTML Living Standard §9.2). An event says that
 * there is news, never what: it carries no content. A stream ends with its session, within
 * portalLimits.portalLiveSessionLookMs, and all end when the portal stops.
 */
export class LiveStreams {
  readonly #parts: LiveParts
  readonly #streams = new Set<LiveStream>()
  #looking: NodeJS.Timeout | null = null
  #isClosed = false

  constructor(parts: LiveParts) {
    this.#parts = parts
  }

  get size(): number {
    return this.#streams.size
  }

  /** Null when there are too many, in all or of this session, or when the portal stops. */
  open(patientId: AccountId, token: string, mark: string): ReadableStream<Uint8Array> | null {
    const ofSession = [...this.#streams].filter((stream) => stream.token === token).length
    if (this.#isClosed || this.#streams.size >= portalLimits.portalLiveStreamsMax) return null
    if (ofSession >= portalLimits.portalLiveStreamsPerSessionMax) return null
    let opened = null as LiveStream | null
    return new ReadableStream<Uint8Array>({
      start: (controller) => {
        opened = this.#start(patientId, token, mark, controller)
      },
      cancel: () => {
        if (opened !== null) this.#drop(opened)
      },
    })
  }

  /** Ends all of them; none is opened afterwards. */
  close(): void {
    this.#isClosed = true
    for (const stream of [...this.#streams]) this.#end(stream)
  }

  #start(
    patientId: AccountId,
    token: string,
    mark: string,
    controller: LiveStream['controller'],
  ): LiveStream {
    const beatAt = performance.now()
    const stream: LiveStream = {
      patientId,
      token,
      controller,
      mark,
      beatAt,
      burst: null,
      unwatch: () => {},
    }
    this.#streams.add(stream)
    stream.unwatch = this.#parts.gateway.watch(patientId, () => this.#wake(stream))
    controller.enqueue(greeting)
    // News that came between the page and its stream, or while the line was lost.
    this.#wake(stream)
    this.#looking ??= setInterval(() => this.#look(), portalLimits.portalLiveSessionLookMs).unref()
    return stream
  }

  #wake(stream: LiveStream): void {
    stream.burst ??= setTimeout(() => {
      stream.burst = null
      this.#tell(stream).catch(() => this.#end(stream))
    }, portalLimits.portalLiveBurstMs).unref()
  }

  async #tell(stream: LiveStream): Promise<void> {
    const { gateway } = this.#parts
    const standing = await gateway.standing(stream.patientId)
    if (standing?.profile !== 'open') return this.#end(stream)
    const mark = await gateway.newsMark(stream.patientId)
    if (mark === stream.mark) return
    stream.mark = mark
    this.#send(stream, change)
  }

  /** One look at all of them: sessions that ended, and the heartbeat. */
  #look(): void {
    const now = performance.now()
    for (const stream of [...this.#streams]) {
      this.#parts.sessions.peek(stream.token).then(
        (session) => {
          if (session === null) this.#end(stream)
        },
        () => this.#end(stream),
      )
      if (now - stream.beatAt < portalLimits.portalLiveHeartbeatMs) continue
      stream.beatAt = now
      this.#send(stream, heartbeat)
    }
  }

  #send(stream: LiveStream, octets: Uint8Array): void {
    if (!this.#streams.has(stream)) return
    // A browser that reads nothing any more is let go.
    const isUnread = (stream.controller.desiredSize ?? 0) < -unreadEventsMax
    if (isUnread) this.#end(stream)
    else stream.controller.enqueue(octets)
  }

  #end(stream: LiveStream): void {
    if (!this.#drop(stream)) return
    stream.controller.close()
  }

  #drop(stream: LiveStream): boolean {
    if (!this.#streams.delete(stream)) return false
    stream.unwatch()
    if (stream.burst !== null) clearTimeout(stream.burst)
    if (this.#streams.size === 0 && this.#looking !== null) {
      clearInterval(this.#looking)
      this.#looking = null
    }
    return true
  }
}
