import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  X509Certificate,
} from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalName, type DistinguishedName } from '../domain/distinguished-name.js'
import {
  type CertificateRequest,
  certificatePem,
  type Issuer,
  issueCertificate,
  randomSerial,
} from './certificate-issuer.js'
import {
  type AccountCertificatePlan,
  authoritySubject,
  type IdentityFiles,
  type OperatorPlan,
  personalSubject,
  structureSubject,
} from './development-plan.js'
import { pkcs12File } from './pkcs12-file.js'

const dayMs = 86_400_000
const validity = {
  authority: 3_650 * dayMs,
  /** IGC-Santé gives 3 years (mssante.md §5). */
  account: 1_095 * dayMs,
  /**
   * Apple's clients refuse a TLS server certificate of more than 825 days, private roots included.
   */
  server: 820 * dayMs,
}

export type AuthorityName = 'root' | 'organisations' | 'persons'
export const authorityNames: readonly AuthorityName[] = ['root', 'organisations', 'persons']

const authorityCommonNames: Record<AuthorityName, string> = {
  root: 'AC RACINE DEVELOPPEMENT ELEMENTAIRE',
  organisations: 'AC DEVELOPPEMENT ELEMENTAIRE ORGANISATIONS',
  persons: 'AC DEVELOPPEMENT ELEMENTAIRE PERSONNES',
}

export interface DevelopmentAuthority extends Issuer {
  readonly name: AuthorityName
  readonly certificate: Buffer
}
export type DevelopmentAuthorities = Readonly<Record<AuthorityName, DevelopmentAuthority>>

/** Deviations for tests: an expired, a not yet valid, a wrong certificate. */
export interface IssueOptions {
  readonly notBefore?: number
  readonly notAfter?: number
  readonly extendedKeyUsage?: CertificateRequest['extendedKeyUsage']
}

export interface IssuedCertificate {
  readonly certificate: Buffer
  readonly key: KeyObject
  readonly subject: DistinguishedName
  /** Lower-case hexadecimal. */
  readonly serial: string
}

const crlUrl = (authority: AuthorityName): string =>
  `http://crl.developpement.invalid/${authority}.crl`

/**
 * EC P-256 for speed; RSA for servers, since the suites that clients must support are ECDHE-RSA
 * (mssante.md §1.2).
 */
const newKey = (kind: 'ec' | 'rsa'): KeyObject =>
  kind === 'ec'
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    : generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

function newAuthority(
  name: AuthorityName,
  createdAt: number,
  root: DevelopmentAuthority | null,
): DevelopmentAuthority {
  const key = newKey('ec')
  const subject = authoritySubject(authorityCommonNames[name])
  const request: CertificateRequest = {
    subject,
    publicKey: createPublicKey(key),
    notBefore: createdAt - 3_600_000,
    notAfter: createdAt + validity.authority,
    authority: { pathLength: root === null ? 1 : 0 },
    keyUsage: ['keyCertSign', 'crlSign'],
    extendedKeyUsage: [],
    hosts: [],
    crlUrl: root === null ? null : crlUrl('root'),
  }
  return { name, key, subject, certificate: issueCertificate(request, root ?? { subject, key }) }
}

/** A root and its two authorities, in memory. */
export function newAuthorities(createdAt: number): DevelopmentAuthorities {
  const root = newAuthority('root', createdAt, null)
  return {
    root,
    organisations: newAuthority('organisations', createdAt, root),
    persons: newAuthority('persons', createdAt, root),
  }
}

function issueEndEntity(
  authority: DevelopmentAuthority,
  subject: DistinguishedName,
  fixed: Pick<CertificateRequest, 'hosts' | 'extendedKeyUsage'> & { readonly validityMs: number },
  now: number,
  options: IssueOptions,
): IssuedCertificate {
  const server = fixed.hosts.length > 0
  const key = newKey(server ? 'rsa' : 'ec')
  const serial = randomSerial()
  const notBefore = options.notBefore ?? now - 3_600_000
  const certificate = issueCertificate(
    {
      subject,
      publicKey: createPublicKey(key),
      notBefore,
      notAfter: options.notAfter ?? notBefore + fixed.validityMs,
      authority: null,
      keyUsage: server ? ['digitalSignature', 'keyEncipherment'] : ['digitalSignature'],
      extendedKeyUsage: options.extendedKeyUsage ?? fixed.extendedKeyUsage,
      hosts: fixed.hosts,
      crlUrl: crlUrl(authority.name),
      serial,
    },
    authority,
  )
  return { certificate, key, subject, serial: serial.toString('hex') }
}

/** SERV SSL: serverAuth and clientAuth, since operators both answer and call. */
export function issueOperatorCertificate(
  authorities: DevelopmentAuthorities,
  plan: OperatorPlan,
  now: number,
  options: IssueOptions = {},
): IssuedCertificate {
  const subject = structureSubject({ ...plan, commonName: plan.host })
  const names = [plan.host, ...(plan.otherHosts ?? []), 'localhost', '127.0.0.1', '::1']
  const fixed = {
    hosts: [...new Set(names)],
    extendedKeyUsage: ['serverAuth', 'clientAuth'] as const,
    validityMs: validity.server,
  }
  return issueEndEntity(authorities.organisations, subject, fixed, now, options)
}

/** PS for a person, ORG AUTH_CLI for a team or a software: clientAuth. */
export function issueAccountCertificate(
  authorities: DevelopmentAuthorities,
  plan: AccountCertificatePlan,
  now: number,
  options: IssueOptions = {},
): IssuedCertificate {
  const fixed = {
    hosts: [],
    extendedKeyUsage: ['clientAuth'] as const,
    validityMs: validity.account,
  }
  return plan.kind === 'personal'
    ? issueEndEntity(authorities.persons, personalSubject(plan), fixed, now, options)
    : issueEndEntity(authorities.organisations, structureSubject(plan), fixed, now, options)
}

/** Private keys are readable by their owner only, also when the file was there before. */
function writeSecret(path: string, contents: string | Uint8Array): void {
  writeFileSync(path, contents, { mode: 0o600 })
  chmodSync(path, 0o600)
}

const keyPem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()

/** Writes `cert.pem`, `key.pem` and `identity.p12` into a folder. */
export function writeIdentity(
  folder: string,
  issued: IssuedCertificate,
  authorities: DevelopmentAuthorities,
  friendlyName: string,
  password: string,
): IdentityFiles {
  mkdirSync(folder, { recursive: true })
  const authority = new X509Certificate(issued.certificate).checkIssued(
    new X509Certificate(authorities.persons.certificate),
  )
    ? authorities.persons
    : authorities.organisations
  const files = {
    cert: join(folder, 'cert.pem'),
    key: join(folder, 'key.pem'),
    pkcs12: join(folder, 'identity.p12'),
  }
  const chain = [issued.certificate, authority.certificate, authorities.root.certificate]
  writeFileSync(files.cert, chain.slice(0, 2).map(certificatePem).join(''))
  writeSecret(files.key, keyPem(issued.key))
  writeSecret(files.pkcs12, pkcs12File({ key: issued.key, chain, friendlyName, password }))
  return { ...files, subjectText: canonicalName(issued.subject), serial: issued.serial }
}

/** `root.pem`, `organisations.pem`, `persons.pem`, `ca.pem` and `authorities/*.key`. */
export function writeAuthorities(folder: string, authorities: DevelopmentAuthorities): void {
  mkdirSync(join(folder, 'authorities'), { recursive: true, mode: 0o700 })
  for (const name of authorityNames) {
    writeSecret(join(folder, 'authorities', `${name}.key`), keyPem(authorities[name].key))
    writeFileSync(join(folder, `${name}.pem`), certificatePem(authorities[name].certificate))
  }
  const all = authorityNames.map((name) => certificatePem(authorities[name].certificate))
  writeFileSync(join(folder, 'ca.pem'), all.join(''))
}

/** The authorities of an existing folder. Throws when the files are damaged or not readable. */
export function readAuthorities(folder: string): DevelopmentAuthorities {
  const read = (name: AuthorityName): DevelopmentAuthority => ({
    name,
    key: createPrivateKey(readFileSync(join(folder, 'authorities', `${name}.key`))),
    subject: authoritySubject(authorityCommonNames[name]),
    certificate: new X509Certificate(readFileSync(join(folder, `${name}.pem`))).raw,
  })
  return { root: read('root'), organisations: read('organisations'), persons: read('persons') }
}
