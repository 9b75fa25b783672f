/** Lets so many work at once; others wait in line, up to a bound. */
export class Turnstile {
  readonly #waiting: (() => void)[] = []
  readonly #runningMax: number
  readonly #waitingMax: number
  #running = 0

  constructor(runningMax: number, waitingMax: number) {
    this.#runningMax = runningMax
    this.#waitingMax = waitingMax
  }

  /** Null when the line is full: the work was not begun. */
  async pass<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.#running >= this.#runningMax) {
      if (this.#waiting.length >= this.#waitingMax) return null
      await new Promise<void>((turn) => this.#waiting.push(turn))
    } else this.#running++
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#running--
      else next()
    }
  }
}
