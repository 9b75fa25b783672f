import type { SearchIndex } from './search-index.js'

/** Deliveries have paused. */
const quietMs = 400
const feedDelayMsMax = 30_000
/** Of each stretch while deliveries go on. */
const restMs = 10
/** A question that comes meanwhile waits so long. */
const sliceMs = 4

/**
 * Feeds the index behind the deliveries, in slices: facts at once, for they are cheap and searches
 * of headers, SORT and THREAD live on them; texts in a quiet moment, but not for ever. Rests while
 * a search is under way.
 */
export class SearchFeeder {
  private timer: NodeJS.Timeout | null = null
  private firstHintAt: number | null = null
  private lastHintAt = 0
  private goneCheckedTo: number | null = 0
  private searches = 0

  constructor(
    private readonly index: SearchIndex,
    private readonly failed: (failure: unknown) => void,
  ) {}

  /** There may be new messages. */
  hint(): void {
    this.lastHintAt = performance.now()
    this.firstHintAt ??= this.lastHintAt
    this.plan(0)
  }

  async during<T>(search: () => Promise<T>): Promise<T> {
    this.searches++
    try {
      return await search()
    } finally {
      this.searches--
    }
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
  }

  private plan(delayMs: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = null
      this.feed()
    }, delayMs)
  }

  private feed(): void {
    if (this.searches > 0) {
      this.plan(restMs)
      return
    }
    const now = performance.now()
    const isQuiet = now - this.lastHintAt >= quietMs
    const isLate = this.firstHintAt !== null && now - this.firstHintAt > feedDelayMsMax
    let more: boolean
    try {
      more = this.slice(now + sliceMs, isQuiet || isLate)
    } catch (failure) {
      // A full disk, say: messages that are not indexed are looked into directly.
      this.failed(failure)
      return
    }
    if (more) this.plan(isQuiet ? 0 : restMs)
    else if (isQuiet) {
      this.firstHintAt = null
      this.index.foldForgotten()
    } else this.plan(quietMs)
  }

  /** False when there is nothing left to do. */
  private slice(untilMs: number, withTexts: boolean): boolean {
    do {
      const fed =
        this.index.feedFacts(untilMs) ||
        (withTexts && (this.index.feedTexts(untilMs) || this.forgetGone()))
      if (!fed) return false
    } while (performance.now() < untilMs)
    return true
  }

  private forgetGone(): boolean {
    if (this.goneCheckedTo === null) return false
    this.goneCheckedTo = this.index.forgetGone(this.goneCheckedTo)
    return this.goneCheckedTo !== null
  }
}
