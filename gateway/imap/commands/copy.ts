import {
  type Answer,
  bad,
  type Command,
  type Conversation,
  done,
  no,
  refused,
  refusedTarget,
} from '../command.js'
import { type CopyOutcome, mayChange } from '../imap-session.js'
import { readMailboxName } from '../mailboxes/mailbox-name.js'
import { withProgress } from '../progress-teller.js'
import { formatSet, readSequenceSet, type SequenceSet } from '../sequence-set.js'
import { highestModSeq } from './expunge.js'

interface CopyOrder {
  readonly verb: 'COPY' | 'MOVE'
  readonly byUid: boolean
  readonly set: SequenceSet
  readonly target: string | null
}

/** RFC 4315 §3; nothing was copied, nothing is said. */
const copyUid = ({ uidValidity, from, to }: CopyOutcome): string =>
  from.length > 0 ? `[COPYUID ${uidValidity} ${formatSet(from)} ${formatSet(to)}] ` : ''

async function copy(conversation: Conversation, order: CopyOrder): Promise<Answer> {
  const { view, session, out } = conversation
  const { verb, byUid, target } = order
  if (target === null) return refused('mailbox-name-invalid')
  if (verb === 'MOVE' && view.readOnly) return no('[NOPERM] Dossier ouvert en lecture seule')
  const ranges = view.resolve(order.set, byUid)
  if (ranges === null) return bad('Numero de message inconnu')
  const { uids, gone } = view.liveUids(ranges)
  // RFC 9051 §6.4.7: all or nothing, and the client believes that the gone ones are there.
  if (gone > 0 && !byUid) return no('[EXPUNGEISSUED] Des messages ne sont plus dans le dossier')
  if (uids.length === 0) {
    const found = await session.find(target)
    if (found === null) return refusedTarget('mailbox-not-found')
    if (!mayChange(found)) return refused('right-missing')
    return done(`${verb} termine, aucun message`)
  }
  const result = await withProgress(conversation, () =>
    session[verb === 'COPY' ? 'copy' : 'move'](view.id, uids, target),
  )
  if (!result.ok) return refusedTarget(result.error)
  // The target may be the mailbox that is open.
  view.stale = true
  if (verb === 'COPY') return done(`${copyUid(result.value)}COPY termine`)
  // RFC 6851 §4.3: COPYUID goes untagged before the EXPUNGE responses.
  if (result.value.from.length > 0) out.line(`* OK ${copyUid(result.value)}Messages deplaces`)
  await conversation.adopt({ expunge: true, withUid: byUid })
  return done(`${conversation.selected ? highestModSeq(conversation) : ''}MOVE termine`)
}

/** RFC 9051 §6.4.7 and §6.4.8, RFC 6851 §3. */
export const copying = (verb: 'COPY' | 'MOVE', byUid: boolean): Command => ({
  name: verb,
  states: ['selected'],
  capabilities: verb === 'MOVE' ? ['MOVE'] : ['UIDPLUS'],
  prepare(cursor, conversation) {
    cursor.space()
    const set = readSequenceSet(cursor, conversation.limits.imapSetRangesMax)
    cursor.space()
    const target = readMailboxName(cursor, conversation.enabled)
    cursor.end()
    return () => copy(conversation, { verb, byUid, set, target })
  },
})
