import { createHash } from 'node:crypto'
import type { Clock } from '../../../domain/clock.js'
import { limits } from '../../../domain/limits.js'

interface Asked {
  readonly since: number
  /** Hashes, so that no list of matricules stands in memory. */
  readonly unknown: Set<string>
}

/**
 * Counts the unknown patients that a sender, and its operator, asked for (mssante.md §7 C 17). A
 * retry for the same patient is no new question. In memory of one node: a restart or a second node
 * widens the bound, never narrows it.
 */
export class EnumerationWatch {
  readonly #clock: Clock
  readonly #asked = new Map<string, Asked>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  exceeded(sender: string, operator: string | null): boolean {
    if (this.#count(sender) >= limits.unknownPatientsPerSenderMax) return true
    return operator !== null && this.#count(operator) >= limits.unknownPatientsPerOperatorMax
  }

  record(sender: string, operator: string | null, patientAddress: string): void {
    const hash = createHash('sha256').update(patientAddress).digest('base64')
    this.#add(sender, hash, limits.unknownPatientsPerSenderMax)
    if (operator !== null) this.#add(operator, hash, limits.unknownPatientsPerOperatorMax)
  }

  #current(key: string): Asked | null {
    const asked = this.#asked.get(key)
    if (asked === undefined) return null
    if (this.#clock.now() - asked.since < limits.unknownPatientsWindowMs) return asked
    this.#asked.delete(key)
    return null
  }

  #count(key: string): number {
    return this.#current(key)?.unknown.size ?? 0
  }

  #add(key: string, hash: string, max: number): void {
    let asked = this.#current(key)
    if (asked === null) {
      asked = { since: this.#clock.now(), unknown: new Set() }
      const oldest = this.#asked.keys().next().value
      if (this.#asked.size >= limits.unknownPatientsSendersMax && oldest !== undefined)
        this.#asked.delete(oldest)
      this.#asked.set(key, asked)
    }
    if (asked.unknown.size < max) asked.unknown.add(hash)
  }
}
