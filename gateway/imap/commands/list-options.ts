import type { Conversation } from '../command.js'
import type { ListOptions } from '../mailboxes/mailbox-listing.js'
import { type AskedEntry, readEntries } from '../mailboxes/metadata-entries.js'
import { readStatusItems } from '../mailboxes/status-items.js'
import type { CommandCursor } from '../wire/command-cursor.js'

export interface ListRequest {
  readonly reference: string
  readonly patterns: readonly string[]
  readonly options: ListOptions
  readonly returned: ListReturn
  /**
   * LIST-EXTENDED syntax: an empty pattern is then no question about the separator (RFC 5258 §3).
   */
  readonly extended: boolean
}

/** What follows the LIST line of each mailbox. */
export interface ListReturn {
  readonly subscribed: boolean
  readonly status: ReadonlySet<string> | null
  readonly myRights: boolean
  readonly metadata: readonly AskedEntry[] | null
}

const patternsMax = 50

/** RFC 5258 §6 and RFC 6154 §6. */
export function readList(cursor: CommandCursor, conversation: Conversation): ListRequest {
  cursor.space()
  const isSelecting = cursor.peek === '('
  const selection = isSelecting ? readSelection(cursor) : new Set<string>()
  if (isSelecting) cursor.space()
  const reference = cursor.astring()
  cursor.space()
  const hasPatternList = cursor.peek === '('
  const patterns = readPatterns(cursor)
  const returned = readReturn(cursor, conversation)
  cursor.end()
  const options = {
    selectSubscribed: selection.has('SUBSCRIBED'),
    selectSpecialUse: selection.has('SPECIAL-USE'),
    recursiveMatch: selection.has('RECURSIVEMATCH'),
    returnSubscribed: returned?.subscribed ?? false,
  }
  const extended = isSelecting || hasPatternList || returned !== null
  return { reference, patterns, options, returned: returned ?? nothing, extended }
}

const nothing: ListReturn = { subscribed: false, status: null, myRights: false, metadata: null }

function readSelection(cursor: CommandCursor): Set<string> {
  const known = ['SUBSCRIBED', 'REMOTE', 'RECURSIVEMATCH', 'SPECIAL-USE']
  const options = new Set<string>()
  cursor.list(() => {
    const option = cursor.word()
    if (!known.includes(option)) cursor.fail('option de LIST inconnue')
    options.add(option)
  }, true)
  // RFC 5258 §3.1: RECURSIVEMATCH alone, or with REMOTE, has nothing to recurse for.
  const recursesForNothing = !options.has('SUBSCRIBED') && !options.has('SPECIAL-USE')
  if (options.has('RECURSIVEMATCH') && recursesForNothing)
    cursor.fail('RECURSIVEMATCH sans autre option')
  return options
}

function readPatterns(cursor: CommandCursor): string[] {
  if (cursor.peek !== '(') return [cursor.listMailbox()]
  const patterns: string[] = []
  cursor.list(() => {
    if (patterns.length >= patternsMax) cursor.fail('trop de motifs')
    patterns.push(cursor.listMailbox())
  })
  return patterns
}

/** RFC 9051 §6.3.9.3 to §6.3.9.5. Null without RETURN. */
function readReturn(cursor: CommandCursor, conversation: Conversation): ListReturn | null {
  if (cursor.atEnd) return null
  cursor.space()
  if (cursor.atEnd) return null
  if (!cursor.skipWord('RETURN')) cursor.fail('RETURN attendu')
  cursor.space()
  let returned = nothing
  cursor.list(() => {
    const option = cursor.word()
    switch (option) {
      case 'CHILDREN':
      case 'SPECIAL-USE':
        // Told always.
        break
      case 'SUBSCRIBED':
        returned = { ...returned, subscribed: true }
        break
      case 'STATUS':
        // RFC 5819 §2.
        cursor.space()
        returned = { ...returned, status: readStatusItems(cursor, conversation) }
        break
      case 'MYRIGHTS':
        // RFC 8440 §4.
        returned = { ...returned, myRights: true }
        break
      case 'METADATA':
        // RFC 9590 §4.
        cursor.space()
        returned = { ...returned, metadata: readEntries(cursor) }
        break
      default:
        cursor.fail('option de LIST inconnue')
    }
  }, true)
  return returned
}
