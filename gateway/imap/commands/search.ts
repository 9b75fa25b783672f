import { type Answer, bad, type Command, type Conversation, done, no } from '../command.js'
import type { CommandCursor } from '../command-cursor.js'
import { asksModSeq, readSearchKeys, type SearchKey } from '../search-keys.js'
import { SearchRun } from '../search-run.js'

/** `CHARSET name`; null when none is given (then US-ASCII, read as UTF-8). */
function readCharset(cursor: CommandCursor): string | null {
  if (!cursor.skipWord('CHARSET')) return null
  cursor.space()
  const charset = cursor.astring().toUpperCase()
  cursor.space()
  return charset
}

async function search(conversation: Conversation, key: SearchKey, byUid: boolean): Promise<Answer> {
  const { session, out } = conversation
  const withModSeq = asksModSeq(key)
  if (withModSeq) conversation.enabled.condStore = true
  // By UID the client may learn of removals at once; by number it learns at its next command.
  if (conversation.view.stale) await conversation.adopt({ expunge: byUid, withUid: byUid })
  const { view } = conversation
  const rows = await new SearchRun(session, view).rows(key)
  if (rows === null) return bad('Numero de message inconnu')
  const { uids, modSeqs } = view.snapshot
  let highest = 0
  let text = '* SEARCH'
  for (const row of rows) {
    const uid = uids[row]!
    text += ` ${byUid ? uid : view.sequenceOf(uid)}`
    if (modSeqs[row]! > highest) highest = modSeqs[row]!
  }
  out.line(withModSeq && rows.length > 0 ? `${text} (MODSEQ ${highest})` : text)
  return done('SEARCH termine')
}

const charsets = ['UTF-8', 'US-ASCII']

export const searching = (byUid: boolean): Command => ({
  name: 'SEARCH',
  states: ['selected'],
  keepsNumbers: !byUid,
  prepare(cursor, conversation) {
    cursor.space()
    const charset = readCharset(cursor)
    if (charset !== null && !charsets.includes(charset)) {
      const text = `[BADCHARSET (${charsets.join(' ')})] Jeu de caracteres non pris en charge`
      return async () => no(text)
    }
    const { imapNestingMax, imapSetRangesMax, imapSearchKeysMax } = conversation.limits
    const key = readSearchKeys(cursor, {
      nestingMax: imapNestingMax,
      rangesMax: imapSetRangesMax,
      keysMax: imapSearchKeysMax,
    })
    cursor.end()
    return () => search(conversation, key, byUid)
  },
})
