import { setImmediate as turn } from 'node:timers/promises'
import type { Exchange } from '../../domain/exchange.js'
import type { AccountId, MailboxId, MessageId, Uid } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import type {
  CorrespondenceCount,
  CorrespondenceEmail,
  EmailPlace,
  ExchangeActivity,
  MailboxRole,
} from '../contract.js'
import { ActivityDraft } from '../exchange-activity.js'
import { rowsAtMost, type Sql } from './sql.js'
import type { StructureReading } from './structure-reading.js'

type Row = Omit<CorrespondenceEmail, 'seen' | 'hasAttachment' | 'envelope' | 'policyValues'> & {
  readonly seen: number
  readonly hasAttachment: number
}

const columns = `e.mailbox_id AS mailboxId, b.role, e.uid, e.message_id AS messageId,
  (e.flags & 8) <> 0 AS seen, e.internal_date AS internalDate, m.bytes, m.preview,
  m.has_attachment AS hasAttachment`
const joined = `emails e JOIN mailboxes b ON b.id = e.mailbox_id
  JOIN messages m ON m.id = e.message_id`
const newestFirst = `ORDER BY e.internal_date DESC, e.mailbox_id DESC, e.uid DESC ${rowsAtMost}`
const isShown = "b.role IS NOT 'drafts' AND b.role IS NOT 'trash'"

const page = (limit: number) => Math.max(0, Math.min(limit, limits.pageRowsMax))

/** Messages read at once to learn who wrote last. */
const activityLookback = 20
const exchangesPerTurn = 10

/** Emails of patients by the professional they belong to. */
export class CorrespondenceReading {
  constructor(
    private readonly sql: Sql,
    private readonly structures: Pick<StructureReading, 'get'>,
  ) {}

  correspondence(
    patientId: AccountId,
    professionalAddress: string,
    limit: number,
    before?: number,
  ): CorrespondenceEmail[] {
    const rows = this.sql.all<Row>(
      `SELECT ${columns} FROM ${joined}
       WHERE e.account_id = ? AND e.correspondent = ? AND e.internal_date < ? AND ${isShown}
       ${newestFirst}`,
      patientId,
      professionalAddress,
      before ?? Number.MAX_SAFE_INTEGER,
      page(limit),
    )
    return this.emailsOf(rows)
  }

  counts(patientId: AccountId, professionalAddress?: string): CorrespondenceCount[] {
    const isOne = professionalAddress !== undefined
    const rows = this.sql.all<Omit<CorrespondenceCount, 'hasDraft' | 'last'> & { drafts: number }>(
      `SELECT e.correspondent AS professionalAddress, sum(b.role IS NOT 'drafts') AS total,
         sum(b.role IS NOT 'drafts' AND (e.flags & 8) = 0) AS unseen,
         sum(b.role IS NOT 'drafts' AND m.has_attachment) AS withAttachment,
         sum(b.role IS 'drafts') AS drafts
       FROM emails e JOIN mailboxes b ON b.id = e.mailbox_id JOIN messages m ON m.id = e.message_id
       WHERE e.account_id = ? AND e.correspondent ${isOne ? '= ?' : 'IS NOT NULL'}
         AND b.role IS NOT 'trash'
       GROUP BY e.correspondent
       ORDER BY max(CASE WHEN b.role IS NOT 'drafts' THEN e.internal_date END) DESC NULLS LAST,
         e.correspondent`,
      patientId,
      ...(isOne ? [professionalAddress] : []),
    )
    return rows.map(({ drafts, ...row }) => {
      const [last] = this.correspondence(patientId, row.professionalAddress, 1)
      return { ...row, hasDraft: drafts > 0, last: last ?? null }
    })
  }

  among(mailboxId: MailboxId, uids: readonly Uid[], limit: number) {
    // Joined in this order: a list in the condition would be made a table of its own first.
    const rows = this.sql.all<Row & { readonly professionalAddress: string }>(
      `SELECT ${columns}, e.correspondent AS professionalAddress
       FROM mailboxes b CROSS JOIN json_each(?) one
         CROSS JOIN emails e ON e.account_id = b.account_id AND e.mailbox_id = b.id
           AND e.uid = one.value
         JOIN messages m ON m.id = e.message_id
       WHERE b.id = ? AND e.correspondent IS NOT NULL ${newestFirst}`,
      `[${[...new Set(uids)].join(',')}]`,
      mailboxId,
      page(limit),
    )
    return this.emailsOf(rows)
  }

  drafts(patientId: AccountId, professionalAddress: string): CorrespondenceEmail[] {
    const rows = this.sql.all<Row>(
      `SELECT ${columns} FROM ${joined}
       WHERE e.account_id = ? AND e.correspondent = ? AND b.role = 'drafts' ORDER BY e.uid`,
      patientId,
      professionalAddress,
    )
    return this.emailsOf(rows)
  }

  placesOf(messageId: MessageId): EmailPlace[] {
    // seen_counts names the people who have marks: each is then one look-up.
    const rows = this.sql.all<Omit<EmailPlace, 'seen'> & { readonly seen: number }>(
      `SELECT e.account_id AS accountId, e.mailbox_id AS mailboxId, b.role, e.uid,
         e.internal_date AS internalDate,
         CASE a.seen_marks WHEN 'personal' THEN EXISTS (
           SELECT 1 FROM seen_counts c JOIN seen_marks s ON s.account_id = c.account_id
             AND s.mailbox_id = c.mailbox_id AND s.person_id = c.person_id AND s.uid = e.uid
           WHERE c.account_id = e.account_id AND c.mailbox_id = e.mailbox_id)
         ELSE (e.flags & 8) <> 0 END AS seen
       FROM emails e JOIN mailboxes b ON b.id = e.mailbox_id JOIN accounts a ON a.id = e.account_id
       WHERE e.message_id = ? ORDER BY e.account_id, e.mailbox_id, e.uid ${rowsAtMost}`,
      messageId,
      limits.pageRowsMax,
    )
    return rows.map((row) => ({ ...row, seen: row.seen === 1 }))
  }

  /** Long for a team with many patients: with turns for others in between. */
  async activity(exchanges: readonly Exchange[]): Promise<ExchangeActivity[]> {
    const found: ExchangeActivity[] = []
    for (const [i, exchange] of exchanges.entries()) {
      if (i > 0 && i % exchangesPerTurn === 0) await turn()
      found.push(this.activityOf(exchange))
    }
    return found
  }

  private activityOf(exchange: Exchange): ExchangeActivity {
    const { patientId, professionalAddress } = exchange
    const [address] = this.sql.rows<[string]>(
      'SELECT address FROM accounts WHERE id = ?',
      patientId,
    )[0]!
    const draft = new ActivityDraft(exchange, address)
    let messages = 0
    let newest: MessageId | null = null
    for (let at = 0; at === 0 || (at < messages && !draft.isComplete); at += activityLookback) {
      const found = this.sql.rows<[number, MailboxRole | null, MessageId, number]>(
        // Without the contents, which are long: a team may have thousands of exchanges.
        `SELECT e.internal_date, b.role, e.message_id, count(*) OVER ()
         FROM emails e JOIN mailboxes b ON b.id = e.mailbox_id
         WHERE e.account_id = ? AND e.correspondent = ? AND ${isShown} ${newestFirst} OFFSET ?`,
        patientId,
        professionalAddress,
        activityLookback,
        at,
      )
      for (const [internalDate, role, messageId, all] of found) {
        messages = all
        newest ??= messageId
        draft.add({ internalDate, role, from: () => this.fromOf(messageId) })
      }
    }
    return draft.activity(messages, newest === null ? '' : this.subjectOf(newest))
  }

  private subjectOf(messageId: MessageId): string {
    const [[subject] = ['']] = this.sql.rows<[string]>(
      `SELECT json_extract(structure, '$.envelope.subject') FROM structures WHERE message_id = ?`,
      messageId,
    )
    return subject
  }

  private fromOf(messageId: MessageId): readonly string[] {
    const rows = this.sql.rows<[string]>(
      `SELECT json_extract(one.value, '$.address')
       FROM structures s, json_each(s.structure, '$.envelope.from') one WHERE s.message_id = ?`,
      messageId,
    )
    return rows.map(([address]) => address)
  }

  /** Without those whose content another process is removing just now. */
  private emailsOf<T extends Row>(rows: readonly T[]) {
    return rows.flatMap((row) => {
      const structure = this.structures.get(row.messageId)
      if (structure === null) return []
      const { envelope, policyValues } = structure
      const hasAttachment = row.hasAttachment === 1
      return [{ ...row, seen: row.seen === 1, hasAttachment, envelope, policyValues }]
    })
  }
}
