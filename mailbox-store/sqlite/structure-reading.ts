import type { MessageId } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import type { StoredStructure } from '../contract.js'
import { MessageCache } from './message-cache.js'
import type { Sql } from './sql.js'

/** What a parsed structure takes in memory, by octets of its text. */
const expansion = 4

/**
 * Structures as objects: a page of an exchange asks for the same few several times. A content never
 * changes, so what was parsed once stays true as long as it is there.
 */
export class StructureReading {
  private readonly cache = new MessageCache<StoredStructure>(limits.structureCacheBytesMax)

  constructor(private readonly sql: Sql) {}

  get(id: MessageId): StoredStructure | null {
    const known = this.cache.get(id)
    if (known !== undefined) return known
    const text = 'SELECT structure FROM structures WHERE message_id = ?'
    const row = this.sql.rows<[string]>(text, id)[0]
    if (row === undefined) return null
    const structure: StoredStructure = JSON.parse(row[0])
    this.cache.put(id, structure, row[0].length * expansion)
    return structure
  }

  /** Contents that were removed. */
  forget(ids: readonly MessageId[]): void {
    this.cache.forget(ids)
  }
}
