import { documentLimits } from '../../domain/document-limits.js'

interface Window {
  failures: number
  readonly endsAt: number
}

/** Wrong credentials by address, in fixed windows. Bounded: the oldest makes room for a new one. */
export class AttemptWindow {
  readonly #windows = new Map<string, Window>()

  /** Seconds to wait; 0: go on. */
  waitSeconds(address: string, now: number): number {
    const window = this.#windows.get(address)
    if (window === undefined || window.failures < documentLimits.fhirFailuresMax) return 0
    return now >= window.endsAt ? 0 : Math.ceil((window.endsAt - now) / 1_000)
  }

  fail(address: string, now: number): void {
    const window = this.#windows.get(address)
    if (window !== undefined && now < window.endsAt) {
      window.failures += 1
      return
    }
    this.#windows.delete(address)
    if (this.#windows.size >= documentLimits.fhirFailureAddressesMax)
      this.#windows.delete(this.#windows.keys().next().value!)
    const endsAt = now + documentLimits.fhirFailureWindowMs
    this.#windows.set(address, { failures: 1, endsAt })
  }
}
