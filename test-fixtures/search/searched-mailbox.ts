import fc from 'fast-check'
import { flagBit } from '../../domain/flags.js'
import { asMailboxId, asModSeq } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import type { ImapSession } from '../../gateway/imap/imap-session.js'
import {
  foundRows,
  numbersOf,
  readCharsetAndKeys,
  type SearchProgram,
} from '../../gateway/imap/search/search-program.js'
import { SelectedView } from '../../gateway/imap/selected/selected-view.js'
import { CommandCursor } from '../../gateway/imap/wire/command-cursor.js'
import { monthNames } from '../../gateway/imap/wire/wire-text.js'
import type { MailboxSnapshot, TextQuery } from '../../mailbox-store/contract.js'

/** What a search may look at, of one message. */
export interface SearchedMessage {
  readonly uid: number
  readonly flags: number
  readonly modSeq: number
  readonly size: number
  readonly internalDate: number
  readonly zone: number
  readonly savedAt: number
  readonly subject: string
  /** Days after `start` that the Date field shows; null without one. */
  readonly sent: number | null
}

const start = Date.UTC(2026, 0, 28)
const dayMs = 86_400_000
export const now = start + 5 * dayMs
const keywords = ['$Vu', 'urgent']
const dateText = (day: number): string => {
  const date = new Date(start + day * dayMs)
  return `${date.getUTCDate()}-${monthNames[date.getUTCMonth()]}-${date.getUTCFullYear()}`
}

const message = fc.record({
  flags: fc.integer({ min: 0, max: 127 }),
  modSeq: fc.integer({ min: 1, max: 20 }),
  size: fc.integer({ min: 0, max: 20 }),
  internalDate: fc.integer({ min: start - dayMs, max: now }),
  zone: fc.constantFrom(-720, -60, 0, 120, 840),
  savedAt: fc.integer({ min: start, max: now }),
  subject: fc.constantFrom('a', 'ab', 'b', 'abc'),
  sent: fc.option(fc.integer({ min: -1, max: 5 }), { nil: null }),
})
export const mailbox = fc
  .tuple(fc.array(message, { maxLength: 25 }), fc.array(fc.integer({ min: 1, max: 5 })))
  .map(([rows, gaps]) => {
    let uid = 0
    return rows.map((row, i): SearchedMessage => {
      uid += gaps[i % Math.max(1, gaps.length)] ?? 1
      return { ...row, uid }
    })
  })

export function snapshotOf(messages: readonly SearchedMessage[], modSeq = 100): MailboxSnapshot {
  const column = (of: (row: SearchedMessage) => number) => messages.map(of)
  return {
    mailbox: {
      id: asMailboxId(1),
      uidNext: 1_000 + modSeq,
      keywords,
    } as unknown as MailboxSnapshot['mailbox'],
    modSeq: asModSeq(modSeq),
    uids: Uint32Array.from(column(({ uid }) => uid)),
    flags: Int32Array.from(column(({ flags }) => flags)),
    modSeqs: Float64Array.from(column(({ modSeq: own }) => own)),
    sizes: Uint32Array.from(column(({ size }) => size)),
    internalDates: Float64Array.from(column(({ internalDate }) => internalDate)),
    zones: Int16Array.from(column(({ zone }) => zone)),
    savedAt: Float64Array.from(column(({ savedAt }) => savedAt)),
    messageIds: Float64Array.from(column(({ uid }) => uid * 2)),
  }
}

export const viewOf = (messages: readonly SearchedMessage[]): SelectedView =>
  new SelectedView(snapshotOf(messages), {
    readOnly: false,
    marksSeen: true,
    enabled: { condStore: false, qresync: false, imap4rev2: false, utf8Accept: false },
    claimRecent: () => Number.MAX_SAFE_INTEGER,
  })

/** What a store answers, from the same messages. */
export function sessionOf(messages: readonly SearchedMessage[]): ImapSession {
  return {
    sentDays: async () => ({
      uids: Uint32Array.from(messages, ({ uid }) => uid),
      days: Float64Array.from(messages, ({ sent }) =>
        sent === null ? Number.NaN : start + sent * dayMs,
      ),
    }),
    searchText: async (_: unknown, { value }: TextQuery) =>
      messages.filter(({ subject }) => subject.includes(value)).map(({ uid }) => uid),
    sorted: async () =>
      Uint32Array.from(
        [...messages].sort((a, b) => b.size - a.size || a.uid - b.uid),
        ({ uid }) => uid,
      ),
  } as unknown as ImapSession
}

/** A key as it is written, and what it means for one message among all. */
interface Key {
  readonly text: string
  readonly holds: (message: SearchedMessage, all: readonly SearchedMessage[]) => boolean
}
const dayOf = (ms: number): number => Math.floor((ms - start) / dayMs)
const relations = {
  BEFORE: (a: number, b: number) => a < b,
  ON: Object.is,
  SINCE: (a: number, b: number) => a >= b,
}
const dated = (head: string, dayIn: (message: SearchedMessage) => number | null) =>
  fc.tuple(fc.constantFrom('BEFORE', 'ON', 'SINCE'), fc.integer({ min: -1, max: 5 })).map(
    ([relation, day]): Key => ({
      text: `${head}${relation} ${dateText(day)}`,
      holds: (each) => {
        const own = dayIn(each)
        return own !== null && relations[relation as keyof typeof relations](own, day)
      },
    }),
  )
const numbered = (word: string, holds: (message: SearchedMessage, n: number) => boolean) =>
  fc
    .integer({ min: 1, max: 20 })
    .map((n): Key => ({ text: `${word} ${n}`, holds: (each) => holds(each, n) }))
const fixed = (text: string, holds: Key['holds']): Key => ({ text, holds })
const flagKeys = Object.entries(flagBit).flatMap(([name, bit]) => {
  const word = name.slice(1).toUpperCase()
  return [
    fixed(word, ({ flags }) => (flags & bit) !== 0),
    fixed(`UN${word}`, ({ flags }) => (flags & bit) === 0),
  ]
})
const range = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }))

const leaf: fc.Arbitrary<Key> = fc.oneof(
  fc.constantFrom(
    ...flagKeys,
    fixed('ALL', () => true),
    fixed('SAVEDATESUPPORTED', () => true),
    fixed('RECENT', () => false),
    fixed('THREADID T1', () => false),
    fixed('EMAILID M', () => false),
    fixed('KEYWORD $VU', ({ flags }) => (flags & 32) !== 0),
    fixed('UNKEYWORD urgent', ({ flags }) => (flags & 64) === 0),
    fixed('KEYWORD absent', () => false),
    fixed('1:*', () => true),
    fixed('100:200', () => false),
    fixed('2:100', (each, all) => each.uid !== all[0]!.uid),
    fixed('UID *', ({ uid }, all) => uid === all.at(-1)!.uid),
  ),
  numbered('LARGER', ({ size }, n) => size > n),
  numbered('SMALLER', ({ size }, n) => size < n),
  numbered('MODSEQ', ({ modSeq }, n) => modSeq >= n),
  fc
    .integer({ min: 1, max: 500_000 })
    .map((n): Key => fixed(`OLDER ${n}`, (each) => each.internalDate <= now - n * 1_000)),
  fc
    .integer({ min: 1, max: 500_000 })
    .map((n): Key => fixed(`YOUNGER ${n}`, (each) => each.internalDate >= now - n * 1_000)),
  fc
    .integer({ min: 1, max: 60 })
    .map((n): Key => fixed(`EMAILID M${n}`, ({ uid }) => uid * 2 === n)),
  dated('', ({ internalDate, zone }) => dayOf(internalDate + zone * 60_000)),
  dated('SAVED', ({ savedAt }) => dayOf(savedAt)),
  dated('SENT', ({ sent }) => sent),
  range.map(
    ([a, b]): Key =>
      fixed(`UID ${a}:${b}`, ({ uid }) => uid >= Math.min(a, b) && uid <= Math.max(a, b)),
  ),
  fc
    .constantFrom('a', 'b', 'bc', '""')
    .map(
      (value): Key =>
        fixed(`SUBJECT ${value}`, ({ subject }) => subject.includes(value === '""' ? '' : value)),
    ),
)
export const { key } = fc.letrec<{ key: Key }>((tie) => ({
  key: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    tie('key').map(
      ({ text, holds }): Key => ({ text: `NOT ${text}`, holds: (each, all) => !holds(each, all) }),
    ),
    fc.tuple(tie('key'), tie('key')).map(
      ([a, b]): Key => ({
        text: `OR ${a.text} ${b.text}`,
        holds: (each, all) => a.holds(each, all) || b.holds(each, all),
      }),
    ),
    fc.array(tie('key'), { minLength: 1, maxLength: 4 }).map(
      (keys): Key => ({
        text: `(${keys.map(({ text }) => text).join(' ')})`,
        holds: (each, all) => keys.every(({ holds }) => holds(each, all)),
      }),
    ),
  ),
}))

export function programOf(text: string, sorts = false, byUid = true): SearchProgram {
  const cursor = new CommandCursor({ tag: 'a', text, literals: [], offered: null })
  const read = readCharsetAndKeys(cursor, null, limits)
  if (typeof read === 'string') throw new Error(read)
  return { byUid, key: read, criteria: sorts ? [{ by: 'size', reverse: true }] : null }
}

export async function search(messages: readonly SearchedMessage[], program: SearchProgram) {
  const view = viewOf(messages)
  const rows = await foundRows(program, { session: sessionOf(messages), view, now })
  return { rows, view, numbers: numbersOf(rows, view, program.byUid) }
}

/** `1:3,7` -> 1, 2, 3, 7. */
export const numbersIn = (set: string): number[] =>
  set.split(',').flatMap((part) => {
    const [from, to = from] = part.split(':').map(Number)
    return Array.from({ length: to! - from! + 1 }, (_, i) => from! + i)
  })
