import { flagBit, systemFlagOf } from '../../domain/flags.js'
import type { TextQuery } from '../../mailbox-store/contract.js'
import type { CommandCursor } from './command-cursor.js'
import { readSequenceSet, type SequenceSet } from './sequence-set.js'
import { parseDate } from './wire-text.js'

/** A search program (RFC 9051 §6.4.4, RFC 3501 §6.4.4, MODSEQ of RFC 7162 §3.1.5) as a tree. */
export type SearchKey =
  | { readonly key: 'all' | 'recent' }
  | { readonly key: 'and'; readonly keys: readonly SearchKey[] }
  | { readonly key: 'or'; readonly left: SearchKey; readonly right: SearchKey }
  | { readonly key: 'not'; readonly of: SearchKey }
  | { readonly key: 'set'; readonly set: SequenceSet; readonly byUid: boolean }
  /** All of the bits are set. */
  | { readonly key: 'flag'; readonly bit: number }
  | { readonly key: 'keyword'; readonly name: string }
  | { readonly key: 'larger' | 'smaller'; readonly bytes: number }
  /** Half-open interval of midnights UTC, in milliseconds. */
  | { readonly key: 'internal-date'; readonly from: number; readonly until: number }
  | { readonly key: 'sent-date'; readonly from: number; readonly until: number }
  | { readonly key: 'mod-seq'; readonly from: number }
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
    if (/[\d*]/.test(cursor.peek)) return this.#set(false)
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
        return { key: 'larger', bytes: cursor.number() }
      case 'SMALLER':
        return { key: 'smaller', bytes: cursor.number() }
      case 'MODSEQ':
        return this.#modSeq()
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
    return { key: 'mod-seq', from: cursor.modSeq() }
  }

  #date(word: string): SearchKey | null {
    const sent = word.startsWith('SENT')
    const relation = sent ? word.slice(4) : word
    if (!['BEFORE', 'ON', 'SINCE'].includes(relation)) return null
    const day = parseDate(this.#cursor.astring()) ?? this.#cursor.fail('date invalide')
    const from = relation === 'BEFORE' ? Number.NEGATIVE_INFINITY : day
    const until =
      relation === 'BEFORE' ? day : relation === 'ON' ? day + dayMs : Number.POSITIVE_INFINITY
    return { key: sent ? 'sent-date' : 'internal-date', from, until }
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
}

/**
 * Whether a MODSEQ key occurs: the answer then ends with the highest modseq found (RFC 7162
 * §3.1.5).
 */
export function asksModSeq(key: SearchKey): boolean {
  switch (key.key) {
    case 'and':
      return key.keys.some(asksModSeq)
    case 'or':
      return asksModSeq(key.left) || asksModSeq(key.right)
    case 'not':
      return asksModSeq(key.of)
    default:
      return key.key === 'mod-seq'
  }
}
