import type { SearchFields } from '../search-fields.js'
import type { Sql } from './sql.js'

/** Messages of one block, and slots in which a trigram of octets may fall. */
export const blockMessages = 1_024
const slots = 8_192
const sliceBytes = blockMessages / 8
/** More leave out next to nothing. */
const trigramsMax = 16

export const blockTables = `
CREATE TABLE blocks (
  block INTEGER PRIMARY KEY, first_id INTEGER NOT NULL, last_id INTEGER NOT NULL,
  message_ids BLOB NOT NULL);
-- id = block * ${slots} + slot: of each message of the block one bit, set where a trigram of its
-- text falls into the slot.
CREATE TABLE slices (id INTEGER PRIMARY KEY, bits BLOB NOT NULL);`

/**
 * Which messages may hold a text: signatures of their trigrams, bit by bit across ${blockMessages}
 * messages, so that a question reads a few hundred octets a block. They only leave out what cannot
 * match. An index of words (FTS5) would not find parts of words, and its trigrams cost three times
 * as much to write.
 */
export class SearchBlocks {
  constructor(private readonly sql: Sql) {}

  /** Every message up to this id is in a block. */
  get lastId(): number {
    return this.sql.number('SELECT max(last_id) FROM blocks')
  }

  /** A new block for messages ascending by id, all above `lastId`. */
  builder(ids: readonly number[]): BlockBuilder {
    return new BlockBuilder(this.sql, this.sql.number('SELECT max(block) FROM blocks') + 1, ids)
  }

  /** Messages between two ids that have every trigram; null when the text is too short for one. */
  candidates(text: Buffer, from: number, to: number): Set<number> | null {
    const asked = slotsOf(text)
    if (asked.length === 0) return null
    const found = new Set<number>()
    const blocks = this.sql.rows<[number]>(
      'SELECT block FROM blocks WHERE last_id >= ? AND first_id <= ?',
      from,
      to,
    )
    for (const [block] of blocks) {
      const bits = this.common(block, asked)
      if (bits !== null) this.addMembers(block, bits, found)
    }
    return found
  }

  private common(block: number, asked: readonly number[]): Uint8Array | null {
    const common = new Uint8Array(sliceBytes).fill(255)
    for (const slot of asked) {
      const row = this.sql.rows<[Buffer]>(
        'SELECT bits FROM slices WHERE id = ?',
        block * slots + slot,
      )[0]
      if (!row) return null
      let any = 0
      for (let i = 0; i < sliceBytes; i++) any |= common[i]! &= row[0][i]!
      if (any === 0) return null
    }
    return common
  }

  private addMembers(block: number, bits: Uint8Array, found: Set<number>): void {
    const text = 'SELECT message_ids FROM blocks WHERE block = ?'
    const [blob] = this.sql.rows<[Buffer]>(text, block)[0]!
    const ids = new Float64Array(new Uint8Array(blob).buffer)
    for (let place = 0; place < ids.length; place++)
      if ((bits[place >> 3]! & (1 << (place & 7))) !== 0) found.add(ids[place]!)
  }
}

/** Makes a block in steps of a few milliseconds; it counts from its last step on. */
export class BlockBuilder {
  private readonly bits = Buffer.alloc(slots * sliceBytes)
  /** Of each slot: the last message, counted from 1, that has a trigram there. */
  private readonly seen = new Uint32Array(slots)
  private marked = 0
  private nextSlot = 0

  constructor(
    private readonly sql: Sql,
    private readonly block: number,
    private readonly ids: readonly number[],
  ) {}

  /**
   * False once the block is there. `fieldsOf` gives null where the text is not kept: every search
   * has to look into that message.
   */
  step(untilMs: number, fieldsOf: (id: number) => SearchFields | null): boolean {
    while (this.marked < this.ids.length) {
      this.mark(fieldsOf(this.ids[this.marked]!))
      if (performance.now() >= untilMs) return true
    }
    return this.sql.db.transaction(() => this.write(untilMs))()
  }

  private mark(fields: SearchFields | null): void {
    const { seen, bits } = this
    const octet = this.marked >> 3
    const bit = 1 << (this.marked & 7)
    const message = ++this.marked
    if (fields === null) seen.fill(message)
    else for (const text of [fields.header, fields.body]) markTrigrams(text, seen, message)
    for (let slot = 0; slot < slots; slot++)
      if (seen[slot] === message) bits[slot * sliceBytes + octet]! |= bit
  }

  private write(untilMs: number): boolean {
    const { sql, bits, block, ids } = this
    while (this.nextSlot < slots) {
      const slot = this.nextSlot++
      const slice = bits.subarray(slot * sliceBytes, (slot + 1) * sliceBytes)
      // A slice of a block that was never finished may be there.
      sql.run('INSERT OR REPLACE INTO slices VALUES (?, ?)', block * slots + slot, slice)
      if (slot % 64 === 0 && performance.now() >= untilMs) return true
    }
    const blob = Buffer.from(Float64Array.from(ids).buffer)
    sql.run('INSERT INTO blocks VALUES (?, ?, ?, ?)', block, ids[0]!, ids.at(-1)!, blob)
    return false
  }
}

const slotOf = (trigram: number): number => Math.imul(trigram, 0x9e3779b1) >>> 19

function markTrigrams(text: Uint8Array, seen: Uint32Array, mark: number): void {
  let trigram = (text[0]! << 8) | text[1]!
  for (let i = 2; i < text.length; i++) {
    trigram = ((trigram << 8) | text[i]!) & 0xffffff
    seen[slotOf(trigram)] = mark
  }
}

function slotsOf(text: Uint8Array): number[] {
  const found = new Set<number>()
  for (let i = 2; i < text.length && found.size < trigramsMax; i++)
    found.add(slotOf((text[i - 2]! << 16) | (text[i - 1]! << 8) | text[i]!))
  return [...found]
}
