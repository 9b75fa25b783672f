import { type Answer, bad, type Command, type Conversation, done, no, refused } from '../command.js'
import { withProgress } from '../progress-teller.js'
import { extendedAnswer, namedRows, plainAnswer } from '../search/search-answer.js'
import { type SearchKey, someKey } from '../search/search-keys.js'
import {
  foundRows,
  numbersOf,
  readCharsetAndKeys,
  type SearchProgram,
  uidsOf,
} from '../search/search-program.js'
import { readSearchReturn, returnsAll, type SearchReturn } from '../search/search-return.js'
import type { Rows } from '../search/search-rows.js'
import { readSortCriteria } from '../search/sort-criteria.js'
import type { CommandCursor } from '../wire/command-cursor.js'

interface SearchOrder {
  readonly verb: 'SEARCH' | 'SORT'
  readonly returns: SearchReturn | null
  readonly program: SearchProgram
}

const asksModSeq = (program: SearchProgram): boolean =>
  someKey(program.key, (key) => key.key === 'interval' && key.column === 'mod-seq')
const namesNumbers = (program: SearchProgram): boolean =>
  someKey(program.key, (key) => key.key === 'set' && !key.byUid)

/** The rows in the order asked for; null when the mailbox was deleted meanwhile. */
export async function findRows(
  conversation: Conversation,
  program: SearchProgram,
): Promise<Rows | null> {
  if (asksModSeq(program)) conversation.enableCondStore()
  // By UID the client may learn of removals at once; by number it learns at its next command.
  const expunge = program.byUid && !namesNumbers(program)
  if (conversation.view.stale) await conversation.adopt({ expunge, withUid: program.byUid })
  // The mailbox is gone, and BYE was said.
  if (!conversation.selected) return null
  const { session, view, clock, out } = conversation
  const isGone = () => out.socket.destroyed
  return withProgress(conversation, (progress) =>
    foundRows(program, { session, view, now: clock.now(), progress, isGone }),
  )
}

async function search(conversation: Conversation, order: SearchOrder): Promise<Answer> {
  const { verb, program } = order
  const { tag, contexts, view, out } = conversation
  const returns = order.returns ?? implicitReturns(conversation, verb)
  // RFC 5267 §4.3: the tag names the context.
  if (returns?.update && contexts.has(tag)) return bad('Etiquette d un resultat deja suivi')
  const rows = await findRows(conversation, program)
  if (rows === null) return refused('mailbox-not-found')
  if (returns?.save) {
    const saved = namedRows(returns, rows)
    if (saved.length > conversation.limits.imapSavedResultMax) {
      return no('[NOTSAVED] Resultat trop long pour etre garde')
    }
    view.saved = uidsOf(saved, view.snapshot)
  }
  const { byUid } = program
  const findings = {
    rows,
    numbers: numbersOf(rows, view, byUid),
    byUid,
    modSeqs: asksModSeq(program) ? view.snapshot.modSeqs : null,
  }
  const answer = returns ? extendedAnswer(tag, returns, findings) : plainAnswer(verb, findings)
  if (returns?.update) follow(conversation, program, rows)
  if (answer) out.bytes(answer)
  return done(`${verb} termine`)
}

/** RFC 9051 §6.4.4: IMAP4rev2 knows no SEARCH response. SORT keeps its own. */
const implicitReturns = (
  { enabled }: Conversation,
  verb: SearchOrder['verb'],
): SearchReturn | null => (verb === 'SEARCH' && enabled.imap4rev2 ? returnsAll : null)

function follow(conversation: Conversation, program: SearchProgram, rows: Rows): void {
  const { tag, contexts, limits, session, view, out } = conversation
  if (contexts.size >= limits.imapUpdateContextsMax) {
    // RFC 5267 §4.3.1: the rest of the command is done all the same.
    out.line(`* NO [NOUPDATE "${tag}"] Trop de resultats suivis`)
    return
  }
  contexts.add(tag, program, uidsOf(rows, view.snapshot), session)
}

/** RFC 5182 §2.1: a SEARCH RETURN (SAVE) that ends in NO leaves nothing in `$`. */
async function savingNothingOnFailure(
  conversation: Conversation,
  returns: SearchReturn | null,
  work: () => Promise<Answer>,
): Promise<Answer> {
  let status: Answer['status'] = 'NO'
  try {
    const answer = await work()
    status = answer.status
    return answer
  } finally {
    if (returns?.save && status === 'NO' && conversation.selected) {
      conversation.view.saved = new Uint32Array(0)
    }
  }
}

/** `CHARSET name `; null when none is given (then US-ASCII, read as UTF-8). */
function readOptionalCharset(cursor: CommandCursor): string | null {
  if (!cursor.skipWord('CHARSET')) return null
  cursor.space()
  return readCharset(cursor)
}
export function readCharset(cursor: CommandCursor): string {
  const charset = cursor.astring()
  cursor.space()
  return charset
}

/** `key`: what is looked for, or why it is refused. */
const workOf =
  (
    conversation: Conversation,
    order: Omit<SearchOrder, 'program'>,
    program: Omit<SearchProgram, 'key'>,
    key: SearchKey | string,
  ) =>
  (): Promise<Answer> =>
    savingNothingOnFailure(conversation, order.returns, async () =>
      typeof key === 'string'
        ? no(key)
        : search(conversation, { ...order, program: { ...program, key } }),
    )

export const searching = (byUid: boolean): Command => ({
  name: 'SEARCH',
  states: ['selected'],
  capabilities: [
    ...['ESEARCH', 'SEARCHRES', 'WITHIN', 'PARTIAL', 'I18NLEVEL=1', 'INPROGRESS'],
    ...['CONTEXT=SEARCH'],
  ],
  keepsNumbers: !byUid,
  prepare(cursor, conversation) {
    cursor.space()
    const returns = readSearchReturn(cursor)
    const charset = readOptionalCharset(cursor)
    // RFC 6855 §3: everything is UTF-8 then, and a second label would contradict it.
    if (charset !== null && conversation.enabled.utf8Accept) cursor.fail('CHARSET superflu')
    const key = readCharsetAndKeys(cursor, charset, conversation.limits)
    return workOf(conversation, { verb: 'SEARCH', returns }, { byUid, criteria: null }, key)
  },
})

/**
 * RFC 5256 §3, and with RETURN that of RFC 5267 §3.1. Texts are compared as i;unicode-casemap has
 * it (RFC 5255 §4.2), here and in SEARCH.
 */
export const sorting = (byUid: boolean): Command => ({
  name: 'SORT',
  states: ['selected'],
  capabilities: ['SORT', 'SORT=DISPLAY', 'ESORT', 'CONTEXT=SORT'],
  keepsNumbers: !byUid,
  prepare(cursor, conversation) {
    cursor.space()
    const before = readSearchReturn(cursor)
    const criteria = readSortCriteria(cursor, conversation.limits.imapSortCriteriaMax)
    cursor.space()
    const charset = readCharset(cursor)
    // ImapTest writes RETURN behind the character set; no key has that name.
    const returns = before ?? readSearchReturn(cursor)
    const key = readCharsetAndKeys(cursor, charset, conversation.limits)
    return workOf(conversation, { verb: 'SORT', returns }, { byUid, criteria }, key)
  },
})
