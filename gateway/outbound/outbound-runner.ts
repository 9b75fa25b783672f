import { Readable } from 'node:stream'
import type { Clock } from '../../domain/clock.js'
import { limits } from '../../domain/limits.js'
import type { Log } from '../../domain/log.js'
import type { LeasedJob, MailboxStore } from '../../mailbox-store/contract.js'
import type { WhiteList } from '../../pki/contract.js'
import { endedRecipients } from '../flows/exchange/ended-exchanges.js'
import type { RelayAttempt, RelayReason, RelayResult } from '../flows/relay/relay-attempt.js'
import { commitRelayOutcome } from '../flows/relay/relay-outcome.js'
import { JobRunner } from '../reactors/job-runner.js'
import type { GatewaySettings } from '../settings.js'
import type { MailExchangers } from './mail-exchangers.js'
import { type OutboundJob, outboundQueue, readOutboundJob } from './outbound-job.js'
import { type DeliverySetup, deliverTo } from './remote-delivery.js'
import { stoppedBy } from './remote-reply.js'

export interface OutboundRunnerOptions {
  readonly store: MailboxStore
  readonly delivery: DeliverySetup
  readonly exchangers: MailExchangers
  readonly whiteList: WhiteList
  readonly settings: GatewaySettings
  readonly clock: Clock
  readonly log: Log
}

const commitTriesMax = 3

/** Claims jobs of the queue `outbound` and relays them, several domains at a time. */
export class OutboundRunner {
  readonly #options: OutboundRunnerOptions
  readonly #runner: JobRunner<OutboundJob>

  constructor(options: OutboundRunnerOptions) {
    this.#options = options
    this.#runner = new JobRunner({
      deps: options,
      queue: outboundQueue,
      read: ({ messageId, payload }) => (messageId === null ? null : readOutboundJob(payload)),
      concurrentMax: limits.outboundConcurrentMax,
      leaseMs: limits.outboundLeaseMs,
      attemptMsMax: limits.outboundAttemptMsMax,
      retryMsMin: limits.outboundRetryMsMin,
      retryMsMax: limits.outboundRetryMsMax,
      run: (leased, job, signal) => this.#run(leased, job, signal),
    })
  }

  /**
   * Deliveries under way may end within `graceMs`; then they are cut and tried again after the
   * next start.
   */
  close(graceMs: number): Promise<void> {
    return this.#runner.close(graceMs)
  }

  async #run(leased: LeasedJob, job: OutboundJob, signal: AbortSignal): Promise<void> {
    const { store, log, clock, settings } = this.#options
    const attempt = await this.#attempt(leased, job, signal)
    const nextAttemptAt = this.#runner.retryAt(leased)
    for (let tries = 1; tries <= commitTriesMax; tries++) {
      const done = await commitRelayOutcome(
        { store, settings, clock },
        { leased, job, attempt, nextAttemptAt },
      )
      this.#logOutcome(leased, job, attempt)
      if (done.ok || done.error === 'lease-lost') return
      log.warn('outbound.commit', { jobId: leased.id, reason: done.error })
    }
  }

  #logOutcome(leased: LeasedJob, job: OutboundJob, { results }: RelayAttempt): void {
    const { log } = this.#options
    const first = results.find(({ reason }) => reason !== null)
    log.info('outbound.attempt', {
      jobId: leased.id,
      queueId: job.queueId,
      domain: job.domain,
      attempts: leased.attempts,
      count: results.filter(({ outcome }) => outcome === 'relayed').length,
      reason: first?.reason ?? undefined,
      reply: Number(first?.remoteReply?.slice(0, 3)) || undefined,
    })
  }

  async #attempt(leased: LeasedJob, job: OutboundJob, signal: AbortSignal): Promise<RelayAttempt> {
    const { store, settings } = this.#options
    const ended = await endedRecipients(store, settings, job)
    const going = { ...job, recipients: job.recipients.filter((one) => !ended.has(one)) }
    const refused = [...ended].map((one) => stoppedBy('exchange-ended', one))
    if (going.recipients.length === 0)
      return { remoteHost: null, honoursDsn: false, results: refused }
    const attempt = await this.#send(leased, going, signal)
    return { ...attempt, results: [...refused, ...attempt.results] }
  }

  async #send(leased: LeasedJob, job: OutboundJob, signal: AbortSignal): Promise<RelayAttempt> {
    const { whiteList, exchangers } = this.#options
    const all = (reason: RelayReason): RelayAttempt => ({
      remoteHost: null,
      honoursDsn: false,
      results: job.recipients.map((recipient) => stoppedBy(reason, recipient)),
    })
    // The list may have changed since the message was accepted: nothing leaves the trust space
    // (invariant 5).
    if (whiteList.state().stale) return all('white-list-stale')
    if (!whiteList.has(job.domain)) return all('recipient-outside-trust-space')
    const hosts = await exchangers.lookup(job.domain)
    if (!hosts.ok) return all(hosts.error === 'none' ? 'relay-domain-unknown' : 'relay-deferred')
    const open = await this.#opener(leased)
    if (open === null) return all('relay-deferred')
    let waiting = job.recipients
    const settled: RelayResult[] = []
    let last = all('relay-deferred')
    for (const host of hosts.value) {
      if (signal.aborted) break
      last = await deliverTo(
        { host, job, recipients: waiting, ...open, signal },
        this.#options.delivery,
      )
      settled.push(...last.results.filter(({ outcome }) => outcome !== 'deferred'))
      const deferred = last.results.filter(({ outcome }) => outcome === 'deferred')
      waiting = deferred.map(({ recipient }) => recipient)
      if (waiting.length === 0) break
    }
    const stillDeferred = last.results.filter(({ outcome }) => outcome === 'deferred')
    return { ...last, results: [...settled, ...stillDeferred] }
  }

  async #opener(leased: LeasedJob) {
    const { read } = this.#options.store
    const [message] = await read.messages([leased.messageId!])
    if (message === undefined) return null
    const { id, bytes } = message
    return { bytes, open: () => Readable.from(read.body(id, 0, bytes), { objectMode: false }) }
  }
}
