import type { AccountId } from '../../../domain/ids.js'
import type { Reason } from '../../../domain/reasons.js'
import { err, ok, type Result } from '../../../domain/result.js'
import type { ScannedMessage } from '../../../mail-format/scanned-message.js'
import { withPrefix } from '../../../mail-format/scanner.js'
import type { NewMessage } from '../../../mailbox-store/contract.js'
import { archiveRules } from '../../policy/archive-rules.js'
import type { ContentFacts, SenderPath } from '../../policy/facts.js'
import { judge } from '../../policy/verdict.js'
import type { AcceptedMessage } from '../contract.js'
import { type ExchangeAct, exchangeAct, shownName } from '../exchange/exchange-act.js'
import { exchangeOpenings } from '../exchange/exchange-openings.js'
import { noticeDueAt } from '../patient-notices/notice-due.js'
import { filingJob } from '../record/filing-job.js'
import type { FilingJob } from '../record/vault-job.js'
import { senderNotices } from '../sender-notices/sender-notices.js'
import { finishIntake } from '../storage-reason.js'
import { examineArchives } from './archive-guard.js'
import type { BodyIntake, TakenBody } from './body-intake.js'
import { displayNameForm } from './display-name.js'
import { type HeaderSummary, summariseHeaders } from './header-facts.js'
import { type PrefixFacts, relayPrefix, returnPath } from './message-prefix.js'
import { messageTrace, recipientLabel, traceLabel } from './message-trace.js'
import { deliveredRecipients, type MessageToPlan, planMessage } from './plan-message.js'
import { sentCopyFor } from './sent-copy.js'
import type { CompletionParts } from './transaction-parts.js'
import type { TwinStaging } from './twin-staging.js'

/** From the final dot to the reply: content rules, plan, commit, and the one trace. */
export class MessageCompletion {
  readonly #parts: CompletionParts
  readonly #at: number
  readonly #sender: SenderPath
  #prefix = ''
  #scanned: ScannedMessage | null = null

  constructor(parts: CompletionParts) {
    this.#parts = parts
    this.#at = parts.deps.clock.now()
    this.#sender = parts.addresses.senderPath(parts.path.address)
  }

  async run(
    intake: BodyIntake,
    twins: TwinStaging | null,
  ): Promise<Result<AcceptedMessage, Reason>> {
    if (intake.tooBig) return this.#refuse('message-too-big', intake.bytes)
    const finished = await finishIntake(intake)
    if (!finished.ok) return this.#refuse(finished.error, intake.bytes)
    const taken = finished.value
    const { addresses, side } = this.#parts
    const scanned = this.#scan(taken)
    const header = summariseHeaders(scanned, addresses)
    const verdict = await side.judgeContent(this.#contentFacts(scanned, header, taken), header)
    if (verdict.kind !== 'accept') return this.#refuse(verdict.reason, taken.bytes)
    const { patientId } = this
    const archives = await examineArchives(this.#parts.deps, { taken, scanned, patientId })
    const judged = judge(archiveRules, { toPatient: patientId !== null, archives })
    if (judged.kind !== 'accept') return this.#refuse(judged.reason, taken.bytes)
    const act = this.#act(scanned)
    const filing = await filingJob(this.#parts, {
      at: this.#at,
      messageIdHeader: this.#traceId,
      act,
      header,
      scanned,
      archives: archives.ok ? archives.value : null,
    })
    const plan = await this.#plan({ taken, twins, scanned, header, act, filing })
    const done = await this.#parts.deps.store.commit(planMessage(plan))
    if (!done.ok) return this.#refuse(await this.#commitReason(done.reason), taken.bytes)
    if (plan.delivered === null && plan.relayed === null) await intake.abort()
    return ok({ queueId: this.#traceId ?? this.#parts.queueId })
  }

  /** The patient among the recipients; there is one at most. */
  get patientId(): AccountId | null {
    return this.#parts.recipients.find(({ kind }) => kind === 'patient')?.account?.id ?? null
  }

  #prefixFacts(adds: Pick<PrefixFacts, 'messageId' | 'addDate'>): PrefixFacts {
    const { side, deps, queueId, recipients } = this.#parts
    const [only, ...others] = recipients
    const mayName = only !== undefined && others.length === 0 && only.kind !== 'patient'
    return {
      session: side.session,
      hostName: deps.settings.hostName,
      queueId,
      at: this.#at,
      onlyRecipient: mayName ? only.address.text : null,
      ...adds,
    }
  }

  /** Scans with our header lines in place; again when the headers turn out to lack some. */
  #scan(taken: TakenBody): ScannedMessage {
    const { side, deps, queueId, path } = this.#parts
    this.#prefix = relayPrefix(this.#prefixFacts({ messageId: null, addDate: false }))
    const first = withPrefix(taken.scan, Buffer.from(returnPath(path.address) + this.#prefix))
    const { counts } = first.policyHeaders
    const messageId =
      side.addsMissingFields && (counts['message-id'] ?? 0) === 0
        ? `${queueId}.${this.#at.toString(36)}@${deps.settings.hostName}`
        : null
    const addDate = side.addsMissingFields && (counts['date'] ?? 0) === 0
    if (messageId === null && !addDate) {
      this.#scanned = first
      return first
    }
    this.#prefix = relayPrefix(this.#prefixFacts({ messageId, addDate }))
    const second = withPrefix(taken.scan, Buffer.from(returnPath(path.address) + this.#prefix))
    this.#scanned = second
    return second
  }

  /** What the reply and the trace call the message: its Message-ID, or ours where it has none. */
  get #traceId(): string | null {
    const id = this.#scanned?.envelope.messageId ?? ''
    return /^[\x21-\x7e]{1,250}$/.test(id) ? id : null
  }

  #contentFacts(scanned: ScannedMessage, header: HeaderSummary, taken: TakenBody): ContentFacts {
    const { recipients } = this.#parts
    return {
      bytes: taken.bytes,
      tooBig: false,
      complete: true,
      // A first line that begins with a blank would continue our own last field.
      defects: /^[ \t]/.test(taken.scan.header)
        ? [...scanned.defects, 'header-field-malformed']
        : scanned.defects,
      // One of them is ours.
      receivedHeaders: (scanned.policyHeaders.counts['received'] ?? 1) - 1,
      fromFields: header.fromFields,
      fromMailboxes: header.fromMailboxes,
      from: header.from,
      sender: this.#sender,
      replyTo: header.replyTo,
      patientRecipients: recipients
        .filter(({ kind }) => kind === 'patient')
        .map(({ address }) => address.text),
      severalPatientsNamed: this.#parts.severalPatientsNamed,
      patientsInHeaders: header.patientsInHeaders,
    }
  }

  #act(scanned: ScannedMessage): ExchangeAct {
    const { side, path, recipients } = this.#parts
    return exchangeAct({
      toPatient: recipients.some(({ kind }) => kind === 'patient'),
      fromPatient: side.senderIsPatient,
      nullSender: path.address === '',
      isReport: scanned.root.type === 'multipart' && scanned.root.subtype === 'report',
      subject: scanned.envelope.subject,
      policyValues: scanned.policyHeaders.values,
    })
  }

  async #plan(facts: {
    readonly taken: TakenBody
    readonly twins: TwinStaging | null
    readonly scanned: ScannedMessage
    readonly header: HeaderSummary
    readonly act: ExchangeAct
    readonly filing: FilingJob | null
  }): Promise<MessageToPlan> {
    const { taken, twins, scanned, header, act, filing } = facts
    const { deps, side, path, queueId, recipients, addresses } = this.#parts
    const author = side.authorship.account
    const { patientId } = this
    const openings =
      act === 'open' && patientId !== null
        ? await exchangeOpenings(deps, addresses, {
            patientId,
            header,
            envelope: scanned.envelope,
            author,
          })
        : []
    const goesOut = recipients.some(({ kind }) => kind === 'remote')
    const { read } = deps.store
    const sentCopy = await sentCopyFor(read, side.authorship, this.#traceId, this.#at)
    // Without a recipient's copy, that of Sent is what goes out, or else the only one.
    const isDelivered =
      deliveredRecipients(recipients, act).length > 0 || (sentCopy !== null && !goesOut)
    const prefix = Buffer.from(returnPath(path.address) + this.#prefix)
    return {
      at: this.#at,
      queueId,
      path,
      recipients,
      delivered: isDelivered ? { prefix, body: taken.body, scanned } : null,
      relayed: goesOut ? await this.#relayed(taken, twins, isDelivered) : null,
      from: header.from?.text ?? '',
      messageIdHeader: this.#traceId,
      act,
      openings,
      endedBy: shownName(author?.displayName ?? header.fromName),
      returnAccountId: side.returnAccountId,
      senderPreconditions: side.authorship.preconditions,
      sentCopy,
      notices: await senderNotices(this.#parts, {
        at: this.#at,
        messageIdHeader: this.#traceId,
        act,
        scanned,
      }),
      filing,
      noticeDueAt: await noticeDueAt(deps, patientId, this.#at),
      trace: this.#trace(null, taken.bytes, { act, header }),
    }
  }

  /** The command of ending needs no second copy when only the patient is ours. */
  async #relayed(
    { body, scan }: TakenBody,
    twins: TwinStaging | null,
    isDelivered: boolean,
  ): Promise<NewMessage> {
    const prefix = Buffer.from(this.#prefix)
    const scanned = withPrefix(scan, prefix)
    if (twins === null || !('staged' in body)) return { prefix, body, scanned }
    if (isDelivered) return { prefix, body: { staged: twins.twinOf(body.staged) }, scanned }
    await twins.dropTwinOf(body.staged)
    return { prefix, body, scanned }
  }

  /**
   * A condition that held at RCPT and no longer at the commit: asks again, so that the peer gets
   * the exact reason (opposed, closed, deceased) and not only that something changed.
   */
  async #commitReason(reason: Reason): Promise<Reason> {
    for (const { address, kind } of this.#parts.recipients) {
      if (kind === 'remote') continue
      const { target, account, used } = await this.#parts.addresses.target(address.text)
      const verdict = judge(this.#parts.side.recipientRules, {
        target,
        used,
        quotaBytes: account?.quotaBytes ?? 0,
        declaredBytes: null,
        acceptedRecipients: 0,
        otherPatientNamed: false,
        senderIsPatient: this.#parts.side.senderIsPatient,
        enumerates: false,
      })
      if (verdict.kind !== 'accept') return verdict.reason
    }
    return reason
  }

  async #refuse(reason: Reason, bytes: number): Promise<Result<never, Reason>> {
    const { deps, queueId } = this.#parts
    const done = await deps.store.commit({ traces: [this.#trace(reason, bytes, null)] })
    if (!done.ok) deps.log.error('trace-lost', { queueId, reason: done.reason })
    return err(reason)
  }

  #trace(
    reason: Reason | null,
    bytes: number,
    judged: { readonly act: ExchangeAct; readonly header: HeaderSummary } | null,
  ) {
    const { deps, side, path, queueId, recipients, refused, addresses } = this.#parts
    const sender = this.#sender
    const fromPatient = sender.kind === 'address' && addresses.isPatientAddress(sender.address)
    const author = side.authorship.account
    return messageTrace({
      at: this.#at,
      actor: side.actor,
      action: side.action,
      accountId:
        author?.id ??
        side.accountId ??
        recipients.find(({ account }) => account)?.account?.id ??
        null,
      reason,
      messageId: this.#traceId ?? this.#parts.queueId,
      recipients: recipients.map((recipient) => recipientLabel(deps.log, recipient)),
      refused,
      detail: {
        queueId,
        sender: traceLabel(deps.log, path.address, fromPatient ? { accountId: null } : null),
        bytes,
        remote: side.session.remoteAddress,
        transmission: side.session.transmission,
        productId: this.#scanned?.policyHeaders.values['x-mss-nil']?.slice(0, 40) ?? null,
        ...(judged === null ? {} : { exchange: judged.act }),
        ...(judged === null || author === null
          ? {}
          : { displayName: displayNameForm(judged.header.fromName, author.kind) }),
      },
    })
  }
}
