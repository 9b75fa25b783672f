import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AccountId } from '../../domain/ids.js'
import { sampleAccount, sampleMessage } from '../../test-fixtures/store/store-samples.js'
import type { MailboxStore } from '../contract.js'
import { openSqliteStore } from './sqlite-store.js'

/**
 * Invariant 9: while the store does long work, the event loop keeps turning. Turns are counted, not
 * timed: work done on the loop itself leaves room for none.
 */
let folder: string
let store: MailboxStore
let accountId: AccountId

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mss-loop-'))
  store = await openSqliteStore({ folder })
  const made = await store.commit({
    operations: [{ op: 'put-account', account: sampleAccount(1) }],
  })
  if (!made.ok) throw new Error(made.reason)
  accountId = (made.outcomes[0] as { accountId: AccountId }).accountId
  const deliveries = Array.from({ length: 1_500 }, (_, i) =>
    store.commit({
      messages: [sampleMessage(`objet ${i}`, 'élément attendu '.repeat(200))],
      operations: [
        {
          op: 'append-email',
          accountId,
          mailbox: 'inbox',
          message: { index: 0 },
          flags: [],
          internalDate: i,
          correspondent: null,
        },
      ],
    }),
  )
  for (const done of await Promise.all(deliveries)) if (!done.ok) throw new Error(done.reason)
})
afterAll(async () => {
  await store?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Turns of the event loop before the work is done. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0
  let isDone = false
  const counting = work.finally(() => {
    isDone = true
  })
  while (!isDone) {
    turns++
    await new Promise((next) => setImmediate(next))
  }
  await counting
  return turns
}

describe('the event loop turns while the store', () => {
  const works: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['is checked', () => store.check()],
    ['is copied', () => store.backup(join(folder, 'copy.sqlite'))],
    [
      'searches a text that no message has',
      async () => {
        const inbox = await store.read.mailboxByRole(accountId, 'inbox')
        expect(
          await store.read.searchText(inbox!.id, { field: 'text', value: 'introuvable' }),
        ).toEqual([])
      },
    ],
    [
      'takes a large body',
      async () => {
        const writer = store.stageBody()
        for (let i = 0; i < 40; i++) await writer.write(Buffer.alloc(262_144, 65))
        await writer.finish()
        await writer.abort()
      },
    ],
  ]
  it.each(works)('%s', async (_name, work) => {
    expect(await turnsDuring(work())).toBeGreaterThan(20)
  })
})
