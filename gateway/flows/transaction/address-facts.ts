import { type Account, includesRight, isMemberAt, type Member } from '../../../domain/account.js'
import { type EmailAddress, parseEmailAddress } from '../../../domain/email-address.js'
import type { AccountId, PersonId } from '../../../domain/ids.js'
import { environmentOfOid, parseMatricule } from '../../../domain/ins.js'
import { err, ok } from '../../../domain/result.js'
import type { PeerCertificate } from '../../../pki/contract.js'
import type {
  AddressUse,
  DomainStanding,
  PatientStanding,
  RecipientTarget,
  SenderPath,
} from '../../policy/facts.js'
import type { Known } from '../../policy/verdict.js'
import type { Identity } from '../contract.js'
import type { FlowDeps } from '../flow-deps.js'
import { postmasterAddress } from './postmaster-account.js'

/** An address with what the directory knows of it. */
export interface FoundTarget {
  readonly address: EmailAddress | null
  readonly target: RecipientTarget
  /** Of a local account or a patient, where there is one. */
  readonly account: Account | null
  /** Octets in use; null when the account has no quota. */
  readonly used: Known<number> | null
}

/** What an identity may do with an address, and the account that it would write as. */
export interface FoundUse {
  readonly use: AddressUse
  readonly account: Account | null
}

/** RFC 5321 §4.5.1: of every domain that we take mail for, and never a patient. */
const isPostmaster = ({ local }: EmailAddress): boolean => local === 'postmaster'

/** RFC 5321 §4.5.1 wants it taken, and nobody has made that mailbox yet. */
export const isMissingPostmaster = ({ address, target }: FoundTarget): boolean =>
  address !== null &&
  isPostmaster(address) &&
  target.kind === 'local' &&
  target.account.ok &&
  target.account.value === null

type FactDeps = Pick<FlowDeps, 'directory' | 'whiteList' | 'settings' | 'clock'>

/** Gathers the facts about addresses that the rules of all three flows judge on. */
export class AddressFacts {
  readonly #deps: FactDeps

  constructor(deps: FactDeps) {
    this.#deps = deps
  }

  senderPath(text: string): SenderPath {
    if (text === '') return { kind: 'null' }
    const address = parseEmailAddress(text)
    return address.ok ? { kind: 'address', address: address.value } : { kind: 'invalid' }
  }

  isPatientAddress(address: EmailAddress): boolean {
    return address.domain === this.#deps.settings.citizenDomain && !isPostmaster(address)
  }

  domainStanding(domain: string, peer: PeerCertificate): Known<DomainStanding> {
    const { whiteList } = this.#deps
    if (whiteList.state().stale) return err('white-list-stale')
    return ok({
      inTrustSpace: whiteList.has(domain),
      boundToPeer: whiteList.binds(domain, peer.subject),
    })
  }

  isOperator(peer: PeerCertificate): Known<boolean> {
    const { whiteList } = this.#deps
    return whiteList.state().stale ? err('white-list-stale') : ok(whiteList.lists(peer.subject))
  }

  /** Our own domains need no list; any other does. */
  inTrustSpace(domain: string): Known<boolean> {
    const { whiteList, settings } = this.#deps
    if (settings.localDomains.has(domain) || domain === settings.citizenDomain) return ok(true)
    if (whiteList.state().stale) return err('white-list-stale')
    return ok(whiteList.has(domain))
  }

  async target(text: string): Promise<FoundTarget> {
    const parsed = parseEmailAddress(text)
    if (!parsed.ok) return { address: null, target: { kind: 'invalid' }, account: null, used: null }
    const address = parsed.value
    if (this.isPatientAddress(address)) return this.#patientTarget(address)
    const { localDomains, citizenDomain } = this.#deps.settings
    const isOurs = localDomains.has(address.domain) || address.domain === citizenDomain
    if (isOurs) return this.#localTarget(address)
    const inTrustSpace = this.inTrustSpace(address.domain)
    return { address, target: { kind: 'remote', inTrustSpace }, account: null, used: null }
  }

  async #localTarget(address: EmailAddress): Promise<FoundTarget> {
    const { directory, settings } = this.#deps
    let account = await directory.accountByAddress(address.text)
    if (account.ok && account.value === null && isPostmaster(address))
      account = await directory.accountByAddress(postmasterAddress(settings))
    const found = account.ok ? account.value : null
    return {
      address,
      target: { kind: 'local', account },
      account: found,
      used: await this.#used(found),
    }
  }

  async #patientTarget(address: EmailAddress): Promise<FoundTarget> {
    const matriculeValid = parseMatricule(address.local).ok
    const nobody = { address, account: null, used: null }
    if (!matriculeValid)
      return { ...nobody, target: { kind: 'patient', matriculeValid, standing: ok(null) } }
    const account = await this.#deps.directory.accountByAddress(address.text)
    if (!account.ok)
      return { ...nobody, target: { kind: 'patient', matriculeValid, standing: account } }
    if (account.value === null || account.value.kind !== 'patient')
      return { ...nobody, target: { kind: 'patient', matriculeValid, standing: ok(null) } }
    const standing = await this.#patientStanding(account.value)
    return {
      address,
      target: { kind: 'patient', matriculeValid, standing },
      account: account.value,
      used: await this.#used(account.value),
    }
  }

  async #patientStanding(account: Account): Promise<Known<PatientStanding | null>> {
    const profile = await this.#deps.directory.profile(account.id)
    if (!profile.ok || profile.value === null) return profile.ok ? ok(null) : profile
    return ok({
      accountClosed: account.state === 'closed',
      state: profile.value.state,
      environmentMatches:
        environmentOfOid(profile.value.insOid) === this.#deps.settings.environment,
    })
  }

  async #used(account: Account | null): Promise<Known<number> | null> {
    if (account === null || account.quotaBytes === 0) return null
    return this.#deps.directory.usedBytes(account.id)
  }

  /**
   * May the identity write as this address? Beyond its own account, only a human can, with the
   * certificate or with a password of the own personal account: the password of a shared account
   * opens nothing else. Rights are those of this moment: a session may be older than a revocation.
   */
  async use(identity: Identity, address: EmailAddress): Promise<Known<FoundUse>> {
    const { account, person } = identity
    const notOwned = ok({ use: 'not-owned' as const, account: null })
    const isOwn = address.text === account.address
    if (!isOwn && person === null) return notOwned
    if (!isOwn && identity.via === 'password' && account.ownerId !== person?.id) return notOwned
    const found = await this.#deps.directory.accountByAddress(address.text)
    if (!found.ok) return found
    const author = found.value
    if (author === null || author.kind === 'patient' || author.state === 'closed') return notOwned
    // Software behind its own account; a team's certificate may answer for the team.
    if (person === null) return ok({ use: mayAnswer(identity), account: author })
    if (author.ownerId === person.id) return ok({ use: 'usable', account: author })
    const member = await this.#memberNow(person.id, author.id)
    if (!member.ok) return member
    if (member.value === null) return notOwned
    return ok({ use: mayAnswer(member.value), account: author })
  }

  async #memberNow(personId: PersonId, accountId: AccountId): Promise<Known<Member | null>> {
    const { directory, clock } = this.#deps
    const member = await directory.membership(personId, accountId)
    if (!member.ok || member.value === null) return member
    return ok(isMemberAt(member.value, clock.now()) ? member.value : null)
  }
}

const mayAnswer = ({ right }: Pick<Member, 'right'>): AddressUse =>
  includesRight(right, 'answer') ? 'usable' : 'right-missing'
