import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { AccountId, MailboxId, MessageId, ModSeq, Uid } from '../domain/ids.js'
import { batchOf, steps, type World } from '../test-fixtures/store/command-histories.js'
import { birthDates, emails, professionals } from '../test-fixtures/store/patient-steps.js'
import type { Step } from '../test-fixtures/store/step.js'
import { historyClock as clock, sampleAccount } from '../test-fixtures/store/store-samples.js'
import type { CommitResult, MailboxStore, SortCriterion, TextQuery } from './contract.js'
import { createMemoryStore } from './memory/memory-store.js'
import { openSqliteStore } from './sqlite/sqlite-store.js'

const expungedPerMailboxMax = 6
const creation = {
  at: 0,
  actor: { kind: 'system', label: 'test' },
  action: 'account.change',
  accountId: null,
  outcome: 'accepted',
  reason: null,
  messageId: null,
  detail: {},
} as const

/** Both engines from empty to the end of one history, compared after every step. */
async function sameHistory(history: readonly Step[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'mss-engines-'))
  const memory = createMemoryStore({ clock, expungedPerMailboxMax })
  const sqlite = await openSqliteStore({ folder, clock, expungedPerMailboxMax })
  try {
    const accounts = [1, 2, 3].map(
      (n) => ({ op: 'put-account', account: sampleAccount(n) }) as const,
    )
    const people = ['Claire', 'Paul'].map(
      (displayName) => ({ op: 'put-person', person: { displayName, nationalId: null } }) as const,
    )
    const traces = accounts.map((_, accountIndex) => ({ ...creation, accountIndex }))
    await both(memory, sqlite, (store) =>
      store.commit({ operations: [...accounts, ...people], traces }),
    )
    for (const { id } of await memory.read.accounts(null, 3))
      expect(await sqlite.read.traces({ accountId: id }, 2)).toHaveLength(1)
    for (const [i, step] of history.entries()) {
      const world = await worldOf(memory)
      const batch = batchOf(step, world)
      await both(memory, sqlite, (store) => store.commit(batch))
      if (i % 4 === 3) await sameJobs(memory, sqlite, step)
      await sameMailboxes(memory, sqlite, step)
    }
    await sameReading(memory, sqlite)
    expect(await memory.check()).toEqual([])
    expect(await sqlite.check()).toEqual([])
  } finally {
    await sqlite.close()
    await rm(folder, { recursive: true })
  }
}

async function both<T>(
  memory: MailboxStore,
  sqlite: MailboxStore,
  act: (store: MailboxStore) => Promise<T>,
): Promise<T> {
  const [expected, found] = [await act(memory), await act(sqlite)]
  expect(found).toEqual(expected)
  return expected
}

async function worldOf(store: MailboxStore): Promise<World> {
  const accounts = await store.read.accounts(null, 100)
  const accountIds = accounts.map(({ id }) => id)
  const lists = await Promise.all(accountIds.map((id) => store.read.mailboxes(id)))
  const personIds = (await store.read.persons()).slice(0, 3).map(({ id }) => id)
  return { accountIds, personIds, mailboxes: lists.flat() }
}

/** Claims, then finishes or puts off what was claimed; a wrong lease is refused. */
async function sameJobs(memory: MailboxStore, sqlite: MailboxStore, step: Step): Promise<void> {
  const queue = step.b % 2 === 0 ? 'outbound' : 'notify'
  const [ours, theirs] = await Promise.all(
    [memory, sqlite].map((store) => store.jobs.claim(queue, 2, step.a, 10)),
  )
  const bare = (jobs: typeof ours) => jobs!.map(({ lease: _, ...job }) => job)
  expect(bare(theirs)).toEqual(bare(ours))
  const settle = (store: MailboxStore, jobs: typeof ours): Promise<CommitResult> => {
    const [first, second] = jobs!
    return store.commit({
      operations: [
        ...(first ? [{ op: 'finish-job', jobId: first.id, lease: first.lease } as const] : []),
        ...(second
          ? [
              {
                op: 'reschedule-job',
                jobId: second.id,
                lease: step.a % 2 === 0 ? second.lease : 'another',
                dueAt: 30,
                payload: { again: true },
                lastError: 'occupé',
              } as const,
            ]
          : []),
      ],
    })
  }
  expect(await settle(sqlite, theirs)).toEqual(await settle(memory, ours))
  await both(memory, sqlite, (store) => store.jobs.list(null, 100))
  await both(memory, sqlite, (store) => store.jobs.nextDueAt(queue))
}

async function sameMailboxes(memory: MailboxStore, sqlite: MailboxStore, step: Step) {
  const { accountIds, personIds } = await worldOf(memory)
  // Also pictures that were left for many steps have to catch up.
  const viewer = step.b % 3 === 0 ? null : personIds[step.b % personIds.length]!
  for (const accountId of accountIds) {
    const mailboxes = await both(memory, sqlite, (store) => store.read.mailboxes(accountId, viewer))
    await both(memory, sqlite, (store) => store.read.subscriptions(accountId))
    await both(memory, sqlite, (store) => store.read.usage(accountId))
    await both(memory, sqlite, (store) => store.read.members(accountId))
    await both(memory, sqlite, (store) => store.read.annotations(accountId, null, viewer))
    for (const { id } of mailboxes) {
      await both(memory, sqlite, (store) => store.read.mailbox(id, viewer))
      const snapshot = await both(memory, sqlite, (store) => store.read.snapshot(id, viewer))
      const after = (step.since ?? 0) as ModSeq
      const changes = await both(memory, sqlite, (store) => store.read.changes(id, after, viewer))
      expect(changes!.vanished.filter((uid) => snapshot!.uids.includes(uid))).toEqual([])
      await both(memory, sqlite, (store) => store.read.annotations(accountId, id, viewer))
      // Not at every step: what is held of a mailbox has to take up many changes at once.
      if (step.a % 7 === 0 && id % 3 === step.b % 3) await sameOrders(memory, sqlite, id)
    }
  }
}

async function sameReading(memory: MailboxStore, sqlite: MailboxStore): Promise<void> {
  const { accountIds, mailboxes } = await worldOf(memory)
  const compare = (act: (store: MailboxStore) => Promise<unknown>) => both(memory, sqlite, act)
  for (const id of accountIds) {
    for (const address of professionals) {
      await compare((store) => store.read.correspondence(id, address, 10))
      await compare((store) => store.read.correspondence(id, address, 3, 1_790_000_020_000))
      await compare((store) => store.read.drafts(id, address))
      await compare((store) => store.read.exchange(id, address))
    }
    await compare((store) => store.read.patientSettings(id))
    await compare((store) => store.read.correspondenceCounts(id))
    await compare((store) => store.read.exchangesOfPatient(id))
    await compare((store) => store.read.credentialsOfAccount(id))
    await compare((store) => store.read.account(id))
    await compare((store) => store.read.profile(id))
    await compare((store) => store.read.traces({ accountId: id as AccountId }, 5))
  }
  for (const address of professionals) {
    await compare((store) => store.read.exchangesOfProfessional(address))
    await compare((store) => store.read.exchangeActivity(address))
  }
  for (const email of emails)
    await compare((store) => store.read.accountsByNotificationEmail(email))
  for (const date of birthDates)
    for (const after of [null, accountIds[1]!])
      await compare((store) => store.read.profilesBorn(date, after, 2))
  for (const kind of ['certificate', 'oidc', 'activation'] as const)
    for (const secret of ['CN=2', 'https://exemple.test 2'])
      await compare((store) => store.read.credentialsBySecret(kind, secret))
  await compare((store) => store.read.persons())
  await compare((store) => store.read.traces({ fromAt: 1_790_000_000_010 }, 7))
  for (const { id } of mailboxes) {
    const snapshot = (await memory.read.snapshot(id))!
    const ids = [...snapshot.messageIds] as MessageId[]
    await compare((store) => store.read.messages(ids))
    const uids = [...snapshot.uids].reverse() as Uid[]
    await compare((store) => store.read.correspondenceAmong(id, uids, 4))
    for (const messageId of ids.slice(0, 3)) {
      await compare((store) => store.read.structure(messageId))
      await compare((store) => store.read.placesOf(messageId))
      await compare(async (store) =>
        Buffer.from((await store.read.bodyRange(messageId, 3, 66_000))!),
      )
      await compare(async (store) => {
        const parts = []
        for await (const part of store.read.body(messageId, 0, 100_000)) parts.push(part)
        return Buffer.concat(parts)
      })
    }
    await sameOrders(memory, sqlite, id)
  }
}

const orders: readonly (readonly SortCriterion[])[] = [
  [{ by: 'subject', reverse: false }],
  [
    { by: 'from', reverse: true },
    { by: 'size', reverse: false },
  ],
  [
    { by: 'display-to', reverse: false },
    { by: 'arrival', reverse: true },
  ],
  [{ by: 'date', reverse: true }],
]
const queries: readonly TextQuery[] = [
  { field: 'text', value: 'Courrier 1' },
  { field: 'body', value: 'É' },
  { field: 'subject', value: '1' },
  { field: 'from', value: 'CLAIRE' },
  { field: 'header', headerName: 'message-id', value: '1' },
]

async function sameOrders(memory: MailboxStore, sqlite: MailboxStore, id: MailboxId) {
  const compare = (act: (store: MailboxStore) => Promise<unknown>) => both(memory, sqlite, act)
  const { uids } = (await memory.read.snapshot(id))!
  for (const criteria of orders) await compare((store) => store.read.sorted(id, criteria))
  await compare((store) => store.read.sentDays(id))
  for (const some of [null, uids.filter((uid) => uid % 3 !== 0)]) {
    await compare((store) => store.read.threads(id, 'references', some))
    await compare((store) => store.read.threads(id, 'orderedsubject', some))
  }
  for (const query of queries) await compare((store) => store.read.searchText(id, query))
}

/** With `MSS_SEED`, `MSS_SHRINK=1` finds the shortest history that fails. */
it('memory and SQLite give the same answers to the same history', async () => {
  const { MSS_RUNS: runs, MSS_SHRINK: shrink } = process.env
  await fc.assert(fc.asyncProperty(steps, sameHistory), {
    numRuns: Number(runs ?? 15),
    endOnFailure: shrink !== '1',
  })
}, 120_000)
