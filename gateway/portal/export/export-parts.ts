import type { RecordKey } from '../../../document-vault/contract/callers.js'
import type { DocumentVault } from '../../../document-vault/contract/vault.js'
import type { Account } from '../../../domain/account.js'
import type { Exchange } from '../../../domain/exchange.js'
import type { Language } from '../../../domain/patient-settings.js'
import type { Profile } from '../../../domain/profile.js'
import type { Envelope } from '../../../mail-format/scanned-message.js'
import type { StoreReader } from '../../../mailbox-store/contract.js'
import type { ExportMasks } from './address-cover.js'

/** What every part of an archive is made from. */
export interface ExportParts {
  readonly read: StoreReader
  /** Null where there is no vault, or no record in it. */
  readonly record: { readonly vault: DocumentVault; readonly key: RecordKey } | null
  readonly patient: Account
  readonly profile: Profile
  readonly exchanges: ReadonlyMap<string, Exchange>
  readonly language: Language
  readonly service: string
  readonly now: number
  masks(professionalAddress: string | null, envelope: Envelope | null): ExportMasks
}

/** One whole small file. */
export async function* octets(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}
