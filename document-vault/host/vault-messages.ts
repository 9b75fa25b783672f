import type { LogFields } from '../../domain/log.js'
import type { VaultOptions } from '../contract/options.js'
import type { DocumentVault } from '../contract/vault.js'

/** What may be called from outside; everything else is a fault of the caller's program. */
export const vaultMethods = [
  'putRecord',
  'record',
  'closeRecord',
  'reopenRecord',
  'eraseRecord',
  'eraseDue',
  'propose',
  'deposit',
  'heldDocuments',
  'settleHeld',
  'forward',
  'documents',
  'content',
  'history',
  'change',
  'access',
  'changeAccess',
  'openInEmergency',
  'notices',
  'acknowledgeNotice',
  'untoldEmergencies',
  'markEmergenciesTold',
  'traces',
  'check',
] as const satisfies readonly (keyof DocumentVault)[]

export type VaultMethod = (typeof vaultMethods)[number]

/** The host's messages to the vault, wherever it runs. Plain data (structured clone). */
export type ToVault =
  | { readonly kind: 'open'; readonly options: VaultOptions }
  | {
      readonly kind: 'call'
      readonly id: number
      readonly method: VaultMethod
      readonly args: readonly unknown[]
    }
  | { readonly kind: 'ping' }
  | { readonly kind: 'close' }

export type FromVault =
  /** Open for calls; `fhirPort`: where the FHIR interface listens, or null. */
  | { readonly kind: 'ready'; readonly fhirPort: number | null }
  | { readonly kind: 'open-failed'; readonly says: string }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: RoleFailure }
  | { readonly kind: 'pong' }
  | {
      readonly kind: 'log'
      readonly level: 'info' | 'warn' | 'error'
      readonly event: string
      readonly fields: LogFields
    }
  | { readonly kind: 'closed' }

/** A bug or a broken disk, without the message of the error: it could quote a document. */
export interface RoleFailure {
  readonly name: string
  readonly code: string
  readonly stack: string
}
