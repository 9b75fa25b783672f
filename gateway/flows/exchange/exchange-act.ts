import type { Envelope, PolicyHeaders } from '../../../mail-format/scanned-message.js'

/** What a message to a patient does to the exchange (mssante.md §7 C 18 to 23). */
export type ExchangeAct = 'none' | 'open' | 'end'

/** The command is the subject, trimmed, exactly these characters (C 20). */
const endSubject = '[FIN]'

export interface ExchangeActFacts {
  readonly toPatient: boolean
  readonly fromPatient: boolean
  /** RFC 5321 §4.5.5: bounces and receipts. */
  readonly nullSender: boolean
  /** multipart/report: a bounce or receipt, whatever its sender. */
  readonly isReport: boolean
  readonly subject: string
  readonly policyValues: PolicyHeaders['values']
}

/** `X-MSS-MES: FIN`: this message takes no answer, and leaves the exchange as it is (C 20). */
export const isAnswerable = (policyValues: PolicyHeaders['values']): boolean =>
  policyValues['x-mss-mes']?.trim() !== 'FIN'

/** RFC 3834 §5: anything but `no` was not written by a human for this patient. */
const isAutomatic = (policyValues: PolicyHeaders['values']): boolean => {
  const value = policyValues['auto-submitted']
  return value !== undefined && !/^\s*no\s*(;|\(|$)/i.test(value)
}

/** RFC 3834 §5: a robot answers, e.g. a holiday notice; what software sends by itself is none. */
export const isAutoReply = (policyValues: PolicyHeaders['values']): boolean =>
  /^\s*auto-(replied|notified)\b/i.test(policyValues['auto-submitted'] ?? '')

export function exchangeAct(facts: ExchangeActFacts): ExchangeAct {
  const { policyValues } = facts
  if (!facts.toPatient || facts.fromPatient || facts.nullSender || facts.isReport) return 'none'
  if (facts.subject.trim() === endSubject) return 'end'
  return isAnswerable(policyValues) && !isAutomatic(policyValues) ? 'open' : 'none'
}

/** Shown to the patient in place of an address, when a correspondent has no usable name. */
export const namelessProfessional = 'Professionnel de santé'

/**
 * A display name as patients may read it: underscores of ECO.2.2.7 become blanks, and a "name" that
 * shows an address is none (mssante.md §2.2: the patient never sees the professional's address).
 */
export function shownName(name: string): string {
  const clean = name.replace(/[_\s\p{Cc}\p{Cf}]+/gu, ' ').replace(/^["' ]+|["' ]+$/g, '')
  return clean === '' || clean.includes('@') ? namelessProfessional : clean.slice(0, 120)
}

/** Addresses as written in To and Cc, without repeats. */
export const openRecipients = (envelope: Envelope) => {
  const byAddress = new Map<string, { readonly name: string; readonly address: string }>()
  for (const mailbox of [...envelope.to, ...envelope.cc]) {
    const key = mailbox.address.toLowerCase()
    if (key !== '' && !byAddress.has(key)) byAddress.set(key, mailbox)
  }
  return [...byAddress.values()]
}
