import { flagBit } from '../../../domain/flags.js'
import { bad, type Command, type Conversation, done, no, refused } from '../command.js'
import { type FetchItem, readFetchItems } from '../fetch/fetch-items.js'
import { writeFetchRows } from '../fetch/fetch-rows.js'
import { type PartialRange, partialOfRanges, readPartialRange } from '../partial-range.js'
import { vanishedEarlier } from '../selected/resync-run.js'
import type { SelectedView } from '../selected/selected-view.js'
import { readSequenceSet, type SequenceRange, type SequenceSet } from '../sequence-set.js'
import type { CommandCursor } from '../wire/command-cursor.js'

interface FetchCommand {
  readonly byUid: boolean
  readonly set: SequenceSet
  readonly items: FetchItem[]
  readonly changedSince: number | null
  readonly vanished: boolean
  readonly partial: PartialRange | null
}

type Modifiers = Pick<FetchCommand, 'changedSince' | 'vanished' | 'partial'>

/** ` (CHANGEDSINCE 7 VANISHED PARTIAL 1:100)`, or nothing (RFC 4466 §2.4). */
function readModifiers(cursor: CommandCursor): Modifiers {
  let changedSince: number | null = null
  let vanished = false
  let partial: PartialRange | null = null
  if (!cursor.atEnd) cursor.space()
  if (cursor.atEnd) return { changedSince, vanished, partial }
  cursor.list(() => {
    const modifier = cursor.word()
    if (modifier === 'VANISHED') vanished = true
    else if (modifier === 'CHANGEDSINCE') {
      cursor.space()
      changedSince = cursor.modSeq()
    } else if (modifier === 'PARTIAL' && partial === null) {
      cursor.space()
      partial = readPartialRange(cursor)
    } else cursor.fail('parametre de FETCH inconnu')
  })
  return { changedSince, vanished, partial }
}

function readFetch(
  cursor: CommandCursor,
  { limits, enabled: { qresync } }: Conversation,
  byUid: boolean,
): FetchCommand {
  cursor.space()
  const set = readSequenceSet(cursor, limits.imapSetRangesMax)
  cursor.space()
  const items = readFetchItems(cursor)
  const { changedSince, vanished, partial } = readModifiers(cursor)
  cursor.end()
  // RFC 7162 §3.2.6.
  if (vanished && !(byUid && qresync && changedSince !== null)) cursor.fail('VANISHED non permis')
  // RFC 9394 §3.4: of UID FETCH only.
  if (partial !== null && !byUid) cursor.fail('PARTIAL non permis')
  const has = (kind: FetchItem['kind']): boolean => items.some((item) => item.kind === kind)
  // RFC 9051 §6.4.9: UID FETCH always gives the UID. RFC 7162 §3.1.4.1: CHANGEDSINCE always gives
  // MODSEQ.
  if (byUid && !has('uid')) items.unshift({ kind: 'uid' })
  if (changedSince !== null && !has('mod-seq')) items.push({ kind: 'mod-seq' })
  return { byUid, set, items, changedSince, vanished, partial }
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

/** RFC 9394 §3.4: of the messages that the other modifiers leave. */
function partOf(
  view: SelectedView,
  asked: readonly SequenceRange[],
  { changedSince, partial }: FetchCommand,
): SequenceRange[] {
  if (partial === null) return [...asked]
  if (changedSince === null) return [...partialOfRanges(asked, partial)]
  const { modSeqs } = view.snapshot
  const changed: SequenceRange[] = []
  for (const { from, to } of asked) {
    for (let sequence = from; sequence <= to; sequence++) {
      const row = view.rowAt(sequence)
      if (row >= 0 && modSeqs[row]! > changedSince) changed.push({ from: sequence, to: sequence })
    }
  }
  return [...partialOfRanges(changed, partial)]
}

async function fetch(conversation: Conversation, command: FetchCommand) {
  const { view } = conversation
  const { byUid, items, changedSince } = command
  if (changedSince !== null || items.some(({ kind }) => kind === 'mod-seq')) {
    conversation.enableCondStore()
  }
  // What others removed is not read any more, and their flags are told as they are now.
  if (view.stale || (byUid && view.hasGhosts)) {
    await conversation.adopt({ expunge: byUid, withUid: byUid })
    if (!conversation.selected) return refused('mailbox-not-found')
  }
  const asked = view.resolve(command.set, byUid)
  if (asked === null) return bad('Numero de message inconnu')
  if (command.vanished) {
    const missed = { after: changedSince ?? 0, known: command.set }
    conversation.out.write(await vanishedEarlier(conversation, missed))
  }
  const ranges = command.partial === null ? asked : partOf(view, asked, command)
  const setsSeen = items.some((item) => item.kind === 'section' && item.setsSeen)
  const newlySeen =
    setsSeen && view.marksSeen ? await markSeen(conversation, ranges, command) : new Set<number>()
  const order = { items, ranges, changedSince, newlySeen }
  const { gone, unknownEncoding } = await writeFetchRows(conversation, order)
  if (unknownEncoding > 0) return no('[UNKNOWN-CTE] Codage de transfert inconnu')
  // RFC 5530 EXPUNGEISSUED: what is gone cannot be shown. By UID it is simply not there.
  // Test tools know it by these English words.
  if (gone > 0 && !byUid) return no('[EXPUNGEISSUED] Some of the messages no longer exist')
  return done('FETCH termine')
}

export const fetching = (byUid: boolean): Command => ({
  name: 'FETCH',
  states: ['selected'],
  capabilities: ['BINARY', 'PREVIEW', 'SAVEDATE', 'OBJECTID'],
  keepsNumbers: !byUid,
  prepare(cursor, conversation) {
    const command = readFetch(cursor, conversation, byUid)
    return () => fetch(conversation, command)
  },
})
