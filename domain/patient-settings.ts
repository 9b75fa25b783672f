import type { AccountId } from './ids.js'

export type Language = 'fr' | 'en'

/**
 * Days after which an unread message is recalled by e-mail; 0 is never. peers.md §4: suomi.fi waits
 * seven days, Lifen five.
 */
export const reminderDaysChoices = [0, 3, 7, 14] as const
export type ReminderDays = (typeof reminderDaysChoices)[number]

/** What a patient chose, and what the notices by e-mail need to know. One row a patient. */
export interface PatientSettings {
  readonly accountId: AccountId
  /** Version of the terms agreed to at the first visit, and when (milliseconds); null before. */
  readonly consent: { readonly version: string; readonly at: number } | null
  /** Personal e-mail for notices, domain in lower case; null when the patient gave none. */
  readonly notificationEmail: string | null
  /** When a code sent there came back; null: nothing is sent there but that code. */
  readonly emailVerifiedAt: number | null
  readonly notifiesMessages: boolean
  readonly reminderDays: ReminderDays
  /** Null: what the browser asks for. */
  readonly language: Language | null
  /** Last request of a session, to the minute or so; null before the first. */
  readonly visitedAt: number | null
  /** Last notice of new messages; a burst is told once. */
  readonly notifiedAt: number | null
}

/** What holds for a patient who chose nothing. */
export const defaultPatientSettings = (accountId: AccountId): PatientSettings => ({
  accountId,
  consent: null,
  notificationEmail: null,
  emailVerifiedAt: null,
  notifiesMessages: true,
  reminderDays: 7,
  language: null,
  visitedAt: null,
  notifiedAt: null,
})
