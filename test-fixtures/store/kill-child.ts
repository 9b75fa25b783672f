/**
 * The process that `mailbox-store/kill.test.ts` kills: commits without end and says each UID that
 * was acknowledged.
 */
import { writeSync } from 'node:fs'
import type { AccountId } from '../../domain/ids.js'
import { openSqliteStore } from '../../mailbox-store/sqlite/sqlite-store.js'
import { sampleMessage } from './store-samples.js'

const [folder, run] = process.argv.slice(2) as [string, string]
const store = await openSqliteStore({ folder, unusedKeptMs: 0 })
const [account] = await store.read.accounts(null, 1)
const accountId = account!.id as AccountId

async function deliver(writer: number): Promise<never> {
  for (let n = 0; ; n++) {
    const name = `${run}.${writer}.${n}`
    const message = sampleMessage(name, 'x'.repeat(n % 7 === 0 ? 90_000 : 4_000))
    const body =
      n % 5 === 0 && 'inline' in message.body ? await staged(message.body.inline) : message.body
    const done = await store.commit({
      messages: [{ ...message, body }],
      operations: [
        {
          op: 'append-email',
          accountId,
          mailbox: n % 2 === 0 ? 'inbox' : 'archive',
          message: { index: 0 },
          flags: n % 3 === 0 ? ['\\Seen'] : [],
          internalDate: n,
          correspondent: null,
        },
      ],
      jobs: [{ queue: 'notify', dueAt: 0, payload: { name }, message: { index: 0 } }],
      traces: [
        {
          at: n,
          actor: { kind: 'system', label: 'essai' },
          action: 'message.receive',
          accountId,
          outcome: 'accepted',
          reason: null,
          messageId: name,
          detail: {},
        },
      ],
    })
    // The acknowledgement: written before anything else, as the 250 would be.
    if (done.ok) writeSync(1, `${name}\n`)
  }
}

async function staged(octets: Uint8Array) {
  const writer = store.stageBody()
  for (let at = 0; at < octets.length; at += 20_000)
    await writer.write(octets.subarray(at, at + 20_000))
  await writer.finish()
  return { staged: writer.id }
}

/** Takes mail away again, so that contents are removed under the same kill. */
async function tidy(): Promise<never> {
  for (;;) {
    const archive = (await store.read.mailboxByRole(accountId, 'junk'))!
    const inbox = (await store.read.mailboxByRole(accountId, 'archive'))!
    const snapshot = (await store.read.snapshot(inbox.id))!
    const uids = [...snapshot.uids].slice(0, 5) as never[]
    await store.commit({
      operations: [
        { op: 'move-emails', fromMailboxId: inbox.id, uids, toMailboxId: archive.id },
        { op: 'change-flags', mailboxId: archive.id, uids, change: 'add', flags: ['$Vu'] },
      ],
    })
    const [job] = await store.jobs.claim('notify', 1, 1, 1_000_000)
    if (job)
      await store.commit({ operations: [{ op: 'finish-job', jobId: job.id, lease: job.lease }] })
  }
}

await Promise.all([tidy(), ...Array.from({ length: 8 }, (_, writer) => deliver(writer))])
