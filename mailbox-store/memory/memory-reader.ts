import type { Account, Credential, Member, Person } from '../../domain/account.js'
import type { Exchange } from '../../domain/exchange.js'
import type { AccountId, MailboxId, MessageId, ModSeq, PersonId, Uid } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import { defaultPatientSettings, type PatientSettings } from '../../domain/patient-settings.js'
import type { Profile } from '../../domain/profile.js'
import type { Trace } from '../../domain/trace.js'
import type {
  AccountUsage,
  Annotation,
  CorrespondenceCount,
  CorrespondenceEmail,
  EmailPlace,
  ExchangeActivity,
  MailboxChanges,
  MailboxRole,
  MailboxSnapshot,
  SentDays,
  SortCriterion,
  StoredMailbox,
  StoredMessage,
  StoredStructure,
  StoreReader,
  TextQuery,
  ThreadAlgorithm,
  TraceFilter,
} from '../contract.js'
import { canonicalMailboxName } from '../mailbox-name.js'
import { MailboxFacts } from '../ordering/mailbox-facts.js'
import { sentDaysOf, threadsOf } from '../ordering/mailbox-order.js'
import { sortedUids } from '../ordering/sort-order.js'
import { traceOfLine } from '../trace-chain.js'
import { matchesTrace } from '../trace-filter.js'
import { annotationsOf } from './annotation-operations.js'
import {
  correspondence,
  correspondenceAmong,
  correspondenceCounts,
  drafts,
  exchangeActivity,
  placesOf,
} from './correspondence.js'
import { changesAfter } from './mailbox-changes.js'
import type { MemoryState } from './memory-state.js'
import { exchangeKey } from './patient-operations.js'
import { readFacts, searchText } from './text-search.js'

const page = (limit: number) => Math.max(0, Math.min(limit, limits.pageRowsMax))
const byId = <T extends { readonly id: number }>(a: T, b: T) => a.id - b.id

export class MemoryReader implements StoreReader {
  constructor(private readonly state: MemoryState) {}

  async account(id: AccountId): Promise<Account | null> {
    return this.state.accounts.get(id)?.account ?? null
  }
  async accountByAddress(address: string): Promise<Account | null> {
    return this.allAccounts().find((account) => account.address === address) ?? null
  }
  async accounts(after: AccountId | null, limit: number): Promise<Account[]> {
    return this.allAccounts()
      .filter(({ id }) => id > (after ?? 0))
      .slice(0, page(limit))
  }
  async person(id: PersonId): Promise<Person | null> {
    return this.state.persons.get(id) ?? null
  }
  async persons(): Promise<Person[]> {
    return this.state.persons.values().sort(byId)
  }
  async accountsOwnedBy(personId: PersonId): Promise<Account[]> {
    return this.allAccounts().filter(({ ownerId }) => ownerId === personId)
  }
  async members(accountId: AccountId): Promise<Member[]> {
    const rows = this.state.members.values().filter((member) => member.accountId === accountId)
    return rows.sort((a, b) => a.personId - b.personId)
  }
  async memberships(personId: PersonId): Promise<Member[]> {
    const rows = this.state.members.values().filter((member) => member.personId === personId)
    return rows.sort((a, b) => a.accountId - b.accountId)
  }
  async credentialsBySecret(wanted: Credential['kind'], text: string): Promise<Credential[]> {
    return this.credentials(({ kind, secret }) => kind === wanted && secret === text)
  }
  async credentialsOfAccount(accountId: AccountId): Promise<Credential[]> {
    return this.credentials((credential) => credential.accountId === accountId)
  }
  async credentialsOfPerson(personId: PersonId): Promise<Credential[]> {
    return this.credentials((credential) => credential.personId === personId)
  }
  async profile(accountId: AccountId): Promise<Profile | null> {
    return this.state.profiles.get(accountId) ?? null
  }
  async profilesBorn(birthDate: string, after: AccountId | null, limit: number) {
    return this.state.profiles
      .values()
      .filter((row) => row.birthDate === birthDate && row.accountId > (after ?? 0))
      .sort((a, b) => a.accountId - b.accountId)
      .slice(0, page(limit))
  }
  async patientSettings(accountId: AccountId): Promise<PatientSettings> {
    return this.state.patientSettings.get(accountId) ?? defaultPatientSettings(accountId)
  }
  async accountsByNotificationEmail(email: string): Promise<AccountId[]> {
    const rows = this.state.patientSettings.values()
    return rows
      .filter((row) => row.notificationEmail === email && row.emailVerifiedAt !== null)
      .map(({ accountId }) => accountId)
      .sort((a, b) => a - b)
  }

  async exchange(patientId: AccountId, professionalAddress: string): Promise<Exchange | null> {
    return this.state.exchanges.get(exchangeKey(patientId, professionalAddress)) ?? null
  }
  async exchangesOfPatient(patientId: AccountId): Promise<Exchange[]> {
    const rows = this.state.exchanges.values().filter((row) => row.patientId === patientId)
    return rows.sort((a, b) => (a.professionalAddress < b.professionalAddress ? -1 : 1))
  }
  async exchangesOfProfessional(professionalAddress: string): Promise<Exchange[]> {
    const rows = this.state.exchanges.values()
    return rows
      .filter((row) => row.professionalAddress === professionalAddress)
      .sort((a, b) => a.patientId - b.patientId)
  }

  async mailboxes(accountId: AccountId, viewer?: PersonId | null): Promise<StoredMailbox[]> {
    const rows = this.state.mailboxesOf(accountId)
    return rows.map((row) => this.state.storedMailbox(row, viewer)).sort(byId)
  }
  async subscriptions(accountId: AccountId): Promise<string[]> {
    return [...(this.state.accounts.get(accountId)?.subscriptions ?? [])].sort()
  }
  async mailbox(id: MailboxId, viewer?: PersonId | null): Promise<StoredMailbox | null> {
    const row = this.state.mailboxes.get(id)
    return row ? this.state.storedMailbox(row, viewer) : null
  }
  async mailboxByName(accountId: AccountId, name: string, viewer?: PersonId | null) {
    const canonical = canonicalMailboxName(name)
    const row = this.state.mailboxesOf(accountId).find((other) => other.name === canonical)
    return row ? this.state.storedMailbox(row, viewer) : null
  }
  async mailboxByRole(accountId: AccountId, role: MailboxRole, viewer?: PersonId | null) {
    const row = this.state.mailboxesOf(accountId).find((other) => other.role === role)
    return row ? this.state.storedMailbox(row, viewer) : null
  }

  async snapshot(id: MailboxId, viewer?: PersonId | null): Promise<MailboxSnapshot | null> {
    const row = this.state.mailboxes.get(id)
    if (!row) return null
    const emails = this.state.emailsOf(row)
    return Object.freeze({
      mailbox: this.state.storedMailbox(row, viewer),
      modSeq: row.highestModSeq,
      uids: Uint32Array.from(emails, ({ uid }) => uid),
      flags: Int32Array.from(emails, this.state.viewed(row, viewer)),
      modSeqs: Float64Array.from(emails, ({ modSeq }) => modSeq),
      sizes: Uint32Array.from(emails, ({ size }) => size),
      internalDates: Float64Array.from(emails, ({ internalDate }) => internalDate),
      zones: Int16Array.from(emails, ({ zoneMinutes }) => zoneMinutes),
      savedAt: Float64Array.from(emails, ({ savedAt }) => savedAt),
      messageIds: Float64Array.from(emails, ({ messageId }) => messageId),
    })
  }

  async changes(
    id: MailboxId,
    after: ModSeq,
    viewer?: PersonId | null,
  ): Promise<MailboxChanges | null> {
    const row = this.state.mailboxes.get(id)
    if (!row) return null
    return changesAfter(this.state, row, after, viewer)
  }

  async messages(ids: readonly MessageId[]): Promise<StoredMessage[]> {
    const rows = ids.slice(0, limits.pageRowsMax).map((id) => this.state.messages.get(id))
    return rows
      .filter((row) => row !== undefined)
      .map(({ id, content, scanned }) => ({
        id,
        bytes: content.length,
        headerBytes: scanned.headerBytes,
        envelopeWire: scanned.envelopeWire,
        bodyStructureWire: scanned.bodyStructureWire,
        bodyWire: scanned.bodyWire,
        preview: scanned.preview,
        hasAttachment: scanned.hasAttachment,
      }))
  }
  async structure(id: MessageId): Promise<StoredStructure | null> {
    const scanned = this.state.messages.get(id)?.scanned
    if (!scanned) return null
    const { root, envelope, policyHeaders } = scanned
    return { root, envelope, policyValues: policyHeaders.values }
  }
  async *body(id: MessageId, start: number, end: number): AsyncIterable<Uint8Array> {
    const content = this.state.messages.get(id)?.content
    if (!content) throw new Error('message is gone')
    const last = Math.min(end, content.length)
    for (let at = start; at < last; at += limits.bodyChunkBytesMax)
      yield content.subarray(at, Math.min(last, at + limits.bodyChunkBytesMax))
  }
  async bodyRange(id: MessageId, start: number, end: number): Promise<Uint8Array | null> {
    return this.state.messages.get(id)?.content.subarray(start, end) ?? null
  }

  async searchText(id: MailboxId, query: TextQuery): Promise<Uid[]> {
    return searchText(this.state, id, query)
  }
  async sorted(id: MailboxId, criteria: readonly SortCriterion[]): Promise<Uint32Array | null> {
    const facts = await this.facts(id)
    return facts && sortedUids(facts, criteria)
  }
  async sentDays(id: MailboxId): Promise<SentDays | null> {
    const facts = await this.facts(id)
    return facts && sentDaysOf(facts)
  }
  async threads(id: MailboxId, algorithm: ThreadAlgorithm, uids: Uint32Array | null) {
    const facts = await this.facts(id)
    return facts && threadsOf(facts, algorithm, uids)
  }
  async usage(accountId: AccountId): Promise<AccountUsage> {
    const mailboxes = this.state.mailboxesOf(accountId)
    const messages = mailboxes.reduce((sum, { emails }) => sum + emails.size, 0)
    return { bytes: this.state.usedBytes(accountId), messages, mailboxes: mailboxes.length }
  }
  async annotations(
    accountId: AccountId,
    mailboxId: MailboxId | null,
    personId: PersonId | null,
  ): Promise<Annotation[]> {
    const rows = annotationsOf(this.state, { accountId, mailboxId, personId })
    return rows.map(({ entry, value }) => ({ entry, value }))
  }

  async correspondence(
    patientId: AccountId,
    professionalAddress: string,
    limit: number,
    before?: number,
  ): Promise<CorrespondenceEmail[]> {
    return correspondence(this.state, patientId, professionalAddress)
      .filter(({ internalDate }) => before === undefined || internalDate < before)
      .slice(0, page(limit))
  }
  async correspondenceCounts(
    patientId: AccountId,
    professionalAddress?: string,
  ): Promise<CorrespondenceCount[]> {
    const all = correspondenceCounts(this.state, patientId)
    return professionalAddress === undefined
      ? all
      : all.filter((one) => one.professionalAddress === professionalAddress)
  }
  async correspondenceAmong(mailboxId: MailboxId, uids: readonly Uid[], limit: number) {
    return correspondenceAmong(this.state, mailboxId, uids).slice(0, page(limit))
  }
  async drafts(patientId: AccountId, professionalAddress: string): Promise<CorrespondenceEmail[]> {
    return drafts(this.state, patientId, professionalAddress)
  }
  async placesOf(messageId: MessageId): Promise<EmailPlace[]> {
    return placesOf(this.state, messageId)
  }
  async exchangeActivity(professionalAddress: string): Promise<ExchangeActivity[]> {
    return exchangeActivity(this.state, professionalAddress)
  }

  async traces(filter: TraceFilter, limit: number, before?: number): Promise<Trace[]> {
    return this.state.traces
      .values()
      .map(({ line, hash }) => traceOfLine(line, hash))
      .filter((trace) => trace.sequence < (before ?? Infinity) && matchesTrace(trace, filter))
      .sort((a, b) => b.sequence - a.sequence)
      .slice(0, page(limit))
  }

  private async facts(id: MailboxId): Promise<MailboxFacts | null> {
    const snapshot = await this.snapshot(id, null)
    return snapshot && new MailboxFacts(snapshot, readFacts(this.state))
  }
  private allAccounts(): Account[] {
    return this.state.accounts
      .values()
      .map(({ account }) => account)
      .sort(byId)
  }
  private credentials(isWanted: (credential: Credential) => boolean): Credential[] {
    return this.state.credentials.values().filter(isWanted).sort(byId)
  }
}
