import type { MessageId } from '../../domain/ids.js'
import { foldBody } from '../../mail-format/search-text.js'
import { TextFolder } from '../../mail-format/text-folding.js'
import type { StoredStructure } from '../contract.js'
import { type HeaderFacts, headerFactsOf } from '../ordering/message-facts.js'
import { BodyReading } from './body-reading.js'
import { chunkIdOf } from './chunk-layout.js'
import type { Sql } from './sql.js'

const nothing = Buffer.alloc(0)

/** What searches and orders need of a message, computed from its content. */
export class MessageTexts {
  private readonly bodies: BodyReading
  private readonly folder = new TextFolder()

  constructor(private readonly reads: Sql) {
    this.bodies = new BodyReading(reads)
  }

  /** Null when the message is gone. */
  headerFacts(id: MessageId): HeaderFacts | null {
    const row = this.reads.rows<[number, Buffer | null]>(
      `SELECT header_bytes, substr(data, 1, header_bytes) FROM messages
       LEFT JOIN chunks ON chunks.id = ? WHERE messages.id = ?`,
      chunkIdOf(id, 0),
      id,
    )[0]
    if (!row) return null
    // A staged body without a prefix begins with its second chunk.
    const [headerBytes, start] = row
    const octets = start?.length === headerBytes ? start : this.bodies.range(id, 0, headerBytes)
    return octets && headerFactsOf(octets)
  }

  /** Folded; valid until the next call. Null when the message is gone. */
  body(id: MessageId): Buffer | null {
    const text = 'SELECT structure FROM structures WHERE message_id = ?'
    const row = this.reads.rows<[string]>(text, id)[0]
    if (!row) return null
    const { root } = JSON.parse(row[0]) as StoredStructure
    this.folder.clear()
    foldBody(root, this.reader(id), this.folder)
    return this.folder.octets()
  }

  /** Parts of a small message are cut out of one reading. */
  private reader(id: MessageId): (start: number, end: number) => Uint8Array {
    const whole = this.bodies.whole(id)
    if (whole) return (start, end) => whole.subarray(start, end)
    return (start, end) => this.bodies.range(id, start, end) ?? nothing
  }
}
