import { setImmediate as turn } from 'node:timers/promises'
import type { MessageId, ModSeq, Uid } from '../../domain/ids.js'
import type { ChangedEmail, MailboxChanges, MailboxSnapshot } from '../contract.js'

const emailsPerTurn = 5_000

/**
 * The answer to `changes`, from a picture: it holds the modseq of every email. `expunged` is null
 * when the log no longer reaches back.
 */
export async function changesOfSnapshot(
  snapshot: MailboxSnapshot,
  after: ModSeq,
  expunged: readonly Uid[] | null,
): Promise<MailboxChanges> {
  const { mailbox, modSeq, uids, modSeqs } = snapshot
  const emails: ChangedEmail[] = []
  for (let i = 0; i < uids.length; i++) {
    if (modSeqs[i]! <= after) continue
    emails.push(emailAt(snapshot, i))
    if (emails.length % emailsPerTurn === 0) await turn()
  }
  const vanished = expunged ?? missingUids(uids, mailbox.uidNext)
  return { mailbox, modSeq, emails, vanished, complete: expunged !== null }
}

const emailAt = (snapshot: MailboxSnapshot, i: number): ChangedEmail => ({
  uid: snapshot.uids[i]! as Uid,
  flags: snapshot.flags[i]!,
  modSeq: snapshot.modSeqs[i]! as ModSeq,
  size: snapshot.sizes[i]!,
  internalDate: snapshot.internalDates[i]!,
  zoneMinutes: snapshot.zones[i]!,
  savedAt: snapshot.savedAt[i]!,
  messageId: snapshot.messageIds[i]! as MessageId,
})

function missingUids(uids: Uint32Array, uidNext: number): Uid[] {
  const missing: Uid[] = []
  let next = 1
  for (const uid of uids) {
    for (; next < uid; next++) missing.push(next as Uid)
    next = uid + 1
  }
  for (; next < uidNext; next++) missing.push(next as Uid)
  return missing
}
