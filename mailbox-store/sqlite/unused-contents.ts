import type { WriterContext } from './batch-run.js'
import { chunkIdOf, chunksPerMessageMax } from './chunk-layout.js'
import { rowsAtMost } from './sql.js'

const chunksPerSliceMax = 8
const messagesPerSliceMax = 32

/**
 * Removes contents that nothing refers to, in slices of a few milliseconds between groups. A
 * content stays readable
 * for `keptMs` after its last email went: another session may still show it (RFC 9051 §7.5.1).
 */
export class UnusedContents {
  constructor(
    private readonly context: WriterContext,
    private readonly keptMs: number,
  ) {}

  /**
   * Bodies that were never taken: of processes that are gone, or of an earlier life of this one.
   */
  giveUpOrphans(): void {
    const { sql } = this.context
    const rows = sql.all<{ pid: number }>(
      'SELECT DISTINCT owner_pid AS pid FROM staged_bodies WHERE owner_pid IS NOT NULL',
    )
    for (const { pid } of rows)
      if (pid === process.pid || !isRunning(pid))
        sql.run('UPDATE staged_bodies SET owner_pid = NULL WHERE owner_pid = ?', pid)
  }

  /** One slice; the ids that went, and whether more waits. */
  removeSome(isStart = false): { readonly removed: number[]; readonly more: boolean } {
    const { sql, clock } = this.context
    const until = isStart ? Number.MAX_SAFE_INTEGER : clock.now() - this.keptMs
    const unused = sql.rows<[number]>(
      `SELECT message_id FROM message_uses WHERE unused_at <= ? ORDER BY unused_at ${rowsAtMost}`,
      until,
      messagesPerSliceMax,
    )
    const abandoned = sql.rows<[number]>(
      `SELECT message_id FROM staged_bodies WHERE owner_pid IS NULL ${rowsAtMost}`,
      messagesPerSliceMax,
    )
    if (unused.length + abandoned.length === 0) return { removed: [], more: false }
    return sql.db
      .transaction(() => {
        const removed: number[] = []
        let chunksLeft = chunksPerSliceMax
        for (const [id] of [...unused, ...abandoned]) {
          const last = chunkIdOf(id, chunksPerMessageMax - 1)
          const gone = sql.run(
            `DELETE FROM chunks WHERE id IN
               (SELECT id FROM chunks WHERE id BETWEEN ? AND ? ${rowsAtMost})`,
            chunkIdOf(id, 0),
            last,
            chunksLeft + 1,
          )
          chunksLeft -= gone
          if (chunksLeft < 0) break
          sql.run('DELETE FROM messages WHERE id = ?', id)
          sql.run('DELETE FROM message_uses WHERE message_id = ?', id)
          sql.run('DELETE FROM structures WHERE message_id = ?', id)
          sql.run('DELETE FROM staged_bodies WHERE message_id = ?', id)
          removed.push(id)
        }
        return { removed, more: true }
      })
      .immediate()
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (failure) {
    return (failure as { code?: string }).code === 'EPERM'
  }
}
