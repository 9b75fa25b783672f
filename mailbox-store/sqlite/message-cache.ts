import type { MessageId } from '../../domain/ids.js'
import type { StoredMessage } from '../contract.js'

/** What an entry takes beside its strings. */
const entryBytes = 250

/**
 * Messages as they were read, with their ready-made wire forms. Two generations: what is asked for
 * moves to the young one; when that holds half the bound, it becomes the old one and the old one is
 * dropped as a whole, so that nothing is ever evicted entry by entry.
 */
export class MessageCache {
  private young = new Map<MessageId, StoredMessage>()
  private old = new Map<MessageId, StoredMessage>()
  private youngBytes = 0

  constructor(private readonly bytesMax: number) {}

  get(id: MessageId): StoredMessage | undefined {
    const young = this.young.get(id)
    if (young !== undefined) return young
    const old = this.old.get(id)
    if (old !== undefined) this.put(old)
    return old
  }

  put(message: StoredMessage): void {
    const { envelopeWire, bodyStructureWire, bodyWire, preview } = message
    const bytes = envelopeWire.length + bodyStructureWire.length + bodyWire.length + preview.length
    if (bytes + entryBytes > this.bytesMax / 4) return
    this.young.set(message.id, message)
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
