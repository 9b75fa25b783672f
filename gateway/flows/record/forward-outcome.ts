import { documentLimits } from '../../../domain/document-limits.js'
import { parseEmailAddress } from '../../../domain/email-address.js'
import type { Reason } from '../../../domain/reasons.js'
import { err, ok, type Result } from '../../../domain/result.js'
import type { NewTrace } from '../../../domain/trace.js'
import type { LeasedJob } from '../../../mailbox-store/contract.js'
import type { FlowDeps } from '../flow-deps.js'
import { emptyPlace, placeNotice, wayTo } from '../patient-notices/notice-place.js'
import { filingReport } from '../sender-notices/filing-report.js'
import { returnedContent } from '../sender-notices/returned-content.js'
import { AddressFacts } from '../transaction/address-facts.js'
import type { ForwardJob } from './record-job.js'

type ForwardDeps = Pick<FlowDeps, 'store' | 'clock' | 'settings' | 'directory' | 'whiteList'>

export interface ForwardDone {
  readonly leased: LeasedJob
  /** Nothing in it waits any more. */
  readonly job: ForwardJob
}

function traceOf(at: number, { job }: ForwardDone): NewTrace {
  const failed = job.documents.filter(({ state }) => state === 'failed')
  const done = job.documents.filter(({ state }) => state === 'done')
  return {
    at,
    actor: { kind: 'system', label: 'record' },
    action: 'document.forward',
    accountId: job.patientId,
    outcome: failed.length > 0 && done.length === 0 ? 'refused' : 'accepted',
    reason: null,
    messageId: job.wayBack?.messageIdHeader ?? null,
    detail: {
      queueId: job.wayBack?.queueId ?? null,
      forwarded: done.length,
      failed: failed.length,
      codes: [...new Set(failed.map(({ code }) => code ?? '906'))],
    },
  }
}

/** One batch: the job ends, its trace, and what the sender is told: once, whatever crashes. */
export async function commitForwardOutcome(
  deps: ForwardDeps,
  done: ForwardDone,
): Promise<Result<void, Reason>> {
  const at = deps.clock.now()
  const place = emptyPlace()
  const { id: jobId, lease } = done.leased
  place.operations.push({ op: 'finish-job', jobId, lease })
  await addReport(deps, at, done, place)
  const result = await deps.store.commit({ ...place, traces: [traceOf(at, done)] })
  return result.ok ? ok(undefined) : err(result.reason)
}

async function addReport(
  deps: ForwardDeps,
  at: number,
  { leased, job }: ForwardDone,
  place: ReturnType<typeof emptyPlace>,
): Promise<void> {
  const { wayBack } = job
  if (wayBack === null) return
  const { store, settings } = deps
  const to = await wayTo(new AddressFacts(deps), wayBack.sender)
  if (to === null) return
  const { messageId } = leased
  const failed = job.documents.some(({ state }) => state === 'failed')
  const message = filingReport({
    at,
    hostName: settings.hostName,
    domain: ourDomain(settings, wayBack.recipient),
    jobId: leased.id,
    job,
    wayBack,
    structure: messageId === null ? null : await store.read.structure(messageId),
    returned: await returnedContent(
      store,
      messageId,
      failed ? documentLimits.returnedDocumentBytesMax : 0,
    ),
  })
  if (message !== null) placeNotice({ message, to }, { at, queueId: wayBack.queueId }, place)
}

/** Of the recipient where it is ours: the sender's operator checks `From:` of a null sender. */
function ourDomain({ localDomains, citizenDomain }: FlowDeps['settings'], text: string): string {
  const address = parseEmailAddress(text)
  return address.ok && localDomains.has(address.value.domain) ? address.value.domain : citizenDomain
}
