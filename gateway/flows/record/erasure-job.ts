import type { Account } from '../../../domain/account.js'
import { type AccountId, asAccountId } from '../../../domain/ids.js'
import type { Profile } from '../../../domain/profile.js'
import type { Reason } from '../../../domain/reasons.js'
import { err, ok, type Result } from '../../../domain/result.js'
import type { Actor } from '../../../domain/trace.js'
import type { JobPayload, LeasedJob, NewJob } from '../../../mailbox-store/contract.js'
import type { FlowDeps } from '../flow-deps.js'
import { patientActor } from '../patient/patient-actor.js'
import { profileTrace } from '../patient/profile-trace.js'
import { newRecordLifeJob } from './vault-job.js'

/** The queue of records to be erased after their patient's mailbox. */
export const erasureQueue = 'erase'

/** The profile is gone by then: the job alone still knows which record it was, until it is done. */
export interface ErasureJob {
  readonly accountId: AccountId
  /** Former address of the patient: somebody may have opened a new account there meanwhile. */
  readonly address: string
  readonly record: { readonly insOid: string; readonly matricule: string }
}

/** What the vault says of it; see its own ErasureProof. */
export interface ErasedRecord {
  readonly documents: number
  readonly chainHash: string
}

export const newErasureJob = (asked: {
  readonly account: Pick<Account, 'id' | 'address'>
  readonly profile: Profile
  readonly actor: Actor
  readonly at: number
}): NewJob => ({
  queue: erasureQueue,
  dueAt: asked.at,
  payload: {
    accountId: asked.account.id,
    address: asked.account.address,
    insOid: asked.profile.insOid,
    matricule: asked.profile.matricule,
  },
})

/** Null when the row is not one of ours, e.g. written by a newer version. */
export function readErasureJob(payload: JobPayload): ErasureJob | null {
  const { accountId, address, insOid, matricule } = payload
  if (typeof accountId !== 'number' || typeof address !== 'string') return null
  if (typeof insOid !== 'string' || typeof matricule !== 'string') return null
  return { accountId: asAccountId(accountId), address, record: { insOid, matricule } }
}

/**
 * The end of the job, with the vault's proof in the trace. `proof` is null when there was no record
 * any more: a crash came after its erasure, or there never was one.
 */
export async function commitRecordErasure(
  { store, clock }: Pick<FlowDeps, 'store' | 'clock'>,
  { id: jobId, lease }: LeasedJob,
  job: ErasureJob,
  proof: ErasedRecord | null,
): Promise<Result<void, Reason>> {
  const at = clock.now()
  const detail = {
    part: 'record',
    documents: proof?.documents ?? null,
    chainHash: proof?.chainHash ?? null,
  }
  const actor = patientActor(job.accountId)
  // A new account of the same person has a right to a record; it is made by its profile.
  const isTakenAgain = (await store.read.accountByAddress(job.address)) !== null
  const done = await store.commit({
    operations: [{ op: 'finish-job', jobId, lease }],
    jobs: isTakenAgain ? [newRecordLifeJob(job.address, at)] : [],
    traces: [profileTrace('profile.erase', job.accountId, actor, at, detail)],
  })
  return done.ok ? ok(undefined) : err(done.reason)
}
