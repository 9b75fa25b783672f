import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AccountId, MailboxId, MessageId } from '../../domain/ids.js'
import { sampleAccount, sampleMessage } from '../../test-fixtures/store/store-samples.js'
import type { Batch, CommitNotice, MailboxStore } from '../contract.js'
import { migrations } from './migrations/index.js'
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

describe('opening', () => {
  it('refuses a file of a newer version and leaves it as it is', async () => {
    await (await open()).close()
    const db = new Database(join(folder, 'mail.sqlite'))
    db.pragma(`user_version = ${migrations.length + 1}`)
    db.close()
    await expect(openSqliteStore({ folder })).rejects.toMatchObject({
      code: 'newer-version',
      message: expect.stringContaining('version plus récente'),
    })
  })
  it('refuses a file that is not a store', async () => {
    const db = new Database(join(folder, 'mail.sqlite'))
    db.exec('CREATE TABLE other (a)')
    db.close()
    await expect(openSqliteStore({ folder })).rejects.toMatchObject({ code: 'not-a-store' })
    await writeFile(join(folder, 'mail.sqlite'), 'Bonjour, je suis un texte. '.repeat(100))
    await expect(openSqliteStore({ folder })).rejects.toMatchObject({ code: 'not-a-store' })
  })
  it('says that the folder is missing or not ours to write', async () => {
    const missing = openSqliteStore({ folder: join(folder, 'absent') })
    await expect(missing).rejects.toMatchObject({ code: 'missing' })
    if (process.getuid?.() === 0) return
    await chmod(folder, 0o500)
    await expect(openSqliteStore({ folder })).rejects.toMatchObject({ code: 'permission' })
    await chmod(folder, 0o700)
  })
  it('keeps the files from other users, the words of the search index too', async () => {
    const store = await open({ role: 'gateway' })
    await store.commit(delivery(await withAccount(store), 'sujet', 'texte'))
    const modeOf = async (name: string) => (await stat(join(folder, name))).mode & 0o777
    expect(await modeOf('mail.sqlite')).toBe(0o600)
    await expect
      .poll(() => modeOf('search.sqlite').catch(() => null), { timeout: 20_000 })
      .toBe(0o600)
  })
})

describe('a full disk', () => {
  it('refuses with storage-full, keeps nothing of the batch, and goes on when there is room', async () => {
    const store = await open({ pageCountMax: 120 })
    const accountId = await withAccount(store)
    let kept = 0
    for (let i = 0; i < 40; i++) {
      const done = await store.commit(delivery(accountId, `m${i}`, 'x'.repeat(30_000)))
      if (!done.ok) expect(done.reason).toBe('storage-full')
      if (done.ok) kept++
    }
    expect(kept).toBeGreaterThan(0)
    expect(kept).toBeLessThan(40)
    const inbox = await inboxOf(store, accountId)
    expect((await store.read.snapshot(inbox))!.uids.length).toBe(kept)
    const staged = store.stageBody()
    const write = async () => {
      for (let i = 0; i < 20; i++) await staged.write(new Uint8Array(100_000))
      await staged.finish()
    }
    await expect(write()).rejects.toMatchObject({ reason: 'storage-full' })
    await staged.abort()
    expect(await store.check()).toEqual([])
    await store.close()
    const roomy = await open()
    expect((await roomy.commit(delivery(accountId, 'après', 'x'))).ok).toBe(true)
  })
})

it('streams a body before its commit, octet for octet, and drops what was given up', async () => {
  const store = await open({ unusedKeptMs: 0 })
  const accountId = await withAccount(store)
  const whole = sampleMessage('gros', 'abcdefghij'.repeat(150_000), 'Return-Path: <>\r\n')
  const octets = 'inline' in whole.body ? whole.body.inline : new Uint8Array()
  const body = store.stageBody()
  for (let at = 0; at < octets.length; at += 70_001)
    await body.write(octets.subarray(at, at + 70_001))
  expect(await body.finish()).toEqual({ bytes: octets.length })
  // What was staged is read back before any batch names it: chunk borders lie at 16,384 + n 262,144.
  for (const [start, end] of [
    [0, 10],
    [16_380, 16_390],
    [16_384, 278_528],
    [278_000, 300_000],
    [1_400_000, 9e9],
  ]) {
    const pieces: Uint8Array[] = []
    for await (const piece of body.read(start!, end!)) pieces.push(piece)
    expect(Buffer.from(octets.subarray(start, end)).equals(Buffer.concat(pieces))).toBe(true)
  }
  const given = store.stageBody()
  await given.write(octets.subarray(0, 300_000))
  await given.abort()
  const batch = delivery(accountId, 'x', 'x')
  const done = await store.commit({ ...batch, messages: [{ ...whole, body: { staged: body.id } }] })
  if (!done.ok) throw new Error(done.reason)
  const id = done.messageIds[0] as MessageId
  const expected = Buffer.concat([whole.prefix, octets])
  const range = await store.read.bodyRange(id, 0, Infinity)
  expect(expected.equals(range!)).toBe(true)
  expect(Buffer.from((await store.read.bodyRange(id, 10, 30))!)).toEqual(expected.subarray(10, 30))
  expect(await store.check()).toEqual([])
})

it('tells of the commits of another process', async () => {
  const gateway = await open()
  const notices: CommitNotice[] = []
  const told = new Promise<void>((resolve) => {
    gateway.onCommitted((notice) => {
      notices.push(notice)
      resolve()
    })
  })
  const tool = await open({ role: 'tool' })
  const accountId = await withAccount(tool)
  await told
  expect(notices[0]).toMatchObject({ everything: true })
  expect(await gateway.read.account(accountId)).toMatchObject({ id: accountId })
  // Ids and the chain of traces go on where the other process stopped.
  expect((await gateway.commit(delivery(accountId, 'de la passerelle', 'x'))).ok).toBe(true)
  expect((await tool.commit(delivery(accountId, "de l'outil", 'x'))).ok).toBe(true)
  expect((await gateway.commit(delivery(accountId, 'encore', 'x'))).ok).toBe(true)
  const { uids } = (await gateway.read.snapshot(await inboxOf(gateway, accountId)))!
  expect([...uids]).toEqual([1, 2, 3])
  expect(await gateway.check()).toEqual([])
})

it('copies the whole store while it works', async () => {
  const store = await open()
  const accountId = await withAccount(store)
  const flow = Promise.all(
    Array.from({ length: 50 }, (_, i) => store.commit(delivery(accountId, `m${i}`, 'x'))),
  )
  const copyFolder = await mkdtemp(join(tmpdir(), 'mss-copy-'))
  await store.backup(join(copyFolder, 'mail.sqlite'))
  await flow
  const copy = await openSqliteStore({ folder: copyFolder })
  expect(await copy.check()).toEqual([])
  expect(await copy.read.account(accountId)).toMatchObject({ id: accountId })
  await copy.close()
  await rm(copyFolder, { recursive: true })
})

it('refuses what goes over the quota, and after close everything', async () => {
  const store = await open()
  const accountId = await withAccount(store, 2_000)
  expect(await store.commit(delivery(accountId, 'petit', 'x'))).toMatchObject({ ok: true })
  const refusal = await store.commit(delivery(accountId, 'gros', 'x'.repeat(3_000)))
  expect(refusal).toEqual({ ok: false, reason: 'over-quota' })
  await store.close()
  const late = await store.commit(delivery(accountId, 'tard', 'x'))
  expect(late).toEqual({ ok: false, reason: 'storage-failed' })
})
