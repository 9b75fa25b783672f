import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type AccountId, asUid, type MailboxId } from '../domain/ids.js'
import { foldText } from '../mail-format/text-folding.js'
import {
  type SearchedMessage,
  searchedMessage,
  searchedText,
} from '../test-fixtures/store/searched-messages.js'
import { sampleAccount } from '../test-fixtures/store/store-samples.js'
import type { MailboxStore, TextQuery } from './contract.js'
import { createMemoryStore } from './memory/memory-store.js'
import { blockMessages } from './sqlite/search-blocks.js'
import { openSqliteStore } from './sqlite/sqlite-store.js'

/**
 * The same mailbox in both engines: the memory engine looks into every message each time. SQLite has
 * a part of it in blocks, a part in texts alone, and a part not taken up yet.
 */
const messages = fc.sample(searchedMessage, blockMessages + 60)
const folder = mkdtempSync(join(tmpdir(), 'mss-searches-'))
const memory = createMemoryStore()
let sqlite: MailboxStore
let inbox: MailboxId

beforeAll(async () => {
  sqlite = await openSqliteStore({ folder })
  for (const store of [memory, sqlite]) {
    const done = await store.commit({
      operations: [{ op: 'put-account', account: sampleAccount(1) }],
    })
    if (!done.ok) throw new Error(done.reason)
    const { accountId } = done.outcomes[0] as { accountId: AccountId }
    await deliver(store, accountId, messages.slice(0, blockMessages + 40), 0)
    inbox = (await store.read.mailboxByRole(accountId, 'inbox'))!.id
  }
  // The worker makes the file before it answers.
  await sqlite.read.searchText(inbox, { field: 'text', value: 'a' })
  const index = new Database(join(folder, 'search.sqlite'), { readonly: true })
  const blocks = index.prepare('SELECT count(*) FROM blocks').pluck()
  await vi.waitUntil(() => blocks.get() === 1, { timeout: 60_000 })
  index.close()
  for (const store of [memory, sqlite]) {
    const [account] = await store.read.accounts(null, 1)
    await deliver(store, account!.id, messages.slice(blockMessages + 40), blockMessages + 40)
    const uids = [3, 4, 5, 900, blockMessages + 5].map(asUid)
    await store.commit({
      operations: [{ op: 'expunge', mailboxId: inbox, uids, onlyDeleted: false }],
    })
  }
}, 120_000)
afterAll(async () => {
  await sqlite?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function deliver(
  store: MailboxStore,
  accountId: AccountId,
  some: readonly SearchedMessage[],
  from: number,
): Promise<void> {
  const deliveries = some.map(({ message }, i) =>
    store.commit({
      messages: [message],
      operations: [
        {
          op: 'append-email',
          accountId,
          mailbox: 'inbox',
          message: { index: 0 },
          flags: [],
          internalDate: ((from + i) * 7_919) % 5_000,
          correspondent: null,
        },
      ],
    }),
  )
  for (const done of await Promise.all(deliveries)) if (!done.ok) throw new Error(done.reason)
}

const cut = fc
  .tuple(fc.constantFrom(...messages), fc.nat(3), fc.nat(40), fc.integer({ min: 1, max: 30 }))
  .map(([{ texts }, which, from, length]) => [...texts[which]!].slice(from, from + length).join(''))
const value = fc.oneof(
  { weight: 4, arbitrary: cut },
  { weight: 1, arbitrary: searchedText },
  fc.constantFrom('', ' ', '"', '\0', '\u0301', '😀', 'zz', 'sante.example', 'multipart/mixed'),
)
const query: fc.Arbitrary<TextQuery> = fc.oneof(
  fc.record({
    field: fc.constantFrom('text', 'body', 'subject', 'from', 'to', 'cc', 'bcc'),
    value,
  }),
  fc.record({
    field: fc.constant('header' as const),
    headerName: fc.constantFrom('subject', 'References', 'x-absent', 'content-type', 'from', ''),
    value,
  }),
)

it('a search finds what a full scan finds', async () => {
  await fc.assert(
    fc.asyncProperty(query, async (asked) => {
      const found = await sqlite.read.searchText(inbox, asked)
      expect(found).toEqual(await memory.read.searchText(inbox, asked))
    }),
    { numRuns: 60 },
  )
}, 240_000)

it('every part of a text is found, whatever its case, accents and blanks', async () => {
  const { uids } = (await sqlite.read.snapshot(inbox))!
  const places = fc.constantFrom(...Array.from(uids, (uid) => uid - 1))
  const parts = fc.tuple(places, fc.nat(30), fc.integer({ min: 1, max: 20 }))
  await fc.assert(
    fc.asyncProperty(parts, async ([place, from, length]) => {
      const text = messages[place]!.texts[2]!
      const part = [...text].slice(from, from + length).join('')
      for (const written of [part, part.toUpperCase(), foldText(part)]) {
        const found = await sqlite.read.searchText(inbox, { field: 'text', value: written })
        expect(found).toContain(place + 1)
      }
    }),
    { numRuns: 60 },
  )
}, 120_000)

const criterion = fc.record({
  by: fc.constantFrom(
    ...(['arrival', 'cc', 'date', 'from', 'size', 'subject', 'to'] as const),
    ...(['display-from', 'display-to'] as const),
  ),
  reverse: fc.boolean(),
})
it('orders, days and threads are the same', async () => {
  expect(await sqlite.read.sentDays(inbox)).toEqual(await memory.read.sentDays(inbox))
  for (const algorithm of ['references', 'orderedsubject'] as const)
    for (const uids of [null, Uint32Array.from({ length: 90 }, (_, i) => 1 + i * 9)])
      expect(await sqlite.read.threads(inbox, algorithm, uids)).toEqual(
        await memory.read.threads(inbox, algorithm, uids),
      )
  await fc.assert(
    fc.asyncProperty(fc.array(criterion, { maxLength: 4 }), async (criteria) => {
      const sorted = await sqlite.read.sorted(inbox, criteria)
      expect(sorted).toEqual(await memory.read.sorted(inbox, criteria))
    }),
    { numRuns: 15 },
  )
}, 240_000)

it('a mailbox that is gone has no order', async () => {
  const gone = 99_999 as MailboxId
  for (const { read } of [memory, sqlite]) {
    expect(await read.sorted(gone, [])).toBeNull()
    expect(await read.threads(gone, 'references', null)).toBeNull()
    expect(await read.sentDays(gone)).toBeNull()
    expect(await read.searchText(gone, { field: 'text', value: '' })).toEqual([])
  }
})
