import type { RememberedChoice } from '../contract/classification.js'
import type { KeyRing } from './key-ring.js'
import type { RecordStore } from './record-store.js'
import type { Statements } from './statements.js'

/** Types that a human chose, by sender and shape, within one record. */
export class ChoiceStore {
  constructor(
    private readonly sql: Statements,
    private readonly records: RecordStore,
    private readonly ring: KeyRing,
  ) {}

  put(recordRow: number, choice: RememberedChoice): void {
    this.sql.run(
      'INSERT OR REPLACE INTO choices (record, sender, shape, sealed) VALUES (?, ?, ?, ?)',
      recordRow,
      this.ring.lookup(`sender:${recordRow}`, choice.sender),
      this.ring.lookup(`shape:${recordRow}`, choice.shape),
      this.records.seal(recordRow, JSON.stringify(choice)),
    )
  }
  of(recordRow: number, sender: string): RememberedChoice[] {
    const rows = this.sql.all<{ sealed: Buffer }>(
      'SELECT sealed FROM choices WHERE record = ? AND sender = ?',
      recordRow,
      this.ring.lookup(`sender:${recordRow}`, sender),
    )
    return rows.flatMap(({ sealed }) => {
      const text = this.records.open(recordRow, sealed)
      return text === null ? [] : [JSON.parse(text) as RememberedChoice]
    })
  }
  eraseAll(recordRow: number): void {
    this.sql.run('DELETE FROM choices WHERE record = ?', recordRow)
  }
}
