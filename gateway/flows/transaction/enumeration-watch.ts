import { createHash } from 'node:crypto'
import type { Clock } from '../../../domain/clock.js'
import { limits } from '../../../domain/limits.js'
import { BoundedMap } from '../bounded-map.js'

/**
 * Counts the unknown patients that a sender, and its operator, asked for (mssante.md §7 C 17). A
 * retry for the same patient is no new question. In memory of one node: a restart or a second node
 * widens the bound, never narrows it.
 */
export class EnumerationWatch {
  readonly #clock: Clock
  /** By who asked; hashes, so that no list of matricules stands in memory. */
  readonly #unknown = new BoundedMap<Set<string>>(limits.unknownPatientsSendersMax)

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

  #count(key: string): number {
    return this.#unknown.get(key, this.#clock.now())?.size ?? 0
  }

  #add(key: string, hash: string, max: number): void {
    const now = this.#clock.now()
    const asked = this.#unknown.get(key, now)
    if (asked === undefined)
      this.#unknown.set(key, new Set([hash]), now + limits.unknownPatientsWindowMs)
    else if (asked.size < max) asked.add(hash)
  }
}
