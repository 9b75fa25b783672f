import type { MessageId } from '../../domain/ids.js'
import type { BatchRun } from './batch-run.js'

/** The references that a batch added and took away, by as few statements as they have changes. */
export function writeReferenceChanges(run: BatchRun): void {
  const idsOf = new Map<number, MessageId[]>()
  for (const [id, change] of run.referenceChanges) {
    if (change === 0) continue
    const ids = idsOf.get(change)
    if (ids) ids.push(id)
    else idsOf.set(change, [id])
  }
  for (const [change, ids] of idsOf)
    run.sql.run(
      `UPDATE message_uses SET reference_count = reference_count + ?,
         unused_at = CASE WHEN reference_count + ? = 0 THEN ? END
       WHERE message_id IN (SELECT value FROM json_each(?))`,
      change,
      change,
      run.context.clock.now(),
      `[${ids.join(',')}]`,
    )
}
