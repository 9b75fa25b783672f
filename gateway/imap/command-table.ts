/**
 * Every command of the server. CAPABILITY is derived from this table, so it never says more or less
 * (RFC 9051 §6.1.1).
 */
import type { Command } from './command.js'
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
import { searching } from './commands/search.js'
import { closeCommand, examineCommand, selectCommand, unselectCommand } from './commands/select.js'
import {
  capabilityCommand,
  checkCommand,
  enableCommand,
  idCommand,
  logoutCommand,
  namespaceCommand,
  noopCommand,
  startTlsCommand,
} from './commands/session.js'
import { authenticateCommand, loginCommand } from './commands/sign-in.js'
import { statusCommand } from './commands/status.js'
import { storing } from './commands/store.js'

const commands: readonly Command[] = [
  capabilityCommand,
  noopCommand,
  logoutCommand,
  idCommand,
  startTlsCommand,
  authenticateCommand,
  loginCommand,
  enableCommand,
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
  idleCommand,
  checkCommand,
  closeCommand,
  unselectCommand,
  expungeCommand,
  searching(false),
  fetching(false),
  storing(false),
  copying('COPY', false),
  copying('MOVE', false),
]

const uidCommands: readonly Command[] = [
  uidExpungeCommand,
  searching(true),
  fetching(true),
  storing(true),
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

const announced = [...commands, ...uidCommands].flatMap(({ capabilities }) => capabilities ?? [])

export interface CapabilityFacts {
  readonly isSignedIn: boolean
  readonly secure: boolean
  readonly mayStartTls: boolean
  readonly certificateOpens: boolean
}

/** What CAPABILITY says in this state, after `CAPABILITY `. LITERAL+ belongs to the receiver. */
export function capabilityText(facts: CapabilityFacts): string {
  if (facts.isSignedIn) {
    const names = announced.filter((name) => name !== 'SASL-IR')
    return ['IMAP4rev1', 'LITERAL+', ...new Set(names)].join(' ')
  }
  const names = ['IMAP4rev1', 'LITERAL+', 'SASL-IR', 'ID', 'ENABLE']
  if (facts.mayStartTls) names.push('STARTTLS')
  if (facts.secure) {
    names.push('AUTH=PLAIN', 'AUTH=LOGIN')
    // A client without a certificate would waste an attempt on it (alpine does).
    if (facts.certificateOpens) names.push('AUTH=EXTERNAL')
  } else names.push('LOGINDISABLED')
  return names.join(' ')
}
