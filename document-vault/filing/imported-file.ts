import type { DepositOutcome, VaultRefusal } from '../contract/vault.js'

/** One file's documents: an archive holds several. */
export type ImportedFile =
  | { readonly kind: 'deposited'; readonly outcomes: readonly ImportedDocument[] }
  | { readonly kind: 'failed'; readonly reason: VaultRefusal | 'unreadable' | 'too-big' }
export type ImportedDocument = Pick<DepositOutcome, 'fileName' | 'result' | 'reason' | 'code'>
