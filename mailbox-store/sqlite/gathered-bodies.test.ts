import Database from 'better-sqlite3'
import { afterAll, expect, test } from 'vitest'
import type { MessageId } from '../../domain/ids.js'
import { GatheredBodies } from './gathered-bodies.js'
import { Sql } from './sql.js'

const gone = 3 as MessageId
const damaged = 4 as MessageId
const db = new Database(':memory:')
afterAll(() => db.close())

test('what is asked for in one go is read in one transaction, each with its own outcome', async () => {
  const inTransaction: boolean[] = []
  const range = (id: MessageId) => {
    inTransaction.push(db.inTransaction)
    if (id === damaged) throw new Error('database disk image is malformed')
    return id === gone ? null : Buffer.from([id])
  }
  const bodies = new GatheredBodies(new Sql(db), { range })
  const ids = [1, damaged, gone, 2] as MessageId[]
  const outcomes = await Promise.allSettled(ids.map((id) => bodies.range(id, 0, 1)))
  expect(outcomes).toMatchObject([
    { value: Buffer.from([1]) },
    { reason: { message: 'database disk image is malformed' } },
    { value: null },
    { value: Buffer.from([2]) },
  ])
  expect(inTransaction).toEqual([true, true, true, true])
  expect(db.inTransaction).toBe(false)
})

test('without a database nobody waits for ever', async () => {
  const closed = new Database(':memory:')
  const bodies = new GatheredBodies(new Sql(closed), { range: () => null })
  closed.close()
  const asked = [1, 2].map((id) => bodies.range(id as MessageId, 0, 1))
  const outcomes = await Promise.allSettled(asked)
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})
