import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Account, MemberRight } from '../../domain/account.js'
import type { AccountId, PersonId } from '../../domain/ids.js'
import { silentLog } from '../../domain/log.js'
import { createTeamActs } from '../../gateway/flows/exchange/team-acts.js'
import { createSignIn } from '../../gateway/flows/sign-in/sign-in.js'
import { createTeamDesk } from '../../gateway/team/team-desk.js'
import { scanMessage } from '../../mail-format/scanner.js'
import type { MailboxStore, Operation, Outcome } from '../../mailbox-store/contract.js'
import type { PortalListener } from '../../patient-portal/contract.js'
import { createCertificateValidator } from '../../pki/certificate-validator.js'
import {
  addDevelopmentAccounts,
  createDevelopmentTrustSpace,
  revokeDevelopmentCertificate,
} from '../../pki/development-authority.js'
import type {
  AccountCertificatePlan,
  DevelopmentTrustSpace,
  IdentityFiles,
} from '../../pki/development-plan.js'
import { startTeamPortal } from '../../team-portal/start-team-portal.js'
import { sampleAccount } from '../store/store-samples.js'

export const team = 'cardiologie@demo.mss.test'
export const otherTeam = 'urgences@demo.mss.test'

const people = ['claire', 'sophie', 'paul', 'ancien', 'personne'] as const
export type TeamPerson = (typeof people)[number]
const addressOf = (person: TeamPerson): string => `${person}@demo.mss.test`

const personPlan = (person: TeamPerson, order: number): AccountCertificatePlan => ({
  kind: 'personal',
  address: addressOf(person),
  nationalId: `89970000000${order}`,
  surname: person.toUpperCase(),
  givenName: 'ANNE',
  profession: 'Médecin',
})
const teamPlan: AccountCertificatePlan = {
  kind: 'organisational',
  address: team,
  commonName: 'CARDIOLOGIE',
  identifier: '1990000001',
  organisation: 'Centre hospitalier',
  department: 'Savoie (73)',
}

export interface TeamTrust {
  readonly space: DevelopmentTrustSpace
  remove(): void
}

/**
 * A development authority with the certificates of the people below: that of `ancien` has expired.
 * It costs a second, and serves many tests as long as none revokes.
 */
export function createTeamTrust(): TeamTrust {
  const folder = mkdtempSync(join(tmpdir(), 'mss-team-'))
  const plans = people.map(personPlan)
  const isOld = ({ address }: AccountCertificatePlan) => address === addressOf('ancien')
  const made = createDevelopmentTrustSpace(folder, {
    development: true,
    createdAt: Date.now(),
    operators: [
      {
        name: 'local',
        host: 'localhost',
        identifier: '1750000001',
        organisation: 'Opérateur',
        department: 'Paris (75)',
        domains: ['demo.mss.test'],
      },
    ],
    accounts: [...plans.filter((plan) => !isOld(plan)), teamPlan],
    pkcs12Password: 'essai',
  })
  const day = 86_400_000
  const dates = { notBefore: Date.now() - 2 * day, notAfter: Date.now() - day }
  const all = made.ok
    ? addDevelopmentAccounts(folder, plans.filter(isOld), Date.now(), dates)
    : made
  if (!all.ok) throw new Error(all.error.says)
  return { space: all.value, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/**
 * A team with its real listener, certificates of a development authority, and patients who wrote.
 * `claire` owns her mailbox and manages the team, `sophie` answers, `paul` reads; the certificate of
 * `ancien` has expired, that of `personne` is nobody's here.
 */
export class TeamSpace {
  readonly store: MailboxStore
  readonly #trust: TeamTrust
  #listener: PortalListener | null = null
  #nowMs = Date.now()
  readonly persons = new Map<TeamPerson, PersonId>()
  readonly accounts = new Map<string, AccountId>()
  readonly clock = { now: () => this.#nowMs }

  private constructor(store: MailboxStore, trust: TeamTrust) {
    this.store = store
    this.#trust = trust
  }

  static async open(store: MailboxStore, trust: TeamTrust): Promise<TeamSpace> {
    const space = new TeamSpace(store, trust)
    await space.#fill()
    await space.#listen()
    return space
  }

  get port(): number {
    return this.#listener?.port ?? 0
  }

  get ca(): string {
    return readFileSync(this.#trust.space.ca, 'utf8')
  }

  /** Key and certificate, PEM. */
  identity(who: TeamPerson | 'team'): { readonly cert: string; readonly key: string } {
    const { cert, key } = this.#files(who)
    return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') }
  }

  #files(who: TeamPerson | 'team'): IdentityFiles {
    return this.#trust.space.accounts[who === 'team' ? team : addressOf(who)]!
  }

  revoke(person: TeamPerson): void {
    const { serial } = this.#files(person)
    revokeDevelopmentCertificate(this.#trust.space.folder, 'persons', serial, Date.now())
  }

  advance(ms: number): void {
    this.#nowMs += ms
  }

  async commit(...operations: Operation[]): Promise<readonly Outcome[]> {
    const done = await this.store.commit({ operations })
    if (!done.ok) throw new Error(done.reason)
    return done.outcomes
  }

  async #fill(): Promise<void> {
    for (const [order, person] of people.entries()) {
      const outcomes = await this.commit({
        op: 'put-person',
        person: { displayName: `Anne ${person.toUpperCase()}`, nationalId: null },
      })
      const { personId } = outcomes[0] as { personId: PersonId }
      this.persons.set(person, personId)
      if (person === 'personne') continue
      await this.#account(addressOf(person), { kind: 'personal', ownerId: personId }, order)
      await this.#credential(this.#files(person), { personId, accountId: null })
    }
    for (const address of [team, otherTeam])
      await this.#account(address, { kind: 'organisational', displayName: 'Service' }, 8)
    const accountId = this.accounts.get(team)!
    await this.#credential(this.#files('team'), { personId: null, accountId })
    await this.member('claire', 'manage')
    await this.member('sophie', 'answer')
    await this.member('paul', 'read')
  }

  async #account(address: string, more: Partial<Account>, order: number): Promise<void> {
    const account = { ...sampleAccount(2 * order + 1), displayName: address, ...more, address }
    const [outcome] = await this.commit({ op: 'put-account', account })
    this.accounts.set(address, (outcome as { accountId: AccountId }).accountId)
  }

  async #credential(
    { subjectText }: IdentityFiles,
    holder: { readonly personId: PersonId | null; readonly accountId: AccountId | null },
  ): Promise<void> {
    const credential = {
      kind: 'certificate' as const,
      secret: subjectText,
      label: '',
      createdAt: 1,
    }
    await this.commit({ op: 'put-credential', credential: { ...credential, ...holder } })
  }

  async member(
    person: TeamPerson,
    right: MemberRight | null,
    until: number | null = null,
    address = team,
  ): Promise<void> {
    const accountId = this.accounts.get(address)!
    const personId = this.persons.get(person)!
    await this.commit(
      right === null
        ? { op: 'remove-member', accountId, personId }
        : { op: 'put-member', accountId, personId, right, fromAt: null, untilAt: until },
    )
  }

  /** A patient of these names with an open exchange with the team. */
  async patient(matricule: string, birthName: string, given: string, address = team) {
    const own = `${matricule}@patient.mss.test`
    await this.#account(own, { kind: 'patient', displayName: own }, 9)
    const accountId = this.accounts.get(own)!
    const profile = {
      accountId,
      matricule,
      insOid: '1.2.250.1.213.1.4.10',
      birthName,
      usedName: '',
      firstNames: [given],
      birthDate: '1988-06-01',
      sex: 'female' as const,
      state: 'open' as const,
    }
    const shown = { professionalName: 'Service de cardiologie', professionalEntity: '' }
    const exchange = { patientId: accountId, professionalAddress: address, ...shown, at: 1 }
    await this.commit({ op: 'put-profile', profile }, { op: 'open-exchange', ...exchange })
    return accountId
  }

  /** As the portal and the delivery leave them in the patient's account. */
  async wrote(by: 'patient' | 'team', patientId: AccountId, at: number, subject = 'Holter') {
    const account = await this.store.read.account(patientId)
    const [from, to] = by === 'patient' ? [account!.address, team] : [team, account!.address]
    const lines = [`From: <${from}>`, `To: <${to}>`, `Subject: ${subject}`]
    const body = Buffer.from(
      [...lines, `Message-ID: <${at}.${patientId}@x>`, '', 'x', ''].join('\r\n'),
    )
    const done = await this.store.commit({
      messages: [{ prefix: new Uint8Array(), body: { inline: body }, scanned: scanMessage(body) }],
      operations: [
        {
          op: 'append-email',
          accountId: patientId,
          mailbox: by === 'patient' ? 'sent' : 'inbox',
          message: { index: 0 },
          flags: [],
          internalDate: at,
          correspondent: team,
        },
      ],
    })
    if (!done.ok) throw new Error(done.reason)
  }

  async #listen(): Promise<void> {
    const { store, clock } = this
    const pem = (file: string) => readFileSync(file, 'utf8')
    const { space } = this.#trust
    const authorities = [pem(space.root), pem(space.organisations), pem(space.persons)]
    const deps = { store, clock, log: silentLog }
    this.#listener = await startTeamPortal({
      host: '127.0.0.1',
      port: 0,
      tls: { key: pem(space.server.key), cert: pem(space.server.cert), clientCa: authorities },
      desk: createTeamDesk({
        read: store.read,
        acts: createTeamActs(deps),
        validator: createCertificateValidator({
          anchors: [authorities[0]!],
          intermediates: authorities.slice(1),
          crls: space.crlFolder,
          clock,
          crlCheckMs: 0,
        }),
        signIn: createSignIn(deps),
        tokenKey: Buffer.alloc(32, 3),
        clock,
        log: silentLog,
      }),
      clock,
      log: silentLog,
      brand: { name: 'Messagerie de santé', operator: 'Opérateur d’essai', development: true },
    })
  }

  async close(): Promise<void> {
    await this.#listener?.close(100)
    await this.store.close()
  }
}
