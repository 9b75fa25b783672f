import { faultLine } from '../config/config-fault.js'
import { openDataFolder } from '../config/data-folder.js'
import { type LoadOptions, loadConfig } from '../config/load.js'
import type { Config } from '../config/schema.js'
import type { Account } from '../domain/account.js'
import { limits } from '../domain/limits.js'
import type { NewTrace } from '../domain/trace.js'
import type { MailboxStore } from '../mailbox-store/contract.js'
import { openSqliteStore } from '../mailbox-store/sqlite/sqlite-store.js'
import { type Answer, exitCodes, type Failed, failed, refused } from './answer.js'
import type { Frame } from './command-frame.js'

/** The store of the data folder, opened beside a gateway that may be running. */
export interface Tool {
  readonly frame: Frame
  readonly config: Config
  readonly store: MailboxStore
}

/** Checks the folder and its configuration; every error at once. */
export function configOf(
  frame: Frame,
  options: Pick<LoadOptions, 'checkFiles'> = {},
): { ok: true; config: Config } | Failed {
  const folder = openDataFolder(frame.folder)
  if (!folder.ok) return failed(exitCodes.unusable, ...folder.error)
  const loaded = loadConfig({ dataFolder: frame.folder.root, env: process.env, ...options })
  if (!loaded.ok) return failed(exitCodes.unusable, ...loaded.error.map(faultLine))
  return { ok: true, config: loaded.value.config }
}

export async function withStore(
  frame: Frame,
  action: (tool: Tool) => Promise<Answer>,
): Promise<Answer> {
  const found = configOf(frame)
  if (!found.ok) return found
  const store = await openSqliteStore({ folder: frame.folder.store, role: 'tool' })
  try {
    return await action({ frame, config: found.config, store })
  } finally {
    await store.close()
  }
}

/** An account by address, or the refusal that says which kind is missing. */
export async function accountAt(
  { store }: Pick<Tool, 'store'>,
  address: string,
): Promise<{ ok: true; account: Account } | Failed> {
  const account = await store.read.accountByAddress(address)
  return account === null ? refused('recipient-unknown', address) : { ok: true, account }
}

/** Every account, page after page. */
export async function* allAccounts({ store }: Pick<Tool, 'store'>): AsyncGenerator<Account> {
  let page: Account[] = []
  do {
    page = await store.read.accounts(page.at(-1)?.id ?? null, limits.pageRowsMax)
    yield* page
  } while (page.length === limits.pageRowsMax)
}

/** A trace of an administrator's act. */
export const administratorTrace = (
  { frame }: Pick<Tool, 'frame'>,
  facts: Pick<NewTrace, 'action' | 'accountId' | 'detail'>,
): NewTrace => ({
  at: frame.now(),
  actor: frame.actor,
  outcome: 'accepted',
  reason: null,
  messageId: null,
  ...facts,
})
