import type { CommitNotice } from '../contract.js'
import type { Sql } from './sql.js'

const pollMs = 300

/** Sees commits of tools (other processes on the same file) by a counter that they bump. */
export class ToolWatch {
  private readonly timer: NodeJS.Timeout
  private last: number

  constructor(
    private readonly reads: Sql,
    private readonly emit: (notice: CommitNotice) => void,
  ) {
    this.last = this.count()
    this.timer = setInterval(() => this.look(), pollMs)
    this.timer.unref()
  }

  close(): void {
    clearInterval(this.timer)
  }

  private look(): void {
    const count = this.count()
    if (count === this.last) return
    this.last = count
    this.emit({ accountIds: [], mailboxIds: [], queues: [], everything: true })
  }
  private count(): number {
    return this.reads.number("SELECT value FROM counters WHERE name = 'notice'")
  }
}
