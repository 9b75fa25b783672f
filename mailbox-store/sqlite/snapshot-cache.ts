import { setImmediate as turn } from 'node:timers/promises'
import type { MailboxId, ModSeq } from '../../domain/ids.js'
import type { MailboxSnapshot, StoredMailbox } from '../contract.js'
import { seenOwner } from '../seen-marks.js'
import type { UidRun } from '../uid-runs.js'
import {
  type ChangedRun,
  joined,
  type MailboxReading,
  type ReadRow,
  storedMailbox,
  type Viewer,
} from './mailbox-reading.js'
import type { MailboxRow } from './rows.js'
import { emailColumns, type FlagRun, SnapshotArrays } from './snapshot-arrays.js'
import { rowsAtMost, type Sql } from './sql.js'
import { ViewerPictures } from './viewer-pictures.js'

const mailboxesMax = 2_000
const emailsMax = 4_000_000
const rowsPerSlice = 2_500
/** More are read in slices. */
const uidsPerMomentMax = 10_000
const inMailbox = 'account_id = ? AND mailbox_id = ?'

interface Picture {
  readonly arrays: SnapshotArrays
  readonly snapshot: MailboxSnapshot
}

/**
 * Frozen pictures of mailboxes, shared between sessions, least recently used dropped first. Brought
 * up to date from the changes since their modseq; the first read of a mailbox, and long changes, go
 * through the rows in slices between which the event loop turns. A viewer with marks of their own
 * gets the shared picture with their \Seen.
 */
export class SnapshotCache {
  private readonly pictures = new Map<MailboxId, Picture>()
  private readonly viewers: ViewerPictures
  private readonly underWay = new Map<MailboxId, Promise<void>>()
  private emails = 0

  constructor(
    private readonly sql: Sql,
    private readonly reading: MailboxReading,
  ) {
    this.viewers = new ViewerPictures(reading)
  }

  async get(id: MailboxId, viewer: Viewer): Promise<MailboxSnapshot | null> {
    for (;;) {
      const found = this.sql.inOneMoment(() => this.current(id, viewer))
      if (found !== 'catch-up') return found
      // One long read serves everyone who asks meanwhile.
      let reading = this.underWay.get(id)
      if (!reading) {
        reading = this.catchUp(id).finally(() => this.underWay.delete(id))
        this.underWay.set(id, reading)
      }
      await reading
    }
  }

  private current(id: MailboxId, viewer: Viewer): MailboxSnapshot | null | 'catch-up' {
    const row = this.reading.row(id, viewer)
    if (!row) {
      this.forget(id)
      return null
    }
    const picture = this.pictures.get(id)
    if (!picture || isBehind(picture, row)) return 'catch-up'
    const renewed = this.renewed(row, picture)
    if (renewed === null) return 'catch-up'
    const { snapshot } = this.keep(id, renewed)
    const person = seenOwner(row.seenMarks, viewer)
    return person === null ? snapshot : this.viewers.of(snapshot, row, person)
  }

  /** Null where it is too long for one moment. */
  private renewed(row: ReadRow, picture: Picture): Picture | null {
    const mailbox = storedMailbox(row, null)
    const { snapshot, arrays } = picture
    if (sameMailbox(mailbox, snapshot.mailbox)) return picture
    if (mailbox.highestModSeq === snapshot.modSeq) return pictureOf(mailbox, arrays)
    const lastUid = arrays.lastUid()
    const { told, untold } = changesSince(this.reading.changedRuns(row, snapshot.modSeq, lastUid))
    const changing = untold.reduce((sum, { first, last }) => sum + last - first + 1, 0)
    if (changing + row.uidNext - lastUid > uidsPerMomentMax) return null
    const changed = untold.flatMap((uids) => this.changedRows(row, snapshot.modSeq, uids))
    const renewed = arrays
      .repeat(told)
      .change(changed)
      .append(this.rowsFrom(row, lastUid, uidsPerMomentMax))
      .without(this.reading.expungedAfter(row, snapshot.modSeq))
    return pictureOf(mailbox, renewed)
  }

  /**
   * Goes on from the picture that there is, or from none, in slices. Rows of later slices may be
   * newer than the modseq said here: the renewal that follows repeats those changes.
   */
  private async catchUp(id: MailboxId): Promise<void> {
    const start = this.sql.inOneMoment(() => this.startOf(id))
    if (!start) return
    const { row, runs, vanished, modSeq } = start
    let { arrays } = start
    for (const { first, last } of runs)
      for (let from: number = first; from <= last; from += rowsPerSlice) {
        const to = Math.min(last, from + rowsPerSlice - 1)
        arrays = arrays.change(this.changedRows(row, modSeq, { first: from, last: to } as UidRun))
        await turn()
      }
    for (;;) {
      const before = arrays.length
      arrays = arrays.append(this.rowsFrom(row, arrays.lastUid(), rowsPerSlice))
      if (arrays.length - before < rowsPerSlice) break
      await turn()
    }
    this.keep(id, pictureOf(storedMailbox(row, null), arrays.without(vanished)))
  }

  private startOf(id: MailboxId) {
    const row = this.reading.row(id, null)
    if (!row) return null
    const picture = this.pictures.get(id)
    const nothing = { row, runs: [], vanished: [], modSeq: row.highestModSeq }
    if (!picture || isBehind(picture, row))
      return { ...nothing, arrays: SnapshotArrays.empty(row.exists + 64) }
    const { arrays, snapshot } = picture
    const since = this.reading.changedRuns(row, snapshot.modSeq, arrays.lastUid())
    const { told, untold: runs } = changesSince(since)
    const vanished = this.reading.expungedAfter(row, snapshot.modSeq)
    return { row, runs, vanished, modSeq: snapshot.modSeq, arrays: arrays.repeat(told) }
  }

  /** Emails of a run that changed since, as flat rows for SnapshotArrays.change. */
  private changedRows({ accountId, id }: MailboxRow, after: ModSeq, { first, last }: UidRun) {
    return this.sql.numbers(
      `SELECT group_concat(uid || ',' || flags || ',' || mod_seq) FROM emails
       WHERE ${inMailbox} AND uid BETWEEN ? AND ? AND mod_seq > ?`,
      ...[accountId, id, first, last, after],
    )
  }

  /** Emails that the row knows of, as flat rows for SnapshotArrays.append. */
  private rowsFrom({ accountId, id, uidNext }: MailboxRow, after: number, max: number): number[] {
    return this.sql.numbers(
      `SELECT group_concat(${emailColumns.replaceAll(', ', " || ',' || ")}) FROM (
         SELECT * FROM emails WHERE ${inMailbox} AND uid > ? AND uid < ?
         ORDER BY uid ${rowsAtMost})`,
      ...[accountId, id, after, uidNext, max],
    )
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

/** The logs no longer reach back to the picture. */
const isBehind = ({ snapshot: { modSeq } }: Picture, row: MailboxRow): boolean =>
  modSeq !== row.highestModSeq && (modSeq < row.expungedFloor || modSeq < row.changedFloor)

/** What can be repeated, and what has to be read from the rows after it. */
function changesSince(runs: readonly ChangedRun[]) {
  const isTold = (run: ChangedRun): run is ChangedRun & FlagRun => run.keep !== null
  const told = runs.filter(isTold)
  return { told, untold: joined(runs.filter((run) => !isTold(run))) }
}

function pictureOf(mailbox: StoredMailbox, arrays: SnapshotArrays): Picture {
  const modSeq: ModSeq = mailbox.highestModSeq
  return { arrays, snapshot: Object.freeze({ mailbox, modSeq, ...arrays.views() }) }
}

/** Name and subscription change without a modseq. */
const sameMailbox = (a: StoredMailbox, b: StoredMailbox): boolean =>
  a.highestModSeq === b.highestModSeq && a.name === b.name && a.subscribed === b.subscribed
