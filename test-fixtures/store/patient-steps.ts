import type { AccountId, CredentialId, PersonId } from '../../domain/ids.js'
import { reminderDaysChoices } from '../../domain/patient-settings.js'
import type { Batch, ChangePatientSettings, Operation } from '../../mailbox-store/contract.js'
import type { Step } from './step.js'
import { sampleMessage } from './store-samples.js'

export const professionals = ['claire@sante.example', 'paul@autre.example'] as const
export const emails = ['anne@exemple.test', 'foyer@exemple.test'] as const
export const birthDates = ['1980-02-03', '1990-12-31'] as const

/** What steps do with patients and the ways they sign in. */
export function patientOperation(step: Step, accountId: AccountId): Operation | null {
  const { a, b, text, since } = step
  switch (step.kind) {
    case 'settings':
      return { op: 'change-patient-settings', accountId, change: settingsOf(step) }
    case 'sign-in':
      return {
        op: 'put-credential',
        credential: {
          kind: (['oidc', 'activation', 'passkey', 'password'] as const)[a % 4]!,
          secret: `https://exemple.test ${b % 4}`,
          accountId,
          personId: null,
          label: text,
          createdAt: b,
        },
      }
    case 'credential': {
      const change = a % 2 === 0 ? { secret: `{"counter":${b}}` } : { label: text }
      return { op: 'change-credential', credentialId: ((b % 12) + 1) as CredentialId, change }
    }
    case 'handle':
      return {
        op: 'handle-exchange',
        patientId: accountId,
        professionalAddress: professionals[b % 2]!,
        handledAt: since,
      }
    case 'absence': {
      const absence = b % 3 === 0 ? null : { text, fromAt: a, untilAt: since }
      return { op: 'change-account', accountId, change: { absence, displayName: text } }
    }
    // Not every time: a history without a patient shows nothing.
    case 'erase':
      return b % 4 === 0 ? { op: 'erase-account', accountId } : null
    case 'born':
      return {
        op: 'put-profile',
        profile: {
          accountId,
          matricule: String(a),
          insOid: '1.2',
          birthName: text,
          usedName: '',
          firstNames: [text],
          birthDate: birthDates[b % 2]!,
          sex: 'unknown',
          state: 'open',
        },
      }
    default:
      return null
  }
}

function settingsOf({ a, b, text, since }: Step): ChangePatientSettings['change'] {
  const changes: readonly ChangePatientSettings['change'][] = [
    { consent: { version: text, at: a } },
    { consent: null },
    { notificationEmail: emails[b % 2]!, emailVerifiedAt: since },
    { notificationEmail: null, emailVerifiedAt: null },
    { notifiesMessages: b % 2 === 0, reminderDays: reminderDaysChoices[a % 4]! },
    { language: (['fr', 'en', null] as const)[b % 3]! },
    { visitedAt: a, notifiedAt: since },
    {},
  ]
  return changes[a % changes.length]!
}

/** What takes a batch of its own kind: mail of patients, exchanges, profiles. */
export function patientBatch(
  step: Step,
  accountId: AccountId,
  firstId: AccountId,
  person: PersonId | undefined,
): Batch | null {
  const { a, b, text } = step
  const exchange = { patientId: accountId, professionalAddress: professionals[0] }
  switch (step.kind) {
    case 'draft':
    case 'patient-mail': {
      const roles = ['inbox', 'sent', 'trash', 'closed-exchanges'] as const
      const from = a % 4 === 0 ? 'Account2@sante.example' : professionals[0]
      return {
        messages: [sampleMessage(text.slice(0, 20), `${text}${b}`, '', from)],
        operations: [
          {
            op: 'append-email',
            accountId,
            mailbox: step.kind === 'draft' ? 'drafts' : roles[b % roles.length]!,
            message: { index: 0 },
            flags: step.flags,
            internalDate: 1_790_000_000_000 + a * 1000,
            ...(person === undefined ? {} : { personId: person }),
            correspondent: professionals[a % 3 === 0 ? 1 : 0],
          },
        ],
      }
    }
    case 'exchange':
      return {
        operations: [
          {
            op: 'open-exchange',
            ...exchange,
            professionalName: text,
            professionalEntity: '',
            at: a,
          },
        ],
      }
    case 'end':
      return {
        preconditions: b % 2 === 0 ? [{ kind: 'exchange-open', ...exchange }] : [],
        operations: [
          {
            op: 'end-exchange',
            ...exchange,
            endedBy: text,
            at: b,
            ...(a % 2 === 0 ? { note: text } : {}),
          },
        ],
      }
    case 'profile':
      return {
        preconditions: b % 2 === 0 ? [{ kind: 'profile-open', accountId }] : [],
        operations: [
          {
            op: 'put-profile',
            profile: {
              accountId: firstId,
              matricule: '',
              insOid: '',
              birthName: 'MOREL',
              usedName: '',
              firstNames: ['ANNE', text],
              birthDate: '1980-02-03',
              sex: 'female',
              state: (['open', 'opposed', 'closed'] as const)[a % 3]!,
            },
          },
        ],
      }
    default:
      return null
  }
}
