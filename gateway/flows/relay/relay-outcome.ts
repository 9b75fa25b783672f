import type { Account } from '../../../domain/account.js'
import type { Clock } from '../../../domain/clock.js'
import { limits } from '../../../domain/limits.js'
import type { Reason } from '../../../domain/reasons.js'
import { err, ok, type Result } from '../../../domain/result.js'
import type { NewTrace } from '../../../domain/trace.js'
import type { ReturnedContent } from '../../../mail-format/returned-part.js'
import type {
  Batch,
  LeasedJob,
  MailboxStore,
  NewJob,
  NewMessage,
  Operation,
} from '../../../mailbox-store/contract.js'
import type { OutboundJob } from '../../outbound/outbound-job.js'
import type { GatewaySettings } from '../../settings.js'
import { noticeDueAt } from '../patient-notices/notice-due.js'
import { newNoticeJob } from '../patient-notices/notice-job.js'
import { relayNotice } from '../sender-notices/relay-notice.js'
import { returnedContent } from '../sender-notices/returned-content.js'
import type { RelayAttempt, RelayResult } from './relay-attempt.js'

/** What came of one attempt, and the state it is judged in. */
export interface RelayFacts {
  readonly at: number
  readonly hostName: string
  readonly leased: Pick<LeasedJob, 'id' | 'lease'>
  readonly job: OutboundJob
  readonly attempt: RelayAttempt
  readonly nextAttemptAt: number
  /** Where a notice goes; null for the null reverse path. */
  readonly sender: Account | null
  readonly returned: ReturnedContent | null
  /** When a patient is told by e-mail of the notice in their inbox; null: not at all. */
  readonly noticeDueAt: number | null
}

/**
 * A deferral that has lasted too long is final; the status says what it was at the end (RFC 3463
 * §3.5).
 */
function expired(result: RelayResult): RelayResult {
  const isSecurity = result.status.startsWith('4.7.')
  return {
    ...result,
    outcome: 'failed',
    reason: 'relay-expired',
    status: isSecurity ? `5${result.status.slice(1)}` : '5.4.7',
  }
}

/** The attempt with its deferrals made final when the retry period is over. */
function settle({ at, job, attempt, nextAttemptAt }: RelayFacts): readonly RelayResult[] {
  const retryUntil = job.arrivalAt + limits.outboundAttemptsMsMax
  const isOver = at >= retryUntil || nextAttemptAt > retryUntil
  return attempt.results.map((result) =>
    result.outcome === 'deferred' && isOver ? expired(result) : result,
  )
}

/** RFC 3461 §4.1: without NOTIFY a failure is reported, a success is not. */
function isReported({ recipient, outcome }: RelayResult, honoursDsn: boolean): boolean {
  const { notify } = recipient
  if (outcome === 'failed') return notify === null || notify.includes('FAILURE')
  // §5.2.2: a next hop that speaks DSN reports on its own.
  if (outcome === 'relayed') return !honoursDsn && (notify?.includes('SUCCESS') ?? false)
  return false
}

/**
 * RFC 3461 §4.1: a delay is told once, where NOTIFY has DELAY; without NOTIFY it may be, and a
 * sender of health data wants to know.
 */
function isDelayTold({ at, job }: RelayFacts, { recipient, outcome }: RelayResult): boolean {
  if (outcome !== 'deferred' || recipient.delayTold === true) return false
  const mayTell = recipient.notify === null || recipient.notify.includes('DELAY')
  return mayTell && at - job.arrivalAt >= limits.outboundDelayNoticeMs
}

/** Who still waits, with a mark on those whose delay is told now. */
const stillWaiting = (facts: RelayFacts, waiting: readonly RelayResult[]) =>
  waiting.map((result) =>
    isDelayTold(facts, result) ? { ...result.recipient, delayTold: true } : result.recipient,
  )

function traceOf(facts: RelayFacts, results: readonly RelayResult[]): NewTrace[] {
  const { job, at, attempt } = facts
  const { messageIdHeader, accountId, queueId, domain } = job
  const trace = (
    action: 'message.relay' | 'message.bounce',
    concerned: readonly RelayResult[],
  ): NewTrace => ({
    at,
    actor: { kind: 'system', label: 'outbound' },
    action,
    accountId,
    outcome: action === 'message.relay' ? 'accepted' : 'refused',
    reason: concerned[0]?.reason ?? null,
    messageId: messageIdHeader,
    // By number and domain only: a recipient elsewhere may be a patient, whose address is an INS.
    detail: {
      queueId,
      domain,
      host: attempt.remoteHost,
      recipients: concerned.length,
      status: [...new Set(concerned.map(({ status }) => status))],
    },
  })
  const relayed = results.filter(({ outcome }) => outcome === 'relayed')
  const failed = results.filter(({ outcome }) => outcome === 'failed')
  return [
    ...(relayed.length > 0 ? [trace('message.relay', relayed)] : []),
    ...(failed.length > 0 ? [trace('message.bounce', failed)] : []),
  ]
}

/** One batch: the job ends or goes on with who is left, the sender's notice, the traces. */
function planRelayOutcome(facts: RelayFacts): Batch {
  const { leased, job, attempt, sender, at } = facts
  const results = settle(facts)
  const waiting = results.filter(({ outcome }) => outcome === 'deferred')
  const operations: Operation[] = []
  const messages: NewMessage[] = []
  const jobs: NewJob[] = []
  if (waiting.length === 0) {
    operations.push({ op: 'finish-job', jobId: leased.id, lease: leased.lease })
  } else {
    const { reason, status, remoteReply } = waiting[0]!
    operations.push({
      op: 'reschedule-job',
      jobId: leased.id,
      lease: leased.lease,
      dueAt: facts.nextAttemptAt,
      payload: { ...job, recipients: stillWaiting(facts, waiting) },
      lastError: remoteReply ?? `${status} ${reason}`,
    })
  }
  const reported = results.filter(
    (result) => isReported(result, attempt.honoursDsn) || isDelayTold(facts, result),
  )
  // RFC 3464 §2: never about a message with the null reverse path.
  if (sender !== null && job.sender !== '' && reported.length > 0) {
    messages.push(relayNotice({ ...facts, sender, reported }))
    operations.push({
      op: 'append-email',
      accountId: sender.id,
      mailbox: 'inbox',
      message: { index: 0 },
      flags: [],
      internalDate: at,
      correspondent: sender.kind === 'patient' ? reported[0]!.recipient.address : null,
    })
    const told = { kind: 'message', accountId: sender.id, since: at } as const
    if (facts.noticeDueAt !== null) jobs.push(newNoticeJob(told, facts.noticeDueAt))
  }
  return { messages, operations, jobs, traces: traceOf(facts, results) }
}

export interface RelayDeps {
  readonly store: MailboxStore
  readonly settings: GatewaySettings
  readonly clock: Clock
}

/** Commits what came of an attempt. Refused: `lease-lost`, or the store's own reasons. */
export async function commitRelayOutcome(
  { store, settings, clock }: RelayDeps,
  done: {
    readonly leased: LeasedJob
    readonly job: OutboundJob
    readonly attempt: RelayAttempt
    readonly nextAttemptAt: number
  },
): Promise<Result<void, Reason>> {
  const { accountId, ret } = done.job
  const at = clock.now()
  const sender = accountId === null ? null : await store.read.account(accountId)
  const patientId = sender?.kind === 'patient' ? sender.id : null
  const result = await store.commit(
    planRelayOutcome({
      ...done,
      at,
      hostName: settings.hostName,
      sender,
      noticeDueAt: await noticeDueAt({ settings, store }, patientId, at),
      returned: await returnedContent(
        store,
        done.leased.messageId,
        ret === 'FULL' ? limits.returnedMessageBytesMax : 0,
      ),
    }),
  )
  return result.ok ? ok(undefined) : err(result.reason)
}
