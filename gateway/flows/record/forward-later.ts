import type { Reason } from '../../../domain/reasons.js'
import { err, ok, type Result } from '../../../domain/result.js'
import type { FlowDeps } from '../flow-deps.js'
import { patientAddress } from '../patient/patient-address.js'
import { type ForwardedDocument, newForwardJob } from './record-job.js'

const waiting = (documentId: string): ForwardedDocument => ({
  fileName: '',
  documentId,
  state: 'waiting',
  where: '',
  code: null,
})

/**
 * Sends documents of a patient of ours on to the shared record, with nobody to be told: what a
 * human filed by choice. Nothing is done for a patient who is not ours.
 */
export async function commitForwarding(
  { store, clock, settings }: Pick<FlowDeps, 'store' | 'clock' | 'settings'>,
  matricule: string,
  documentIds: readonly string[],
): Promise<Result<void, Reason>> {
  if (documentIds.length === 0) return ok(undefined)
  const account = await store.read.accountByAddress(patientAddress(matricule, settings))
  if (account === null) return ok(undefined)
  const now = clock.now()
  const job = {
    patientId: account.id,
    documents: documentIds.map(waiting),
    asked: false,
    fromArchive: false,
    wayBack: null,
    arrivalAt: now,
  }
  const done = await store.commit({ jobs: [newForwardJob(job, null, now)] })
  return done.ok ? ok(undefined) : err(done.reason)
}
