/**
 * What the portal needs of the document vault; the composition root hands it in. The vault judges
 * every act for the holder; the portal adds nothing to what it allows.
 */

import type { NamedProfessional } from '../../document-vault/contract/access.js'
import type { RecordKey } from '../../document-vault/contract/callers.js'
import type { DocumentType } from '../../document-vault/contract/classification.js'
import type { VaultTrace } from '../../document-vault/contract/traces.js'
import type { DocumentVault } from '../../document-vault/contract/vault.js'
import type { AccountId } from '../../domain/ids.js'

export interface PortalRecord {
  readonly vault: DocumentVault
  /** The record of the patient of the session; null when there is none. */
  keyOf(patientId: AccountId): Promise<RecordKey | null>
  /**
   * Address of the professional of an exchange: the vault remembers choices by sender. Never shown.
   */
  senderOf(patientId: AccountId, exchangeId: string): Promise<string | null>
  /** Whom the patient may name on the access page: those who wrote, and authors of documents. */
  professionals(patientId: AccountId): Promise<readonly NamedProfessional[]>
  /** The types that a person may choose from. */
  readonly types: readonly DocumentType[]
  /** A clinical document as a safe fragment of HTML; null when it is none. */
  renderedCda(bytes: Uint8Array): string | null
  /** The traces as a file, with the proof of their chain. */
  tracesCsv(traces: readonly VaultTrace[]): string
}
