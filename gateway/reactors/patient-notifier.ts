import { flagBit } from '../../domain/flags.js'
import type { AccountId } from '../../domain/ids.js'
import type { PatientSettings } from '../../domain/patient-settings.js'
import { portalLimits } from '../../domain/portal-limits.js'
import type { LeasedJob } from '../../mailbox-store/contract.js'
import type { FlowDeps } from '../flows/flow-deps.js'
import { commitJobDelay, commitJobEnd } from '../flows/job-delay.js'
import {
  type NoticeJob,
  noticeQueue,
  readNoticeJob,
  wantsNotices,
} from '../flows/patient-notices/notice-job.js'
import { commitNoticeOutcome, type NoticeOutcome } from '../flows/patient-notices/notice-outcome.js'
import type { NoticeFault, NoticeSender } from '../notices/notice-sender.js'
import { noticeText } from '../notices/notice-texts.js'
import type { UnsubscribeLinks } from '../notices/unsubscribe-links.js'
import { JobRunner } from './job-runner.js'

export interface PatientNotifierOptions {
  readonly deps: FlowDeps
  readonly sender: NoticeSender
  readonly links: UnsubscribeLinks
  /** Of the portal, without a slash at the end; known once it listens. */
  readonly portalUrl: () => string
  /** How long a burst of messages lasts that is told once. */
  readonly burstMs: number
}

const dayMs = 86_400_000
const commitTriesMax = 3

/** What is to be done with a job, by the settings as they are now. */
type Verdict =
  | { readonly kind: 'send'; readonly to: string; readonly maySwitchOff: boolean }
  /** Nobody wants it any more. */
  | { readonly kind: 'drop' }
  | { readonly kind: 'wait'; readonly until: number }

const drop: Verdict = { kind: 'drop' }

/**
 * Runs the queue `notify`: emails to personal addresses. Looks at everything again before it sends:
 * what was read, switched off or told meanwhile is dropped without a word.
 */
export class PatientNotifier {
  readonly #options: PatientNotifierOptions
  readonly #runner: JobRunner<NoticeJob>
  /** Jobs of one patient go one after the other: the first tells of a burst, the others see it. */
  readonly #turns = new Map<AccountId, Promise<void>>()

  constructor(options: PatientNotifierOptions) {
    this.#options = options
    this.#runner = new JobRunner({
      deps: options.deps,
      queue: noticeQueue,
      read: ({ payload }) => readNoticeJob(payload),
      concurrentMax: portalLimits.noticeConcurrentMax,
      leaseMs: portalLimits.noticeLeaseMs,
      attemptMsMax: portalLimits.noticeAttemptMsMax,
      retryMsMin: portalLimits.noticeRetryMsMin,
      retryMsMax: portalLimits.noticeRetryMsMax,
      run: (leased, job, signal) => this.#inTurn(leased, job, signal),
    })
  }

  /** Looks for due jobs now. */
  wake(): void {
    this.#runner.wake()
  }

  close(graceMs: number): Promise<void> {
    return this.#runner.close(graceMs)
  }

  async #inTurn(leased: LeasedJob, job: NoticeJob, signal: AbortSignal): Promise<void> {
    const { accountId } = job
    const before = this.#turns.get(accountId) ?? Promise.resolve()
    const turn = before.catch(() => {}).then(() => this.#attempt(leased, job, signal))
    this.#turns.set(accountId, turn)
    try {
      await turn
    } finally {
      if (this.#turns.get(accountId) === turn) this.#turns.delete(accountId)
    }
  }

  async #attempt(leased: LeasedJob, job: NoticeJob, signal: AbortSignal): Promise<void> {
    const { deps } = this.#options
    const settings = await deps.store.read.patientSettings(job.accountId)
    const verdict = await this.#judge(job, settings)
    const { id: jobId, payload } = leased
    if (verdict.kind === 'drop') {
      const done = await commitJobEnd(deps, leased)
      if (!done.ok) deps.log.warn('notify.commit', { jobId, reason: done.error })
      return
    }
    if (verdict.kind === 'wait') {
      await commitJobDelay(deps, leased, { dueAt: verdict.until, payload, says: '' })
      return
    }
    const sent = await this.#send(job, settings, verdict, signal)
    const outcome = this.#outcome(leased, settings, sent.ok ? null : sent.error)
    for (let tries = 1; tries <= commitTriesMax; tries++) {
      const done = await commitNoticeOutcome(deps, leased, job, outcome)
      if (done.ok || done.error === 'lease-lost') break
      // An outcome that is not kept is an email that goes out again.
      deps.log.warn('notify.commit', { jobId, reason: done.error })
    }
    const { accountId } = job
    deps.log.info('notify.attempt', {
      jobId,
      accountId,
      state: outcome.kind,
      attempts: leased.attempts,
    })
  }

  #send(
    job: NoticeJob,
    settings: PatientSettings,
    { to, maySwitchOff }: Extract<Verdict, { kind: 'send' }>,
    signal: AbortSignal,
  ) {
    const { sender, links, portalUrl } = this.#options
    const portal = `${portalUrl()}/`
    const unsubscribeUrl = maySwitchOff
      ? `${portal}courriels/desinscription/${links.tokenFor(job.accountId, to)}`
      : null
    const words = noticeText(job.kind, settings.language ?? 'fr', {
      portalUrl: portal,
      unsubscribeUrl,
    })
    return sender.send(to, words.subject, words.text, {
      signal,
      ...(unsubscribeUrl === null ? {} : { unsubscribeUrl }),
    })
  }

  #outcome(
    leased: LeasedJob,
    { reminderDays }: PatientSettings,
    fault: NoticeFault | null,
  ): NoticeOutcome {
    if (fault === null) return { kind: 'sent', reminderDays }
    if (fault === 'refused') return { kind: 'given-up', reason: 'notice-refused' }
    if (leased.attempts >= portalLimits.noticeAttemptsMax)
      return { kind: 'given-up', reason: 'notice-expired' }
    const dueAt = this.#runner.retryAt(leased)
    return { kind: 'later', dueAt, isFirst: leased.attempts === 1 }
  }

  async #judge(job: NoticeJob, settings: PatientSettings): Promise<Verdict> {
    const { read } = this.#options.deps.store
    if (job.kind === 'address-left') return { kind: 'send', to: job.address, maySwitchOff: false }
    const account = await read.account(job.accountId)
    const profile = await read.profile(job.accountId)
    if (account?.state !== 'active' || profile?.state !== 'open') return drop
    const { notificationEmail: to, emailVerifiedAt } = settings
    if (to === null || emailVerifiedAt === null) return drop
    // Told whatever is switched off, as long as there is an address: it is about safety.
    if (job.kind === 'emergency') return { kind: 'send', to, maySwitchOff: false }
    if (!wantsNotices(settings)) return drop
    const verdict =
      job.kind === 'message' ? this.#judgeMessage(settings) : this.#judgeReminder(job, settings)
    if (verdict !== null) return verdict
    return (await this.#holdsUnread(job)) ? { kind: 'send', to, maySwitchOff: true } : drop
  }

  /** Told once, until the patient's next visit or until the burst is over. */
  #judgeMessage({ notifiedAt, visitedAt }: PatientSettings): Verdict | null {
    if (notifiedAt === null) return null
    const cameSince = visitedAt !== null && visitedAt > notifiedAt
    const isOver = this.#options.deps.clock.now() - notifiedAt >= this.#options.burstMs
    return cameSince || isOver ? null : drop
  }

  /** One reminder, not a series: a later notice has its own. */
  #judgeReminder(
    { since, toldAt }: Extract<NoticeJob, { kind: 'reminder' }>,
    { notifiedAt, reminderDays }: PatientSettings,
  ): Verdict | null {
    if (reminderDays === 0 || (notifiedAt !== null && notifiedAt > toldAt)) return drop
    const until = since + reminderDays * dayMs
    // The patient chose a longer time meanwhile.
    return until > this.#options.deps.clock.now() ? { kind: 'wait', until } : null
  }

  async #holdsUnread({ accountId, since }: NoticeJob): Promise<boolean> {
    const { read } = this.#options.deps.store
    const inbox = await read.mailboxByRole(accountId, 'inbox')
    const snapshot = inbox === null || inbox.unseen === 0 ? null : await read.snapshot(inbox.id)
    if (snapshot === null) return false
    const { flags, internalDates } = snapshot
    return flags.some((mask, i) => (mask & flagBit['\\Seen']) === 0 && internalDates[i]! >= since)
  }
}
