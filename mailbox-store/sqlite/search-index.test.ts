import { mkdtemp, open as openFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { AccountId, MailboxId, Uid } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import { sampleAccount, sampleMessage } from '../../test-fixtures/store/store-samples.js'
import type { Batch, MailboxStore, TextQuery } from '../contract.js'
import { createMemoryStore } from '../memory/memory-store.js'
import { openSqliteStore, type SqliteStoreOptions } from './sqlite-store.js'

let folder: string
const opened: MailboxStore[] = []
async function open(options: Partial<SqliteStoreOptions> = {}): Promise<MailboxStore> {
  const store = await openSqliteStore({ folder, ...options })
  opened.push(store)
  return store
}
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mss-sqlite-'))
})
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close()
  await rm(folder, { recursive: true, force: true })
})

async function withAccount(store: MailboxStore, quotaBytes = 0): Promise<AccountId> {
  const account = sampleAccount(1, quotaBytes)
  const done = await store.commit({ operations: [{ op: 'put-account', account }] })
  if (!done.ok || done.outcomes[0]?.op !== 'put-account') throw new Error('no account')
  return done.outcomes[0].accountId
}
const delivery = (accountId: AccountId, subject: string, text: string): Batch => ({
  messages: [sampleMessage(subject, text)],
  operations: [
    {
      op: 'append-email',
      accountId,
      mailbox: 'inbox',
      message: { index: 0 },
      flags: [],
      internalDate: 0,
      correspondent: null,
    },
  ],
})
const inboxOf = async (store: MailboxStore, accountId: AccountId): Promise<MailboxId> =>
  (await store.read.mailboxByRole(accountId, 'inbox'))!.id

it('finds by text what a full scan finds, before and after the index took it up', async () => {
  const store = await open()
  const memory = createMemoryStore()
  const texts = [
    'Échographie du fœtus',
    'référence 100% "citée"',
    'ab',
    'glycémie à jeun',
    '日本語',
  ]
  for (const engine of [store, memory]) {
    const accountId = await withAccount(engine)
    for (const text of texts) await engine.commit(delivery(accountId, `Objet ${text}`, text))
  }
  const account = (await memory.read.accounts(null, 1))[0]!.id
  const id = await inboxOf(memory, account)
  const values = [
    'echo',
    'FOETUS',
    'reference 100%',
    '"cit',
    'a',
    'ab',
    'jeun',
    '日本',
    'absent',
    '',
  ]
  const queries = values.flatMap((value): TextQuery[] => [
    { field: 'text', value },
    { field: 'body', value },
    { field: 'subject', value },
    { field: 'header', headerName: 'message-id', value },
  ])
  const same = async () => {
    for (const query of queries)
      expect(await store.read.searchText(id, query), JSON.stringify(query)).toEqual(
        await memory.read.searchText(id, query),
      )
  }
  await same()
  const index = new Database(join(folder, 'search.sqlite'))
  const count = index.prepare('SELECT count(*) FROM texts').pluck()
  await expect.poll(() => count.get(), { timeout: 20_000 }).toBe(texts.length)
  index.close()
  await same()
})

it('looks into what the index has not reached yet, and takes it up when all is quiet', async () => {
  const store = await open({ role: 'gateway' })
  const accountId = await withAccount(store)
  await Promise.all(
    Array.from({ length: 250 }, (_, i) =>
      store.commit(delivery(accountId, `m${i}`, `mot${i} fin`)),
    ),
  )
  const inbox = await inboxOf(store, accountId)
  const hits = (field: 'body' | 'subject', value: string) =>
    store.read.searchText(inbox, { field, value })
  expect(await hits('subject', 'm249')).toHaveLength(1)
  expect(await hits('body', 'mot249')).toHaveLength(1)
  const index = new Database(join(folder, 'search.sqlite'), { readonly: true })
  // Computed for the search of subjects, and kept.
  expect(index.prepare('SELECT count(*) FROM facts').pluck().get()).toBe(250)
  const texts = index.prepare('SELECT count(*) FROM texts').pluck()
  await expect.poll(() => texts.get(), { timeout: 20_000 }).toBe(250)
  index.close()
  expect(await hits('body', 'mot24')).toHaveLength(11)
})

it('finds what stands at the end of a long text that came in pieces', async () => {
  const store = await open({ role: 'gateway' })
  const accountId = await withAccount(store)
  const text = `${'texte sans fin '.repeat(150_000)}aiguille`
  expect(text.length).toBeGreaterThan(2 * limits.searchIndexedTextBytesMax)
  const whole = sampleMessage('long', text)
  const body = store.stageBody()
  await body.write('inline' in whole.body ? whole.body.inline.slice() : new Uint8Array())
  await body.finish()
  const batch = delivery(accountId, 'x', 'x')
  await store.commit({ ...batch, messages: [{ ...whole, body: { staged: body.id } }] })
  await store.commit(delivery(accountId, 'court', 'sans'))
  const inbox = await inboxOf(store, accountId)
  const found = async (query: TextQuery) => store.read.searchText(inbox, query)
  const looked = async (value: string) => {
    expect(await found({ field: 'text', value })).toEqual([1])
    expect(await found({ field: 'subject', value: 'long' })).toEqual([1])
    expect(await found({ field: 'header', headerName: 'from', value: 'claire' })).toEqual([1, 2])
  }
  await looked('aiguille')
  const index = new Database(join(folder, 'search.sqlite'), { readonly: true })
  const texts = index.prepare('SELECT count(*) FROM texts').pluck()
  await expect.poll(() => texts.get(), { timeout: 20_000 }).toBe(2)
  index.close()
  await looked('fin aiguille')
})

it('forgets the words of a message that went', async () => {
  const store = await open({ role: 'gateway', unusedKeptMs: 0 })
  const accountId = await withAccount(store)
  await store.commit(delivery(accountId, 'part', 'secretement'))
  await store.commit(delivery(accountId, 'reste', 'durablement'))
  const inbox = await inboxOf(store, accountId)
  const query: TextQuery = { field: 'text', value: 'ement' }
  expect(await store.read.searchText(inbox, query)).toEqual([1, 2])
  const index = new Database(join(folder, 'search.sqlite'), { readonly: true })
  const count = (table: string) => index.prepare(`SELECT count(*) FROM ${table}`).pluck().get()
  await expect.poll(() => count('texts'), { timeout: 20_000 }).toBe(2)
  const uids = [1] as Uid[]
  await store.commit({
    operations: [{ op: 'expunge', mailboxId: inbox, uids, onlyDeleted: false }],
  })
  for (const table of ['texts', 'facts', 'headers'])
    await expect.poll(() => count(table), { timeout: 20_000 }).toBe(1)
  index.close()
  expect(await store.read.searchText(inbox, query)).toEqual([2])
})

it('makes a damaged index anew', async () => {
  const store = await open({ role: 'gateway' })
  const accountId = await withAccount(store)
  for (let i = 0; i < 60; i++) await store.commit(delivery(accountId, `m${i}`, 'mot '.repeat(900)))
  const inbox = await inboxOf(store, accountId)
  const count = () => {
    const index = new Database(join(folder, 'search.sqlite'), { readonly: true })
    const texts = index.prepare('SELECT count(*) FROM texts').pluck().get()
    index.close()
    return texts
  }
  await store.read.searchText(inbox, { field: 'text', value: 'mot' })
  await expect.poll(count, { timeout: 20_000 }).toBe(60)
  await store.close()
  const file = await openFile(join(folder, 'search.sqlite'), 'r+')
  const { size } = await file.stat()
  for (let at = 8_192; at < size; at += 8_192)
    await file.write(Buffer.alloc(4_096, 255), 0, 4_096, at)
  await file.close()
  const again = await open({ role: 'gateway' })
  const search = () => again.read.searchText(inbox, { field: 'text', value: 'mot' })
  await expect
    .poll(() =>
      search().then(
        (uids) => uids.length,
        () => 0,
      ),
    )
    .toBe(60)
})
