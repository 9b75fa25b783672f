/** A map with an end of life for each entry and a bound on their number: the oldest goes first. */
export class BoundedMap<Value> {
  readonly #entries = new Map<string, { readonly value: Value; readonly until: number }>()
  readonly #entriesMax: number

  constructor(entriesMax: number) {
    this.#entriesMax = entriesMax
  }

  get(key: string, now: number): Value | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    if (entry.until > now) return entry.value
    this.#entries.delete(key)
    return undefined
  }

  /** With those whose end came unseen. */
  get size(): number {
    return this.#entries.size
  }

  delete(key: string): void {
    this.#entries.delete(key)
  }

  set(key: string, value: Value, until: number): void {
    this.#entries.delete(key)
    const oldest = this.#entries.keys().next().value
    if (this.#entries.size >= this.#entriesMax && oldest !== undefined) this.#entries.delete(oldest)
    this.#entries.set(key, { value, until })
  }
}
