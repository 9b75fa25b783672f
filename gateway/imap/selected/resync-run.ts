import { asModSeq } from '../../../domain/ids.js'
import type { Conversation } from '../command.js'
import { lowerBound } from '../lower-bound.js'
import { formatSet, normalised, type SequenceSet, savedResult } from '../sequence-set.js'
import type { NumberedRun, ResyncRequest } from './resync-request.js'

const linesBetweenBreaths = 1_000

/**
 * After the untagged responses of SELECT (QRESYNC ...): what the client missed, as
 * `UID FETCH known-uids (FLAGS) (CHANGEDSINCE modseq VANISHED)` would tell it (RFC 7162 §3.2.5.1).
 */
export async function tellMissed(
  conversation: Conversation,
  request: ResyncRequest,
): Promise<void> {
  const { view, out } = conversation
  const { mailbox, modSeq, uids } = view.snapshot
  // The client will see the other UIDVALIDITY and start afresh.
  if (request.uidValidity !== mailbox.uidValidity) return
  // A future that this store never had (a backup was put back): the client knows nothing for sure.
  const after = request.modSeq > modSeq ? 0 : request.modSeq
  const everything = [{ from: 1, to: Math.max(1, mailbox.uidNext - 1) }]
  const known = request.knownUids ?? everything
  const matchedUid = lastMatch(uids, request.matches)
  out.write(await vanishedEarlier(conversation, { after, known, matchedUid }))
  let lines = 0
  for (const line of view.changesAfter(after, view.resolve(known, true) ?? [])) {
    out.write(line)
    if (++lines % linesBetweenBreaths === 0 && !(await out.room())) return
  }
}

/** RFC 7162 §3.2.5.2: up to this UID the client knows of every removal; 0 when none matches. */
function lastMatch(uids: Uint32Array, runs: readonly NumberedRun[]): number {
  for (const { sequence, uid, length } of runs.toReversed()) {
    for (let i = Math.min(length, uids.length - sequence + 1) - 1; i >= 0; i--) {
      if (uids[sequence + i - 1] === uid + i) return uid + i
    }
  }
  return 0
}

export interface MissedRemovals {
  readonly after: number
  /** UIDs that the client asks about; `*` is the last one that the mailbox gave. */
  readonly known: SequenceSet
  /** Nothing is told up to this UID. */
  readonly matchedUid?: number
}

/**
 * The `* VANISHED (EARLIER) ...` line, or nothing (RFC 7162 §3.2.10.1). For UID FETCH with
 * VANISHED: call it after the view was adopted, before the FETCH responses.
 *
 * The picture was taken before the log is read, so the log may tell more than the picture knows:
 * what the picture still shows, or never saw, is left for VANISHED without EARLIER.
 */
export async function vanishedEarlier(
  { session, view }: Conversation,
  { after, known, matchedUid = 0 }: MissedRemovals,
): Promise<string> {
  const { mailbox, modSeq } = view.snapshot
  // The saved result holds no message that is gone (RFC 5182 §2.1).
  if (known === savedResult || after >= modSeq) return ''
  const last = mailbox.uidNext - 1
  const ranges = normalised(known, last)
    .map(({ from, to }) => ({ from: Math.max(from, matchedUid + 1), to: Math.min(to, last) }))
    .filter(({ from, to }) => from <= to)
  if (ranges.length === 0) return ''
  const changes = await session.changes(view.id, asModSeq(after))
  if (changes === null) return ''
  const parts: string[] = []
  for (const { from, to } of ranges) {
    const part = changes.complete
      ? logged(changes.vanished, view.uids, from, to)
      : gaps(view.uids, from, to)
    if (part !== '') parts.push(part)
  }
  return parts.length > 0 ? `* VANISHED (EARLIER) ${parts.join(',')}\r\n` : ''
}

/** What the log names between two UIDs and is not in the picture. */
function logged(vanished: readonly number[], uids: Uint32Array, from: number, to: number): string {
  const gone: number[] = []
  for (let i = lowerBound(vanished, from); i < vanished.length && vanished[i]! <= to; i++) {
    const uid = vanished[i]!
    if (uids[lowerBound(uids, uid)] !== uid) gone.push(uid)
  }
  return formatSet(gone)
}

/** The log does not reach back: every UID between the two that is not there (RFC 7162 §3.2.6). */
function gaps(uids: Uint32Array, from: number, to: number): string {
  const parts: string[] = []
  let next = from
  for (let i = lowerBound(uids, from); next <= to; i++) {
    const end = i < uids.length ? Math.min(uids[i]! - 1, to) : to
    if (next === end) parts.push(`${next}`)
    else if (next < end) parts.push(`${next}:${end}`)
    if (i >= uids.length) break
    next = uids[i]! + 1
  }
  return parts.join(',')
}
