import {
  type Account,
  type Credential,
  isMemberAt,
  type Member,
  type MemberRight,
  type Person,
} from '../../../domain/account.js'
import type { Clock } from '../../../domain/clock.js'
import type { AccountId, PersonId } from '../../../domain/ids.js'
import type { Actor } from '../../../domain/trace.js'
import type { StoreReader } from '../../../mailbox-store/contract.js'
import type { PeerCertificate } from '../../../pki/contract.js'
import type { Identity } from '../contract.js'

/** Patients sign in to the portal only, and a closed mailbox opens for nobody. */
export const takesSignIn = (account: Account | null): account is Account =>
  account !== null && account.kind !== 'patient' && account.state === 'active'

/** What opened an account. */
export type Proof = Pick<Identity, 'via' | 'credentialId'>

/** A credential of mail clients; the other kinds open the portal of patients alone. */
export type MailCredential = Credential & { readonly kind: 'certificate' | 'password' }

export const isMailCredential = (credential: Credential): credential is MailCredential =>
  credential.kind === 'certificate' || credential.kind === 'password'

export const proofBy = (credential: MailCredential): Proof => ({
  via: credential.kind,
  credentialId: credential.id,
})

function identity(
  account: Account,
  person: Person | null,
  right: MemberRight,
  { via, credentialId }: Proof,
): Identity {
  const actor: Actor =
    person === null
      ? { kind: 'account', accountId: account.id, label: account.displayName }
      : { kind: 'person', personId: person.id, label: person.displayName }
  return { account, person, right, via, credentialId, actor }
}

/**
 * Without a human: software may do all with its own mailbox, a team's certificate answers for the
 * team.
 */
export const softwareIdentity = (account: Account, proof: Proof): Identity =>
  identity(account, null, account.kind === 'organisational' ? 'answer' : 'manage', proof)

/** Who stands behind a credential, as the store tells it. */
export class Identities {
  readonly #read: StoreReader
  readonly #clock: Clock

  constructor(read: StoreReader, clock: Clock) {
    this.#read = read
    this.#clock = clock
  }

  async ofCertificate(certificate: PeerCertificate): Promise<readonly Identity[]> {
    const { subjectText } = certificate
    const credentials = await this.#read.credentialsBySecret('certificate', subjectText)
    const found = new Map<AccountId, Identity>()
    for (const credential of credentials.filter(isMailCredential))
      for (const opened of await this.#openedBy(credential))
        if (!found.has(opened.account.id)) found.set(opened.account.id, opened)
    const isOwn = ({ account, person }: Identity) =>
      person !== null && account.ownerId === person.id ? 0 : 1
    return [...found.values()].sort((a, b) => isOwn(a) - isOwn(b) || a.account.id - b.account.id)
  }

  async #openedBy(credential: MailCredential): Promise<Identity[]> {
    const { accountId, personId } = credential
    const proof = proofBy(credential)
    if (accountId !== null) {
      const account = await this.#read.account(accountId)
      if (!takesSignIn(account)) return []
      const opened =
        personId === null
          ? softwareIdentity(account, proof)
          : await this.ofPerson(account, personId, proof)
      return opened === null ? [] : [opened]
    }
    if (personId === null) return []
    const person = await this.#read.person(personId)
    if (person === null) return []
    const own = await this.#read.accountsOwnedBy(personId)
    const opened = own
      .filter(takesSignIn)
      .map((account) => identity(account, person, 'manage', proof))
    for (const { accountId: sharedId, right } of await this.#membershipsNow(personId)) {
      const account = await this.#read.account(sharedId)
      if (takesSignIn(account)) opened.push(identity(account, person, right, proof))
    }
    return opened
  }

  /** Teams, and mailboxes that their owner delegated, within the dates. */
  async #membershipsNow(personId: PersonId): Promise<Member[]> {
    const now = this.#clock.now()
    return (await this.#read.memberships(personId)).filter((member) => isMemberAt(member, now))
  }

  /**
   * A human on an account: the owner, or a member with the member's right while it lasts; null for
   * anybody else.
   */
  async ofPerson(account: Account, personId: PersonId, proof: Proof): Promise<Identity | null> {
    const person = await this.#read.person(personId)
    if (person === null) return null
    if (account.ownerId === personId) return identity(account, person, 'manage', proof)
    const memberships = await this.#membershipsNow(personId)
    const member = memberships.find(({ accountId }) => accountId === account.id)
    return member === undefined ? null : identity(account, person, member.right, proof)
  }

  /** Behind a verified application password of the account. */
  async ofPassword(account: Account, credential: MailCredential): Promise<Identity | null> {
    const personId = credential.personId ?? account.ownerId
    return personId === null
      ? softwareIdentity(account, proofBy(credential))
      : this.ofPerson(account, personId, proofBy(credential))
  }
}
