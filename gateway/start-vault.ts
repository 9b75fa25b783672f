import type { DocumentVault } from '../document-vault/contract/vault.js'
import { type HostedVault, startVault } from '../document-vault/host/start-vault.js'
import type { Log } from '../domain/log.js'
import { err, ok, type Result } from '../domain/result.js'
import type { FlowDeps } from './flows/flow-deps.js'
import type { GatewayParts } from './parts.js'
import { RecordCensus } from './reactors/record-census.js'
import { RecordEraser } from './reactors/record-eraser.js'
import { RecordForwarder } from './reactors/record-forwarder.js'
import { VaultFeeder } from './reactors/vault-feeder.js'
import { vaultFailureText } from './vault-open-text.js'
import { vaultOptions } from './vault-options.js'

/** When closed records are looked through for those to be erased. */
const erasureRoundMs = 21_600_000

/** Null where the configuration switches it off; the error is a French line. */
export async function openVault(
  { folder, config }: Pick<GatewayParts, 'folder' | 'config'>,
  log: Log,
): Promise<Result<HostedVault | null, string>> {
  if (!config.vault.enabled) return ok(null)
  const options = vaultOptions(folder, config)
  try {
    return ok(await startVault(options, log))
  } catch (failure) {
    return err(vaultFailureText(failure, options.fhir ?? null))
  }
}

/** The runners that feed the vault. */
export interface VaultRunners {
  /** Jobs under way have `graceMs`; those that are cut go on at the next start. */
  close(graceMs: number): Promise<void>
}

/** Begins with what waited in the queues since the last stop. */
export function runVault(vault: DocumentVault, deps: FlowDeps): VaultRunners {
  const { store, log, clock } = deps
  const feeder = new VaultFeeder({ deps, vault })
  const forwarder = new RecordForwarder({ deps, vault })
  const eraser = new RecordEraser({ deps, vault })
  const census = new RecordCensus({ read: store.read, vault, log })
  const erase = () =>
    vault.eraseDue(clock.now()).then(
      (count) => count > 0 && log.info('records-erased', { count }),
      (failure: unknown) => log.error('record-erasure', { failure }),
    )
  const timer = setInterval(erase, erasureRoundMs)
  timer.unref()
  return {
    close: async (graceMs) => {
      clearInterval(timer)
      await Promise.all([
        census.close(),
        ...[feeder, forwarder, eraser].map((runner) => runner.close(graceMs)),
      ])
    },
  }
}
