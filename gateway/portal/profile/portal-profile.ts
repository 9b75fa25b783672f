import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { PublicKey } from 'openpgp'
import type { RecordKey } from '../../../document-vault/contract/callers.js'
import type { DocumentVault } from '../../../document-vault/contract/vault.js'
import type { Clock } from '../../../domain/clock.js'
import type { AccountId } from '../../../domain/ids.js'
import type { Log } from '../../../domain/log.js'
import { portalLimits } from '../../../domain/portal-limits.js'
import type { Profile } from '../../../domain/profile.js'
import { err, ok, type Result } from '../../../domain/result.js'
import type { Actor, Trace } from '../../../domain/trace.js'
import type { StoreReader } from '../../../mailbox-store/contract.js'
import { plainDate } from '../../../patient-portal/language/french-format.js'
import { currentLanguage } from '../../../patient-portal/language/language.js'
import { exportTexts } from '../../../patient-portal/profile/export-texts.js'
import type {
  ExportFault,
  PortalProfile,
  ProfileExport,
  ProfileExtent,
  SealFault,
} from '../../../patient-portal/profile/profile-contract.js'
import { sealed } from '../../../pki/sealed-stream.js'
import { readSealingKey, type SealingKeyFault } from '../../../pki/sealing-key.js'
import type { MessageSigner } from '../../../pki/signed-message.js'
import { patientActor } from '../../flows/patient/patient-actor.js'
import type { PatientProfile } from '../../flows/patient/patient-profile.js'
import { recordKeyOf } from '../../known-professionals.js'
import { unlessAborted } from '../../reactors/unless-aborted.js'
import { createExportGate, untilLeft } from '../export/export-gate.js'
import { dayOf } from '../export/file-path.js'
import { openArchive } from '../export/open-archive.js'
import { erasureReceipt } from './erasure-receipt.js'

export interface PortalProfileOptions {
  readonly read: StoreReader
  readonly flow: PatientProfile
  /** Null where there is none. */
  readonly vault: DocumentVault | null
  readonly trustedDomains: Iterable<string>
  readonly signer: MessageSigner
  readonly clock: Clock
  readonly log: Log
  readonly service: string
  readonly operator: string
}

const holder = { kind: 'holder' } as const

const sealFaults: Readonly<Record<SealingKeyFault, SealFault>> = {
  unreadable: 'key-unreadable',
  'several-keys': 'key-several',
  private: 'key-private',
  revoked: 'key-revoked',
  expired: 'key-expired',
  'cannot-encrypt': 'key-cannot-encrypt',
}

/** A patient's own profile, behind the portal's interface. */
export function createPortalProfile(options: PortalProfileOptions): PortalProfile {
  const { read, flow } = options
  const gate = createExportGate(portalLimits.exportsConcurrentMax)
  return {
    state: async (patientId) => (await read.profile(patientId))?.state ?? null,
    change: flow.change,
    extent: (patientId) => extentOf(options, patientId),
    async export(patientId, sealFor) {
      const key = sealFor === null ? ok(null) : await sealingKey(sealFor, options.clock)
      if (!key.ok) return key
      const leave = gate.enter(patientId)
      if (leave === null) return err('busy')
      const made = await archiveFor(options, patientId, key.value, patientActor(patientId))
      if (!made.ok) {
        leave()
        return made
      }
      const { content, ...names } = made.value
      return ok({ ...names, content: untilLeft(content, portalLimits.exportStalledMsMax, leave) })
    },
    erase: (patientId) => erase(options, patientId),
  }
}

async function sealingKey(octets: Uint8Array, clock: Clock): Promise<Result<PublicKey, SealFault>> {
  if (octets.length > portalLimits.publicKeyBytesMax) return err('key-unreadable')
  const key = await readSealingKey(octets, new Date(clock.now()))
  return key.ok ? key : err(sealFaults[key.error])
}

interface OpenedArchive extends Pick<ProfileExport, 'fileName' | 'mediaType'> {
  readonly content: AsyncGenerator<Uint8Array>
}

async function archiveFor(
  options: PortalProfileOptions,
  patientId: AccountId,
  key: PublicKey | null,
  actor: Actor,
): Promise<Result<OpenedArchive, ExportFault>> {
  const { flow, clock } = options
  const content = await openArchive(options, patientId, currentLanguage())
  if (content === null) return err('not-found')
  const traced = await flow.traceExport(patientId, { actor, sealed: key !== null })
  if (!traced.ok) return err('unavailable')
  const name = `${exportTexts.names.archive}-${dayOf(clock.now())}.zip`
  return ok(
    key === null
      ? { fileName: name, mediaType: 'application/zip', content }
      : {
          fileName: `${name}.gpg`,
          mediaType: 'application/pgp-encrypted',
          content: sealed(content, key),
        },
  )
}

async function extentOf(
  { read, vault }: PortalProfileOptions,
  patientId: AccountId,
): Promise<ProfileExtent> {
  const [usage, exchanges, key] = await Promise.all([
    read.usage(patientId),
    read.exchangesOfPatient(patientId),
    recordKeyOf(read, patientId),
  ])
  const documents = vault === null || key === null ? 0 : await documentsOf(vault, key)
  return { exchanges: exchanges.length, messages: usage.messages, bytes: usage.bytes, documents }
}

/** A vault that hangs must not hold the page: then their number is not known. */
async function documentsOf(vault: DocumentVault, key: RecordKey): Promise<number | null> {
  const record = await unlessAborted(
    () => vault.record(key, holder),
    AbortSignal.timeout(portalLimits.extentWaitMsMax),
    err('unavailable' as const),
  )
  if (record.ok) return record.value.documents + record.value.held
  return record.error === 'unavailable' ? null : 0
}

async function erase(options: PortalProfileOptions, patientId: AccountId) {
  const { read, flow, vault, clock, signer, service, operator, log } = options
  const account = await read.account(patientId)
  const profile = await read.profile(patientId)
  if (account === null || profile === null) return err('not-found' as const)
  const [usage, exchanges] = await Promise.all([
    read.usage(patientId),
    read.exchangesOfPatient(patientId),
  ])
  const number = randomUUID()
  const counts = { messages: usage.messages, exchanges: exchanges.length }
  const askedAt = clock.now()
  const done = await flow.erase(patientId, { receipt: number, ...counts })
  if (!done.ok) return done
  log.info('profile.erased', { accountId: patientId })
  const record = vault === null ? null : await recordErasure(read, patientId)
  const facts = {
    ...{ service, operator, number, askedAt, ...counts },
    patientName: account.displayName,
    birthDate: birthDay(profile),
    accountId: patientId,
    ...(vault === null ? noRecord : record === null ? pending : erasedFacts(record)),
  }
  return ok(await erasureReceipt(facts, signer, clock.now()))
}

const noRecord = { record: 'none', documents: null, chainHash: null } as const
const pending = { record: 'pending', documents: null, chainHash: null } as const

function erasedFacts({ detail }: Trace) {
  const { documents, chainHash } = detail
  if (typeof chainHash !== 'string') return noRecord
  return {
    record: 'erased',
    documents: typeof documents === 'number' ? documents : null,
    chainHash,
  } as const
}

/** Its own trace, once the job has done it; null when that takes too long to wait for. */
async function recordErasure(read: StoreReader, accountId: AccountId): Promise<Trace | null> {
  const pollMs = 100
  for (let waitedMs = 0; waitedMs <= portalLimits.erasureWaitMsMax; waitedMs += pollMs) {
    const traces = await read.traces({ accountId, action: 'profile.erase' }, 10)
    const found = traces.find(({ detail }) => detail['part'] === 'record')
    if (found !== undefined) return found
    await pause(pollMs)
  }
  return null
}

function birthDay({ birthDate }: Profile): string {
  const at = Date.parse(`${birthDate}T12:00:00Z`)
  return Number.isNaN(at) ? birthDate : plainDate(at)
}
