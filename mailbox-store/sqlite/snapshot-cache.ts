import { setImmediate as turn } from 'node:timers/promises'
import type { MailboxId, MessageId, ModSeq, Uid } from '../../domain/ids.js'
import type { ChangedEmail, MailboxSnapshot, StoredMailbox } from '../contract.js'
import { type MailboxReading, storedMailbox } from './mailbox-reading.js'
import type { MailboxRow } from './rows.js'
import { SnapshotArrays } from './snapshot-arrays.js'
import type { Sql } from './sql.js'

const mailboxesMax = 2_000
const emailsMax = 4_000_000
const rowsPerSlice = 1_500

type EmailColumns = [Uid, number, ModSeq, number, number, MessageId]

interface Picture {
  readonly arrays: SnapshotArrays
  readonly snapshot: MailboxSnapshot
}

/**
 * Frozen pictures of mailboxes, shared between sessions, least recently used dropped first. Brought
 * up to date from the changes since their modseq; only the first read of a mailbox goes through all
 * its rows, in slices between which the event loop turns.
 */
export class SnapshotCache {
  private readonly pictures = new Map<MailboxId, Picture>()
  private readonly underWay = new Map<MailboxId, Promise<MailboxSnapshot | null>>()
  private emails = 0

  constructor(
    private readonly sql: Sql,
    private readonly reading: MailboxReading,
  ) {}

  async get(id: MailboxId): Promise<MailboxSnapshot | null> {
    const picture = this.pictures.get(id)
    if (picture) {
      const renewed = this.renewed(id, picture)
      if (renewed !== 'start-again') return renewed
    }
    // One read of all rows serves everyone who asks meanwhile; each then renews it for his own
    // moment.
    let reading = this.underWay.get(id)
    if (!reading) {
      reading = this.readAll(id).finally(() => this.underWay.delete(id))
      this.underWay.set(id, reading)
    }
    const read = await reading
    const current = this.pictures.get(id)
    if (read === null || !current) return read
    const renewed = this.renewed(id, current)
    return renewed === 'start-again' ? this.get(id) : renewed
  }

  private renewed(id: MailboxId, picture: Picture): MailboxSnapshot | null | 'start-again' {
    const state = this.reading.inOneMoment(() => {
      const row = this.reading.row(id)
      if (!row) return null
      const { modSeq } = picture.snapshot
      if (row.highestModSeq === modSeq) return { row, emails: [], vanished: [] }
      if (modSeq < row.expungedFloor) return 'start-again'
      return {
        row,
        emails: this.reading.emailsAfter(row, modSeq),
        vanished: this.reading.expungedAfter(row, modSeq),
      }
    })
    if (state === null || state === 'start-again') {
      this.forget(id)
      return state
    }
    const { row, emails, vanished } = state
    const mailbox = storedMailbox(row)
    const isSame = sameMailbox(mailbox, picture.snapshot.mailbox)
    if (isSame) return this.keep(id, picture).snapshot
    const lastUid = picture.arrays.lastUid()
    const arrays = picture.arrays
      .change(emails.filter(({ uid }) => uid <= lastUid))
      .append(emails.filter(({ uid }) => uid > lastUid))
      .without(vanished)
    return this.keep(id, pictureOf(mailbox, arrays)).snapshot
  }

  private async readAll(id: MailboxId): Promise<MailboxSnapshot | null> {
    const row = this.reading.row(id)
    if (!row) return null
    let arrays = SnapshotArrays.empty(row.exists + 64)
    for (;;) {
      const emails = this.slice(row, arrays.lastUid())
      arrays = arrays.append(emails)
      if (emails.length < rowsPerSlice) break
      await turn()
    }
    // Rows of later slices may be newer than the modseq said here: the renewal that follows
    // repeats those changes.
    return this.keep(id, pictureOf(storedMailbox(row), arrays)).snapshot
  }

  private slice({ accountId, id, uidNext }: MailboxRow, after: number): ChangedEmail[] {
    const rows = this.sql.rows<EmailColumns>(
      `SELECT uid, flags, mod_seq, size, internal_date, message_id FROM emails
       WHERE account_id = ? AND mailbox_id = ? AND uid > ? AND uid < ? ORDER BY uid LIMIT ?`,
      accountId,
      id,
      after,
      uidNext,
      rowsPerSlice,
    )
    return rows.map(([uid, flags, modSeq, size, internalDate, messageId]) => {
      return { uid, flags, modSeq, size, internalDate, messageId }
    })
  }

  private keep(id: MailboxId, picture: Picture): Picture {
    this.forget(id)
    this.pictures.set(id, picture)
    this.emails += picture.arrays.length
    for (const oldest of this.pictures.keys()) {
      if (this.pictures.size <= mailboxesMax && this.emails <= emailsMax) break
      if (oldest !== id) this.forget(oldest)
    }
    return picture
  }
  private forget(id: MailboxId): void {
    this.emails -= this.pictures.get(id)?.arrays.length ?? 0
    this.pictures.delete(id)
  }
}

function pictureOf(mailbox: StoredMailbox, arrays: SnapshotArrays): Picture {
  const modSeq: ModSeq = mailbox.highestModSeq
  return { arrays, snapshot: Object.freeze({ mailbox, modSeq, ...arrays.views() }) }
}

/** Name and subscription change without a modseq. */
const sameMailbox = (a: StoredMailbox, b: StoredMailbox): boolean =>
  a.highestModSeq === b.highestModSeq && a.name === b.name && a.subscribed === b.subscribed
