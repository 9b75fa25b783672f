import { type AccountId, asAccountId } from '../../domain/ids.js'
import type { JobPayload, MessageRef, NewJob } from '../../mailbox-store/contract.js'
import type { MailPath, RecipientPath } from '../flows/contract.js'

/** The queue of deliveries to other operators. */
export const outboundQueue = 'outbound'

/** One recipient that still waits. DSN parameters as in RecipientPath (decoded). */
export interface OutboundRecipient {
  readonly address: string
  readonly notify: RecipientPath['notify']
  readonly originalRecipient: string | null
  /** True when the sender was told that it takes long. */
  readonly delayTold?: boolean
}

/**
 * One job a recipient domain: a refusal by one operator never delays another. The job's message
 * is the content to send, prefix included (Received lines).
 */
export interface OutboundJob {
  /** Envelope sender; empty for the null reverse path, which never gets a DSN. */
  readonly sender: string
  /** Lower case; all recipients are in it. */
  readonly domain: string
  readonly recipients: readonly OutboundRecipient[]
  /** RFC 3461 RET and ENVID of the submission. */
  readonly ret: MailPath['ret']
  readonly envelopeId: string | null
  /**
   * When we accepted the message, milliseconds: Arrival-Date of a DSN, and start of the retry
   * period.
   */
  readonly arrivalAt: number
  /** The account that sent it: a DSN goes to its inbox. Null only with an empty sender. */
  readonly accountId: AccountId | null
  /** `Message-ID` header without brackets, for traces; null when it has none. */
  readonly messageIdHeader: string | null
  readonly queueId: string
}

/** The row to put into Batch.jobs. */
export const newOutboundJob = (job: OutboundJob, message: MessageRef, dueAt: number): NewJob => ({
  queue: outboundQueue,
  dueAt,
  payload: { ...job },
  message,
})

const text = (value: unknown): value is string => typeof value === 'string'
const textOrNull = (value: unknown): value is string | null => value === null || text(value)
const notifyWords: readonly unknown[] = ['NEVER', 'SUCCESS', 'FAILURE', 'DELAY']
const isNotify = (value: unknown): boolean =>
  value === null || (Array.isArray(value) && value.every((word) => notifyWords.includes(word)))

const isRecipient = (value: unknown): value is OutboundRecipient => {
  if (typeof value !== 'object' || value === null) return false
  const recipient = value as Record<string, unknown>
  return (
    text(recipient['address']) &&
    isNotify(recipient['notify']) &&
    textOrNull(recipient['originalRecipient'])
  )
}

/** Null when the row is not one of ours, e.g. written by a newer version. */
export function readOutboundJob(payload: JobPayload): OutboundJob | null {
  const { sender, domain, recipients, ret, envelopeId, arrivalAt, accountId } = payload
  const { messageIdHeader, queueId } = payload
  if (!text(sender) || !text(domain) || !Array.isArray(recipients)) return null
  if (!recipients.every(isRecipient)) return null
  if (ret !== null && ret !== 'FULL' && ret !== 'HDRS') return null
  if (!textOrNull(envelopeId) || !textOrNull(messageIdHeader) || !text(queueId)) return null
  if (typeof arrivalAt !== 'number') return null
  if (accountId !== null && typeof accountId !== 'number') return null
  return {
    sender,
    domain,
    recipients,
    ret,
    envelopeId,
    arrivalAt,
    accountId: accountId === null ? null : asAccountId(accountId),
    messageIdHeader,
    queueId,
  }
}
