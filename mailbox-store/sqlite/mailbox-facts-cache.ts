import type { MailboxId, MessageId } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import { MailboxFacts } from '../ordering/mailbox-facts.js'
import type { FactName, HeaderFacts } from '../ordering/message-facts.js'
import type { MessageTexts } from './message-texts.js'
import type { Fact } from './search-facts.js'
import type { SearchIndex } from './search-index.js'
import type { SnapshotCache } from './snapshot-cache.js'

const empty = (name: FactName): Fact =>
  name === 'sentAt' || name === 'sentDay' ? null : name === 'isReply' ? 0 : ''

/** Facts of mailboxes in memory, the least recently used dropped first. */
export class MailboxFactsCache {
  private readonly mailboxes = new Map<MailboxId, MailboxFacts>()

  constructor(
    private readonly snapshots: SnapshotCache,
    private readonly source: MessageTexts,
    private readonly index: SearchIndex | null,
  ) {}

  /** As of now; null when the mailbox is gone. */
  async get(id: MailboxId): Promise<MailboxFacts | null> {
    const snapshot = await this.snapshots.get(id, null)
    const known = this.mailboxes.get(id)
    this.mailboxes.delete(id)
    if (snapshot === null) return null
    known?.renew(snapshot)
    const facts = known ?? new MailboxFacts(snapshot, (ids, name) => this.read(ids, name))
    this.mailboxes.set(id, facts)
    this.dropOldest()
    return facts
  }

  private dropOldest(): void {
    let bytes = 0
    for (const facts of this.mailboxes.values()) bytes += facts.bytes
    for (const [id, facts] of this.mailboxes) {
      if (bytes <= limits.orderFactsBytesMax || this.mailboxes.size === 1) break
      this.mailboxes.delete(id)
      bytes -= facts.bytes
    }
  }

  /** What the index does not know yet is computed here, and told to it. */
  private read(ids: Float64Array, name: FactName): Fact[] {
    const known = this.index?.facts.read(ids, name)
    const computed: (readonly [number, HeaderFacts])[] = []
    const facts = Array.from(ids, (id, i) => {
      const fact = known?.[i]
      if (fact !== undefined) return fact
      const found = this.source.headerFacts(id as MessageId)
      if (found === null) return empty(name)
      if (this.index) computed.push([id, found])
      return found.facts[name]
    })
    if (computed.length > 0) this.keep(computed)
    return facts
  }

  private keep(computed: readonly (readonly [number, HeaderFacts])[]): void {
    try {
      this.index?.putFacts(computed)
    } catch {
      // A full disk, say: they are computed again.
    }
  }
}
