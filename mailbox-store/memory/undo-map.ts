/** What to undo, latest first, when a batch is refused. */
export class Journal {
  private undos: (() => void)[] = []

  record(undo: () => void): void {
    this.undos.push(undo)
  }
  forget(): void {
    this.undos = []
  }
  rollBack(): void {
    for (const undo of this.undos.reverse()) undo()
    this.undos = []
  }
}

/** A table of immutable rows that can go back to its state before the batch. */
export class UndoMap<K, V> {
  private readonly rows = new Map<K, V>()

  constructor(private readonly journal: Journal) {}

  get size(): number {
    return this.rows.size
  }
  get(key: K): V | undefined {
    return this.rows.get(key)
  }
  values(): V[] {
    return [...this.rows.values()]
  }
  entries(): [K, V][] {
    return [...this.rows.entries()]
  }
  set(key: K, value: V): void {
    this.recordBefore(key)
    this.rows.set(key, value)
  }
  delete(key: K): void {
    this.recordBefore(key)
    this.rows.delete(key)
  }
  private recordBefore(key: K): void {
    const before = this.rows.get(key)
    this.journal.record(() =>
      before === undefined ? this.rows.delete(key) : this.rows.set(key, before),
    )
  }
}
