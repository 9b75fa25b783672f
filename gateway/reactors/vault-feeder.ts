import type { RecordKey } from '../../document-vault/contract/callers.js'
import type {
  Deposit,
  DepositOutcome,
  DocumentVault,
  VaultRefusal,
} from '../../document-vault/contract/vault.js'
import { documentLimits } from '../../domain/document-limits.js'
import type { Profile } from '../../domain/profile.js'
import { identityOfProfile } from '../../domain/profile-identity.js'
import { err, type Result } from '../../domain/result.js'
import type { LeasedJob, StoredStructure } from '../../mailbox-store/contract.js'
import type { FlowDeps } from '../flows/flow-deps.js'
import { commitJobDelay, commitJobEnd } from '../flows/job-delay.js'
import { commitFilingOutcome } from '../flows/record/filing-outcome.js'
import type { ForwardedDocument } from '../flows/record/record-job.js'
import {
  type FilingJob,
  readVaultJob,
  type VaultJob,
  vaultQueue,
} from '../flows/record/vault-job.js'
import { depositedDocument, isCopy, refusedFile, unreadMessage } from './filed-documents.js'
import { filingTerms } from './filing-terms.js'
import { JobRunner } from './job-runner.js'
import { attachmentsToFile, documentParts, type MailAttachment } from './mail-attachments.js'
import { alignRecord, system } from './record-life.js'
import { unlessAborted } from './unless-aborted.js'

export interface VaultFeederOptions {
  readonly deps: FlowDeps
  readonly vault: DocumentVault
}

type Unavailable = 'unavailable'
interface Filed {
  readonly documents: ForwardedDocument[]
  readonly archived: DepositOutcome[]
  fromArchive: boolean
}

/** Runs the queue `vault`: files attachments of delivered mail, opens and closes records. */
export class VaultFeeder {
  readonly #options: VaultFeederOptions
  readonly #runner: JobRunner<VaultJob>

  constructor(options: VaultFeederOptions) {
    this.#options = options
    this.#runner = new JobRunner({
      ...filingTerms,
      deps: options.deps,
      queue: vaultQueue,
      read: ({ payload }) => readVaultJob(payload),
      run: (leased, job, signal) => this.#run(leased, job, signal),
    })
  }

  close(graceMs: number): Promise<void> {
    return this.#runner.close(graceMs)
  }

  async #run(leased: LeasedJob, job: VaultJob, signal: AbortSignal): Promise<void> {
    const { deps } = this.#options
    const isDone = await this.#attempt(leased, job, signal).catch((failure: unknown) => {
      deps.log.error('vault.failure', { jobId: leased.id, failure })
      return leased.attempts >= documentLimits.filingFailuresMax && this.#giveUp(leased, job)
    })
    if (!isDone) await this.#later(leased, signal)
  }

  #attempt(leased: LeasedJob, job: VaultJob, signal: AbortSignal): Promise<boolean> {
    return job.kind === 'filing'
      ? this.#file(leased, job, signal)
      : this.#align(leased, job.address)
  }

  /** What fails in our own hands again and again ends, and its sender is told (906). */
  async #giveUp(leased: LeasedJob, job: VaultJob): Promise<boolean> {
    const { deps } = this.#options
    if (job.kind === 'record-life') await commitJobEnd(deps, leased)
    else {
      const documents = [unreadMessage]
      await commitFilingOutcome(deps, { leased, job, documents, fromArchive: false })
    }
    return true
  }

  async #later(leased: LeasedJob, signal: AbortSignal): Promise<void> {
    const { deps } = this.#options
    const dueAt = this.#runner.retryAt(leased)
    const says = signal.aborted ? 'interrupted' : 'unavailable'
    const done = await commitJobDelay(deps, leased, { dueAt, payload: leased.payload, says })
    if (!done.ok) deps.log.warn('vault.commit', { jobId: leased.id, reason: done.error })
    else deps.log.info('vault.later', { jobId: leased.id, attempts: leased.attempts })
  }

  async #align(leased: LeasedJob, address: string): Promise<boolean> {
    const { deps, vault } = this.#options
    const { read } = deps.store
    const account = await read.accountByAddress(address)
    const readProfile = async () => (account === null ? null : read.profile(account.id))
    if ((await alignRecord(vault, readProfile)) === 'unavailable') return false
    await commitJobEnd(deps, leased)
    return true
  }

  async #file(leased: LeasedJob, job: FilingJob, signal: AbortSignal): Promise<boolean> {
    const { deps } = this.#options
    const { read } = deps.store
    const profile = await read.profile(job.patientId)
    const structure = leased.messageId === null ? null : await read.structure(leased.messageId)
    if (profile === null || structure === null) {
      deps.log.error('vault.gone', { jobId: leased.id, accountId: job.patientId })
      await commitJobEnd(deps, leased)
      return true
    }
    const filed: Filed = { documents: [], archived: [], fromArchive: false }
    const isWhole = await this.#deposit({ leased, job, profile, structure, signal }, filed)
    const isOver = deps.clock.now() - job.arrivalAt > documentLimits.filingAttemptsMsMax
    if (!isWhole && !isOver) return false
    const { fromArchive } = filed
    // Somebody asked, and waits: nothing in the message is a document.
    const isEmpty = filed.documents.length === 0 && job.asked
    const documents = isEmpty ? [unreadMessage] : filed.documents
    const done = await commitFilingOutcome(deps, { leased, job, documents, fromArchive })
    if (!done.ok) deps.log.warn('vault.commit', { jobId: leased.id, reason: done.error })
    const count = documents.length
    deps.log.info('vault.filed', { jobId: leased.id, queueId: job.wayBack.queueId, count })
    return true
  }

  /** False when the vault could not be asked for all of them. */
  async #deposit(
    facts: {
      readonly leased: LeasedJob
      readonly job: FilingJob
      readonly profile: Profile
      readonly structure: StoredStructure
      readonly signal: AbortSignal
    },
    filed: Filed,
  ): Promise<boolean> {
    const { leased, job, profile, structure, signal } = facts
    const { read } = this.#options.deps.store
    const pdfFiles = documentParts(structure.root).filter(({ subtype }) => subtype === 'pdf').length
    let isWhole = true
    const attachments = attachmentsToFile(read, leased.messageId!, structure, job.wants)
    for await (const file of attachments) {
      if (file.isLeftOut) filed.documents.push(refusedFile(file, 'invalid'))
      if (file.isLeftOut || isCopy(file, filed.archived, pdfFiles)) continue
      if (file.isArchive) filed.fromArchive = true
      const deposit = depositOf(file, job, profile, structure)
      const outcomes = isWhole
        ? await this.#ask(deposit, profile, signal)
        : err<Unavailable>('unavailable')
      if (outcomes.ok) {
        filed.documents.push(...outcomes.value.map((outcome) => depositedDocument(file, outcome)))
        if (file.isArchive) filed.archived.push(...outcomes.value)
        continue
      }
      if (outcomes.error === 'unavailable') isWhole = false
      filed.documents.push(refusedFile(file, outcomes.error))
    }
    return isWhole
  }

  /** A record that is missing is made: the profile is older than the vault. */
  async #ask(
    deposit: Deposit,
    profile: Profile,
    signal: AbortSignal,
  ): Promise<Result<readonly DepositOutcome[], VaultRefusal>> {
    const { vault } = this.#options
    const ask = () => unlessAborted(() => vault.deposit(deposit), signal, err('unavailable'))
    const first = await ask()
    if (first.ok || first.error !== 'record-missing' || profile.state !== 'open') return first
    const made = await vault.putRecord(identityOfProfile(profile), system)
    return made.ok ? ask() : made
  }
}

const keyOf = ({ insOid, matricule }: Profile): RecordKey => ({ insOid, matricule })

const depositOf = (
  file: MailAttachment,
  job: FilingJob,
  profile: Profile,
  { envelope }: StoredStructure,
): Deposit => ({
  record: keyOf(profile),
  caller: system,
  file: { bytes: file.bytes, fileName: file.fileName, mediaType: file.mediaType },
  source: {
    kind: file.isArchive ? 'xdm' : 'mail',
    messageId: job.wayBack.messageIdHeader,
    sender: job.wayBack.sender.toLowerCase(),
    senderName: job.wayBack.senderName,
    senderSpeciality: '',
    subject: envelope.subject,
    at: envelope.date ?? job.arrivalAt,
  },
  asked: null,
})
