import type { Clock } from '../../domain/clock.js'
import type { Log } from '../../domain/log.js'
import type { MailboxStore } from '../../mailbox-store/contract.js'
import type { WhiteList } from '../../pki/contract.js'
import type { Directory } from '../directory/directory.js'
import type { GatewaySettings } from '../settings.js'
import type { ArchiveExaminer } from './contract.js'

/** What the composition root hands to every flow. */
export interface FlowDeps {
  readonly store: MailboxStore
  readonly directory: Directory
  readonly archives: ArchiveExaminer
  readonly whiteList: WhiteList
  readonly settings: GatewaySettings
  readonly clock: Clock
  readonly log: Log
}
