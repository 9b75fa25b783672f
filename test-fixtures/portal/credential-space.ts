import type { CredentialKind } from '../../domain/account.js'
import type { AccountId } from '../../domain/ids.js'
import { insOid } from '../../domain/ins.js'
import { type LogFields, silentLog } from '../../domain/log.js'
import type { Profile } from '../../domain/profile.js'
import type { MailboxStore, Operation, Outcome } from '../../mailbox-store/contract.js'
import { createMemoryStore } from '../../mailbox-store/memory/memory-store.js'
import { HandClock, settings } from '../world/flow-space.js'

/** Patients and what proves who they are, on the memory store: for tests of sign-in. */
export class CredentialSpace {
  readonly clock = new HandClock()
  readonly store: MailboxStore = createMemoryStore()
  readonly logged: string[] = []
  readonly deps = {
    store: this.store,
    clock: this.clock,
    settings,
    log: {
      ...silentLog,
      info: this.#keep.bind(this),
      warn: this.#keep.bind(this),
      error: this.#keep.bind(this),
    },
  }

  #keep(event: string, fields?: LogFields): void {
    this.logged.push(`${event} ${JSON.stringify(fields ?? {})}`)
  }

  async #commit(operation: Operation): Promise<Outcome> {
    const done = await this.store.commit({ operations: [operation] })
    if (!done.ok) throw new Error(done.reason)
    return done.outcomes[0]!
  }

  async patient(matricule: string, traits: Partial<Profile> = {}): Promise<AccountId> {
    const outcome = await this.#commit({
      op: 'put-account',
      account: {
        kind: 'patient',
        address: `${matricule.toLowerCase()}@patient.mss.test`,
        displayName: `${traits.firstNames?.[0] ?? 'LEA'} ${traits.birthName ?? 'BERNARD'}`,
        entity: '',
        state: 'active',
        acceptsPatientsFirst: false,
        ownerId: null,
        quotaBytes: 0,
        createdAt: 1,
      },
    })
    const { accountId } = outcome as { accountId: AccountId }
    const profile: Profile = {
      accountId,
      matricule,
      insOid: insOid.nirTest,
      birthName: 'BERNARD',
      usedName: 'BERNARD',
      firstNames: ['LEA'],
      birthDate: '1988-06-14',
      sex: 'female',
      state: 'open',
      ...traits,
    }
    await this.#commit({ op: 'put-profile', profile: { ...profile, accountId } })
    return accountId
  }

  async put(kind: CredentialKind, secret: string, accountId: AccountId): Promise<void> {
    const createdAt = this.clock.now()
    const credential = { kind, secret, accountId, personId: null, label: 'essai', createdAt }
    await this.#commit({ op: 'put-credential', credential })
  }

  async email(accountId: AccountId, email: string, isVerified = true): Promise<void> {
    const change = { notificationEmail: email, emailVerifiedAt: isVerified ? 1 : null }
    await this.#commit({ op: 'change-patient-settings', accountId, change })
  }

  async close(accountId: AccountId): Promise<void> {
    await this.#commit({ op: 'change-account', accountId, change: { state: 'closed' } })
  }

  /** Details of `credential.change`, oldest first. */
  async traces() {
    const found = await this.store.read.traces({ action: 'credential.change' }, 100)
    return found.map(({ detail }) => detail).reverse()
  }
}
