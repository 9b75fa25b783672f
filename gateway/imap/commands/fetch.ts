import { flagBit } from '../../../domain/flags.js'
import { bad, type Command, type Conversation, done, no } from '../command.js'
import type { CommandCursor } from '../command-cursor.js'
import { type FetchItem, readFetchItems } from '../fetch-items.js'
import { writeFetchRows } from '../fetch-rows.js'
import { readSequenceSet, type SequenceRange, type SequenceSet } from '../sequence-set.js'

interface FetchCommand {
  readonly byUid: boolean
  readonly set: SequenceSet
  readonly items: FetchItem[]
  readonly changedSince: number | null
}

function readFetch(cursor: CommandCursor, rangesMax: number, byUid: boolean): FetchCommand {
  cursor.space()
  const set = readSequenceSet(cursor, rangesMax)
  cursor.space()
  const items = readFetchItems(cursor)
  let changedSince: number | null = null
  if (!cursor.atEnd) {
    cursor.space()
    if (!cursor.atEnd) {
      cursor.list(() => {
        if (cursor.word() !== 'CHANGEDSINCE') cursor.fail('parametre de FETCH inconnu')
        cursor.space()
        changedSince = cursor.modSeq()
      })
    }
  }
  cursor.end()
  const has = (kind: FetchItem['kind']): boolean => items.some((item) => item.kind === kind)
  // RFC 9051 §6.4.9: UID FETCH always gives the UID. RFC 7162 §3.1.4.1: CHANGEDSINCE always gives
  // MODSEQ.
  if (byUid && !has('uid')) items.unshift({ kind: 'uid' })
  if (changedSince !== null && !has('mod-seq')) items.push({ kind: 'mod-seq' })
  return { byUid, set, items, changedSince }
}

/** Sets \Seen on what BODY[] will show, in one change; returns the UIDs that were unseen. */
async function markSeen(
  conversation: Conversation,
  ranges: readonly SequenceRange[],
  { byUid, changedSince }: FetchCommand,
): Promise<ReadonlySet<number>> {
  const { view, session } = conversation
  const { uids } = view.liveUids(ranges)
  const unseen = uids.filter((uid) => {
    const row = view.rowAt(view.sequenceOf(uid))
    if (row < 0 || view.snapshot.modSeqs[row]! <= (changedSince ?? -1)) return false
    return (view.snapshot.flags[row]! & flagBit['\\Seen']) === 0
  })
  if (unseen.length === 0) return new Set()
  const change = { uids: unseen, change: 'add', flags: ['\\Seen'] } as const
  const result = await session.changeFlags(view.id, change)
  // A right that does not allow it must not keep anyone from reading.
  if (!result.ok) return new Set()
  const quiet = { modSeq: result.value.modSeq, change: change.change, flags: change.flags }
  await conversation.adopt({ expunge: false, withUid: byUid, quiet })
  // Also those that somebody else marked in between: the client was not told of them either.
  return new Set(unseen)
}

async function fetch(conversation: Conversation, command: FetchCommand) {
  const { view } = conversation
  const { byUid, items, changedSince } = command
  if (changedSince !== null || items.some(({ kind }) => kind === 'mod-seq')) {
    conversation.enabled.condStore = true
  }
  // What others removed is not read any more, and their flags are told as they are now.
  if (view.stale) await conversation.adopt({ expunge: byUid, withUid: byUid })
  const ranges = view.resolve(command.set, byUid)
  if (ranges === null) return bad('Numero de message inconnu')
  const setsSeen = items.some((item) => item.kind === 'section' && item.setsSeen)
  const newlySeen =
    setsSeen && !view.readOnly ? await markSeen(conversation, ranges, command) : new Set<number>()
  const gone = await writeFetchRows(conversation, { items, ranges, changedSince, newlySeen })
  // RFC 5530 EXPUNGEISSUED: what is gone cannot be shown. By UID it is simply not there.
  // Test tools know it by these English words.
  if (gone > 0 && !byUid) return no('[EXPUNGEISSUED] Some of the messages no longer exist')
  return done('FETCH termine')
}

export const fetching = (byUid: boolean): Command => ({
  name: 'FETCH',
  states: ['selected'],
  keepsNumbers: !byUid,
  prepare(cursor, conversation) {
    const command = readFetch(cursor, conversation.limits.imapSetRangesMax, byUid)
    return () => fetch(conversation, command)
  },
})
