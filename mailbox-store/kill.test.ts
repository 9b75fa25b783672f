import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import type { AccountId, MessageId } from '../domain/ids.js'
import { sampleAccount } from '../test-fixtures/store/store-samples.js'
import type { MailboxStore } from './contract.js'
import { openSqliteStore } from './sqlite/sqlite-store.js'

const killsMax = 10
const child = fileURLToPath(new URL('../dist/test-fixtures/store/kill-child.js', import.meta.url))

/** Kills after `count` acknowledgements, while more are on their way; what was acknowledged. */
async function killUnderLoad(folder: string, run: number, count: number): Promise<string[]> {
  const process = spawn('node', [child, folder, String(run)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const names: string[] = []
  for await (const name of createInterface({ input: process.stdout })) {
    names.push(name)
    if (names.length === count) process.kill('SIGKILL')
  }
  return names
}

async function subjectsOf(store: MailboxStore, accountId: AccountId): Promise<string[]> {
  const subjects: string[] = []
  for (const { id } of await store.read.mailboxes(accountId)) {
    const { messageIds } = (await store.read.snapshot(id))!
    for (const messageId of messageIds) {
      const structure = await store.read.structure(messageId as MessageId)
      subjects.push(structure!.envelope.subject)
    }
  }
  return subjects
}

it('keeps every acknowledged append exactly once, however often it is killed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mss-kill-'))
  try {
    const first = await openSqliteStore({ folder })
    const made = await first.commit({
      operations: [{ op: 'put-account', account: sampleAccount(1) }],
    })
    expect(made.ok).toBe(true)
    await first.close()
    const acknowledged: string[] = []
    for (let run = 0; run < killsMax; run++)
      acknowledged.push(...(await killUnderLoad(folder, run, 20 + run * 17)))

    const store = await openSqliteStore({ folder })
    const [account] = await store.read.accounts(null, 1)
    const subjects = await subjectsOf(store, account!.id)
    expect(new Set(subjects).size).toBe(subjects.length)
    const kept = new Set(subjects)
    expect(acknowledged.filter((name) => !kept.has(name))).toEqual([])
    expect(acknowledged.length).toBeGreaterThan(killsMax * 20)
    expect(await store.check()).toEqual([])
    await store.close()
  } finally {
    await rm(folder, { recursive: true })
  }
}, 120_000)
