import type { ModSeq, PersonId, Uid } from '../../domain/ids.js'
import type { ChangedEmail, MailboxChanges } from '../contract.js'
import { uidsOfRuns } from '../uid-runs.js'
import type { EmailRow, MailboxRow, MemoryState } from './memory-state.js'

export function changesAfter(
  state: MemoryState,
  row: MailboxRow,
  after: ModSeq,
  viewer: PersonId | null | undefined,
): MailboxChanges {
  const complete = after >= row.expungedFloor
  const changed = state.emailsOf(row).filter(({ modSeq }) => modSeq > after)
  const flagsOf = state.viewed(row, viewer)
  const emails = changed.map((email) => changedEmail(email, flagsOf(email)))
  const vanished = complete ? expungedAfter(row, after) : missingUids(row)
  const mailbox = state.storedMailbox(row, viewer)
  return { mailbox, modSeq: row.highestModSeq, emails, vanished, complete }
}

function changedEmail(email: EmailRow, flags: number): ChangedEmail {
  const { correspondent: _, seenBy: __, ...changed } = email
  return { ...changed, flags }
}

const expungedAfter = (row: MailboxRow, after: ModSeq): Uid[] =>
  uidsOfRuns(row.expunged.filter(({ modSeq }) => modSeq > after))

function missingUids(row: MailboxRow): Uid[] {
  const missing: Uid[] = []
  for (let uid = 1; uid < row.uidNext; uid++)
    if (!row.emails.get(uid as Uid)) missing.push(uid as Uid)
  return missing
}
