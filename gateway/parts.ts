import type { DataFolder } from '../config/data-folder.js'
import type { Config } from '../config/schema.js'
import type { PagePainter } from '../document-vault/contract/painted-page.js'
import type { DocumentVault } from '../document-vault/contract/vault.js'
import type { Log } from '../domain/log.js'
import type { MailboxStore } from '../mailbox-store/contract.js'
import type { SignIn } from './flows/contract.js'
import type { FlowDeps } from './flows/flow-deps.js'
import type { NoticeSender } from './notices/notice-sender.js'
import type { IdleHub } from './reactors/idle-hub.js'
import type { GatewaySettings } from './settings.js'
import type { Trust } from './trust.js'

/** What the composition root builds once and hands to listeners and runners. */
export interface GatewayParts {
  readonly folder: DataFolder
  readonly config: Config
  readonly settings: GatewaySettings
  readonly store: MailboxStore
  readonly trust: Trust
  readonly deps: FlowDeps
  readonly signIn: SignIn
  /** Null where the configuration switches it off. */
  readonly vault: DocumentVault | null
  /** Pages of attachments as pictures, for the portal. */
  readonly painter: PagePainter
  /** Where the vault's FHIR interface listens; null without a vault. */
  readonly vaultApiPort: number | null
  readonly hub: IdleHub
  /** Email to personal addresses, outside the trust space; null where none is ever sent. */
  readonly notices: NoticeSender | null
  /** Origin of the portal in browsers, without a slash at the end; exact once it listens. */
  readonly portalUrl: () => string
  readonly log: Log
  readonly instanceKey: Uint8Array
}
