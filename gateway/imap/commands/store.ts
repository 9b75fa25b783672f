import { systemFlagOf } from '../../../domain/flags.js'
import { asModSeq, type ModSeq, type Uid } from '../../../domain/ids.js'
import { type Answer, bad, type Command, type Conversation, done, no, refused } from '../command.js'
import type { FlagChange, FlagOutcome } from '../imap-session.js'
import { formatSet, readSequenceSet, type SequenceSet } from '../sequence-set.js'
import type { CommandCursor } from '../wire/command-cursor.js'

interface StoreOrder {
  readonly byUid: boolean
  readonly set: SequenceSet
  readonly unchangedSince: ModSeq | null
  readonly change: FlagChange['change']
  readonly silent: boolean
  readonly flags: readonly string[]
}

function readOrder(cursor: CommandCursor, rangesMax: number, byUid: boolean): StoreOrder {
  cursor.space()
  const set = readSequenceSet(cursor, rangesMax)
  cursor.space()
  let unchangedSince: ModSeq | null = null
  if (cursor.peek === '(') {
    cursor.list(() => {
      if (cursor.word() !== 'UNCHANGEDSINCE') cursor.fail('parametre de STORE inconnu')
      cursor.space()
      unchangedSince = asModSeq(cursor.modSeq())
    })
    cursor.space()
  }
  const change = cursor.skip('+') ? 'add' : cursor.skip('-') ? 'remove' : 'replace'
  const item = cursor.word()
  if (item !== 'FLAGS' && item !== 'FLAGS.SILENT') cursor.fail('FLAGS attendu')
  cursor.space()
  const flags = readFlags(cursor)
  cursor.end()
  return { byUid, set, unchangedSince, change, silent: item === 'FLAGS.SILENT', flags }
}

function readFlags(cursor: CommandCursor): string[] {
  const flags: string[] = []
  if (cursor.peek === '(') flags.push(...cursor.flagList())
  else cursor.items(() => flags.push(cursor.flag()))
  return canonicalFlags(cursor, flags)
}

/**
 * RFC 9051 §2.3.2: system flags in any case; \Recent is not for clients to set; other `\` words are
 * unknown.
 */
export function canonicalFlags(cursor: CommandCursor, flags: readonly string[]): string[] {
  const canonical = new Set<string>()
  for (const flag of flags) {
    const system = systemFlagOf(flag)
    if (system) canonical.add(system)
    else if (flag.startsWith('\\')) {
      if (flag.toLowerCase() !== '\\recent') cursor.fail('marque systeme inconnue')
    } else canonical.add(flag)
  }
  return [...canonical]
}

async function store(conversation: Conversation, order: StoreOrder): Promise<Answer> {
  const { view, session } = conversation
  if (view.readOnly && !view.marksSeen) return no('[NOPERM] Dossier ouvert en lecture seule')
  if (order.unchangedSince !== null) conversation.enableCondStore()
  // What others removed is known before, so that the answer can say that it is gone.
  const told = new Set<number>()
  if (view.stale) await conversation.adopt({ expunge: order.byUid, withUid: order.byUid, told })
  const ranges = view.resolve(order.set, order.byUid)
  if (ranges === null) return bad('Numero de message inconnu')
  const { uids, gone } = view.liveUids(ranges)
  let modified: readonly Uid[] = []
  if (uids.length > 0) {
    const result = await session.changeFlags(view.id, {
      uids,
      change: order.change,
      flags: order.flags,
      ...(order.unchangedSince === null ? {} : { unchangedSince: order.unchangedSince }),
    })
    if (!result.ok) return refused(result.error)
    modified = result.value.modified
    await tell(conversation, order, { uids, told }, result.value)
  }
  const numbers = order.byUid ? modified : modified.map((uid) => view.sequenceOf(uid))
  const code = numbers.length > 0 ? `[MODIFIED ${formatSet(numbers)}] ` : ''
  // What was there was changed (RFC 2180 §4.2.1); the client learns at its next NOOP that the rest
  // is gone. Not a failure: nothing is left to do (RFC 5530 §3 shows EXPUNGEISSUED with OK).
  if (code === '' && gone > 0 && !order.byUid) return done('[EXPUNGEISSUED] STORE termine')
  return done(`${code}STORE termine`)
}

async function tell(
  conversation: Conversation,
  order: StoreOrder,
  { uids, told }: { readonly uids: readonly Uid[]; readonly told: ReadonlySet<number> },
  outcome: FlagOutcome,
): Promise<void> {
  const options = { expunge: order.byUid, withUid: order.byUid }
  const modified = new Set<number>(outcome.modified)
  if (!order.silent) {
    const forced = new Set<number>(uids.filter((uid) => !modified.has(uid)))
    await conversation.adopt({ ...options, forced })
    return
  }
  // Flags of before that this very command has told would be taken for the outcome.
  const forced = new Set<number>(uids.filter((uid) => told.has(uid) && !modified.has(uid)))
  const { change, flags } = order
  const quiet = { modSeq: outcome.modSeq, change, flags }
  await conversation.adopt({ ...options, quiet, ...(forced.size > 0 ? { forced } : {}) })
}

/** RFC 9051 §6.4.6. */
export const storing = (byUid: boolean): Command => ({
  name: 'STORE',
  states: ['selected'],
  keepsNumbers: !byUid,
  prepare(cursor, conversation) {
    const order = readOrder(cursor, conversation.limits.imapSetRangesMax, byUid)
    return () => store(conversation, order)
  },
})
