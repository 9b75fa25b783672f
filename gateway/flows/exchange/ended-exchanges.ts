import type { MailboxStore } from '../../../mailbox-store/contract.js'
import type { OutboundJob, OutboundRecipient } from '../../outbound/outbound-job.js'
import type { GatewaySettings } from '../../settings.js'

/**
 * Recipients of a patient's answer whose exchange was ended while the answer waited (mssante.md
 * §7 C 21): it is refused like one written too late, and the patient is told. Throws when the store
 * cannot be read; the job then waits for its next lease.
 */
export async function endedRecipients(
  store: Pick<MailboxStore, 'read'>,
  { citizenDomain }: Pick<GatewaySettings, 'citizenDomain'>,
  { sender, accountId, recipients }: OutboundJob,
): Promise<ReadonlySet<OutboundRecipient>> {
  const ended = new Set<OutboundRecipient>()
  if (accountId === null || !sender.endsWith(`@${citizenDomain}`)) return ended
  for (const recipient of recipients) {
    const exchange = await store.read.exchange(accountId, recipient.address.toLowerCase())
    if (exchange?.state === 'ended') ended.add(recipient)
  }
  return ended
}
