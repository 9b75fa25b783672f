/**
 * Every command of the server. CAPABILITY is derived from this table, so it never says more or less
 * (RFC 9051 §6.1.1).
 */
import type { Capability, CapabilityFacts, Command } from './command.js'
import {
  deleteAclCommand,
  getAclCommand,
  listRightsCommand,
  myRightsCommand,
  setAclCommand,
} from './commands/acl.js'
import { appendCommand } from './commands/append.js'
import { cancelUpdateCommand } from './commands/cancel-update.js'
import { compressCommand } from './commands/compress.js'
import { copying } from './commands/copy.js'
import { expungeCommand, uidExpungeCommand } from './commands/expunge.js'
import { fetching } from './commands/fetch.js'
import { idleCommand } from './commands/idle.js'
import { listCommand, lsubCommand } from './commands/list.js'
import {
  createCommand,
  deleteCommand,
  renameCommand,
  subscribeCommand,
  unsubscribeCommand,
} from './commands/mailboxes.js'
import { getMetadataCommand, setMetadataCommand } from './commands/metadata.js'
import { namespaceCommand } from './commands/namespace.js'
import { notifyCommand } from './commands/notify.js'
import { getQuotaCommand, getQuotaRootCommand, setQuotaCommand } from './commands/quota.js'
import { replacing } from './commands/replace.js'
import { searching, sorting } from './commands/search.js'
import { closeCommand, examineCommand, selectCommand, unselectCommand } from './commands/select.js'
import {
  capabilityCommand,
  checkCommand,
  enableCommand,
  idCommand,
  logoutCommand,
  noopCommand,
  startTlsCommand,
} from './commands/session.js'
import { authenticateCommand, loginCommand } from './commands/sign-in.js'
import { statusCommand } from './commands/status.js'
import { storing } from './commands/store.js'
import { threading } from './commands/thread.js'

const commands: readonly Command[] = [
  capabilityCommand,
  noopCommand,
  logoutCommand,
  idCommand,
  startTlsCommand,
  authenticateCommand,
  loginCommand,
  enableCommand,
  compressCommand,
  namespaceCommand,
  selectCommand,
  examineCommand,
  createCommand,
  deleteCommand,
  renameCommand,
  subscribeCommand,
  unsubscribeCommand,
  listCommand,
  lsubCommand,
  statusCommand,
  getQuotaCommand,
  getQuotaRootCommand,
  setQuotaCommand,
  getAclCommand,
  setAclCommand,
  deleteAclCommand,
  listRightsCommand,
  myRightsCommand,
  getMetadataCommand,
  setMetadataCommand,
  appendCommand,
  idleCommand,
  notifyCommand,
  checkCommand,
  closeCommand,
  unselectCommand,
  expungeCommand,
  searching(false),
  sorting(false),
  threading(false),
  cancelUpdateCommand,
  fetching(false),
  storing(false),
  replacing(false),
  copying('COPY', false),
  copying('MOVE', false),
]

const uidCommands: readonly Command[] = [
  uidExpungeCommand,
  searching(true),
  sorting(true),
  threading(true),
  fetching(true),
  storing(true),
  replacing(true),
  copying('COPY', true),
  copying('MOVE', true),
]

const byName = (list: readonly Command[]): ReadonlyMap<string, Command> =>
  new Map(list.map((command) => [command.name, command]))
const table = byName(commands)
const uidTable = byName(uidCommands)

/** By upper-case name; `UID` is followed by a second one. */
export const findCommand = (name: string): Command | null => table.get(name) ?? null
export const findUidCommand = (name: string): Command | null => uidTable.get(name) ?? null

const announced: readonly Capability[] = [...commands, ...uidCommands].flatMap(
  ({ capabilities }) => capabilities ?? [],
)

/** What CAPABILITY says in this state, after `CAPABILITY `. LITERAL+ belongs to the receiver. */
export function capabilityText(facts: CapabilityFacts): string {
  const names = new Set(['IMAP4rev1', 'LITERAL+'])
  for (const capability of announced) {
    const isPlain = typeof capability === 'string'
    const name = isPlain ? (facts.isSignedIn ? capability : null) : capability(facts)
    if (name !== null) names.add(name)
  }
  return [...names].join(' ')
}
