import type { Clock } from '../../domain/clock.js'
import type { AccountId, MailboxId, MessageId, ModSeq, StagedBodyId } from '../../domain/ids.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { MessageRef, Outcome } from '../contract.js'
import { NoticeDraft } from '../notice-draft.js'
import type { Counters } from './counters.js'
import { type MailboxRow, mailboxColumns } from './rows.js'
import type { Sql } from './sql.js'
import type { WireMessage } from './writer-protocol.js'

/** A body that is in chunks and waits for its batch. */
export interface StagedContent {
  readonly messageId: MessageId
  ordinals: number
  bytes: number
}

/** What a group of batches shares. */
export interface WriterContext {
  readonly sql: Sql
  readonly counters: Counters
  readonly clock: Clock
  readonly expungedPerMailboxMax: number
  /** Message ids of staged bodies of this process. */
  readonly staged: Map<StagedBodyId, StagedContent>
  /** Something was erased for good: the next quiet moment empties the log of it too. */
  hasErased: boolean
}

/** Texts and octets of the group that batches point into. */
export interface GroupContent {
  readonly texts: readonly string[]
  readonly content: Uint8Array
}

interface NewContent {
  readonly message: WireMessage
  references: number
}

/** One batch under way, inside a savepoint. */
export class BatchRun {
  readonly outcomes: Outcome[] = []
  readonly messageIds: MessageId[] = []
  readonly touched = new NoticeDraft()
  /**
   * Contents of this batch are written at its end, when their references are known: one write each.
   */
  readonly newContents = new Map<MessageId, NewContent>()
  readonly referenceChanges = new Map<MessageId, number>()

  constructor(
    readonly context: WriterContext,
    readonly group: GroupContent,
  ) {}

  get sql(): Sql {
    return this.context.sql
  }

  /** Id and size of a content, of this batch or alive before it. */
  content(ref: MessageRef): Result<{ readonly id: MessageId; readonly bytes: number }, Reason> {
    if ('index' in ref) {
      const id = this.messageIds[ref.index]
      if (id === undefined) throw new Error(`no message ${ref.index} in this batch`)
      return ok({ id, bytes: this.newContents.get(id)!.message.bytes })
    }
    const row = this.sql.get<{ bytes: number }>(
      `SELECT m.bytes FROM messages m JOIN message_uses u ON u.message_id = m.id
       WHERE m.id = ? AND u.reference_count > 0`,
      ref.messageId,
    )
    return row ? ok({ id: ref.messageId, bytes: row.bytes }) : err('not-found')
  }

  addReferences(id: MessageId, count: number): void {
    const added = this.newContents.get(id)
    if (added) added.references += count
    else this.referenceChanges.set(id, (this.referenceChanges.get(id) ?? 0) + count)
  }

  nextModSeq(accountId: AccountId): ModSeq {
    return this.sql.number(
      'UPDATE accounts SET mod_seq = mod_seq + 1 WHERE id = ? RETURNING mod_seq',
      accountId,
    ) as ModSeq
  }

  mailbox(id: MailboxId): MailboxRow | undefined {
    return this.sql.get<MailboxRow>(`SELECT ${mailboxColumns} FROM mailboxes WHERE id = ?`, id)
  }

  idOfOutcome(index: number, key: 'personId' | 'accountId'): number {
    const outcome = this.outcomes[index] as Partial<Record<typeof key, number>> | undefined
    const id = outcome?.[key]
    if (id === undefined) throw new Error(`operation ${index}: no ${key}`)
    return id
  }
}
