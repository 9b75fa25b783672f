import type { AccountId } from '../../../domain/ids.js'
import { limits } from '../../../domain/limits.js'
import { portalLimits } from '../../../domain/portal-limits.js'
import type { Reason } from '../../../domain/reasons.js'
import { err, ok, type Result } from '../../../domain/result.js'
import type { NewJob } from '../../../mailbox-store/contract.js'
import type { FlowDeps } from '../flow-deps.js'
import { patientAddress } from '../patient/patient-address.js'
import { newNoticeJob, noticeQueue, readNoticeJob } from './notice-job.js'

/** An emergency access to the record of the patient with this INS. */
export interface EmergencyToTell {
  readonly noticeId: string
  readonly matricule: string
  readonly at: number
}

type Deps = Pick<FlowDeps, 'store' | 'clock' | 'settings'>

/** Its patient, when an e-mail can reach them; null: the portal alone tells. */
async function reachable(deps: Deps, { matricule, at }: EmergencyToTell) {
  const { read } = deps.store
  if (deps.clock.now() - at > portalLimits.emergencyNoticeMsMax) return null
  const account = await read.accountByAddress(patientAddress(matricule, deps.settings))
  if (account === null) return null
  const { emailVerifiedAt } = await read.patientSettings(account.id)
  return emailVerifiedAt === null ? null : account.id
}

async function waitingIds({ store }: Deps): Promise<ReadonlySet<string>> {
  const jobs = await store.jobs.list(noticeQueue, limits.pageRowsMax)
  return new Set(
    jobs.flatMap(({ payload }) => {
      const job = readNoticeJob(payload)
      return job?.kind === 'emergency' ? [job.noticeId] : []
    }),
  )
}

/**
 * One job an emergency access, in one commit. Those whose job waits already are passed over: the
 * vault was not told of it before a crash.
 */
export async function commitEmergencyNotices(
  deps: Deps,
  emergencies: readonly EmergencyToTell[],
): Promise<Result<void, Reason>> {
  const waiting = await waitingIds(deps)
  const jobs: NewJob[] = []
  for (const emergency of emergencies) {
    const { noticeId, at: since } = emergency
    if (waiting.has(noticeId)) continue
    const accountId: AccountId | null = await reachable(deps, emergency)
    if (accountId === null) continue
    const job = { kind: 'emergency', accountId, since, noticeId } as const
    jobs.push(newNoticeJob(job, deps.clock.now()))
  }
  if (jobs.length === 0) return ok(undefined)
  const done = await deps.store.commit({ jobs })
  return done.ok ? ok(undefined) : err(done.reason)
}
