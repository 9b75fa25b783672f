import type { DataFolder } from '../config/data-folder.js'
import { plannedListeners } from '../config/listener-plan.js'
import type { Config } from '../config/schema.js'
import type {
  VaultCallerTrust,
  VaultConnectorOptions,
  VaultFhirOptions,
  VaultOptions,
} from '../document-vault/contract/options.js'

function connectorOf({ connector }: Config['vault']): VaultConnectorOptions {
  if (connector.kind === 'none') return { kind: 'embedded' }
  return {
    kind: 'mhd',
    // config/coherence.ts wants it.
    url: connector.url ?? '',
    tokenFile: connector.tokenFile ?? null,
    certificateFile: connector.certificateFile ?? null,
    keyFile: connector.keyFile ?? null,
    trustFile: connector.trustFile ?? null,
  }
}

function callersOf({ vault, trust }: Config): VaultCallerTrust {
  const { clientAuthorityFiles: files } = vault.api
  if (files.length > 0) return { kind: 'own-authorities', files: [...files] }
  const { anchorFiles, crlFolder = '' } = trust
  return { kind: 'trust-space', anchorFiles: [...anchorFiles], crlFolder }
}

const everywhere = new Set(['0.0.0.0', '::'])

function fhirOf(config: Config): VaultFhirOptions | null {
  const planned = plannedListeners(config).find(({ name }) => name === 'vault-api')
  if (planned === undefined) return null
  const { host, port } = planned
  return {
    host,
    port,
    publicHost: everywhere.has(host) ? config.hostName : host,
    certificateFile: config.tls.certificateFile ?? '',
    keyFile: config.tls.keyFile ?? '',
    callers: callersOf(config),
  }
}

/** The vault of a data folder, as the gateway runs it and as commands open it. */
export const vaultOptions = (folder: DataFolder, config: Config): VaultOptions => ({
  folder: folder.vault,
  environment: config.environment,
  retentionYears: config.vault.retentionYears,
  role: config.vault.role,
  extractor: { processes: config.vault.extractionProcesses, ocr: config.vault.ocr },
  accessMatrixFile: config.vault.accessMatrixFile ?? null,
  connector: connectorOf(config.vault),
  fhir: fhirOf(config),
})
