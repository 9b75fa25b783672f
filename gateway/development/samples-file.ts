import { existsSync, readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { writeFileAtomic } from '../../config/data-folder.js'
import type { MemberRight } from '../../domain/account.js'
import type { ProfileState } from '../../domain/profile.js'

/**
 * How one human or software signs in. Paths are absolute here, relative to the data folder in the
 * file.
 */
export interface SampleSignIn {
  readonly certificateFile: string | null
  readonly keyFile: string | null
  readonly pkcs12File: string | null
  readonly pkcs12Password: string | null
  /** Of the account that the entry stands under. */
  readonly applicationPassword: string | null
}

export interface SampleMember extends SampleSignIn {
  readonly displayName: string
  readonly right: MemberRight
}

/**
 * An organisational account has the sign-in of its last member at its head (a person who opens this
 * account only), and that of each member in `members`.
 */
export interface SampleAccount extends SampleSignIn {
  readonly kind: 'personal' | 'organisational' | 'applicative'
  readonly address: string
  readonly displayName: string
  readonly members: readonly SampleMember[]
}

export interface SamplePatient {
  readonly address: string
  readonly matricule: string
  readonly displayName: string
  readonly state: ProfileState
  /** Development sign-in of the portal; null when the profile is not open. */
  readonly portal: { readonly login: string; readonly code: string } | null
}

export interface SampleOperator {
  readonly name: string
  readonly ours: boolean
  readonly hostName: string
  readonly organisation: string
  readonly domains: readonly string[]
  readonly certificateFile: string
  readonly keyFile: string
}

/** samples.json of a development folder (0600: it holds passwords). */
export interface Samples {
  readonly caFile: string
  readonly accounts: readonly SampleAccount[]
  readonly patients: readonly SamplePatient[]
  readonly operators: readonly SampleOperator[]
}

const fileKeys = new Set(['caFile', 'certificateFile', 'keyFile', 'pkcs12File'])

function withPaths(value: unknown, change: (path: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => withPaths(item, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      fileKeys.has(name) && typeof inner === 'string' ? change(inner) : withPaths(inner, change),
    ]),
  )
}

/** Relative paths in the file, so that a data folder can be moved or restored elsewhere. */
export function writeSamples(file: string, root: string, samples: Samples): void {
  const stored = withPaths(samples, (path) => relative(root, path))
  writeFileAtomic(file, `${JSON.stringify(stored, null, 2)}\n`, 0o600)
}

/** Null when the folder has no samples (production). */
export function readSamples(file: string, root: string): Samples | null {
  if (!existsSync(file)) return null
  const stored: unknown = JSON.parse(readFileSync(file, 'utf8'))
  return withPaths(stored, (path) => resolve(root, path)) as Samples
}
