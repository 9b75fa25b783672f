import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../../domain/log.js'
import type { LeasedJob, MailboxStore } from '../../mailbox-store/contract.js'
import { createMemoryStore } from '../../mailbox-store/memory/memory-store.js'
import { eventually } from '../../test-fixtures/world/eventually.js'
import { JobRunner } from './job-runner.js'

const clock = { at: 1_795_000_000_000, now: () => clock.at }
const queue = 'errands'
const errors: string[] = []
const log = { ...silentLog, error: (event: string) => errors.push(event) }

let store: MailboxStore
let runner: JobRunner<string>
const start = (run: (leased: LeasedJob, job: string) => Promise<void>) => {
  runner = new JobRunner<string>({
    deps: { store, clock, log },
    queue,
    read: ({ payload }) => (typeof payload['errand'] === 'string' ? payload['errand'] : null),
    concurrentMax: 2,
    leaseMs: 10_000,
    attemptMsMax: 5_000,
    retryMsMin: 1_000,
    retryMsMax: 60_000,
    run,
  })
}
const add = (payload: LeasedJob['payload']) =>
  store.commit({ jobs: [{ queue, dueAt: clock.at, payload }] })
const finish = async ({ id: jobId, lease }: LeasedJob) => {
  expect((await store.commit({ operations: [{ op: 'finish-job', jobId, lease }] })).ok).toBe(true)
}
const waiting = () => store.jobs.list(queue, 10)

beforeEach(() => {
  store = createMemoryStore({ clock })
  errors.length = 0
})
afterEach(() => runner.close(0))

describe('a job runner', () => {
  it('takes what waited before it began, and what comes later', async () => {
    const seen: string[] = []
    await add({ errand: 'early' })
    start(async (leased, job) => {
      seen.push(job)
      await finish(leased)
    })
    await eventually(waiting, (jobs) => jobs.length === 0)
    await add({ errand: 'late' })
    await eventually(waiting, (jobs) => jobs.length === 0)
    expect(seen).toEqual(['early', 'late'])
  })

  it('doubles the pause with each attempt, up to its bound', () => {
    start(async () => {})
    const pauseAfter = (attempts: number) => runner.retryAt({ attempts } as LeasedJob) - clock.now()
    expect([1, 2, 3, 6, 7, 75, 5_000].map(pauseAfter)).toEqual([
      1_000, 2_000, 4_000, 32_000, 60_000, 60_000, 60_000,
    ])
  })

  it('lets a job that a stop has cut be due at once', async () => {
    start(async () => {})
    await runner.close(0)
    expect(runner.retryAt({ attempts: 7 } as LeasedJob)).toBe(clock.now())
  })

  it('leaves a job that it cannot read to a newer version', async () => {
    start(async () => {
      throw new Error('it was read')
    })
    await add({ parcel: 1 })
    await eventually(
      () => errors,
      (all) => all.includes('errands.unreadable'),
    )
    expect(errors).not.toContain('errands.failure')
    expect(await waiting()).toHaveLength(1)
  })
})
