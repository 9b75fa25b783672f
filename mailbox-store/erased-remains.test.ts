import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { addresses, FlowSpace } from '../test-fixtures/world/flow-space.js'
import type { MailboxStore } from './contract.js'
import { openSqliteStore } from './sqlite/sqlite-store.js'

/** A patient's words and names on the disk, once the patient had everything erased. */
const marker = 'zebrulon'
const many = `${marker} ${'x'.repeat(60)}\r\n`.repeat(3_000)

let folder: string
let store: MailboxStore
let space: FlowSpace

const open = () => openSqliteStore({ folder, unusedKeptMs: 0 })

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mss-remains-'))
  store = await open()
  space = await FlowSpace.create(store)
  for (const body of [`Bonjour ${marker}`, many]) {
    await space.receive({
      to: [addresses.jeanne],
      headers: { Subject: `Objet ${marker}` },
      body,
    })
    await space.receive({ to: [addresses.marc], body: 'Autre mot : girafe' })
  }
  const accountId = await space.id('jeanne')
  await store.commit({
    operations: [
      {
        op: 'change-patient-settings',
        accountId,
        change: { notificationEmail: `${marker}@courriel.test` },
      },
    ],
  })
  // The search has its own file, with the folded words.
  const { id } = await space.inbox('jeanne')
  await expect
    .poll(() => store.read.searchText(id, { field: 'body', value: marker }))
    .toHaveLength(2)
  await expect.poll(filesWith, { timeout: 20_000 }).toContain('search.sqlite')
}, 40_000)
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

/** Names of the files that hold the marker, their logs among them; logs by the file they are of. */
function filesWith(word = marker): string[] {
  const names = readdirSync(folder).filter((name) =>
    readFileSync(join(folder, name)).includes(word),
  )
  return [...new Set(names.map((name) => name.replace(/-wal$/, '')))].sort()
}

const erase = async () => {
  const accountId = await space.id('jeanne')
  const done = await store.commit({ operations: [{ op: 'erase-account', accountId }] })
  expect(done.ok).toBe(true)
}

it('leaves nothing of the patient in the files while the store serves', async () => {
  expect(filesWith()).toContain('mail.sqlite')
  expect(filesWith(addresses.jeanne)).toContain('mail.sqlite')
  await erase()
  await expect.poll(filesWith, { timeout: 20_000, interval: 100 }).toEqual([])
  expect(filesWith(addresses.jeanne)).toEqual([])
  expect(filesWith('girafe')).toContain('mail.sqlite')
  expect(await store.check()).toEqual([])
}, 60_000)

it('leaves nothing after a stop before the upkeep, either', async () => {
  await erase()
  await store.close()
  store = await open()
  await expect.poll(filesWith, { timeout: 20_000, interval: 100 }).toEqual([])
  expect(filesWith('girafe')).toContain('mail.sqlite')
}, 60_000)
