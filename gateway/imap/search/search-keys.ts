import { flagBit, systemFlagOf } from '../../../domain/flags.js'
import type { TextQuery } from '../../../mailbox-store/contract.js'
import { readSequenceSet, type SequenceSet } from '../sequence-set.js'
import type { CommandCursor } from '../wire/command-cursor.js'
import { parseDate } from '../wire/wire-text.js'

/** What is known of each message as a number. */
export type SearchColumn =
  | 'content'
  /** Midnights UTC of the day that was said, whatever its time and zone, in milliseconds. */
  | 'internal-day'
  | 'mod-seq'
  /** Milliseconds. */
  | 'saved'
  /** As internal-day; not a number where the message has no date. */
  | 'sent-day'
  | 'size'

/**
 * A search program as a tree: RFC 9051 §6.4.4, RFC 3501 §6.4.4, RFC 7162 §3.1.5 (MODSEQ), RFC 5032
 * §2 (OLDER, YOUNGER), RFC 8514 §4.3 (SAVED...) and RFC 8474 §6 (EMAILID, THREADID).
 */
export type SearchKey =
  | { readonly key: 'all' | 'none' | 'recent' }
  | { readonly key: 'and'; readonly keys: readonly SearchKey[] }
  | { readonly key: 'or'; readonly left: SearchKey; readonly right: SearchKey }
  | { readonly key: 'not'; readonly of: SearchKey }
  | { readonly key: 'set'; readonly set: SequenceSet; readonly byUid: boolean }
  /** All of the bits are set. */
  | { readonly key: 'flag'; readonly bit: number }
  | { readonly key: 'keyword'; readonly name: string }
  /** Half-open. */
  | {
      readonly key: 'interval'
      readonly column: SearchColumn
      readonly from: number
      readonly until: number
    }
  | { readonly key: 'older' | 'younger'; readonly seconds: number }
  | { readonly key: 'text'; readonly query: TextQuery }

export interface SearchBounds {
  readonly nestingMax: number
  readonly rangesMax: number
  readonly keysMax: number
}

const dayMs = 86_400_000

/**
 * Reads one or more keys up to the end of the command. Text is UTF-8 (US-ASCII is a part of it).
 */
export function readSearchKeys(cursor: CommandCursor, bounds: SearchBounds): SearchKey {
  const reader = new SearchKeyReader(cursor, bounds)
  return reader.sequence(0, () => cursor.atEnd)
}

class SearchKeyReader {
  #keys = 0
  readonly #cursor: CommandCursor
  readonly #bounds: SearchBounds

  constructor(cursor: CommandCursor, bounds: SearchBounds) {
    this.#cursor = cursor
    this.#bounds = bounds
  }

  /** Keys separated by spaces: all must hold. */
  sequence(depth: number, atEnd: () => boolean): SearchKey {
    const keys: SearchKey[] = [this.#key(depth)]
    while (!atEnd()) {
      this.#cursor.space()
      if (atEnd()) break
      keys.push(this.#key(depth))
    }
    return keys.length === 1 ? keys[0]! : { key: 'and', keys }
  }

  #key(depth: number): SearchKey {
    const cursor = this.#cursor
    if (depth > this.#bounds.nestingMax) return cursor.fail('recherche trop imbriquee')
    if (++this.#keys > this.#bounds.keysMax) return cursor.fail('trop de criteres')
    if (cursor.skip('(')) {
      const keys = this.sequence(depth + 1, () => cursor.peek === ')')
      cursor.expect(')')
      return keys
    }
    if (/[\d*$]/.test(cursor.peek)) return this.#set(false)
    const word = cursor.word()
    const fixed = Object.hasOwn(fixedKeys, word) ? fixedKeys[word] : undefined
    if (fixed) return fixed
    cursor.space()
    switch (word) {
      case 'NOT':
        return { key: 'not', of: this.#key(depth + 1) }
      case 'OR': {
        const left = this.#key(depth + 1)
        cursor.space()
        return { key: 'or', left, right: this.#key(depth + 1) }
      }
      case 'UID':
        return this.#set(true)
      case 'KEYWORD':
        return this.#keyword()
      case 'UNKEYWORD':
        return { key: 'not', of: this.#keyword() }
      case 'LARGER':
        return interval('size', cursor.number() + 1, Number.POSITIVE_INFINITY)
      case 'SMALLER':
        return interval('size', Number.NEGATIVE_INFINITY, cursor.number())
      case 'OLDER':
      case 'YOUNGER':
        return { key: word === 'OLDER' ? 'older' : 'younger', seconds: this.#age() }
      case 'MODSEQ':
        return this.#modSeq()
      case 'EMAILID':
        return this.#emailId()
      case 'THREADID':
        this.#objectId()
        // RFC 8474 §5.2: our THREADID is NIL, which equals nothing.
        return { key: 'none' }
      default:
        return this.#date(word) ?? this.#text(word) ?? cursor.fail('critere inconnu')
    }
  }

  #set(byUid: boolean): SearchKey {
    return { key: 'set', set: readSequenceSet(this.#cursor, this.#bounds.rangesMax), byUid }
  }

  #keyword(): SearchKey {
    const name = this.#cursor.flag()
    const system = systemFlagOf(name)
    return system ? { key: 'flag', bit: flagBit[system] } : { key: 'keyword', name }
  }

  /**
   * RFC 7162 §3.1.5: `[entry-name entry-type-req] mod-sequence`; per-flag values are not kept, as
   * allowed.
   */
  #modSeq(): SearchKey {
    const cursor = this.#cursor
    if (cursor.peek === '"') {
      cursor.string()
      cursor.space()
      if (!['priv', 'shared', 'all'].includes(cursor.atom().toLowerCase())) cursor.fail('type')
      cursor.space()
    }
    return interval('mod-seq', cursor.modSeq(), Number.POSITIVE_INFINITY)
  }

  /** RFC 5032 §2 and §4: seconds, and never none. */
  #age(): number {
    return this.#cursor.number() || this.#cursor.fail('duree nulle')
  }

  /** RFC 8474 §7 objectid. */
  #objectId(): string {
    const id = this.#cursor.astring()
    return /^[A-Za-z0-9_-]{1,255}$/.test(id) ? id : this.#cursor.fail('identifiant invalide')
  }

  #emailId(): SearchKey {
    const found = /^M([1-9]\d{0,14})$/.exec(this.#objectId())
    const content = Number(found?.[1])
    return found ? interval('content', content, content + 1) : { key: 'none' }
  }

  #date(word: string): SearchKey | null {
    const found = /^(SENT|SAVED|)(BEFORE|ON|SINCE)$/.exec(word)
    if (found === null) return null
    const relation = found[2]
    const day = parseDate(this.#cursor.astring()) ?? this.#cursor.fail('date invalide')
    const from = relation === 'BEFORE' ? Number.NEGATIVE_INFINITY : day
    const until =
      relation === 'BEFORE' ? day : relation === 'ON' ? day + dayMs : Number.POSITIVE_INFINITY
    return interval(dayColumns[found[1] as keyof typeof dayColumns], from, until)
  }

  #text(word: string): SearchKey | null {
    const field = word.toLowerCase()
    if (field === 'header') {
      const headerName = this.#cursor.astring().toLowerCase()
      this.#cursor.space()
      return { key: 'text', query: { field, headerName, value: this.#value() } }
    }
    if (!isTextField(field)) return null
    const value = this.#value()
    // Every message contains the empty string.
    return value === '' ? { key: 'all' } : { key: 'text', query: { field, value } }
  }

  #value(): string {
    return Buffer.from(this.#cursor.astring(), 'latin1').toString('utf8')
  }
}

const textFields = ['text', 'body', 'subject', 'from', 'to', 'cc', 'bcc'] as const
const isTextField = (word: string): word is (typeof textFields)[number] =>
  (textFields as readonly string[]).includes(word)

const dayColumns = { '': 'internal-day', SENT: 'sent-day', SAVED: 'saved' } as const

const interval = (column: SearchColumn, from: number, until: number): SearchKey => ({
  key: 'interval',
  column,
  from,
  until,
})
const flag = (name: keyof typeof flagBit): SearchKey => ({ key: 'flag', bit: flagBit[name] })
const not = (of: SearchKey): SearchKey => ({ key: 'not', of })

const fixedKeys: Readonly<Record<string, SearchKey>> = {
  ALL: { key: 'all' },
  ANSWERED: flag('\\Answered'),
  DELETED: flag('\\Deleted'),
  DRAFT: flag('\\Draft'),
  FLAGGED: flag('\\Flagged'),
  SEEN: flag('\\Seen'),
  UNANSWERED: not(flag('\\Answered')),
  UNDELETED: not(flag('\\Deleted')),
  UNDRAFT: not(flag('\\Draft')),
  UNFLAGGED: not(flag('\\Flagged')),
  UNSEEN: not(flag('\\Seen')),
  NEW: { key: 'and', keys: [{ key: 'recent' }, not(flag('\\Seen'))] },
  RECENT: { key: 'recent' },
  OLD: not({ key: 'recent' }),
  // RFC 8514 §4.3: every mailbox of ours keeps the date.
  SAVEDATESUPPORTED: { key: 'all' },
}

/** Whether a key of the tree, at any depth, is such a one. */
export function someKey(key: SearchKey, holds: (key: SearchKey) => boolean): boolean {
  switch (key.key) {
    case 'and':
      return key.keys.some((each) => someKey(each, holds))
    case 'or':
      return someKey(key.left, holds) || someKey(key.right, holds)
    case 'not':
      return someKey(key.of, holds)
    default:
      return holds(key)
  }
}
