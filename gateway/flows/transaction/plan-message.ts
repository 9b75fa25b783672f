/**
 * One accepted message as one batch (style-examples.md §6). Pure: facts in, preconditions,
 * operations, jobs, trace out.
 */
import type { Account } from '../../../domain/account.js'
import type { EmailAddress } from '../../../domain/email-address.js'
import type { AccountId, PersonId } from '../../../domain/ids.js'
import type { NewTrace } from '../../../domain/trace.js'
import type {
  Batch,
  MessageRef,
  NewJob,
  NewMessage,
  Operation,
  Precondition,
} from '../../../mailbox-store/contract.js'
import { newOutboundJob } from '../../outbound/outbound-job.js'
import type { MailPath, RecipientPath } from '../contract.js'
import type { ExchangeAct } from '../exchange/exchange-act.js'
import { newNoticeJob } from '../patient-notices/notice-job.js'
import { placeNotice, type SenderNotice } from '../patient-notices/notice-place.js'
import { type FilingJob, newFilingJob } from '../record/vault-job.js'

export interface PlannedRecipient {
  readonly path: RecipientPath
  readonly address: EmailAddress
  readonly kind: 'local' | 'patient' | 'remote'
  /** Null for remote recipients. */
  readonly account: Account | null
}
/** A professional address for which a message opens the exchange. */
export interface Opening {
  readonly address: string
  readonly name: string
  readonly entity: string
}

export interface SentCopy {
  readonly accountId: AccountId
  /** As of AppendEmail. */
  readonly correspondent: string | null
  /** Who has seen it by writing it, where the account's \Seen is personal. */
  readonly personId: PersonId | null
}

export interface MessageToPlan {
  readonly at: number
  readonly queueId: string
  readonly path: MailPath
  readonly recipients: readonly PlannedRecipient[]
  /**
   * With Return-Path, for our mailboxes; and without, for other operators. Null where nobody needs
   * it.
   */
  readonly delivered: NewMessage | null
  readonly relayed: NewMessage | null
  /** Lower-case address of `From:`. */
  readonly from: string
  readonly messageIdHeader: string | null
  readonly act: ExchangeAct
  readonly openings: readonly Opening[]
  /** Name of who ends the exchange, for the patient. */
  readonly endedBy: string
  /** On submission: the account of the reverse path, where bounces go. */
  readonly returnAccountId: AccountId | null
  readonly senderPreconditions: readonly Precondition[]
  /** A copy in the sender's Sent: a patient's, or where the account asks for one (a team's). */
  readonly sentCopy: SentCopy | null
  /** What the sender is told in the same commit. */
  readonly notices: readonly SenderNotice[]
  /** What goes on to the patient's documents. */
  readonly filing: FilingJob | null
  /** When the patients who get it are told of it by e-mail; null: they are not. */
  readonly noticeDueAt: number | null
  readonly trace: NewTrace
}

/**
 * Patients get the command of ending as a state of the exchange, not as a message (mssante.md §7 C
 * 20).
 */
const isDelivered = (recipient: PlannedRecipient, act: ExchangeAct): boolean =>
  recipient.account !== null && !(recipient.kind === 'patient' && act === 'end')

export const deliveredRecipients = (
  recipients: readonly PlannedRecipient[],
  act: ExchangeAct,
): PlannedRecipient[] => recipients.filter((recipient) => isDelivered(recipient, act))

function preconditionsOf(plan: MessageToPlan): Precondition[] {
  const conditions: Precondition[] = [...plan.senderPreconditions]
  for (const { account, kind } of plan.recipients) {
    if (account === null) continue
    conditions.push({ kind: 'account-active', accountId: account.id })
    if (kind === 'patient') conditions.push({ kind: 'profile-open', accountId: account.id })
  }
  return conditions
}

function exchangeOperations(plan: MessageToPlan): Operation[] {
  const patient = plan.recipients.find(({ kind }) => kind === 'patient')?.account
  if (patient === undefined || patient === null || plan.act === 'none') return []
  const patientId = patient.id
  if (plan.act === 'end') {
    const { from: professionalAddress, endedBy, at } = plan
    return [{ op: 'end-exchange', patientId, professionalAddress, endedBy, at }]
  }
  return plan.openings.map(({ address, name, entity }) => ({
    op: 'open-exchange',
    patientId,
    professionalAddress: address,
    professionalName: name,
    professionalEntity: entity,
    at: plan.at,
  }))
}

function emailOperations(plan: MessageToPlan, message: MessageRef): Operation[] {
  const operations: Operation[] = []
  for (const recipient of deliveredRecipients(plan.recipients, plan.act)) {
    operations.push({
      op: 'append-email',
      accountId: recipient.account!.id,
      mailbox: 'inbox',
      message,
      flags: [],
      internalDate: plan.at,
      correspondent: recipient.kind === 'patient' ? plan.from : null,
    })
  }
  return operations
}

/** In the same commit as the delivery: what is sent is filed, and nothing else is. */
function sentOperations({ sentCopy, at }: MessageToPlan, message: MessageRef): Operation[] {
  if (sentCopy === null) return []
  const { accountId, correspondent, personId } = sentCopy
  return [
    {
      op: 'append-email',
      accountId,
      mailbox: 'sent',
      message,
      flags: ['\\Seen'],
      internalDate: at,
      correspondent,
      ...(personId === null ? {} : { personId }),
    },
  ]
}

/** The patient's notice is a job of the delivering commit: no smarthost can delay a delivery. */
function noticeJobs({ noticeDueAt, recipients, act, at }: MessageToPlan): NewJob[] {
  if (noticeDueAt === null) return []
  return deliveredRecipients(recipients, act)
    .filter(({ kind }) => kind === 'patient')
    .map(({ account }) =>
      newNoticeJob({ kind: 'message', accountId: account!.id, since: at }, noticeDueAt),
    )
}

/** One job a domain, so that one operator's refusal never delays another. */
function outboundJobs(plan: MessageToPlan, message: MessageRef): NewJob[] {
  const byDomain = new Map<string, PlannedRecipient[]>()
  for (const recipient of plan.recipients) {
    if (recipient.kind !== 'remote') continue
    const { domain } = recipient.address
    byDomain.set(domain, [...(byDomain.get(domain) ?? []), recipient])
  }
  return [...byDomain].map(([domain, recipients]) =>
    newOutboundJob(
      {
        sender: plan.path.address,
        domain,
        recipients: recipients.map(({ address, path }) => ({
          address: address.text,
          notify: path.notify,
          originalRecipient: path.originalRecipient,
        })),
        ret: plan.path.ret,
        envelopeId: plan.path.envelopeId,
        arrivalAt: plan.at,
        accountId: plan.path.address === '' ? null : plan.returnAccountId,
        messageIdHeader: plan.messageIdHeader,
        queueId: plan.queueId,
      },
      message,
      plan.at,
    ),
  )
}

export function planMessage(plan: MessageToPlan): Batch {
  const messages: NewMessage[] = []
  const operations: Operation[] = exchangeOperations(plan)
  const jobs: NewJob[] = []
  if (plan.delivered !== null) {
    operations.push(...emailOperations(plan, { index: messages.length }))
    messages.push(plan.delivered)
    jobs.push(...noticeJobs(plan))
  }
  if (plan.relayed !== null) {
    jobs.push(...outboundJobs(plan, { index: messages.length }))
    messages.push(plan.relayed)
  }
  // The first of them is the sender's too: delivered to our mailboxes, or what goes out.
  if (messages.length > 0) operations.push(...sentOperations(plan, { index: 0 }))
  // Whom it went to does not matter: any copy has the attachments.
  if (plan.filing !== null && messages.length > 0)
    jobs.push(newFilingJob(plan.filing, { index: 0 }))
  for (const notice of plan.notices) placeNotice(notice, plan, { messages, operations, jobs })
  return {
    preconditions: preconditionsOf(plan),
    messages,
    operations,
    jobs,
    traces: [plan.trace],
  }
}
