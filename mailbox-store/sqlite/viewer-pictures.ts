import type { MailboxId, ModSeq, PersonId } from '../../domain/ids.js'
import type { MailboxSnapshot } from '../contract.js'
import { seenBit, withSeen } from '../seen-marks.js'
import type { UidRun } from '../uid-runs.js'
import { type MailboxReading, type ReadRow, storedMailbox } from './mailbox-reading.js'

/** Emails of all kept pictures: 16 MB of flags. */
const emailsMax = 4_000_000
const picturesMax = 5_000

interface ViewerPicture {
  readonly shared: MailboxSnapshot
  readonly own: MailboxSnapshot
}

/**
 * Shared pictures with the \Seen of one person: the same arrays but for the flags. Renewed from the
 * marks of the emails whose modseq is new; bounded, least recently used dropped first.
 */
export class ViewerPictures {
  private readonly pictures = new Map<string, ViewerPicture>()
  private emails = 0

  constructor(private readonly reading: MailboxReading) {}

  /** In the same moment in which `shared` was made. */
  of(shared: MailboxSnapshot, row: ReadRow, personId: PersonId): MailboxSnapshot {
    const key = keyOf(row.id, personId)
    const before = this.pictures.get(key)
    if (before && before.shared === shared) return this.keep(key, before)
    const flags = before
      ? this.renewed(before, shared, row, personId)
      : this.all(shared, row, personId)
    const own = Object.freeze({ ...shared, mailbox: storedMailbox(row, personId), flags })
    return this.keep(key, { shared, own })
  }

  private all({ uids, flags }: MailboxSnapshot, row: ReadRow, personId: PersonId): Int32Array {
    const all = { first: 1, last: row.uidNext } as UidRun
    return marked(uids, flags, this.reading.marks(row, personId, all))
  }

  private renewed(
    before: ViewerPicture,
    shared: MailboxSnapshot,
    row: ReadRow,
    personId: PersonId,
  ): Int32Array {
    const { uids, flags, modSeqs } = shared
    const since: ModSeq = before.own.modSeq
    const isNew = (modSeq: number) => modSeq > since
    const first = modSeqs.findIndex(isNew)
    const last = modSeqs.findLastIndex(isNew)
    const marks =
      first < 0
        ? []
        : this.reading.marks(row, personId, { first: uids[first], last: uids[last] } as UidRun)
    const own = marked(uids, flags, marks)
    // Whose modseq is older has the mark it had; both lists ascend.
    let at = 0
    for (let i = 0; i < uids.length; i++) {
      if (modSeqs[i]! > since) continue
      while (before.own.uids[at]! < uids[i]!) at++
      own[i] = withSeen(flags[i]!, (before.own.flags[at]! & seenBit) !== 0)
    }
    return own
  }

  private keep(key: string, picture: ViewerPicture): MailboxSnapshot {
    this.forget(key)
    this.pictures.set(key, picture)
    this.emails += picture.own.uids.length
    for (const oldest of this.pictures.keys()) {
      if (this.pictures.size <= picturesMax && this.emails <= emailsMax) break
      if (oldest !== key) this.forget(oldest)
    }
    return picture.own
  }
  private forget(key: string): void {
    this.emails -= this.pictures.get(key)?.own.uids.length ?? 0
    this.pictures.delete(key)
  }
}

const keyOf = (id: MailboxId, personId: PersonId): string => `${id}/${personId}`

function marked(uids: Uint32Array, flags: Int32Array, marks: readonly number[]): Int32Array {
  const own = new Int32Array(flags.length)
  let at = 0
  for (let i = 0; i < uids.length; i++) {
    while (at < marks.length && marks[at]! < uids[i]!) at++
    own[i] = withSeen(flags[i]!, marks[at] === uids[i])
  }
  return own
}
