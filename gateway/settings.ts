import type { Environment } from '../domain/ins.js'

/** The slice of the configuration that flows, listeners and runners share; frozen at start. */
export interface GatewaySettings {
  /** Our name in greetings, Received lines and Message-IDs; the CN of the server certificate. */
  readonly hostName: string
  /** Domains of our professional accounts, lower case. */
  readonly localDomains: ReadonlySet<string>
  /** Domain of patient addresses that we host. */
  readonly citizenDomain: string
  readonly environment: Environment
  /** Development mode: dev PKI, sample accounts, dev portal sign-in. */
  readonly development: boolean
  /** Attachments go on to the document vault; false where it is switched off. */
  readonly filesDocuments: boolean
  /** Patients are told of a new message by e-mail after so long; null where none is ever sent. */
  readonly tellsPatientsAfterMs: number | null
}

/** Key and certificate of a listener, PEM; `clientCa` are the anchors offered to clients. */
export interface ServerTls {
  readonly key: string
  readonly cert: string
  readonly clientCa: readonly string[]
}

/**
 * A listener that serves. `close` stops new sessions, says goodbye, and resolves when all are gone.
 */
export interface Listener {
  readonly port: number
  close(graceMs: number): Promise<void>
}
