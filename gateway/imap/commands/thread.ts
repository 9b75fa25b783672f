import { type ThreadAlgorithm, walkThreads } from '../../../mailbox-store/contract.js'
import { type Answer, type Command, type Conversation, done, no, refused } from '../command.js'
import { withProgress } from '../progress-teller.js'
import { readCharsetAndKeys, type SearchProgram, uidsOf } from '../search/search-program.js'
import { WireLine } from '../wire/wire-line.js'
import { findRows, readCharset } from './search.js'

const algorithms: ReadonlyMap<string, ThreadAlgorithm> = new Map([
  ['ORDEREDSUBJECT', 'orderedsubject'],
  ['REFERENCES', 'references'],
])

/** RFC 5256 §4: `* THREAD (2)(3 6 (4 23)(44 7 96))`. */
async function thread(
  conversation: Conversation,
  algorithm: ThreadAlgorithm,
  program: SearchProgram,
): Promise<Answer> {
  const rows = await findRows(conversation, program)
  if (rows === null) return refused('mailbox-not-found')
  const { session, view, out } = conversation
  const uids = uidsOf(rows, view.snapshot)
  const forest = await withProgress(conversation, () => session.threads(view.id, algorithm, uids))
  const line = new WireLine().text('* THREAD')
  let closed = -1
  if (forest !== null) {
    walkThreads(forest, (uid, opens, closes) => {
      // A space stands before the first thread, and between a message and what answers it.
      if (closed <= 0) line.text(' ')
      if (opens > 0) line.text('('.repeat(opens))
      line.number(program.byUid ? uid : view.sequenceOf(uid))
      if (closes > 0) line.text(')'.repeat(closes))
      closed = closes
    })
  }
  out.bytes(line.end())
  return done('THREAD termine')
}

export const threading = (byUid: boolean): Command => ({
  name: 'THREAD',
  states: ['selected'],
  capabilities: [...algorithms.keys()].map((name) => `THREAD=${name}`),
  keepsNumbers: !byUid,
  prepare(cursor, conversation) {
    cursor.space()
    const algorithm = algorithms.get(cursor.word()) ?? cursor.fail('algorithme inconnu')
    cursor.space()
    const charset = readCharset(cursor)
    const key = readCharsetAndKeys(cursor, charset, conversation.limits)
    return async () =>
      typeof key === 'string'
        ? no(key)
        : thread(conversation, algorithm, { byUid, criteria: null, key })
  },
})
