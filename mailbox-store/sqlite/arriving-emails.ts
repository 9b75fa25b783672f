import type { AccountId, MailboxId, ModSeq, Uid } from '../../domain/ids.js'
import type { BatchRun } from './batch-run.js'
import { isDeleted, isUnseen } from './flag-counts.js'
import type { EmailRow, MailboxRow } from './rows.js'

/** Emails that arrive in one mailbox; its counters are written once. */
export class ArrivingEmails {
  private uidNext: number
  private count = 0
  private unseen = 0
  private deleted = 0
  private bytes = 0

  constructor(
    private readonly run: BatchRun,
    private readonly row: MailboxRow,
    private readonly keywordsBefore: readonly string[],
  ) {
    this.uidNext = row.uidNext
  }

  add(email: Omit<EmailRow, 'uid'>): Uid {
    const { messageId, flags, modSeq, size, internalDate, correspondent } = email
    const { accountId, id } = this.row
    const uid = this.uidNext++ as Uid
    this.run.sql.run(
      'INSERT INTO emails VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      accountId,
      id,
      uid,
      messageId,
      flags,
      modSeq,
      size,
      internalDate,
      correspondent,
    )
    this.count++
    this.unseen += isUnseen(flags)
    this.deleted += isDeleted(flags)
    this.bytes += size
    this.run.addReferences(messageId, 1)
    return uid
  }

  finish(modSeq: ModSeq, keywords: readonly string[]): void {
    const { sql, touched } = this.run
    const { id, accountId } = this.row
    if (keywords.length > this.keywordsBefore.length) setKeywords(this.run, id, keywords)
    sql.run(
      `UPDATE mailboxes SET uid_next = ?, highest_mod_seq = ?, exists_count = exists_count + ?,
         unseen_count = unseen_count + ?, deleted_count = deleted_count + ?, bytes = bytes + ?
       WHERE id = ?`,
      this.uidNext,
      modSeq,
      this.count,
      this.unseen,
      this.deleted,
      this.bytes,
      id,
    )
    addUsedBytes(this.run, accountId, this.bytes)
    touched.mailbox(id, accountId)
  }
}

export function setKeywords(run: BatchRun, id: MailboxId, keywords: readonly string[]): void {
  run.sql.run('UPDATE mailboxes SET keywords = ? WHERE id = ?', JSON.stringify(keywords), id)
}

export function addUsedBytes(run: BatchRun, accountId: AccountId, bytes: number): void {
  run.sql.run('UPDATE accounts SET used_bytes = used_bytes + ? WHERE id = ?', bytes, accountId)
}
