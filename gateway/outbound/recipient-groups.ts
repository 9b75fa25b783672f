import type { OutboundRecipient } from './outbound-job.js'

/**
 * Recipients that can share a transaction: nodemailer sends the same NOTIFY and ORCPT with each
 * RCPT, so those that differ get transactions of their own, in the same session.
 */
export function recipientGroups(
  recipients: readonly OutboundRecipient[],
): readonly (readonly OutboundRecipient[])[] {
  const groups = new Map<string, OutboundRecipient[]>()
  for (const recipient of recipients) {
    const key = JSON.stringify([recipient.notify, recipient.originalRecipient])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [recipient])
    else group.push(recipient)
  }
  return [...groups.values()]
}

/** NOTIFY and ORCPT of a group, as nodemailer wants them. */
export function sharedDsn(group: readonly OutboundRecipient[]): {
  readonly notify: string[] | null
  readonly orcpt: string | null
} {
  const [first] = group
  return {
    notify: first?.notify ? [...first.notify] : null,
    orcpt: first?.originalRecipient ?? null,
  }
}
