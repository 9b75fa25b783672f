import { type Account, type Credential, sentCopyByDefault } from '../../domain/account.js'
import { consentVersion } from '../../domain/consent-version.js'
import type { AccountId, PersonId } from '../../domain/ids.js'
import { insOid } from '../../domain/ins.js'
import { namespaceOf } from '../../domain/namespaces.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { Actor, NewTrace } from '../../domain/trace.js'
import {
  type BatchTrace,
  type MailboxStore,
  type Operation,
  type Outcome,
  standardMailboxes,
} from '../../mailbox-store/contract.js'
import type { DevelopmentTrustSpace } from '../../pki/development-plan.js'
import {
  hashApplicationPassword,
  newApplicationPassword,
} from '../directory/application-password.js'
import {
  type SampleAccountPlan,
  type SamplePersonKey,
  sampleAccountPlans,
  sampleDomains,
  samplePatientPlans,
  samplePersons,
} from './sample-plan.js'
import { addressOf } from './sample-trust.js'

export interface SampleAccountsOptions {
  readonly store: MailboxStore
  readonly actor: Actor
  readonly now: number
}

/**
 * Collects the operations of one batch, then commits them with one trace each where an account
 * changes.
 */
async function commit(
  { store, actor, now }: SampleAccountsOptions,
  operations: readonly Operation[],
): Promise<Result<readonly Outcome[], Reason>> {
  const traces = operations.flatMap((operation, index): BatchTrace[] => {
    const facts = traceOf(operation)
    const rest = { at: now, actor, outcome: 'accepted', reason: null, messageId: null } as const
    if (facts === null) return []
    // The id of a new account is known inside the transaction only.
    return [
      { ...rest, ...facts, ...(operation.op === 'put-account' ? { accountIndex: index } : {}) },
    ]
  })
  const done = await store.commit({ operations, traces })
  return done.ok ? ok(done.outcomes) : err(done.reason)
}

type PersonIds = ReadonlyMap<string, PersonId>
type AccountIds = ReadonlyMap<string, AccountId>

async function putPersons(options: SampleAccountsOptions): Promise<Result<PersonIds, Reason>> {
  const operations = samplePersons.map(
    ({ displayName, nationalId }): Operation => ({
      op: 'put-person',
      person: { displayName, nationalId },
    }),
  )
  const done = await commit(options, operations)
  if (!done.ok) return done
  const ids = done.value.map((outcome) => (outcome.op === 'put-person' ? outcome.personId : null))
  return ok(new Map(samplePersons.map((person, i) => [person.key, ids[i]!])))
}

const professionalAccount = (
  plan: SampleAccountPlan,
  persons: PersonIds,
  now: number,
): Omit<Account, 'id'> => ({
  kind: plan.kind,
  address: addressOf(plan.local),
  displayName: plan.displayName,
  entity: plan.entity,
  state: 'active',
  acceptsPatientsFirst: plan.acceptsPatientsFirst,
  ownerId: plan.owner === null ? null : persons.get(plan.owner)!,
  quotaBytes: 0,
  seenMarks: 'shared',
  sentCopy: sentCopyByDefault(plan.kind),
  documentForwarding: 'ask',
  absence: null,
  createdAt: now,
})

export const patientAddress = (matricule: string): string =>
  `${matricule.toLowerCase()}@${sampleDomains.citizen}`

async function putAccounts(
  options: SampleAccountsOptions,
  persons: PersonIds,
): Promise<Result<AccountIds, Reason>> {
  const accounts: Omit<Account, 'id'>[] = [
    ...sampleAccountPlans.map((plan) => professionalAccount(plan, persons, options.now)),
    ...samplePatientPlans.map(
      (plan): Omit<Account, 'id'> => ({
        kind: 'patient',
        address: patientAddress(plan.matricule),
        displayName: plan.displayName,
        entity: '',
        state: 'active',
        acceptsPatientsFirst: false,
        ownerId: null,
        quotaBytes: 0,
        seenMarks: 'shared',
        sentCopy: false,
        documentForwarding: 'ask',
        absence: null,
        createdAt: options.now,
      }),
    ),
  ]
  const operations = accounts.map((account): Operation => ({ op: 'put-account', account }))
  const done = await commit(options, operations)
  if (!done.ok) return done
  const ids = done.value.map((outcome) => (outcome.op === 'put-account' ? outcome.accountId : null))
  return ok(new Map(accounts.map((account, i) => [account.address, ids[i]!])))
}

const credential = (
  options: SampleAccountsOptions,
  fields: Pick<Credential, 'kind' | 'secret' | 'accountId' | 'personId' | 'label'>,
): Operation => ({ op: 'put-credential', credential: { ...fields, createdAt: options.now } })

/** The people who sign in to an account: its owner, or its members; null is the software itself. */
export const usersOf = (plan: SampleAccountPlan): (SamplePersonKey | null)[] =>
  plan.kind === 'applicative'
    ? [null]
    : plan.owner !== null
      ? [plan.owner]
      : plan.members.map((member) => member.person)

export type Passwords = ReadonlyMap<string, string>
export const passwordKey = (local: string, person: string | null): string =>
  `${local} ${person ?? ''}`

async function signInOperations(
  options: SampleAccountsOptions,
  space: DevelopmentTrustSpace,
  persons: PersonIds,
  accounts: AccountIds,
): Promise<{ operations: Operation[]; passwords: Passwords }> {
  const operations: Operation[] = samplePersons.map((person) =>
    credential(options, {
      kind: 'certificate',
      secret: space.accounts[addressOf(person.key)]!.subjectText,
      accountId: null,
      personId: persons.get(person.key)!,
      label: `Certificat de ${person.displayName}`,
    }),
  )
  const passwords = new Map<string, string>()
  for (const plan of sampleAccountPlans) {
    const accountId = accounts.get(addressOf(plan.local))!
    if (plan.kind === 'applicative') {
      const secret = space.accounts[addressOf(plan.local)]!.subjectText
      const label = `Certificat de ${plan.displayName}`
      operations.push(
        credential(options, { kind: 'certificate', secret, accountId, personId: null, label }),
      )
    }
    for (const user of usersOf(plan)) {
      const password = newApplicationPassword()
      passwords.set(passwordKey(plan.local, user), password)
      const secret = await hashApplicationPassword(password)
      const personId = user === null ? null : persons.get(user)!
      const label = "Mot de passe d'application (exemple)"
      operations.push(credential(options, { kind: 'password', secret, accountId, personId, label }))
    }
    for (const { person, right } of plan.members) {
      operations.push({
        op: 'put-member',
        accountId,
        personId: persons.get(person)!,
        right,
        fromAt: null,
        untilAt: null,
      })
      operations.push(...subscriptionsOf(plan, accounts.get(addressOf(person))))
    }
  }
  return { operations, passwords }
}

/** As `mss member add`: mail clients show what is subscribed. Null: somebody without a mailbox. */
function subscriptionsOf(
  { kind, local }: SampleAccountPlan,
  accountId: AccountId | undefined,
): Operation[] {
  if (accountId === undefined) return []
  const prefix = namespaceOf({ kind, address: addressOf(local) })
  return standardMailboxes.map(({ name }) => ({
    op: 'subscribe',
    accountId,
    name: prefix + name,
    subscribed: true,
  }))
}

const profileOperations = (accounts: AccountIds): Operation[] =>
  samplePatientPlans.map(({ login: _login, displayName: _name, ...plan }) => ({
    op: 'put-profile',
    profile: {
      ...plan,
      accountId: accounts.get(patientAddress(plan.matricule))!,
      insOid: insOid.nirTest,
    },
  }))

/**
 * The sample patients have their first visit behind them, so that a demonstration starts in the
 * mailbox; `mss profile create` and `mss profile activation` show a first visit.
 */
const consentOperations = (accounts: AccountIds, at: number): Operation[] =>
  samplePatientPlans.map(({ matricule }) => ({
    op: 'change-patient-settings',
    accountId: accounts.get(patientAddress(matricule))!,
    change: { consent: { version: consentVersion, at } },
  }))

type TraceFacts = Pick<NewTrace, 'action' | 'accountId' | 'detail'>

function traceOf(operation: Operation): TraceFacts | null {
  switch (operation.op) {
    case 'put-account': {
      const detail = { change: 'create', kind: operation.account.kind }
      return { action: 'account.change', accountId: null, detail }
    }
    case 'put-member': {
      const detail = { change: 'add', right: operation.right, personId: operation.personId }
      return { action: 'member.change', accountId: operation.accountId, detail }
    }
    case 'put-credential': {
      const { accountId, kind, personId } = operation.credential
      return { action: 'credential.change', accountId, detail: { change: 'add', kind, personId } }
    }
    case 'put-profile': {
      const { accountId, state } = operation.profile
      return { action: 'profile.change', accountId, detail: { state } }
    }
    default:
      return null
  }
}

/**
 * Persons, accounts, members, credentials and profiles of the samples; answers the passwords made.
 */
export async function putSampleAccounts(
  options: SampleAccountsOptions,
  space: DevelopmentTrustSpace,
): Promise<Result<Passwords, Reason>> {
  const persons = await putPersons(options)
  if (!persons.ok) return persons
  const accounts = await putAccounts(options, persons.value)
  if (!accounts.ok) return accounts
  const signIn = await signInOperations(options, space, persons.value, accounts.value)
  const operations = [
    ...signIn.operations,
    ...profileOperations(accounts.value),
    ...consentOperations(accounts.value, options.now),
  ]
  const done = await commit(options, operations)
  return done.ok ? ok(signIn.passwords) : done
}
