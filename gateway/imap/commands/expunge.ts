import { type Command, type Conversation, done, no, refused } from '../command.js'
import { readSequenceSet, type SequenceSet } from '../sequence-set.js'

/** RFC 7162 §3.2.7: behind the VANISHED that it counts. */
export const highestModSeq = ({ enabled, view }: Conversation): string =>
  enabled.qresync ? `[HIGHESTMODSEQ ${view.toldModSeq}] ` : ''

async function expunge(conversation: Conversation, set: SequenceSet | null) {
  const { view, session } = conversation
  if (view.readOnly) return no('[NOPERM] Dossier ouvert en lecture seule')
  // Told once, afterwards: an arrival that goes at once must not be announced by EXISTS only to
  // vanish by a UID that the client never heard of (RFC 7162 §3.2.10.2).
  const deleted = (await session.snapshot(view.id))?.mailbox.deleted ?? 0
  const uids = set && view.liveUids(view.resolve(set, true) ?? []).uids
  let isNews = false
  // fetchmail and others expunge at every turn: without \Deleted there is nothing to commit.
  if (deleted > 0 && uids?.length !== 0) {
    const expunged = await session.expunge(view.id, uids)
    if (!expunged.ok) return refused(expunged.error)
    isNews = expunged.value.uids.length > 0
  }
  await conversation.adopt({ expunge: true, withUid: set !== null })
  const code = isNews && conversation.selected ? highestModSeq(conversation) : ''
  return done(`${code}EXPUNGE termine`)
}

/** RFC 9051 §6.4.3. */
export const expungeCommand: Command = {
  name: 'EXPUNGE',
  states: ['selected'],
  prepare(cursor, conversation) {
    cursor.end()
    return () => expunge(conversation, null)
  },
}

/** RFC 4315 §2.1, RFC 7162 §3.2.9. */
export const uidExpungeCommand: Command = {
  name: 'EXPUNGE',
  states: ['selected'],
  prepare(cursor, conversation) {
    cursor.space()
    const set = readSequenceSet(cursor, conversation.limits.imapSetRangesMax)
    cursor.end()
    return () => expunge(conversation, set)
  },
}
