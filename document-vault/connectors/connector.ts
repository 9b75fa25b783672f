import type { IdentityTraits } from '../../domain/identity-traits.js'
import type { DocumentSummary, ForwardOutcome } from '../contract/vault.js'

/** What a connector sends on: the document with what a shared record asks of it (ITI-65). */
export interface DocumentToProvide {
  /** As the vault knows the patient; the INS is whole. */
  readonly patient: IdentityTraits
  readonly summary: DocumentSummary
  readonly bytes: Uint8Array
  /** Unique ids of the earlier versions that this one replaces, nearest first; all sent before. */
  readonly replaces: readonly string[]
}

/** A shared record behind the vault. `provide` is repeated until it answers `done` or `failed`. */
export interface RecordConnector {
  /** For people: where the document goes. */
  readonly name: string
  /** The vault itself: versions stand in their order already. */
  readonly isEmbedded?: true
  /** Idempotent by `summary.uniqueId`. Never throws: what is out of reach is `later`. */
  provide(document: DocumentToProvide): Promise<ForwardOutcome>
  close(): Promise<void>
}
