import { flagBit } from '../../domain/flags.js'
import type { AccountId } from '../../domain/ids.js'
import type { CorrespondenceEmail } from '../contract.js'
import type { MemoryState } from './memory-state.js'

type Correspondence = CorrespondenceEmail & { readonly correspondent: string | null }

/** Emails of a patient that belong to an exchange, newest first. */
export function correspondenceEmails(state: MemoryState, patientId: AccountId): Correspondence[] {
  const emails = state.mailboxesOf(patientId).flatMap(({ id: mailboxId, role, emails }) =>
    emails.values().map((email): Correspondence => {
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
        correspondent: email.correspondent,
      }
    }),
  )
  return emails
    .filter(({ correspondent }) => correspondent !== null)
    .sort((a, b) => b.internalDate - a.internalDate || b.mailboxId - a.mailboxId || b.uid - a.uid)
}

/** Latest exchange first. */
export function correspondenceCounts(state: MemoryState, patientId: AccountId) {
  const groups = new Map<string, Correspondence[]>()
  for (const email of correspondenceEmails(state, patientId)) {
    const group = groups.get(email.correspondent!) ?? []
    groups.set(email.correspondent!, [...group, email])
  }
  const counts = [...groups].map(([professionalAddress, emails]) => ({
    professionalAddress,
    total: emails.length,
    unseen: emails.filter(({ seen }) => !seen).length,
    lastAt: emails[0]!.internalDate,
    lastPreview: emails[0]!.preview,
    lastSubject: emails[0]!.envelope.subject,
  }))
  return counts.sort(
    (a, b) => b.lastAt - a.lastAt || (a.professionalAddress < b.professionalAddress ? -1 : 1),
  )
}
