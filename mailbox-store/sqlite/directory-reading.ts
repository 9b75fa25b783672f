import type { Account, Credential, Member, Person } from '../../domain/account.js'
import type { Exchange } from '../../domain/exchange.js'
import type { AccountId, PersonId } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import type { PatientSettings } from '../../domain/patient-settings.js'
import type { Profile } from '../../domain/profile.js'
import {
  accountsByNotificationEmail,
  profilesBorn,
  readPatientSettings,
  readProfile,
  withSecret,
} from './patient-reading.js'
import { rowsAtMost, type Sql } from './sql.js'

const accountColumns = `id, kind, address, display_name AS displayName, entity, state,
  accepts_patients_first AS acceptsPatientsFirst, owner_id AS ownerId,
  quota_bytes AS quotaBytes, seen_marks AS seenMarks, sent_copy AS sentCopy,
  document_forwarding AS documentForwarding, created_at AS createdAt, absence_text AS absenceText,
  absence_from AS absenceFrom, absence_until AS absenceUntil`
const memberColumns = `account_id AS accountId, person_id AS personId, held AS "right",
  from_at AS fromAt, until_at AS untilAt`
const credentialColumns = `id, kind, secret, account_id AS accountId, person_id AS personId, label,
  created_at AS createdAt`
const exchangeColumns = `patient_id AS patientId, professional_address AS professionalAddress,
  professional_name AS professionalName, professional_entity AS professionalEntity, state,
  opened_at AS openedAt, ended_at AS endedAt, ended_by AS endedBy, ended_note AS endedNote,
  handled_at AS handledAt`

interface AccountRow extends Omit<Account, 'acceptsPatientsFirst' | 'sentCopy' | 'absence'> {
  readonly acceptsPatientsFirst: number
  readonly sentCopy: number
  readonly absenceText: string | null
  readonly absenceFrom: number
  readonly absenceUntil: number | null
}

function accountOfRow({ absenceText, absenceFrom, absenceUntil, ...row }: AccountRow): Account {
  return {
    ...row,
    acceptsPatientsFirst: row.acceptsPatientsFirst === 1,
    sentCopy: row.sentCopy === 1,
    absence:
      absenceText === null
        ? null
        : { text: absenceText, fromAt: absenceFrom, untilAt: absenceUntil },
  }
}

/**
 * Accounts, people, rights, exchanges: read from the file each time, since tools change them too.
 */
export class DirectoryReading {
  constructor(private readonly sql: Sql) {}

  async account(id: AccountId): Promise<Account | null> {
    return this.accountsWhere('id = ?', id)[0] ?? null
  }
  async accountByAddress(address: string): Promise<Account | null> {
    return this.accountsWhere('address = ?', address)[0] ?? null
  }
  async accounts(after: AccountId | null, limit: number): Promise<Account[]> {
    const rows = Math.max(0, Math.min(limit, limits.pageRowsMax))
    return this.accountsWhere(`id > ? ORDER BY id ${rowsAtMost}`, after ?? 0, rows)
  }
  async accountsOwnedBy(personId: PersonId): Promise<Account[]> {
    return this.accountsWhere('owner_id = ? ORDER BY id', personId)
  }
  async person(id: PersonId): Promise<Person | null> {
    return this.personsWhere('WHERE id = ?', id)[0] ?? null
  }
  async persons(): Promise<Person[]> {
    return this.personsWhere('ORDER BY id')
  }
  async members(accountId: AccountId): Promise<Member[]> {
    return this.sql.all<Member>(
      `SELECT ${memberColumns} FROM members WHERE account_id = ? ORDER BY person_id`,
      accountId,
    )
  }
  async memberships(personId: PersonId): Promise<Member[]> {
    return this.sql.all<Member>(
      `SELECT ${memberColumns} FROM members WHERE person_id = ? ORDER BY account_id`,
      personId,
    )
  }
  async credentialsBySecret(
    kind: 'certificate' | 'oidc' | 'activation',
    secret: string,
  ): Promise<Credential[]> {
    return this.credentialsWhere(withSecret(kind), secret)
  }
  async credentialsOfAccount(accountId: AccountId): Promise<Credential[]> {
    return this.credentialsWhere('account_id = ?', accountId)
  }
  async credentialsOfPerson(personId: PersonId): Promise<Credential[]> {
    return this.credentialsWhere('person_id = ?', personId)
  }

  async profile(accountId: AccountId): Promise<Profile | null> {
    return readProfile(this.sql, accountId)
  }
  async profilesBorn(birthDate: string, after: AccountId | null, limit: number) {
    return profilesBorn(this.sql, birthDate, after, limit)
  }
  async patientSettings(accountId: AccountId): Promise<PatientSettings> {
    return readPatientSettings(this.sql, accountId)
  }
  async accountsByNotificationEmail(email: string): Promise<AccountId[]> {
    return accountsByNotificationEmail(this.sql, email)
  }

  async exchange(patientId: AccountId, professionalAddress: string): Promise<Exchange | null> {
    const rows = this.exchangesWhere(
      'patient_id = ? AND professional_address = ?',
      patientId,
      professionalAddress,
    )
    return rows[0] ?? null
  }
  async exchangesOfPatient(patientId: AccountId): Promise<Exchange[]> {
    return this.exchangesWhere('patient_id = ? ORDER BY professional_address', patientId)
  }
  async exchangesOfProfessional(professionalAddress: string): Promise<Exchange[]> {
    return this.exchangesWhere('professional_address = ? ORDER BY patient_id', professionalAddress)
  }

  private accountsWhere(where: string, ...values: (string | number)[]): Account[] {
    const text = `SELECT ${accountColumns} FROM accounts WHERE ${where}`
    return this.sql.all<AccountRow>(text, ...values).map(accountOfRow)
  }
  private personsWhere(where: string, ...values: number[]): Person[] {
    const text = `SELECT id, display_name AS displayName, national_id AS nationalId FROM persons`
    return this.sql.all<Person>(`${text} ${where}`, ...values)
  }
  private credentialsWhere(where: string, value: string | number): Credential[] {
    const text = `SELECT ${credentialColumns} FROM credentials WHERE ${where} ORDER BY id`
    return this.sql.all<Credential>(text, value)
  }
  private exchangesWhere(where: string, ...values: (string | number)[]): Exchange[] {
    return this.sql.all<Exchange>(
      `SELECT ${exchangeColumns} FROM exchanges WHERE ${where}`,
      ...values,
    )
  }
}
