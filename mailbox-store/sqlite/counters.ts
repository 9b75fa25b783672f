import type { Clock } from '../../domain/clock.js'
import type { Sql } from './sql.js'

export type CounterName =
  | 'account'
  | 'person'
  | 'credential'
  | 'mailbox'
  | 'message'
  | 'job'
  | 'trace'
  | 'uid-validity'
  /** Bumped by tools, polled by the gateway. */
  | 'notice'

/**
 * Identifiers given in a transaction, never twice. Kept in memory while no other process commits,
 * written once a group. The hash of the last trace goes with them.
 */
export class Counters {
  private values = new Map<CounterName, number>()
  private dirty = new Set<CounterName>()
  private dataVersion = -1
  lastTraceHash: string | null = null

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** At the head of each transaction, under its lock. */
  refresh(): void {
    // Changes when another connection committed.
    const version = this.sql.db.pragma('data_version', { simple: true }) as number
    if (version === this.dataVersion) return
    this.forget()
    this.dataVersion = version
  }
  forget(): void {
    this.dataVersion = -1
    this.values.clear()
    this.dirty.clear()
    this.lastTraceHash = null
  }

  next(name: CounterName): number {
    return this.set(name, this.value(name) + 1)
  }
  /** RFC 9051 §2.3.1.1; see the reference model. */
  nextUidValidity(): number {
    const seconds = Math.floor(this.clock.now() / 1000)
    return this.set('uid-validity', Math.max(seconds, this.value('uid-validity') + 1))
  }

  /** For a savepoint. */
  mark(): () => void {
    const values = new Map(this.values)
    const { lastTraceHash } = this
    return () => {
      this.values = values
      this.lastTraceHash = lastTraceHash
    }
  }
  flush(): void {
    for (const name of this.dirty)
      this.sql.run(
        'INSERT INTO counters VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
        name,
        this.value(name),
      )
    this.dirty.clear()
  }

  value(name: CounterName): number {
    let value = this.values.get(name)
    if (value === undefined) {
      value = this.sql.number('SELECT value FROM counters WHERE name = ?', name)
      this.values.set(name, value)
    }
    return value
  }
  private set(name: CounterName, value: number): number {
    this.values.set(name, value)
    this.dirty.add(name)
    return value
  }
}
