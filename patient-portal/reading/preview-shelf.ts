import type { Clock } from '../../domain/clock.js'
import { portalLimits } from '../../domain/portal-limits.js'
import { err, type Result } from '../../domain/result.js'
import type { PreviewedPage, PreviewRefusal } from './preview-contract.js'

type Painted = Promise<Result<PreviewedPage, PreviewRefusal>>

interface Entry {
  readonly painted: Painted
  readonly until: number
  bytes: number
}

/**
 * Painted pages for a moment: the page of the portal asks for the text and the number of pages, its
 * image comes with a second request, and a document is painted once for both.
 */
export class PreviewShelf {
  readonly #clock: Clock
  readonly #entries = new Map<string, Entry>()
  #bytes = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** `name` must say whose page it is. */
  take(name: string, paint: () => Painted): Painted {
    const now = this.#clock.now()
    for (const [key, { until }] of this.#entries) if (until <= now) this.#drop(key)
    const known = this.#entries.get(name)
    if (known !== undefined) return known.painted
    const painted = paint().catch(() => err('unavailable' as const))
    const entry = { painted, until: now + portalLimits.portalPreviewKeptMs, bytes: 0 }
    this.#entries.set(name, entry)
    this.#makeRoom()
    return painted.then((done) => {
      this.#weigh(name, entry, done)
      return done
    })
  }

  /** What failed is tried again when it is asked for again. */
  #weigh(name: string, entry: Entry, done: Result<PreviewedPage, PreviewRefusal>): void {
    if (this.#entries.get(name) !== entry) return
    if (!done.ok) {
      this.#drop(name)
      return
    }
    entry.bytes = done.value.image.length
    this.#bytes += entry.bytes
    this.#makeRoom()
  }

  #makeRoom(): void {
    const isFull = () =>
      this.#entries.size > portalLimits.portalPreviewsKeptMax ||
      this.#bytes > portalLimits.portalPreviewsKeptBytesMax
    for (const key of this.#entries.keys()) {
      if (!isFull()) return
      this.#drop(key)
    }
  }

  #drop(name: string): void {
    this.#bytes -= this.#entries.get(name)?.bytes ?? 0
    this.#entries.delete(name)
  }
}
