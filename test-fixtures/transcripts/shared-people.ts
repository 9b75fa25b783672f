import type { Account, MemberRight } from '../../domain/account.js'
import { sentCopyByDefault } from '../../domain/account.js'
import type { Clock } from '../../domain/clock.js'
import type { PersonId } from '../../domain/ids.js'
import type { Identity } from '../../gateway/flows/contract.js'
import { MessageScanner, withPrefix } from '../../mail-format/scanner.js'
import type {
  MailboxRole,
  MailboxStore,
  NewMessage,
  Operation,
} from '../../mailbox-store/contract.js'

export const anne = 'anne.petit@medecin.test'
export const bruno = 'bruno.leroy@medecin.test'
export const team = 'accueil@cardio.test'

const letter = Buffer.from('Message-ID: <un@hopital.test>\r\nSubject: bonjour\r\n\r\nx\r\n')

/** Real time, and what a transcript adds to it. */
export class ShiftedClock implements Clock {
  shiftMs = 0
  now = () => Date.now() + this.shiftMs
}

/**
 * Two professionals and a team of which nobody is a member yet. A transcript changes that by lines
 * `! member <account> <person's account> <right|none> [from] [until]` (seconds from now),
 * `! deliver <account> <mailbox role>` (a small message), `! seen <account> <shared|personal>`, `! state <account> <active|closed>`, `! quota <account> <octets>`, `! wait <seconds>`
 * (by the clock only).
 */
export class SharedPeople {
  readonly #store: MailboxStore
  readonly #clock: ShiftedClock
  readonly #people = new Map<string, PersonId>()

  constructor(store: MailboxStore, clock: ShiftedClock) {
    this.#store = store
    this.#clock = clock
  }

  async fill(): Promise<void> {
    const name: Record<string, string> = {
      [anne]: 'Dr Anne PETIT',
      [bruno]: 'Bruno LEROY',
      [team]: 'Accueil',
    }
    for (const address of [anne, bruno, team]) {
      const kind = address === team ? 'organisational' : 'personal'
      const displayName = name[address]!
      const account: Omit<Account, 'id'> = {
        kind,
        address,
        displayName,
        entity: '',
        state: 'active',
        acceptsPatientsFirst: false,
        ownerId: null,
        quotaBytes: 0,
        seenMarks: 'shared',
        sentCopy: sentCopyByDefault(kind),
        documentForwarding: 'ask',
        absence: null,
        createdAt: 0,
      }
      const outcomes = await this.#commit([
        { op: 'put-person', person: { displayName, nationalId: null } },
        { op: 'put-account', account, ...(kind === 'personal' ? { ownerIndex: 0 } : {}) },
      ])
      const [person] = outcomes
      if (person?.op === 'put-person') this.#people.set(address, person.personId)
    }
  }

  /** At home, as after a sign-in with a password of the own account. */
  async identity(address: string): Promise<Identity | null> {
    const account = await this.#store.read.accountByAddress(address.toLowerCase())
    if (account === null || !this.#people.has(account.address)) return null
    const person = account.ownerId && (await this.#store.read.person(account.ownerId))
    const label = account.displayName
    return {
      account,
      person: person || null,
      right: account.kind === 'organisational' ? 'answer' : 'manage',
      via: 'password',
      credentialId: null,
      actor: person
        ? { kind: 'person', personId: person.id, label }
        : { kind: 'account', accountId: account.id, label },
    }
  }

  async act(line: string): Promise<void> {
    const [verb, address = '', ...rest] = line.split(' ')
    if (verb === 'wait') {
      this.#clock.shiftMs += Number(address) * 1_000
      return
    }
    const account = await this.#store.read.accountByAddress(address)
    if (account === null) throw new Error(`no account: ${line}`)
    const accountId = account.id
    if (verb === 'seen' || verb === 'state') {
      const change = verb === 'seen' ? { seenMarks: rest[0] } : { state: rest[0] }
      await this.#commit([{ op: 'change-account', accountId, change } as Operation])
      return
    }
    if (verb === 'quota') {
      const change = { quotaBytes: Number(rest[0]) }
      await this.#commit([{ op: 'change-account', accountId, change }])
      return
    }
    if (verb === 'deliver') {
      const scanner = new MessageScanner()
      scanner.write(letter)
      const prefix = new Uint8Array(0)
      const scanned = withPrefix(scanner.finish(), prefix)
      await this.#commit(
        [
          {
            op: 'append-email',
            accountId,
            mailbox: rest[0] as MailboxRole,
            message: { index: 0 },
            flags: [],
            internalDate: this.#clock.now(),
            correspondent: null,
          },
        ],
        [{ prefix, body: { inline: letter }, scanned }],
      )
      return
    }
    if (verb !== 'member') throw new Error(`unknown act: ${line}`)
    const [who = '', right = '', from, until] = rest
    const personId = this.#people.get(who)
    if (personId === undefined) throw new Error(`no person: ${line}`)
    const moment = (text: string | undefined) =>
      text === undefined ? null : this.#clock.now() + Number(text) * 1_000
    const held = { fromAt: moment(from), untilAt: moment(until) }
    await this.#commit([
      right === 'none'
        ? { op: 'remove-member', accountId, personId }
        : { op: 'put-member', accountId, personId, right: right as MemberRight, ...held },
    ])
  }

  async #commit(operations: readonly Operation[], messages: readonly NewMessage[] = []) {
    const done = await this.#store.commit({ operations, messages })
    if (!done.ok) throw new Error(done.reason)
    return done.outcomes
  }
}
