import { limits } from '../../../domain/limits.js'
import type { Reason } from '../../../domain/reasons.js'
import { err, ok, type Result } from '../../../domain/result.js'
import type { NewTrace } from '../../../domain/trace.js'
import { withPrefix } from '../../../mail-format/scanner.js'
import type { Batch, NewMessage, Precondition } from '../../../mailbox-store/contract.js'
import type { AcceptedMessage, PatientReply } from '../contract.js'
import { shownName } from '../exchange/exchange-act.js'
import type { FlowDeps } from '../flow-deps.js'
import { newQueueId } from '../queue-id.js'
import { BodyIntake, type TakenBody } from '../transaction/body-intake.js'
import { returnPath } from '../transaction/message-prefix.js'
import { messageTrace, traceLabel } from '../transaction/message-trace.js'
import { type PlannedRecipient, planMessage } from '../transaction/plan-message.js'
import { takeOctets } from '../transaction/taken-octets.js'
import { TwinStaging } from '../transaction/twin-staging.js'
import { composeReply, isQuotableId, type NamedAddress } from './compose-reply.js'
import { withoutDraft } from './draft-operations.js'
import { patientActor } from './patient-actor.js'
import type { GatheredReply, ReplyCorrespondent } from './reply-facts.js'

const noPrefix = new Uint8Array(0)

/** An accepted answer of a patient: composed, then planned and committed as any message. */
export class ReplyDelivery {
  readonly #deps: FlowDeps
  readonly #reply: PatientReply
  readonly #at: number
  readonly #queueId = newQueueId()
  readonly #messageId: string

  constructor(deps: FlowDeps, reply: PatientReply) {
    this.#deps = deps
    this.#reply = reply
    this.#at = deps.clock.now()
    this.#messageId = `${this.#queueId}.${this.#at.toString(36)}@${deps.settings.hostName}`
  }

  async send(
    gathered: GatheredReply,
    colleagues: readonly ReplyCorrespondent[],
  ): Promise<Result<AcceptedMessage, Reason>> {
    const { patient, target } = gathered
    if (patient === null) return this.refuse('patient-profile-not-open')
    const correspondents = [target, ...colleagues]
    const recipients = correspondents.map(plannedRecipient)
    const bytes = await composeReply({
      at: this.#at,
      messageId: this.#messageId,
      from: { name: patient.displayName, address: patient.address },
      to: [namedAddress(target)],
      cc: colleagues.map(namedAddress),
      ...threadOf(gathered),
      subject: this.#subject(gathered),
      text: this.#reply.text,
      attachments: this.#reply.attachments,
    })
    const goesOut = recipients.some(({ kind }) => kind === 'remote')
    const twins = goesOut ? new TwinStaging(this.#deps.store) : null
    const intake = new BodyIntake(twins ?? this.#deps.store, limits.messageBytesMax)
    const taken = await takeOctets(intake, bytes)
    if (!taken.ok) {
      await intake.abort().catch(() => {})
      return this.refuse(taken.error)
    }
    const batch = this.#batch({
      gathered,
      recipients,
      taken: taken.value,
      twins,
      from: patient.address,
    })
    const done = await this.#deps.store.commit(batch)
    if (done.ok) return ok({ queueId: this.#messageId })
    await intake.abort().catch(() => {})
    return this.refuse(ownReason(done.reason))
  }

  #subject({ envelope }: GatheredReply): string {
    const written = this.#reply.subject.trim()
    if (written !== '') return written
    const before = envelope?.subject.trim() ?? ''
    if (before === '') return 'Message'
    return /^re\s*:/i.test(before) ? before : `Re: ${before}`
  }

  #batch(facts: {
    readonly gathered: GatheredReply
    readonly recipients: readonly PlannedRecipient[]
    readonly taken: TakenBody
    readonly twins: TwinStaging | null
    readonly from: string
  }): Batch {
    const { gathered, recipients, taken, twins, from } = facts
    const { patientId } = this.#reply
    const prefix = Buffer.from(returnPath(from))
    const batch = planMessage({
      at: this.#at,
      queueId: this.#queueId,
      path: { address: from, declaredBytes: null, ret: null, envelopeId: null },
      recipients,
      delivered: { prefix, body: taken.body, scanned: withPrefix(taken.scan, prefix) },
      relayed: twins === null ? null : relayedCopy(taken, twins),
      from,
      messageIdHeader: this.#messageId,
      act: 'none',
      openings: [],
      endedBy: '',
      returnAccountId: patientId,
      senderPreconditions: this.#preconditions(gathered, recipients),
      sentCopy: { accountId: patientId, correspondent: this.#professional, personId: null },
      notices: [],
      filing: null,
      noticeDueAt: null,
      trace: this.#trace(null, recipients, taken.bytes),
    })
    const more = [...this.#beginning(gathered), ...withoutDraft(this.#reply.draftEmails ?? [])]
    return { ...batch, operations: [...(batch.operations ?? []), ...more] }
  }

  get #professional(): string {
    return this.#reply.professionalAddress.toLowerCase()
  }

  /** True at the commit, whatever the form showed (mssante.md §7 C 21). */
  #preconditions(
    { facts }: GatheredReply,
    recipients: readonly PlannedRecipient[],
  ): Precondition[] {
    const { patientId } = this.#reply
    const conditions: Precondition[] = [
      { kind: 'profile-open', accountId: patientId },
      { kind: 'account-active', accountId: patientId },
    ]
    if (this.#isBeginning(facts)) return conditions
    const addresses = new Set([
      this.#professional,
      ...recipients.map(({ address }) => address.text),
    ])
    for (const professionalAddress of addresses)
      conditions.push({ kind: 'exchange-open', patientId, professionalAddress })
    return conditions
  }

  #isBeginning({ acceptsPatientsFirst, exchange }: GatheredReply['facts']): boolean {
    return acceptsPatientsFirst && exchange.ok && exchange.value === null
  }

  /**
   * A first message to a pharmacy opens the exchange that the pharmacy agreed to beforehand (C 24).
   */
  #beginning({ facts, target }: GatheredReply): NonNullable<Batch['operations']> {
    const { account } = target.found
    if (!this.#isBeginning(facts) || account === null) return []
    return [
      {
        op: 'open-exchange',
        patientId: this.#reply.patientId,
        professionalAddress: account.address,
        professionalName: shownName(account.displayName),
        professionalEntity: account.entity,
        at: this.#at,
      },
    ]
  }

  async refuse(reason: Reason): Promise<Result<never, Reason>> {
    const trace = this.#trace(reason, [], 0)
    const done = await this.#deps.store.commit({ traces: [trace] })
    if (!done.ok)
      this.#deps.log.error('trace-lost', { queueId: this.#queueId, reason: done.reason })
    return err(reason)
  }

  #trace(reason: Reason | null, recipients: readonly PlannedRecipient[], bytes: number): NewTrace {
    const { patientId, attachments } = this.#reply
    const { log, settings } = this.#deps
    const toPatient = this.#professional.endsWith(`@${settings.citizenDomain}`)
    return messageTrace({
      at: this.#at,
      actor: patientActor(patientId),
      action: 'message.reply',
      accountId: patientId,
      reason,
      messageId: this.#messageId,
      recipients: recipients.map(({ address }) => traceLabel(log, address.text, null)),
      refused: [],
      detail: {
        queueId: this.#queueId,
        counterpart: traceLabel(log, this.#professional, toPatient ? { accountId: null } : null),
        bytes,
        attachments: attachments.length,
      },
    })
  }
}

/** The store says why a profile is not open; to its owner it is only that. */
const ownReason = (reason: Reason): Reason =>
  reason.startsWith('patient-') ? 'patient-profile-not-open' : reason

function plannedRecipient({ found }: ReplyCorrespondent): PlannedRecipient {
  const { address, target, account } = found
  if (address === null || (target.kind !== 'local' && target.kind !== 'remote'))
    throw new Error('a reply was accepted towards no professional')
  const path = { address: address.text, notify: null, originalRecipient: null }
  return { path, address, kind: target.kind, account }
}

const namedAddress = ({ found, exchange }: ReplyCorrespondent): NamedAddress => ({
  name: found.account?.displayName ?? (exchange.ok ? exchange.value?.professionalName : '') ?? '',
  address: found.address?.text ?? '',
})

/** RFC 5322 §3.6.4. */
function threadOf({ envelope }: GatheredReply) {
  if (envelope === null || !isQuotableId(envelope.messageId))
    return { inReplyTo: null, references: [] }
  const before = envelope.references.length > 0 ? envelope.references : envelope.inReplyTo
  const ids = [...before, envelope.messageId].filter(isQuotableId)
  return { inReplyTo: envelope.messageId, references: ids.slice(-20) }
}

function relayedCopy(taken: TakenBody, twins: TwinStaging): NewMessage {
  const body = 'staged' in taken.body ? { staged: twins.twinOf(taken.body.staged) } : taken.body
  return { prefix: noPrefix, body, scanned: withPrefix(taken.scan, noPrefix) }
}
