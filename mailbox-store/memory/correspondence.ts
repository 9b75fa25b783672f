import { flagBit } from '../../domain/flags.js'
import type { AccountId, MailboxId, MessageId, Uid } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import type {
  CorrespondenceCount,
  CorrespondenceEmail,
  EmailPlace,
  ExchangeActivity,
} from '../contract.js'
import { ActivityDraft } from '../exchange-activity.js'
import type { EmailRow, MailboxRow, MemoryState } from './memory-state.js'

type Correspondence = CorrespondenceEmail & { readonly professionalAddress: string }

/** Emails of a patient that belong to an exchange, newest first; drafts and the trash too. */
function emailsOf(state: MemoryState, mailboxes: readonly MailboxRow[]): Correspondence[] {
  const emails = mailboxes.flatMap((row) =>
    row.emails
      .values()
      .map((email) => correspondenceEmail(state, row, email))
      .filter((email) => email !== null),
  )
  return emails.sort(
    (a, b) => b.internalDate - a.internalDate || b.mailboxId - a.mailboxId || b.uid - a.uid,
  )
}

function correspondenceEmail(
  state: MemoryState,
  { id: mailboxId, role }: MailboxRow,
  email: EmailRow,
): Correspondence | null {
  const { correspondent: professionalAddress } = email
  if (professionalAddress === null) return null
  const { content, scanned } = state.messages.get(email.messageId)!
  return {
    mailboxId,
    role,
    uid: email.uid,
    messageId: email.messageId,
    seen: (email.flags & flagBit['\\Seen']) !== 0,
    internalDate: email.internalDate,
    bytes: content.length,
    preview: scanned.preview,
    hasAttachment: scanned.hasAttachment,
    envelope: scanned.envelope,
    policyValues: scanned.policyHeaders.values,
    professionalAddress,
  }
}

const isShown = ({ role }: Pick<MailboxRow, 'role'>): boolean =>
  role !== 'drafts' && role !== 'trash'
const withoutAddress = ({ professionalAddress: _, ...email }: Correspondence) => email

export const correspondence = (
  state: MemoryState,
  patientId: AccountId,
  professionalAddress: string,
): CorrespondenceEmail[] =>
  emailsOf(state, state.mailboxesOf(patientId).filter(isShown))
    .filter((email) => email.professionalAddress === professionalAddress)
    .map(withoutAddress)

export const drafts = (
  state: MemoryState,
  patientId: AccountId,
  professionalAddress: string,
): CorrespondenceEmail[] =>
  emailsOf(
    state,
    state.mailboxesOf(patientId).filter(({ role }) => role === 'drafts'),
  )
    .filter((email) => email.professionalAddress === professionalAddress)
    .sort((a, b) => a.uid - b.uid)
    .map(withoutAddress)

export function correspondenceAmong(
  state: MemoryState,
  mailboxId: MailboxId,
  uids: readonly Uid[],
): Correspondence[] {
  const row = state.mailboxes.get(mailboxId)
  const wanted = new Set(uids)
  return row ? emailsOf(state, [row]).filter(({ uid }) => wanted.has(uid)) : []
}

/** Latest exchange first. */
export function correspondenceCounts(
  state: MemoryState,
  patientId: AccountId,
): CorrespondenceCount[] {
  const all = emailsOf(state, state.mailboxesOf(patientId)).filter(({ role }) => role !== 'trash')
  const addresses = new Set(all.map(({ professionalAddress }) => professionalAddress))
  const counts = [...addresses].map((professionalAddress): CorrespondenceCount => {
    const group = all.filter((email) => email.professionalAddress === professionalAddress)
    const emails = group.filter(isShown)
    return {
      professionalAddress,
      total: emails.length,
      unseen: emails.filter(({ seen }) => !seen).length,
      withAttachment: emails.filter(({ hasAttachment }) => hasAttachment).length,
      hasDraft: emails.length < group.length,
      last: emails[0] ? withoutAddress(emails[0]) : null,
    }
  })
  const at = ({ last }: CorrespondenceCount) => last?.internalDate ?? -Infinity
  const byName = (a: CorrespondenceCount, b: CorrespondenceCount) =>
    a.professionalAddress < b.professionalAddress ? -1 : 1
  return counts.sort((a, b) => (at(a) === at(b) ? byName(a, b) : at(b) - at(a)))
}

export const placesOf = (state: MemoryState, messageId: MessageId): EmailPlace[] =>
  state.mailboxes
    .values()
    .flatMap(({ id: mailboxId, accountId, role, emails }) => {
      const isPersonal = state.accounts.get(accountId)!.account.seenMarks === 'personal'
      const isSeen = ({ flags, seenBy }: EmailRow) =>
        isPersonal ? seenBy.length > 0 : (flags & flagBit['\\Seen']) !== 0
      return emails
        .values()
        .filter((email) => email.messageId === messageId)
        .map((email): EmailPlace => {
          const { uid, internalDate } = email
          return { accountId, mailboxId, role, uid, internalDate, seen: isSeen(email) }
        })
    })
    .sort((a, b) => a.accountId - b.accountId || a.mailboxId - b.mailboxId || a.uid - b.uid)
    .slice(0, limits.pageRowsMax)

export const exchangeActivity = (
  state: MemoryState,
  professionalAddress: string,
): ExchangeActivity[] =>
  state.exchanges
    .values()
    .filter((exchange) => exchange.professionalAddress === professionalAddress)
    .sort((a, b) => a.patientId - b.patientId)
    .map((exchange) => {
      const { patientId } = exchange
      const draft = new ActivityDraft(exchange, state.accounts.get(patientId)!.account.address)
      const emails = correspondence(state, patientId, professionalAddress)
      for (const { role, internalDate, envelope } of emails)
        draft.add({ role, internalDate, from: () => envelope.from.map(({ address }) => address) })
      return draft.activity(emails.length, emails[0]?.envelope.subject ?? '')
    })
