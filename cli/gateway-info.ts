import type { DataFolder } from '../config/data-folder.js'
import { type ListenerDescription, plannedListeners } from '../config/listener-plan.js'
import { runningGateway } from '../config/running-gateway.js'
import type { Config } from '../config/schema.js'
import {
  readSamples,
  type SampleAccount,
  type SampleOperator,
  type SamplePatient,
} from '../gateway/development/samples-file.js'
import { outboxFolder } from '../gateway/notices/open-notices.js'

export interface PatientInfo extends Omit<SamplePatient, 'portal'> {
  readonly portal: { readonly url: string; readonly login: string; readonly code: string } | null
}

/** What `mss info --json` prints; a fixed shape that scripts and outside suites rely on. */
export interface GatewayInfo {
  readonly dataFolder: string
  readonly mode: Config['mode']
  readonly hostName: string
  readonly localDomains: readonly string[]
  readonly citizenDomain: string
  readonly running: boolean
  readonly pid: number | null
  /** ISO 8601. */
  readonly startedAt: string | null
  readonly listeners: readonly ListenerDescription[]
  readonly caFile: string | null
  readonly whiteListFile: string | null
  /** Where emails to patients become files; null where they are sent, or none are. */
  readonly noticeOutbox: string | null
  readonly accounts: readonly SampleAccount[]
  readonly patients: readonly PatientInfo[]
  readonly operators: readonly SampleOperator[]
}

/**
 * Listeners are those of the running gateway (real ports), or those that the configuration plans.
 */
export function gatewayInfo(folder: DataFolder, config: Config): GatewayInfo {
  const running = runningGateway(folder)
  const samples = config.mode === 'development' ? readSamples(folder.samples, folder.root) : null
  const listeners = running?.listeners ?? plannedListeners(config)
  const portal = listeners.find(({ name }) => name === 'portal')
  return {
    dataFolder: folder.root,
    mode: config.mode,
    hostName: config.hostName,
    localDomains: config.localDomains,
    citizenDomain: config.citizenDomain,
    running: running !== null,
    pid: running?.pid ?? null,
    startedAt: running === null ? null : new Date(running.startedAt).toISOString(),
    listeners,
    caFile: samples?.caFile ?? config.trust.anchorFiles[0] ?? null,
    whiteListFile: config.trust.whiteListFile ?? null,
    noticeOutbox: outboxFolder(folder, config),
    accounts: samples?.accounts ?? [],
    patients: (samples?.patients ?? []).map((patient) => ({
      ...patient,
      portal:
        patient.portal === null || portal === undefined
          ? null
          : { url: portal.url, ...patient.portal },
    })),
    operators: samples?.operators ?? [],
  }
}
