import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { err, ok, type Result } from '../domain/result.js'
import {
  type AuthorityName,
  authorityNames,
  type DevelopmentAuthorities,
  type IssueOptions,
  issueAccountCertificate,
  issueOperatorCertificate,
  newAuthorities,
  readAuthorities,
  writeAuthorities,
  writeIdentity,
} from './development-certificates.js'
import type {
  AccountCertificatePlan,
  DevelopmentTrustSpace,
  IdentityFiles,
  OperatorPlan,
  TrustSpacePlan,
} from './development-plan.js'
import { readRevocationList } from './revocation-list.js'
import { issueRevocationList, type Revocation } from './revocation-list-issuer.js'
import { redateWhiteList, writeWhiteList } from './white-list-file.js'

/**
 * The development trust space: a folder with its own root, authorities, CRLs, white list and
 * identities, in the shape of IGC-Santé (mssante.md §5). Never for production.
 * The index `trust-space.json` is written last, so that an interrupted creation starts afresh.
 */
export interface DevelopmentFault {
  readonly code: 'development-only' | 'trust-space-missing' | 'trust-space-damaged'
  /** French, for the administrator. */
  readonly says: string
}

interface RevocationState {
  readonly number: number
  readonly nextUpdate: number
  readonly revoked: readonly Revocation[]
}

type StoredIdentity = Pick<IdentityFiles, 'subjectText' | 'serial'> & { readonly folder: string }

interface Index {
  readonly version: 1
  readonly pkcs12Password: string
  readonly operatorPlans: readonly OperatorPlan[]
  readonly crls: Readonly<Record<AuthorityName, RevocationState>>
  readonly operators: Readonly<Record<string, StoredIdentity>>
  readonly accounts: Readonly<Record<string, StoredIdentity>>
}

const dayMs = 86_400_000
const crlLifetimeMs = 30 * dayMs
/** Re-issued when less than this is left. */
const crlRenewalMs = 10 * dayMs
const whiteListRenewalMs = dayMs

const onlyInDevelopment: DevelopmentFault = {
  code: 'development-only',
  says:
    "L'autorité de développement n'est utilisable qu'en mode développement : " +
    "en production, demandez vos certificats à l'IGC-Santé",
}

/** Readers (the validator) may look at any time: a file is replaced whole or not at all. */
function replaceFile(path: string, contents: string | Uint8Array, mode = 0o644): void {
  writeFileSync(`${path}.new`, contents, { mode })
  renameSync(`${path}.new`, path)
}

const indexPath = (folder: string): string => join(folder, 'trust-space.json')
const writeIndex = (folder: string, index: Index): void =>
  replaceFile(indexPath(folder), `${JSON.stringify(index, null, 2)}\n`, 0o600)

function readIndex(folder: string): Result<Index, DevelopmentFault> {
  const path = indexPath(folder)
  if (!existsSync(path))
    return err({
      code: 'trust-space-missing',
      says: `Pas d'espace de confiance de développement dans ${folder} : lancez « mss init »`,
    })
  try {
    const index = JSON.parse(readFileSync(path, 'utf8')) as Index
    if (index.version === 1) return ok(index)
  } catch {
    // Falls through: an unreadable index and an unknown version need the same action.
  }
  return err({
    code: 'trust-space-damaged',
    says: `L'espace de confiance de ${folder} est illisible : supprimez ce dossier pour le recréer`,
  })
}

function writeCrl(
  folder: string,
  authorities: DevelopmentAuthorities,
  name: AuthorityName,
  previous: { readonly number: number; readonly revoked: readonly Revocation[] },
  now: number,
): RevocationState {
  const state = { ...previous, number: previous.number + 1, nextUpdate: now + crlLifetimeMs }
  const thisUpdate = now - 3_600_000
  const crl = issueRevocationList({ ...state, thisUpdate }, authorities[name])
  mkdirSync(join(folder, 'crl'), { recursive: true })
  replaceFile(join(folder, 'crl', `${name}.crl`), crl)
  return state
}

function writeDevelopmentWhiteList(folder: string, index: Index, now: number): void {
  const entries = index.operatorPlans.flatMap((plan) =>
    plan.domains.map((domain) => ({
      domain,
      description: `${plan.organisation} (développement)`,
      subjectText: index.operators[plan.name]!.subjectText,
      updatedAt: now,
    })),
  )
  writeWhiteList(join(folder, 'white-list.xml'), entries, now)
}

const filesOf = (folder: string, stored: StoredIdentity): IdentityFiles => ({
  cert: join(folder, stored.folder, 'cert.pem'),
  key: join(folder, stored.folder, 'key.pem'),
  pkcs12: join(folder, stored.folder, 'identity.p12'),
  subjectText: stored.subjectText,
  serial: stored.serial,
})

function spaceOf(folder: string, index: Index): DevelopmentTrustSpace {
  const files = (stored: Index['operators']): Record<string, IdentityFiles> =>
    Object.fromEntries(Object.entries(stored).map(([name, s]) => [name, filesOf(folder, s)]))
  const operators = files(index.operators)
  return {
    folder,
    ca: join(folder, 'ca.pem'),
    root: join(folder, 'root.pem'),
    organisations: join(folder, 'organisations.pem'),
    persons: join(folder, 'persons.pem'),
    crlFolder: join(folder, 'crl'),
    whiteList: join(folder, 'white-list.xml'),
    server: operators[index.operatorPlans[0]!.name]!,
    operators,
    accounts: files(index.accounts),
  }
}

/** Addresses may hold `/` or `%` (RFC 5321 atext); a folder name must not leave its parent. */
const accountFolder = (address: string): string =>
  join('accounts', address.replace(/[^a-z0-9@.+_-]/g, (c) => encodeURIComponent(c)).slice(0, 255))

/**
 * Creates the folder, or opens it when it is there already (CRLs and white list renewed).
 * Accounts of the plan that the folder does not have yet are added.
 */
export function createDevelopmentTrustSpace(
  folder: string,
  plan: TrustSpacePlan,
): Result<DevelopmentTrustSpace, DevelopmentFault> {
  if (!plan.development) return err(onlyInDevelopment)
  const home = resolve(folder)
  const now = plan.createdAt
  if (!existsSync(indexPath(home))) createFresh(home, plan)
  else {
    const renewed = renewDevelopmentCrls(home, now)
    if (!renewed.ok) return renewed
  }
  return addDevelopmentAccounts(home, plan.accounts, now)
}

function createFresh(home: string, plan: TrustSpacePlan): void {
  mkdirSync(home, { recursive: true })
  const now = plan.createdAt
  const authorities = newAuthorities(now)
  writeAuthorities(home, authorities)
  const crl = (name: AuthorityName) =>
    writeCrl(home, authorities, name, { number: 0, revoked: [] }, now)
  const operators = plan.operators.map((operator, i): readonly [string, StoredIdentity] => {
    const issued = issueOperatorCertificate(authorities, operator, now)
    const place = i === 0 ? 'server' : join('operators', operator.name)
    const label = `${operator.organisation} (développement)`
    const written = writeIdentity(
      join(home, place),
      issued,
      authorities,
      label,
      plan.pkcs12Password,
    )
    return [
      operator.name,
      { folder: place, subjectText: written.subjectText, serial: issued.serial },
    ]
  })
  const index: Index = {
    version: 1,
    pkcs12Password: plan.pkcs12Password,
    operatorPlans: plan.operators,
    crls: { root: crl('root'), organisations: crl('organisations'), persons: crl('persons') },
    operators: Object.fromEntries(operators),
    accounts: {},
  }
  writeDevelopmentWhiteList(home, index, now)
  writeIndex(home, index)
}

/** Opens an existing space without changing it. */
export function openDevelopmentTrustSpace(
  folder: string,
): Result<DevelopmentTrustSpace, DevelopmentFault> {
  const home = resolve(folder)
  const index = readIndex(home)
  return index.ok ? ok(spaceOf(home, index.value)) : index
}

const friendlyNameOf = (plan: AccountCertificatePlan): string =>
  plan.kind === 'personal' ? `${plan.givenName} ${plan.surname}` : plan.commonName

const isRevoked = ({ crls }: Index, serial: string): boolean =>
  authorityNames.some((name) => crls[name].revoked.some((entry) => entry.serial === serial))

/** Issues certificates where there is none, or a revoked one. `options` deviate for tests. */
export function addDevelopmentAccounts(
  folder: string,
  plans: readonly AccountCertificatePlan[],
  now: number,
  options: IssueOptions = {},
): Result<DevelopmentTrustSpace, DevelopmentFault> {
  const home = resolve(folder)
  const index = readIndex(home)
  if (!index.ok) return index
  const missing = plans.filter(({ address }) => {
    const held = index.value.accounts[address]
    return held === undefined || isRevoked(index.value, held.serial)
  })
  if (missing.length === 0) return ok(spaceOf(home, index.value))
  const authorities = readAuthorities(home)
  const accounts = { ...index.value.accounts }
  for (const plan of missing) {
    const issued = issueAccountCertificate(authorities, plan, now, options)
    const place = accountFolder(plan.address)
    const password = index.value.pkcs12Password
    const label = friendlyNameOf(plan)
    const written = writeIdentity(join(home, place), issued, authorities, label, password)
    accounts[plan.address] = {
      folder: place,
      subjectText: written.subjectText,
      serial: issued.serial,
    }
  }
  const changed = { ...index.value, accounts }
  writeIndex(home, changed)
  return ok(spaceOf(home, changed))
}

/** A file that was lost or damaged would defer every sign-in by certificate. */
function isWholeCrl(home: string, name: AuthorityName): boolean {
  const file = join(home, 'crl', `${name}.crl`)
  return existsSync(file) && readRevocationList(readFileSync(file)) !== null
}

/** Re-issues each CRL near its end or damaged, re-dates the white list; at start and daily. */
export function renewDevelopmentCrls(folder: string, now: number): Result<true, DevelopmentFault> {
  const home = resolve(folder)
  const index = readIndex(home)
  if (!index.ok) return index
  const due = (state: RevocationState): boolean => state.nextUpdate - now < crlRenewalMs
  const crls = { ...index.value.crls }
  const names = authorityNames.filter((name) => due(crls[name]) || !isWholeCrl(home, name))
  if (names.length > 0) {
    const authorities = readAuthorities(home)
    for (const name of names) crls[name] = writeCrl(home, authorities, name, crls[name], now)
    writeIndex(home, { ...index.value, crls })
  }
  if (!redateWhiteList(join(home, 'white-list.xml'), now, whiteListRenewalMs))
    writeDevelopmentWhiteList(home, index.value, now)
  return ok(true)
}

/**
 * Revokes a serial number (lower-case hexadecimal) of one authority; the CRL is re-issued at once.
 */
export function revokeDevelopmentCertificate(
  folder: string,
  authority: AuthorityName,
  serial: string,
  now: number,
): Result<true, DevelopmentFault> {
  const home = resolve(folder)
  const index = readIndex(home)
  if (!index.ok) return index
  const state = index.value.crls[authority]
  if (state.revoked.some((r) => r.serial === serial)) return ok(true)
  const revoked = [...state.revoked, { serial, at: now }]
  const next = writeCrl(home, readAuthorities(home), authority, { ...state, revoked }, now)
  writeIndex(home, { ...index.value, crls: { ...index.value.crls, [authority]: next } })
  return ok(true)
}
