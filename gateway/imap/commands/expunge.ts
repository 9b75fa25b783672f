import { type Command, type Conversation, done, no, refused } from '../command.js'
import { readSequenceSet, type SequenceSet } from '../sequence-set.js'

async function expunge(conversation: Conversation, set: SequenceSet | null) {
  const { view, session } = conversation
  if (view.readOnly) return no('[NOPERM] Dossier ouvert en lecture seule')
  // fetchmail and others expunge at every turn: without \Deleted there is nothing to commit.
  await conversation.adopt({ expunge: true, withUid: set !== null })
  if (!conversation.selected || !view.hasDeleted) return done('EXPUNGE termine')
  const uids = set && view.liveUids(view.resolve(set, true) ?? []).uids
  if (uids === null || uids.length > 0) {
    const expunged = await session.expunge(view.id, uids)
    if (!expunged.ok) return refused(expunged.error)
    await conversation.adopt({ expunge: true })
  }
  return done('EXPUNGE termine')
}

export const expungeCommand: Command = {
  name: 'EXPUNGE',
  states: ['selected'],
  prepare(cursor, conversation) {
    cursor.end()
    return () => expunge(conversation, null)
  },
}

/** RFC 4315 §2.1. */
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
