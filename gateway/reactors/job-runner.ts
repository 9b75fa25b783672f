import type { Clock } from '../../domain/clock.js'
import type { Log } from '../../domain/log.js'
import type { LeasedJob, MailboxStore } from '../../mailbox-store/contract.js'

export interface JobRunnerOptions<Job> {
  readonly deps: { readonly store: MailboxStore; readonly clock: Clock; readonly log: Log }
  readonly queue: string
  /** Null for what a newer version wrote: it stays in the queue until its lease ends. */
  read(leased: LeasedJob): Job | null
  /** Jobs under way at once. */
  readonly concurrentMax: number
  /** Longer than `attemptMsMax`: a lease must not end under a holder that still works. */
  readonly leaseMs: number
  /** After it the signal of an attempt is aborted. */
  readonly attemptMsMax: number
  /** The pause after the first attempt; each one doubles it, up to `retryMsMax`. */
  readonly retryMsMin: number
  readonly retryMsMax: number
  /** Ends by a commit that finishes or reschedules the job; a throw leaves it to its lease. */
  run(leased: LeasedJob, job: Job, signal: AbortSignal): Promise<void>
}

/** Looks for jobs at least so often, whatever hints were lost. */
const pollMsMax = 30_000
const pollMsMin = 1_000

/** Claims the due jobs of one queue from now on, wakes on commits, and stops without losing any. */
export class JobRunner<Job> {
  readonly #options: JobRunnerOptions<Job>
  readonly #running = new Map<Promise<void>, AbortController>()
  readonly #unsubscribe: () => void
  #timer: NodeJS.Timeout | null = null
  #isClaiming = false
  #wakesMeanwhile = false
  #isStopped = false

  constructor(options: JobRunnerOptions<Job>) {
    this.#options = options
    this.#unsubscribe = options.deps.store.onCommitted((notice) => {
      if (notice.everything || notice.queues.includes(options.queue)) this.wake()
    })
    this.wake()
  }

  /** When a job is due again after an attempt in vain: at once if a stop has cut it. */
  retryAt({ attempts }: LeasedJob): number {
    const { deps, retryMsMin, retryMsMax } = this.#options
    const now = deps.clock.now()
    return this.#isStopped ? now : now + Math.min(retryMsMin * 2 ** (attempts - 1), retryMsMax)
  }

  /** Looks for due jobs now. */
  wake(): void {
    if (this.#isStopped) return
    if (this.#isClaiming) this.#wakesMeanwhile = true
    else void this.#claim()
  }

  /** Jobs under way may end within `graceMs`; then they are cut, and taken up at the next start. */
  async close(graceMs: number): Promise<void> {
    this.#isStopped = true
    this.#unsubscribe()
    if (this.#timer !== null) clearTimeout(this.#timer)
    const cut = setTimeout(() => {
      for (const controller of this.#running.values()) controller.abort()
    }, graceMs)
    await Promise.all(this.#running.keys())
    clearTimeout(cut)
  }

  async #claim(): Promise<void> {
    this.#isClaiming = true
    let nextMs = pollMsMin
    try {
      do {
        this.#wakesMeanwhile = false
        nextMs = await this.#claimFree()
      } while (this.#wakesMeanwhile && !this.#isStopped)
    } catch (failure) {
      this.#options.deps.log.error(`${this.#options.queue}.claim`, { failure })
    }
    this.#isClaiming = false
    this.#sleep(nextMs)
  }

  /** Starts what is due and there is room for; gives the time to the next look. */
  async #claimFree(): Promise<number> {
    const { deps, queue, concurrentMax, leaseMs } = this.#options
    const { store, clock } = deps
    const free = concurrentMax - this.#running.size
    // The end of a job wakes us.
    if (free <= 0) return pollMsMax
    const jobs = await store.jobs.claim(queue, free, clock.now(), leaseMs)
    for (const job of jobs) this.#start(job)
    if (jobs.length === free) return pollMsMax
    const dueAt = await store.jobs.nextDueAt(queue)
    if (dueAt === null) return pollMsMax
    return Math.min(Math.max(dueAt - clock.now(), pollMsMin), pollMsMax)
  }

  #sleep(ms: number): void {
    if (this.#isStopped) return
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.wake(), ms)
    this.#timer.unref()
  }

  #start(leased: LeasedJob): void {
    const { deps, queue, attemptMsMax } = this.#options
    const { log } = deps
    const controller = new AbortController()
    const timer = setTimeout(() => controller.abort(), attemptMsMax)
    const run = this.#run(leased, controller.signal)
      .catch((failure: unknown) => log.error(`${queue}.failure`, { jobId: leased.id, failure }))
      .finally(() => {
        clearTimeout(timer)
        this.#running.delete(run)
        this.wake()
      })
    this.#running.set(run, controller)
  }

  async #run(leased: LeasedJob, signal: AbortSignal): Promise<void> {
    const { deps, queue } = this.#options
    const job = this.#options.read(leased)
    if (job === null) deps.log.error(`${queue}.unreadable`, { jobId: leased.id })
    else await this.#options.run(leased, job, signal)
  }
}
