import type { AccountId } from '../../../domain/ids.js'
import { limits } from '../../../domain/limits.js'
import type { Reason } from '../../../domain/reasons.js'
import { err, ok, type Result } from '../../../domain/result.js'
import type { RecipientFacts } from '../../policy/facts.js'
import { judge, type Verdict } from '../../policy/verdict.js'
import type { AcceptedMessage, MailPath, MailTransaction, RecipientPath } from '../contract.js'
import { guarded } from '../flow-guard.js'
import { newQueueId } from '../queue-id.js'
import { type FoundTarget, isMissingPostmaster } from './address-facts.js'
import { drainBody } from './body-drain.js'
import { BodyIntake } from './body-intake.js'
import { MessageCompletion } from './message-completion.js'
import { messageTrace, recipientLabel, traceLabel } from './message-trace.js'
import type { PlannedRecipient } from './plan-message.js'
import { createPostmaster } from './postmaster-account.js'
import type { TransactionParts } from './transaction-parts.js'
import { TwinStaging } from './twin-staging.js'

const reasonOf = (verdict: Verdict): Reason | null =>
  verdict.kind === 'accept' ? null : verdict.reason

/**
 * One transaction of either SMTP flow: gathers facts, asks the rules, streams the body, commits
 * one batch.
 */
export class FlowTransaction implements MailTransaction {
  readonly #parts: TransactionParts
  readonly #queueId = newQueueId()
  #path: MailPath | null = null
  #senderReason: Reason | null = null
  #accepted: PlannedRecipient[] = []
  #refused: string[] = []
  #firstRefusal: Reason | null = null
  readonly #patientsNamed = new Set<string>()
  #isOver = false

  constructor(parts: TransactionParts) {
    this.#parts = parts
  }

  sender(path: MailPath): Promise<Result<void, Reason>> {
    return this.#guard(async () => {
      this.#path = path
      this.#senderReason = reasonOf(await this.#parts.side.judgeSender(path))
      return this.#senderReason === null ? ok(undefined) : err(this.#senderReason)
    })
  }

  recipient(path: RecipientPath): Promise<Result<void, Reason>> {
    return this.#guard(async () => {
      // A listener that offers recipients without an accepted sender tells them nothing
      // (mssante.md §7 C 17).
      if (this.#path === null || this.#senderReason !== null)
        return err(this.#senderReason ?? 'internal-error')
      const found = await this.#target(path.address)
      if (this.#accepted.some(({ address }) => address.text === found.address?.text))
        return ok(undefined)
      const reason = reasonOf(judge(this.#parts.side.recipientRules, this.#recipientFacts(found)))
      if (found.target.kind === 'patient') this.#patientsNamed.add(found.address?.text ?? '')
      if (reason === null) {
        this.#accept(path, found)
        return ok(undefined)
      }
      this.#refuse(path, found, reason)
      return err(reason)
    })
  }

  async #target(text: string): Promise<FoundTarget> {
    const { deps, addresses } = this.#parts
    const found = await addresses.target(text)
    if (!isMissingPostmaster(found)) return found
    await createPostmaster(deps)
    return addresses.target(text)
  }

  #recipientFacts({ address, target, account, used }: FoundTarget): RecipientFacts {
    const { side, watch } = this.#parts
    const { sender, operator } = side.asker
    const others = this.#patientsNamed.size - (this.#patientsNamed.has(address?.text ?? '') ? 1 : 0)
    return {
      target,
      used,
      quotaBytes: account?.quotaBytes ?? 0,
      declaredBytes: this.#path?.declaredBytes ?? null,
      acceptedRecipients: this.#accepted.length,
      otherPatientNamed: others > 0,
      senderIsPatient: side.senderIsPatient,
      enumerates: watch.exceeded(sender, operator),
    }
  }

  #accept(path: RecipientPath, { address, target, account }: FoundTarget): void {
    if (address === null || target.kind === 'invalid') return
    this.#accepted.push({ path, address, kind: target.kind, account })
  }

  #refuse(path: RecipientPath, { address, target, account }: FoundTarget, reason: Reason): void {
    const { deps, side, watch } = this.#parts
    this.#firstRefusal ??= reason
    const patient = target.kind === 'patient' ? { accountId: account?.id ?? null } : null
    const label = traceLabel(deps.log, address?.text ?? path.address, patient)
    if (this.#refused.length < limits.recipientsPerMessageMax)
      this.#refused.push(`${label} ${reason}`)
    if (reason === 'patient-unknown' && address !== null) {
      const { sender, operator } = side.asker
      watch.record(sender, operator, address.text)
      if (watch.exceeded(sender, operator))
        deps.log.warn('patient-enumeration', {
          keyed: deps.log.keyed(sender),
          reason: 'patient-enumeration',
          remote: side.session.remoteAddress,
        })
    }
  }

  message(
    body: AsyncIterable<Uint8Array>,
    isComplete: () => boolean,
  ): Promise<Result<AcceptedMessage, Reason>> {
    return this.#guard(async () => {
      this.#isOver = true
      const { deps } = this.#parts
      const twins = this.#isMixed ? new TwinStaging(deps.store) : null
      const intake = new BodyIntake(twins ?? deps.store, limits.messageBytesMax)
      let accepted = false
      try {
        const drained = await drainBody(body, intake)
        const complete = drained.complete && isComplete()
        const result = await this.#complete(intake, twins, { ...drained, complete })
        accepted = result.ok
        return result
      } finally {
        if (!accepted) await intake.abort().catch(() => {})
      }
    })
  }

  /** Goes to our mailboxes and to other operators. */
  get #isMixed(): boolean {
    return (
      this.#accepted.some(({ kind }) => kind === 'remote') &&
      this.#accepted.some(({ kind }) => kind !== 'remote')
    )
  }

  async #complete(
    intake: BodyIntake,
    twins: TwinStaging | null,
    drained: { readonly complete: boolean; readonly failure: Reason | null },
  ): Promise<Result<AcceptedMessage, Reason>> {
    const path = this.#path
    if (path === null || this.#senderReason !== null || this.#accepted.length === 0)
      return this.#refuseAll(this.#senderReason ?? this.#firstRefusal ?? 'internal-error')
    if (drained.failure !== null) return this.#refuseAll(drained.failure)
    // A lost connection is no message: only what was refused before it is traced.
    if (!drained.complete && !intake.tooBig) {
      await this.#traceRefusals()
      return err('message-incomplete')
    }
    const completion = new MessageCompletion({
      ...this.#parts,
      queueId: this.#queueId,
      path,
      recipients: this.#accepted,
      refused: this.#refused,
      severalPatientsNamed: this.#patientsNamed.size > 1,
    })
    return completion.run(intake, twins)
  }

  async #refuseAll(reason: Reason): Promise<Result<never, Reason>> {
    await this.#commitTrace(reason)
    return err(reason)
  }

  async abandon(): Promise<void> {
    if (this.#isOver) return
    this.#isOver = true
    await this.#traceRefusals()
  }

  async #traceRefusals(): Promise<void> {
    const reason = this.#senderReason ?? this.#firstRefusal
    if (reason !== null) await this.#commitTrace(reason)
  }

  async #commitTrace(reason: Reason): Promise<void> {
    const { deps, side } = this.#parts
    const { log } = deps
    const sender = this.#path?.address ?? ''
    const isPatient = sender.toLowerCase().endsWith(`@${deps.settings.citizenDomain}`)
    const trace = messageTrace({
      at: deps.clock.now(),
      actor: side.actor,
      action: side.action,
      accountId: side.accountId ?? this.#firstAccountId,
      reason,
      messageId: null,
      recipients: this.#accepted.map((recipient) => recipientLabel(log, recipient)),
      refused: this.#refused,
      detail: {
        queueId: this.#queueId,
        sender: traceLabel(log, sender, isPatient ? { accountId: null } : null),
        remote: side.session.remoteAddress,
        transmission: side.session.transmission,
      },
    })
    const done = await deps.store.commit({ traces: [trace] })
    if (!done.ok) log.error('trace-lost', { queueId: this.#queueId, reason: done.reason })
  }

  get #firstAccountId(): AccountId | null {
    return this.#accepted.find(({ account }) => account !== null)?.account?.id ?? null
  }

  #guard<T>(work: () => Promise<Result<T, Reason>>): Promise<Result<T, Reason>> {
    const { deps, side } = this.#parts
    return guarded(deps.log, { queueId: this.#queueId, protocol: side.action }, work)
  }
}
