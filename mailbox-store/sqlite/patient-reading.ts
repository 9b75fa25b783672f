import type { Credential } from '../../domain/account.js'
import type { AccountId } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import { defaultPatientSettings, type PatientSettings } from '../../domain/patient-settings.js'
import type { Profile } from '../../domain/profile.js'
import { rowsAtMost, type Sql } from './sql.js'

const profileColumns = `account_id AS accountId, matricule, ins_oid AS insOid,
  birth_name AS birthName, used_name AS usedName, first_names AS firstNames,
  birth_date AS birthDate, sex, state`
const settingsColumns = `account_id AS accountId, consent_version AS consentVersion,
  consent_at AS consentAt, notification_email AS notificationEmail,
  email_verified_at AS emailVerifiedAt, notifies_messages AS notifiesMessages,
  reminder_days AS reminderDays, language, visited_at AS visitedAt, notified_at AS notifiedAt`

interface SettingsRow extends Omit<PatientSettings, 'consent' | 'notifiesMessages'> {
  readonly consentVersion: string | null
  readonly consentAt: number | null
  readonly notifiesMessages: number
}

export function readPatientSettings(sql: Sql, accountId: AccountId): PatientSettings {
  const row = sql.get<SettingsRow>(
    `SELECT ${settingsColumns} FROM patient_settings WHERE account_id = ?`,
    accountId,
  )
  if (!row) return defaultPatientSettings(accountId)
  const { consentVersion: version, consentAt: at, notifiesMessages, ...rest } = row
  const consent = version === null || at === null ? null : { version, at }
  return { ...rest, consent, notifiesMessages: notifiesMessages === 1 }
}

const profilesWhere = (sql: Sql, where: string, ...values: (string | number)[]): Profile[] =>
  sql
    .all<Omit<Profile, 'firstNames'> & { readonly firstNames: string }>(
      `SELECT ${profileColumns} FROM profiles WHERE ${where}`,
      ...values,
    )
    .map((row) => ({ ...row, firstNames: JSON.parse(row.firstNames) }))

export const readProfile = (sql: Sql, accountId: AccountId): Profile | null =>
  profilesWhere(sql, 'account_id = ?', accountId)[0] ?? null

export const profilesBorn = (
  sql: Sql,
  birthDate: string,
  after: AccountId | null,
  limit: number,
): Profile[] =>
  profilesWhere(
    sql,
    `birth_date = ? AND account_id > ? ORDER BY account_id ${rowsAtMost}`,
    birthDate,
    after ?? 0,
    Math.max(0, Math.min(limit, limits.pageRowsMax)),
  )

export const accountsByNotificationEmail = (sql: Sql, email: string): AccountId[] =>
  sql
    .rows<[AccountId]>(
      `SELECT account_id FROM patient_settings
       WHERE notification_email = ? AND email_verified_at IS NOT NULL ORDER BY account_id`,
      email,
    )
    .map(([id]) => id)

/** The condition of the index, in its words, and the kind that is looked for. */
export const withSecret = (kind: Credential['kind']): string =>
  `kind IN ('certificate', 'oidc', 'activation') AND kind = '${kind}' AND secret = ?`
