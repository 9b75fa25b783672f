import type { Account, Credential, Member, Person } from '../../domain/account.js'
import type { Exchange } from '../../domain/exchange.js'
import type { AccountId, PersonId } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import type { Profile } from '../../domain/profile.js'
import type { Sql } from './sql.js'

const accountColumns = `id, kind, address, display_name AS displayName, entity, state,
  accepts_patients_first AS acceptsPatientsFirst, owner_id AS ownerId,
  quota_bytes AS quotaBytes, seen_marks AS seenMarks, sent_copy AS sentCopy,
  document_forwarding AS documentForwarding, created_at AS createdAt`
const memberColumns = `account_id AS accountId, person_id AS personId, held AS "right",
  from_at AS fromAt, until_at AS untilAt`
const credentialColumns = `id, kind, secret, account_id AS accountId, person_id AS personId, label,
  created_at AS createdAt`
const exchangeColumns = `patient_id AS patientId, professional_address AS professionalAddress,
  professional_name AS professionalName, professional_entity AS professionalEntity, state,
  opened_at AS openedAt, ended_at AS endedAt, ended_by AS endedBy`

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
    return this.accountsWhere('id > ? ORDER BY id LIMIT ?', after ?? 0, rows)
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
  async certificateCredentials(subject: string): Promise<Credential[]> {
    return this.credentialsWhere("kind = 'certificate' AND secret = ?", subject)
  }
  async credentialsOfAccount(accountId: AccountId): Promise<Credential[]> {
    return this.credentialsWhere('account_id = ?', accountId)
  }
  async credentialsOfPerson(personId: PersonId): Promise<Credential[]> {
    return this.credentialsWhere('person_id = ?', personId)
  }

  async profile(accountId: AccountId): Promise<Profile | null> {
    const row = this.sql.get<Omit<Profile, 'firstNames'> & { readonly firstNames: string }>(
      `SELECT account_id AS accountId, matricule, ins_oid AS insOid, birth_name AS birthName,
         used_name AS usedName, first_names AS firstNames, birth_date AS birthDate, sex, state,
         notification_email AS notificationEmail FROM profiles WHERE account_id = ?`,
      accountId,
    )
    return row ? { ...row, firstNames: JSON.parse(row.firstNames) } : null
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
    return this.sql.all<Account>(text, ...values).map((row) => ({
      ...row,
      acceptsPatientsFirst: Boolean(row.acceptsPatientsFirst),
      sentCopy: Boolean(row.sentCopy),
    }))
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
