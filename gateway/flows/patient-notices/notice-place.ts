import type { EmailAddress } from '../../../domain/email-address.js'
import type { AccountId } from '../../../domain/ids.js'
import type { NewJob, NewMessage, Operation } from '../../../mailbox-store/contract.js'
import { newOutboundJob } from '../../outbound/outbound-job.js'
import type { AddressFacts } from '../transaction/address-facts.js'

/** A notice with its way: into the inbox of a sender of ours, or to the sender's operator. */
export interface SenderNotice {
  readonly message: NewMessage
  readonly to: { readonly accountId: AccountId } | { readonly address: EmailAddress }
}

/** A batch under construction. */
export interface NoticePlace {
  readonly messages: NewMessage[]
  readonly operations: Operation[]
  readonly jobs: NewJob[]
}

export const emptyPlace = (): NoticePlace => ({ messages: [], operations: [], jobs: [] })

/** Where a sender of a message can be told something; null: nowhere that we may write to. */
export async function wayTo(
  addresses: AddressFacts,
  sender: string,
): Promise<SenderNotice['to'] | null> {
  const { address, target, account } = await addresses.target(sender)
  if (account?.state === 'active') return { accountId: account.id }
  return address !== null && target.kind === 'remote' ? { address } : null
}

/** Puts a notice into the sender's inbox here, or on its way to the sender's operator. */
export function placeNotice(
  { message, to }: SenderNotice,
  about: { readonly at: number; readonly queueId: string },
  { messages, operations, jobs }: NoticePlace,
): void {
  const index = messages.length
  messages.push(message)
  if ('accountId' in to) {
    operations.push({
      op: 'append-email',
      accountId: to.accountId,
      mailbox: 'inbox',
      message: { index },
      flags: [],
      internalDate: about.at,
      correspondent: null,
    })
    return
  }
  const job = {
    sender: '',
    domain: to.address.domain,
    recipients: [{ address: to.address.text, notify: ['NEVER'] as const, originalRecipient: null }],
    ret: null,
    envelopeId: null,
    arrivalAt: about.at,
    accountId: null,
    messageIdHeader: null,
    queueId: about.queueId,
  }
  jobs.push(newOutboundJob(job, { index }, about.at))
}
