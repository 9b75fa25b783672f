import { randomInt } from 'node:crypto'
import type { DevelopmentTrustSpace, IdentityFiles } from '../../pki/development-plan.js'
import { type Passwords, passwordKey, patientAddress, usersOf } from './sample-accounts.js'
import {
  type SampleAccountPlan,
  sampleAccountPlans,
  sampleDomains,
  sampleHosts,
  samplePatientPlans,
  samplePersons,
  sampleStructures,
} from './sample-plan.js'
import { addressOf, samplePkcs12Password } from './sample-trust.js'
import type {
  SampleAccount,
  SampleMember,
  SampleOperator,
  SamplePatient,
  SampleSignIn,
  Samples,
} from './samples-file.js'

function signInOf(files: IdentityFiles | undefined, password: string | undefined): SampleSignIn {
  return {
    certificateFile: files?.cert ?? null,
    keyFile: files?.key ?? null,
    pkcs12File: files?.pkcs12 ?? null,
    pkcs12Password: files === undefined ? null : samplePkcs12Password,
    applicationPassword: password ?? null,
  }
}

function describeAccount(
  plan: SampleAccountPlan,
  space: DevelopmentTrustSpace,
  passwords: Passwords,
): SampleAccount {
  const signIn = (user: string | null): SampleSignIn =>
    signInOf(
      space.accounts[addressOf(user ?? plan.local)],
      passwords.get(passwordKey(plan.local, user)),
    )
  const members = plan.members.map(
    ({ person, right }): SampleMember => ({
      displayName: samplePersons.find(({ key }) => key === person)!.displayName,
      right,
      ...signIn(person),
    }),
  )
  return {
    kind: plan.kind,
    address: addressOf(plan.local),
    displayName: plan.displayName,
    ...signIn(usersOf(plan).at(-1) ?? null),
    members,
  }
}

const describePatient = (plan: (typeof samplePatientPlans)[number]): SamplePatient => ({
  address: patientAddress(plan.matricule),
  matricule: plan.matricule,
  displayName: plan.displayName,
  state: plan.state,
  portal:
    plan.state === 'open'
      ? { login: plan.login, code: String(randomInt(1_000_000)).padStart(6, '0') }
      : null,
})

const describeOperator = (
  space: DevelopmentTrustSpace,
  name: string,
  facts: Pick<SampleOperator, 'ours' | 'hostName' | 'organisation' | 'domains'>,
): SampleOperator => ({
  name,
  ...facts,
  certificateFile: space.operators[name]!.cert,
  keyFile: space.operators[name]!.key,
})

function describeOperators(space: DevelopmentTrustSpace): SampleOperator[] {
  return [
    describeOperator(space, 'passerelle', {
      ours: true,
      hostName: sampleHosts.ours,
      organisation: sampleStructures.hospital.organisation,
      domains: [sampleDomains.professional, sampleDomains.citizen],
    }),
    describeOperator(space, 'autre-operateur', {
      ours: false,
      hostName: sampleHosts.neighbour,
      organisation: sampleStructures.neighbour.organisation,
      domains: [sampleDomains.neighbour],
    }),
  ]
}

/** What newcomers and tests need to act as any of the samples. */
export const describeSamples = (space: DevelopmentTrustSpace, passwords: Passwords): Samples => ({
  caFile: space.ca,
  accounts: sampleAccountPlans.map((plan) => describeAccount(plan, space, passwords)),
  patients: samplePatientPlans.map(describePatient),
  operators: describeOperators(space),
})
