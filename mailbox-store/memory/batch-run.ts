import type { MessageId } from '../../domain/ids.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { MessageRef, Outcome } from '../contract.js'
import { NoticeDraft } from '../notice-draft.js'
import type { MemoryState } from './memory-state.js'

/** One batch under way: what its operations see of each other. */
export class BatchRun {
  readonly outcomes: Outcome[] = []
  readonly messageIds: MessageId[] = []
  readonly touched = new NoticeDraft()
  private readonly unreferenced = new Set<MessageId>()

  constructor(readonly state: MemoryState) {}

  messageId(ref: MessageRef): Result<MessageId, Reason> {
    if ('index' in ref) {
      const id = this.messageIds[ref.index]
      if (id === undefined) throw new Error(`no message ${ref.index} in this batch`)
      return ok(id)
    }
    return this.state.messages.get(ref.messageId) ? ok(ref.messageId) : err('not-found')
  }

  addReferences(id: MessageId, count: number): void {
    const row = this.state.messages.get(id)!
    const references = row.references + count
    this.state.messages.set(id, { ...row, references })
    if (references === 0) this.unreferenced.add(id)
    else this.unreferenced.delete(id)
  }

  /**
   * A content nobody refers to at the end of the batch is gone; within it, it may be taken up
   * again.
   */
  dropUnreferenced(): void {
    for (const id of this.messageIds)
      if (this.state.messages.get(id)?.references === 0) this.unreferenced.add(id)
    for (const id of this.unreferenced) this.state.messages.delete(id)
  }

  /** The id that an earlier operation of the batch gave. */
  idOfOutcome<K extends 'personId' | 'accountId'>(index: number, key: K): number {
    const outcome = this.outcomes[index]
    if (outcome === undefined || !(key in outcome)) throw new Error(`operation ${index}: no ${key}`)
    return (outcome as unknown as Record<K, number>)[key]
  }
}
