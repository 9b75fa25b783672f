import { type Log, silentLog } from '../../domain/log.js'
import type { VaultOptions } from '../contract/options.js'
import type { DocumentVault } from '../contract/vault.js'
import { VaultHost } from './vault-host.js'
import { type VaultMethod, vaultMethods } from './vault-messages.js'

/** The vault with what only its host knows. */
export interface HostedVault extends DocumentVault {
  /** Of the vault's process; null for a thread, and while it is away. */
  readonly pid: () => number | null
  /** Where the FHIR interface listens; null without one. */
  readonly fhirPort: () => number | null
}

/**
 * Starts the vault in a thread (default) or a process of its own. Rejects when it cannot be opened;
 * from then on nothing throws: a vault that is away answers `unavailable` and is started anew.
 */
export async function startVault(
  options: VaultOptions,
  log: Log = silentLog,
): Promise<HostedVault> {
  const host = new VaultHost(options, log)
  await host.start()
  const caller = (method: VaultMethod) =>
    [method, (...args: readonly unknown[]) => host.call(method, args)] as const
  const calls = Object.fromEntries(vaultMethods.map(caller))
  return {
    // Each name of the contract is called by its own name on the other side.
    ...(calls as unknown as Omit<DocumentVault, 'close'>),
    close: () => host.close(),
    pid: () => host.pid,
    fhirPort: () => host.fhirPort,
  }
}
