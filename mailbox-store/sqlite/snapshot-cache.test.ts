import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { AccountId, MailboxId, PersonId, Uid } from '../../domain/ids.js'
import { sampleAccount, sampleMessage } from '../../test-fixtures/store/store-samples.js'
import type { MailboxStore, Operation } from '../contract.js'
import { openSqliteStore } from './sqlite-store.js'

let folder: string
let store: MailboxStore
let accountId: AccountId
let claire: PersonId
let inbox: MailboxId
let archive: MailboxId

const commit = async (...operations: Operation[]) => {
  const done = await store.commit({ operations })
  if (!done.ok) throw new Error(done.reason)
  return done.outcomes
}
const uidsOf = async (id: MailboxId) => [...(await store.read.snapshot(id))!.uids] as Uid[]
const copyAll = async (fromMailboxId: MailboxId, toMailboxId: MailboxId) =>
  commit({ op: 'copy-emails', fromMailboxId, uids: await uidsOf(fromMailboxId), toMailboxId })

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mss-pictures-'))
  store = await openSqliteStore({ folder, role: 'tool' })
  const account = { ...sampleAccount(1), seenMarks: 'personal' } as const
  const outcomes = await commit(
    { op: 'put-account', account },
    { op: 'put-person', person: { displayName: 'Claire', nationalId: null } },
  )
  accountId = (outcomes[0] as { accountId: AccountId }).accountId
  claire = (outcomes[1] as { personId: PersonId }).personId
  inbox = (await store.read.mailboxByRole(accountId, 'inbox'))!.id
  archive = (await store.read.mailboxByRole(accountId, 'archive'))!.id
  const append = {
    op: 'append-email',
    accountId,
    mailbox: 'inbox',
    message: { index: 0 },
    flags: [],
    internalDate: 0,
    correspondent: null,
  } as const
  const operations = Array.from({ length: 1_000 }, () => append)
  await store.commit({ messages: [sampleMessage('m', 'x')], operations })
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

/** A second store has no picture yet: it reads every row. */
async function expectAsFromRows(): Promise<void> {
  const fresh = await openSqliteStore({ folder, role: 'tool' })
  for (const viewer of [null, claire])
    expect(await store.read.snapshot(archive, viewer)).toEqual(
      await fresh.read.snapshot(archive, viewer),
    )
  await fresh.close()
}

it('catches up with changes that are longer than one moment, also while more come', async () => {
  for (let i = 0; i < 12; i++) await copyAll(inbox, archive)
  await store.read.snapshot(archive, claire)
  const uids = await uidsOf(archive)
  const change = { op: 'change-flags', mailboxId: archive, change: 'add' } as const
  await commit({ ...change, uids, flags: ['\\Flagged'] })
  const gone = uids.filter((uid) => uid % 3 === 0)
  const reading = store.read.snapshot(archive, claire)
  await commit(
    { op: 'expunge', mailboxId: archive, uids: gone, onlyDeleted: false },
    { ...change, uids: uids.slice(100, 9_000), flags: ['\\Seen', 'Vu'], personId: claire },
  )
  await reading
  await expectAsFromRows()
  for (let i = 0; i < 11; i++) await copyAll(inbox, archive)
  await expectAsFromRows()
  expect(await store.check()).toEqual([])
})

it('starts again when it was left behind for longer than the log of changes reaches', async () => {
  await copyAll(inbox, archive)
  await store.read.snapshot(archive, claire)
  for (let i = 0; i < 1_400; i++)
    await commit({
      op: 'change-flags',
      mailboxId: archive,
      uids: [((i % 900) + 1) as Uid],
      change: i < 900 ? 'add' : 'remove',
      flags: ['\\Answered'],
    })
  await expectAsFromRows()
  expect(await store.check()).toEqual([])
})
