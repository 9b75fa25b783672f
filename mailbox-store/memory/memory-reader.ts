import type { Account, Credential, Member, Person } from '../../domain/account.js'
import type { Exchange } from '../../domain/exchange.js'
import type { AccountId, MailboxId, MessageId, ModSeq, PersonId, Uid } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import type { Profile } from '../../domain/profile.js'
import type { Trace } from '../../domain/trace.js'
import type {
  CorrespondenceEmail,
  MailboxChanges,
  MailboxRole,
  MailboxSnapshot,
  StoredMailbox,
  StoredMessage,
  StoredStructure,
  StoreReader,
  TextQuery,
  TraceFilter,
} from '../contract.js'
import { canonicalMailboxName } from '../mailbox-name.js'
import { foldedValue, matchesFields, searchFieldsOf } from '../search-fields.js'
import { traceOfLine } from '../trace-chain.js'
import { matchesTrace } from '../trace-filter.js'
import { correspondenceCounts, correspondenceEmails } from './correspondence.js'
import { exchangeKey } from './directory-operations.js'
import type { MailboxRow, MemoryState } from './memory-state.js'

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
  async certificateCredentials(subject: string): Promise<Credential[]> {
    return this.credentials(({ kind, secret }) => kind === 'certificate' && secret === subject)
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

  async mailboxes(accountId: AccountId): Promise<StoredMailbox[]> {
    const rows = this.state.mailboxesOf(accountId).map((row) => this.state.storedMailbox(row))
    return rows.sort(byId)
  }
  async subscriptions(accountId: AccountId): Promise<string[]> {
    return [...(this.state.accounts.get(accountId)?.subscriptions ?? [])].sort()
  }
  async mailbox(id: MailboxId): Promise<StoredMailbox | null> {
    const row = this.state.mailboxes.get(id)
    return row ? this.state.storedMailbox(row) : null
  }
  async mailboxByName(accountId: AccountId, name: string): Promise<StoredMailbox | null> {
    const canonical = canonicalMailboxName(name)
    const row = this.state.mailboxesOf(accountId).find((other) => other.name === canonical)
    return row ? this.state.storedMailbox(row) : null
  }
  async mailboxByRole(accountId: AccountId, role: MailboxRole): Promise<StoredMailbox | null> {
    const row = this.state.mailboxesOf(accountId).find((other) => other.role === role)
    return row ? this.state.storedMailbox(row) : null
  }

  async snapshot(id: MailboxId): Promise<MailboxSnapshot | null> {
    const row = this.state.mailboxes.get(id)
    if (!row) return null
    const emails = this.state.emailsOf(row)
    return Object.freeze({
      mailbox: this.state.storedMailbox(row),
      modSeq: row.highestModSeq,
      uids: Uint32Array.from(emails, ({ uid }) => uid),
      flags: Int32Array.from(emails, ({ flags }) => flags),
      modSeqs: Float64Array.from(emails, ({ modSeq }) => modSeq),
      sizes: Uint32Array.from(emails, ({ size }) => size),
      internalDates: Float64Array.from(emails, ({ internalDate }) => internalDate),
      messageIds: Float64Array.from(emails, ({ messageId }) => messageId),
    })
  }

  async changes(id: MailboxId, after: ModSeq): Promise<MailboxChanges | null> {
    const row = this.state.mailboxes.get(id)
    if (!row) return null
    const complete = after >= row.expungedFloor
    const changed = this.state.emailsOf(row).filter(({ modSeq }) => modSeq > after)
    const emails = changed.map(({ correspondent: _, ...email }) => email)
    const vanished = complete ? expungedAfter(row, after) : missingUids(row)
    const mailbox = this.state.storedMailbox(row)
    return { mailbox, modSeq: row.highestModSeq, emails, vanished, complete }
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
    const row = this.state.mailboxes.get(id)
    const matching = (row ? this.state.emailsOf(row) : []).filter(({ messageId }) => {
      const { content, scanned } = this.state.messages.get(messageId)!
      const fields = searchFieldsOf(scanned.root, (from, to) => content.subarray(from, to))
      return matchesFields(fields, query, foldedValue(query))
    })
    return matching.map(({ uid }) => uid)
  }
  async usedBytes(accountId: AccountId): Promise<number> {
    return this.state.usedBytes(accountId)
  }

  async correspondence(
    patientId: AccountId,
    professionalAddress: string,
    limit: number,
    before?: number,
  ): Promise<CorrespondenceEmail[]> {
    return correspondenceEmails(this.state, patientId)
      .filter((email) => email.correspondent === professionalAddress)
      .filter(({ internalDate }) => before === undefined || internalDate < before)
      .slice(0, page(limit))
      .map(({ correspondent: _, ...email }) => email)
  }
  async correspondenceCounts(patientId: AccountId) {
    return correspondenceCounts(this.state, patientId)
  }

  async traces(filter: TraceFilter, limit: number, before?: number): Promise<Trace[]> {
    return this.state.traces
      .values()
      .map(({ line, hash }) => traceOfLine(line, hash))
      .filter((trace) => trace.sequence < (before ?? Infinity) && matchesTrace(trace, filter))
      .sort((a, b) => b.sequence - a.sequence)
      .slice(0, page(limit))
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

const expungedAfter = (row: MailboxRow, after: ModSeq): Uid[] =>
  row.expunged
    .filter(({ modSeq }) => modSeq > after)
    .map(({ uid }) => uid)
    .sort((a, b) => a - b)

function missingUids(row: MailboxRow): Uid[] {
  const missing: Uid[] = []
  for (let uid = 1; uid < row.uidNext; uid++)
    if (!row.emails.get(uid as Uid)) missing.push(uid as Uid)
  return missing
}
