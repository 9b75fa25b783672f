import type { MessageId } from '../../domain/ids.js'

/** What an entry takes beside what its owner counts. */
const entryBytes = 250

interface Entry<T> {
  readonly value: T
  readonly bytes: number
}

/**
 * What was read of messages, by their ids. Two generations: what is asked for
 * moves to the young one; when that holds half the bound, it becomes the old one and the old one is
 * dropped as a whole, so that nothing is ever evicted entry by entry.
 */
export class MessageCache<T> {
  private young = new Map<MessageId, Entry<T>>()
  private old = new Map<MessageId, Entry<T>>()
  private youngBytes = 0

  constructor(private readonly bytesMax: number) {}

  get(id: MessageId): T | undefined {
    const young = this.young.get(id)
    if (young !== undefined) return young.value
    const old = this.old.get(id)
    if (old !== undefined) this.put(id, old.value, old.bytes)
    return old?.value
  }

  put(id: MessageId, value: T, bytes: number): void {
    if (bytes + entryBytes > this.bytesMax / 4) return
    this.young.set(id, { value, bytes })
    this.youngBytes += bytes + entryBytes
    if (this.youngBytes <= this.bytesMax / 2) return
    this.old = this.young
    this.young = new Map()
    this.youngBytes = 0
  }

  /** Contents that are gone must not outlive it here. */
  forget(ids: readonly MessageId[]): void {
    for (const id of ids) {
      this.young.delete(id)
      this.old.delete(id)
    }
  }
}
