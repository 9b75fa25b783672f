import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { canonicalName, parseDistinguishedName } from '../../domain/distinguished-name.js'
import { documentLimits } from '../../domain/document-limits.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { Caller } from '../contract/callers.js'

/**
 * Who may use the FHIR interface: `clients.json` in the vault's folder, mode 0600. A secret is kept
 * as its SHA-256 only: tokens are 256 random bits, so a slow hash would protect nothing more. The
 * command line writes the file, the listener reads it again when it changes.
 */
const callerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('professional'),
    nationalId: z.string().min(2),
    name: z.string().min(1),
    profession: z.string().min(1),
    speciality: z.string().nullable(),
    structureName: z.string(),
    structureId: z.string(),
  }),
  z.strictObject({ kind: z.literal('software'), name: z.string().min(1), structureId: z.string() }),
])
export type ApiCaller = z.infer<typeof callerSchema> & Caller

const clientSchema = z.strictObject({
  id: z.string().min(1),
  label: z.string(),
  credential: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('token'), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    /** Canonical subject (domain/distinguished-name.ts), or SHA-256 of the DER. */
    z.strictObject({ kind: z.literal('certificate-subject'), subject: z.string().min(1) }),
    z.strictObject({
      kind: z.literal('certificate-fingerprint'),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ]),
  caller: callerSchema,
  createdAt: z.number(),
  /** Milliseconds; null: does not expire. */
  expiresAt: z.number().nullable(),
  revokedAt: z.number().nullable(),
})
export type ApiClient = z.infer<typeof clientSchema>
const fileSchema = z.strictObject({ clients: z.array(clientSchema) })

export type ApiClientFault =
  | 'subject-malformed'
  | 'fingerprint-malformed'
  | 'caller-malformed'
  | 'too-many-clients'
  | 'unknown-client'
  | 'file-malformed'

export interface NewApiClient {
  readonly label: string
  readonly caller: ApiCaller
  readonly expiresAt: number | null
  readonly credential:
    | { readonly kind: 'token' }
    | { readonly kind: 'certificate-subject'; readonly subject: string }
    | { readonly kind: 'certificate-fingerprint'; readonly sha256: string }
}

export const apiClientsFile = (folder: string): string => join(folder, 'clients.json')

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()

function readClients(folder: string): Result<readonly ApiClient[], ApiClientFault> {
  let text: string
  try {
    text = readFileSync(apiClientsFile(folder), 'utf8')
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'ENOENT') return ok([])
    throw failure
  }
  try {
    return ok(fileSchema.parse(JSON.parse(text)).clients)
  } catch {
    return err('file-malformed')
  }
}

/** Written beside and renamed: a reader sees the old file or the new one. */
function writeClients(folder: string, clients: readonly ApiClient[]): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = apiClientsFile(folder)
  const beside = `${file}.${randomUUID()}`
  try {
    writeFileSync(beside, `${JSON.stringify({ clients }, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
    chmodSync(beside, 0o600)
    renameSync(beside, file)
  } catch (failure) {
    try {
      unlinkSync(beside)
    } catch {}
    throw failure
  }
}

type Credential = ApiClient['credential']

function credentialOf(
  wanted: NewApiClient['credential'],
): Result<{ credential: Credential; token: string | null }, ApiClientFault> {
  if (wanted.kind === 'token') {
    const token = `mssv_${randomBytes(32).toString('base64url')}`
    return ok({ credential: { kind: 'token', sha256: sha256(token).toString('hex') }, token })
  }
  if (wanted.kind === 'certificate-subject') {
    const name = parseDistinguishedName(wanted.subject)
    if (name === null) return err('subject-malformed')
    return ok({ credential: { kind: wanted.kind, subject: canonicalName(name) }, token: null })
  }
  const hex = wanted.sha256.replaceAll(':', '').toLowerCase()
  if (!/^[0-9a-f]{64}$/.test(hex)) return err('fingerprint-malformed')
  return ok({ credential: { kind: wanted.kind, sha256: hex }, token: null })
}

/** `token` is told once, here; it cannot be read again. */
export function addApiClient(
  folder: string,
  client: NewApiClient,
  now: number,
): Result<{ readonly client: ApiClient; readonly token: string | null }, ApiClientFault> {
  const caller = callerSchema.safeParse(client.caller)
  if (!caller.success) return err('caller-malformed')
  const made = credentialOf(client.credential)
  if (!made.ok) return made
  const clients = readClients(folder)
  if (!clients.ok) return clients
  if (clients.value.length >= documentLimits.fhirClientsMax) return err('too-many-clients')
  const added: ApiClient = {
    id: randomBytes(5).toString('hex'),
    label: client.label,
    credential: made.value.credential,
    caller: caller.data,
    createdAt: now,
    expiresAt: client.expiresAt,
    revokedAt: null,
  }
  writeClients(folder, [...clients.value, added])
  return ok({ client: added, token: made.value.token })
}

/** In the order of their making, revoked ones too. */
export const listApiClients = (folder: string): Result<readonly ApiClient[], ApiClientFault> =>
  readClients(folder)

/** Takes effect with the next request; doing it again changes nothing. */
export function revokeApiClient(
  folder: string,
  id: string,
  now: number,
): Result<ApiClient, ApiClientFault> {
  const clients = readClients(folder)
  if (!clients.ok) return clients
  const found = clients.value.find((client) => client.id === id)
  if (found === undefined) return err('unknown-client')
  if (found.revokedAt !== null) return ok(found)
  const revoked = { ...found, revokedAt: now }
  writeClients(
    folder,
    clients.value.map((client) => (client === found ? revoked : client)),
  )
  return ok(revoked)
}

export interface ApiClients {
  /** The caller behind a token, or null. */
  byToken(token: string, now: number): ApiCaller | null
  byCertificate(
    certificate: { readonly subjectText: string; readonly fingerprint: string },
    now: number,
  ): ApiCaller | null
}

const isValid = (client: ApiClient, now: number): boolean =>
  client.revokedAt === null && (client.expiresAt === null || now < client.expiresAt)

/** `onMalformed`: the file cannot be read as clients; nobody is let in until it can. */
export function openApiClients(folder: string, onMalformed: () => void): ApiClients {
  let version = ''
  let clients: readonly ApiClient[] = []
  function current(): readonly ApiClient[] {
    const seen = versionOf(apiClientsFile(folder))
    if (seen === version) return clients
    const read = readClients(folder)
    version = seen
    clients = read.ok ? read.value : []
    if (!read.ok) onMalformed()
    return clients
  }
  return {
    byToken(token, now) {
      const hash = sha256(token)
      // Every row is compared, in constant time: the answer's delay says nothing of a near miss.
      let found: ApiClient | null = null
      for (const client of current()) {
        if (client.credential.kind !== 'token') continue
        if (timingSafeEqual(Buffer.from(client.credential.sha256, 'hex'), hash)) found = client
      }
      return found !== null && isValid(found, now) ? found.caller : null
    },
    byCertificate(certificate, now) {
      const found = current().find(
        ({ credential }) =>
          (credential.kind === 'certificate-subject' &&
            credential.subject === certificate.subjectText) ||
          (credential.kind === 'certificate-fingerprint' &&
            credential.sha256 === certificate.fingerprint),
      )
      return found !== undefined && isValid(found, now) ? found.caller : null
    },
  }
}

function versionOf(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false, bigint: true })
  return stat === undefined ? 'none' : `${stat.ino} ${stat.mtimeNs} ${stat.size}`
}
