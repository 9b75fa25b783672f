import type { DistinguishedName } from '../domain/distinguished-name.js'

/** A server of an operator: subject as in mssante.md §5 (ORG and SERV). */
export interface OperatorPlan {
  /** Folder name: `local`, `voisin`. Letters, digits, hyphens. */
  readonly name: string
  /** Fully qualified domain name: the CN and the first subjectAltName. */
  readonly host: string
  readonly otherHosts?: readonly string[]
  /** `1` + FINESS or `3` + SIRET. */
  readonly identifier: string
  readonly organisation: string
  /** `Paris (75)`. */
  readonly department: string
  /** Mail domains that the white list binds to this operator. */
  readonly domains: readonly string[]
}

/** A health professional's certificate. */
export interface PersonalCertificatePlan {
  readonly kind: 'personal'
  readonly address: string
  /** `8` + the 11 digits of the RPPS. */
  readonly nationalId: string
  readonly surname: string
  readonly givenName: string
  readonly profession: string
}

/** ORG AUTH_CLI: the certificate of a team's or of a software's mailbox. */
export interface StructureCertificatePlan {
  readonly kind: 'organisational' | 'applicative'
  readonly address: string
  readonly commonName: string
  /** `1` + FINESS or `3` + SIRET. */
  readonly identifier: string
  readonly organisation: string
  readonly department: string
}

export type AccountCertificatePlan = PersonalCertificatePlan | StructureCertificatePlan

export interface TrustSpacePlan {
  /** Must be true: a production gateway gets its certificates from IGC-Santé. */
  readonly development: boolean
  /** Milliseconds since 1970; validity begins one hour before. */
  readonly createdAt: number
  /** The first one is our own server. */
  readonly operators: readonly [OperatorPlan, ...OperatorPlan[]]
  readonly accounts: readonly AccountCertificatePlan[]
  /** Opens the PKCS#12 files. */
  readonly pkcs12Password: string
}

/** Where the files of one identity are (absolute paths) and the name it has. */
export interface IdentityFiles {
  /** PEM: the certificate, then its authority (what a TLS peer sends). */
  readonly cert: string
  /** PEM, PKCS#8, mode 0600. */
  readonly key: string
  /** PKCS#12 with key and full chain. */
  readonly pkcs12: string
  /**
   * canonicalName of the subject: the secret of a certificate credential, the DN of the white list.
   */
  readonly subjectText: string
  /** Lower-case hexadecimal. */
  readonly serial: string
}

export interface DevelopmentTrustSpace {
  readonly folder: string
  /** PEM: root and both authorities; what clients and the gateway trust. */
  readonly ca: string
  readonly root: string
  readonly organisations: string
  readonly persons: string
  /** Folder of DER files: `root.crl`, `organisations.crl`, `persons.crl`. */
  readonly crlFolder: string
  readonly whiteList: string
  /** Our own listener (the first operator). */
  readonly server: IdentityFiles
  /** By operator name, ours included. */
  readonly operators: Readonly<Record<string, IdentityFiles>>
  /** By address. */
  readonly accounts: Readonly<Record<string, IdentityFiles>>
}

const single = (type: string, value: string) => [{ type, value }] as const

/** `CN=<fqdn or name>,OU=<1+FINESS|3+SIRET>,O=<legal name>,ST=<Département (nn)>,C=FR`. */
export const structureSubject = (plan: {
  readonly commonName: string
  readonly identifier: string
  readonly organisation: string
  readonly department: string
}): DistinguishedName => [
  single('CN', plan.commonName),
  single('OU', plan.identifier),
  single('O', plan.organisation),
  single('ST', plan.department),
  single('C', 'FR'),
]

/** `CN=8<RPPS>+SN=...+GN=...,T=<profession>,C=FR`: one multi-valued RDN and no OU. */
export const personalSubject = (plan: PersonalCertificatePlan): DistinguishedName => [
  [
    { type: 'CN', value: plan.nationalId },
    { type: 'SN', value: plan.surname },
    { type: 'GN', value: plan.givenName },
  ],
  single('T', plan.profession),
  single('C', 'FR'),
]

/**
 * Shaped like IGC-Santé, and plainly not it: nobody may take these names for the real authority.
 */
export const authoritySubject = (commonName: string): DistinguishedName => [
  single('CN', commonName),
  single('OU', 'IGC DEVELOPPEMENT SANS VALEUR'),
  single('OU', '0002 000000000'),
  single('O', 'MSS-GATEWAY DEVELOPPEMENT'),
  single('C', 'FR'),
]
