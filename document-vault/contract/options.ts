import type { Environment } from '../../domain/ins.js'

/** Plain data (structured clone): it crosses into the vault's thread or process. */
export interface VaultOptions {
  /** Holds `vault.sqlite` and `vault.keys`; made when missing. */
  readonly folder: string
  readonly environment: Environment
  /** After the closing of a record (dmp.md: ten years). */
  readonly retentionYears?: number
  /** Where the vault runs; read by `startVault` alone. Default `thread`. */
  readonly role?: 'thread' | 'process'
  readonly extractor?: VaultExtractorOptions
  /** Professions and document types (JSON, docs/vault-access.md); null: the built-in matrix. */
  readonly accessMatrixFile?: string | null
  /** Default: the vault itself is the shared record. */
  readonly connector?: VaultConnectorOptions
  /** Null: no FHIR interface. */
  readonly fhir?: VaultFhirOptions | null
}

export interface VaultExtractorOptions {
  /** Processes that read hostile files. */
  readonly processes?: number
  /** False: scans and photos give no text. Default true. */
  readonly ocr?: boolean
}

export type VaultConnectorOptions =
  | { readonly kind: 'embedded' }
  | {
      readonly kind: 'mhd'
      /** FHIR base address of the MHD server. */
      readonly url: string
      /** File that holds the bearer token, or null. */
      readonly tokenFile: string | null
      /** Client certificate and trust (PEM files), or null. */
      readonly certificateFile: string | null
      readonly keyFile: string | null
      readonly trustFile: string | null
    }

/** Callers are named in `clients.json` of the vault's folder (fhir/api-clients.ts). */
export interface VaultFhirOptions {
  readonly host: string
  /** 0 takes a free one, and the same one again when the vault is started anew. */
  readonly port: number
  /** The name in the addresses that answers carry, where `host` stands for all of this machine. */
  readonly publicHost: string
  /** PEM. */
  readonly certificateFile: string
  readonly keyFile: string
  readonly callers: VaultCallerTrust
}

/** Whose client certificates are believed. Files are PEM bundles. */
export type VaultCallerTrust =
  /** As everywhere in the trust space, with revocation. */
  | {
      readonly kind: 'trust-space'
      readonly anchorFiles: readonly string[]
      readonly crlFolder: string
    }
  /** Judged by TLS; revoked in `clients.json`. */
  | { readonly kind: 'own-authorities'; readonly files: readonly string[] }
