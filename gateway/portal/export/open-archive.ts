import type { DocumentVault } from '../../../document-vault/contract/vault.js'
import type { Clock } from '../../../domain/clock.js'
import type { AccountId } from '../../../domain/ids.js'
import type { Language } from '../../../domain/patient-settings.js'
import type { StoreReader } from '../../../mailbox-store/contract.js'
import { recordKeyOf } from '../../known-professionals.js'
import { createAddressCover } from './address-cover.js'
import { archiveEntries } from './patient-archive.js'
import { zipStream } from './zip-stream.js'

export interface ArchiveOptions {
  readonly read: StoreReader
  readonly vault: DocumentVault | null
  readonly trustedDomains: Iterable<string>
  readonly clock: Clock
  readonly service: string
}

/** Everything of a patient as a ZIP that is made while it is read; null for who is none. */
export async function openArchive(
  { read, vault, trustedDomains, clock, service }: ArchiveOptions,
  patientId: AccountId,
  language: Language,
): Promise<AsyncGenerator<Uint8Array> | null> {
  const patient = await read.account(patientId)
  const profile = await read.profile(patientId)
  if (patient?.kind !== 'patient' || profile === null) return null
  const rows = await read.exchangesOfPatient(patientId)
  const key = await recordKeyOf(read, patientId)
  const now = clock.now()
  const entries = archiveEntries({
    ...{ read, patient, profile, language, service, now },
    record: vault === null || key === null ? null : { vault, key },
    exchanges: new Map(rows.map((row) => [row.professionalAddress, row])),
    masks: createAddressCover(patient.address, trustedDomains),
  })
  return zipStream(entries, now)
}
