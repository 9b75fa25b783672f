/**
 * The composition root: opens the store, builds the flows, starts the listeners. A newcomer reads
 * this file first. Engines are named only here, in cli/, in bench/ and in tests.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { faultLine } from '../config/config-fault.js'
import {
  type DataFolder,
  dataFolderAt,
  openDataFolder,
  readInstanceKey,
} from '../config/data-folder.js'
import { type ListenerDescription, plannedListeners } from '../config/listener-plan.js'
import { loadConfig } from '../config/load.js'
import { portalUrl } from '../config/portal-url.js'
import { type GatewayLock, lockGateway } from '../config/running-gateway.js'
import type { Config } from '../config/schema.js'
import { createExtractor } from '../document-vault/extract/extractor.js'
import { createPagePainter } from '../document-vault/extract/page-painter.js'
import { systemClock } from '../domain/clock.js'
import type { Log } from '../domain/log.js'
import { err, ok, type Result } from '../domain/result.js'
import { openSqliteStore } from '../mailbox-store/sqlite/sqlite-store.js'
import { StoreOpenError } from '../mailbox-store/sqlite/store-open-error.js'
import { createArchiveExaminer } from './archive-examiner.js'
import { developmentLocalDomains } from './development/generated-domains.js'
import { createStoreDirectory } from './directory/store-directory.js'
import type { ArchiveExaminer } from './flows/contract.js'
import type { FlowDeps } from './flows/flow-deps.js'
import { createSignIn } from './flows/sign-in/sign-in.js'
import { ListenFailure } from './listen-failure.js'
import { openListeners } from './listeners.js'
import { createLog } from './log.js'
import { openNotices } from './notices/open-notices.js'
import { startOutbound } from './outbound/start-outbound.js'
import type { GatewayParts } from './parts.js'
import { IdleHub } from './reactors/idle-hub.js'
import type { GatewaySettings } from './settings.js'
import { startNotices } from './start-notices.js'
import { openVault, runVault } from './start-vault.js'
import { openTrust } from './trust.js'

export interface ServeOptions {
  readonly dataFolder: string
  readonly host?: string | undefined
  /** First port of the block; 0 lets the system choose each. */
  readonly basePort?: number | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  /** Where log lines go; standard error by default. */
  readonly logTo?: NodeJS.WritableStream
}

export interface RunningGateway {
  readonly folder: DataFolder
  readonly config: Config
  readonly listeners: readonly ListenerDescription[]
  /** French lines about the configuration that did not stop the start. */
  readonly warnings: readonly string[]
  /**
   * Refuses new sessions, lets those in the middle of a message finish within `graceMs`, says
   * goodbye, and waits for the commits under way. Nothing that was accepted is lost.
   */
  close(graceMs: number): Promise<void>
}

interface OpenedFolder {
  readonly folder: DataFolder
  readonly config: Config
  readonly warnings: readonly string[]
  readonly instanceKey: Uint8Array
  readonly lock: GatewayLock
}

type Closer = (graceMs: number) => Promise<void> | void

/**
 * Starts a gateway on an existing data folder. Errors are French lines, all at once where they can
 * be.
 */
export async function serve(
  options: ServeOptions,
): Promise<Result<RunningGateway, readonly string[]>> {
  const opened = openFolder(options)
  if (!opened.ok) return opened
  const closers: Closer[] = [() => opened.value.lock.release()]
  const close = async (graceMs: number) => {
    for (const closer of closers.splice(0).reverse()) await closer(graceMs)
  }
  try {
    const listeners = await start(opened.value, options, closers)
    const { folder, config, warnings } = opened.value
    return ok({ folder, config, listeners, warnings, close })
  } catch (failure) {
    await close(0)
    if (isExpected(failure)) return err([failure.message])
    throw failure
  }
}

const isExpected = (failure: unknown): failure is Error =>
  failure instanceof ListenFailure ||
  failure instanceof StoreOpenError ||
  failure instanceof StartFailure

/** A French line for the administrator. */
class StartFailure extends Error {}

function openFolder(options: ServeOptions): Result<OpenedFolder, readonly string[]> {
  const opened = openDataFolder(dataFolderAt(options.dataFolder))
  if (!opened.ok) return opened
  const folder = opened.value
  const { env, host, basePort } = options
  const loaded = loadConfig({ dataFolder: folder.root, env, host, basePort })
  if (!loaded.ok) return err(loaded.error.map(faultLine))
  const instanceKey = readInstanceKey(folder)
  if (!instanceKey.ok) return err([instanceKey.error])
  const lock = lockGateway(folder)
  if (!lock.ok) return err([lock.error])
  return ok({ folder, ...loaded.value, instanceKey: instanceKey.value, lock: lock.value })
}

/** What was opened is pushed on `closers` at once, so that a later failure closes it. */
async function start(
  opened: OpenedFolder,
  options: ServeOptions,
  closers: Closer[],
): Promise<readonly ListenerDescription[]> {
  const { folder, config, instanceKey, lock } = opened
  const destination = options.logTo ?? process.stderr
  const log = createLog({ level: config.log.level, instanceKey, destination })
  const store = await openSqliteStore({ folder: folder.store, role: 'gateway', log })
  closers.push(() => store.close())
  const developmentPki = config.mode === 'development' ? folder.pki : null
  const trust = await openTrust({ config, developmentPki, clock: systemClock, log })
  if (!trust.ok) throw new StartFailure(trust.error)
  closers.push(() => trust.value.close())

  // Not the vault's own: the guard at the final dot works while the vault is stopped.
  const extractor = createExtractor({ processes: 1, log })
  closers.push(() => extractor.close())
  const painter = createPagePainter({ log })
  closers.push(() => painter.close())
  const { environment } = config
  const archives = createArchiveExaminer({ extractor, environment })
  const vault = await openVault({ folder, config }, log)
  if (!vault.ok) throw new StartFailure(vault.error)
  closers.push(() => vault.value?.close())

  const notices = openNotices({ folder, config }, { clock: systemClock, log })
  const portal = { port: portalPort(plannedListeners(config)) }
  const parts = buildParts(
    {
      ...{ folder, config, store, trust: trust.value, log, instanceKey, notices, painter },
      vault: vault.value,
      vaultApiPort: vault.value?.fhirPort() ?? null,
      portalUrl: () => portalUrl(config, portal.port),
    },
    archives,
  )
  closers.push(() => parts.hub.close())
  if (vault.value !== null) {
    const runners = runVault(vault.value, parts.deps)
    closers.push((graceMs) => runners.close(graceMs))
  }
  const outbound = startOutbound(parts)
  closers.push((graceMs) => outbound.close(graceMs))
  const listeners = await openListeners(parts)
  closers.push((graceMs) => listeners.close(graceMs))
  portal.port = portalPort(listeners.descriptions)
  // Their links name the portal's port, which is known only now.
  const noticeRunners = startNotices(parts)
  closers.push((graceMs) => noticeRunners.close(graceMs))
  lock.announce({
    pid: process.pid,
    startedAt: systemClock.now(),
    listeners: listeners.descriptions,
  })
  log.info('serving', { count: listeners.descriptions.length })
  closers.push(measureEventLoop(log))
  return listeners.descriptions
}

const portalPort = (listeners: readonly ListenerDescription[]): number =>
  listeners.find(({ name }) => name === 'portal')?.port ?? 0

function buildParts(
  given: Omit<GatewayParts, 'settings' | 'deps' | 'signIn' | 'hub'>,
  archives: ArchiveExaminer,
): GatewayParts {
  const { config, store, trust, log } = given
  const settings: GatewaySettings = Object.freeze({
    hostName: config.hostName,
    localDomains:
      config.mode === 'development'
        ? developmentLocalDomains(config.localDomains, given.folder)
        : new Set(config.localDomains),
    citizenDomain: config.citizenDomain,
    environment: config.environment,
    development: config.mode === 'development',
    filesDocuments: config.vault.enabled,
    tellsPatientsAfterMs: given.notices === null ? null : config.notification.delaySeconds * 1_000,
  })
  const directory = createStoreDirectory(store.read)
  const { whiteList } = trust
  const clock = systemClock
  const deps: FlowDeps = { store, directory, whiteList, archives, settings, clock, log }
  const { trustedNetworks } = config.signIn
  const signIn = createSignIn({ ...deps, trustedNetworks })
  return { ...given, settings, deps, signIn, hub: new IdleHub(store) }
}

/**
 * The longest waits of the event loop over the run, in the log's last line (invariant 9, and `npm
 * run bench`).
 */
function measureEventLoop(log: Log): () => void {
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  return () => {
    delay.disable()
    log.info('event-loop-delay-p99', { ms: Math.round(delay.percentile(99) / 1e4) / 100 })
  }
}
