import { type Clock, systemClock } from '../../domain/clock.js'
import { type Log, silentLog } from '../../domain/log.js'
import type { AccessMatrix } from '../access/access-matrix.js'
import { loadAccessMatrix } from '../access/access-matrix-file.js'
import { defaultAccessMatrix } from '../access/default-access-matrix.js'
import { classify } from '../classify/classify.js'
import { documentShape } from '../classify/document-shape.js'
import type { RecordConnector } from '../connectors/connector.js'
import { embeddedConnector } from '../connectors/embedded-connector.js'
import { openMhdConnector } from '../connectors/mhd-connector.js'
import type { VaultOptions } from '../contract/options.js'
import { createExtractor } from '../extract/extractor.js'
import { judgeDocuments } from '../identity/judge-documents.js'
import { VaultStore } from '../store/vault-store.js'
import type { DocumentReaders } from './deposit-reading.js'
import { VaultService } from './vault-service.js'
import { wrappedFile } from './wrapped-file.js'

export type { VaultService } from './vault-service.js'

const retentionYearsDefault = 10

/** What tests put in the place of processes and of the hour. */
export interface VaultReplacements {
  readonly clock?: Clock
  readonly readers?: Partial<DocumentReaders>
  readonly connector?: RecordConnector
  readonly log?: Log
}

/** Opens the vault in this thread. Throws VaultOpenError, or for a wrong access matrix. */
export async function openVaultService(
  options: VaultOptions,
  replacements: VaultReplacements = {},
): Promise<VaultService> {
  const clock = replacements.clock ?? systemClock
  const matrix = matrixOf(options)
  const log = replacements.log ?? silentLog
  const connector = replacements.connector ?? connectorOf(options, log)
  const store = VaultStore.open(options.folder, clock)
  const readers: DocumentReaders = {
    extractor:
      replacements.readers?.extractor ??
      createExtractor({
        ...(options.extractor?.processes ? { processes: options.extractor.processes } : {}),
        log,
      }),
    classify,
    shapeOf: documentShape,
    judgeDocuments,
    wrappedFile,
    environment: options.environment,
    ocr: options.extractor?.ocr ?? true,
    ...replacements.readers,
  }
  const retentionYears = options.retentionYears ?? retentionYearsDefault
  return new VaultService({ store, readers, matrix, connector, retentionYears, clock })
}

const connectorOf = ({ connector }: VaultOptions, log: Log): RecordConnector =>
  connector?.kind === 'mhd' ? openMhdConnector(connector, log) : embeddedConnector

function matrixOf({ accessMatrixFile }: VaultOptions): AccessMatrix {
  if (!accessMatrixFile) return defaultAccessMatrix
  const loaded = loadAccessMatrix(accessMatrixFile)
  if (!loaded.ok) throw new Error(`vault: access matrix: ${loaded.error}`)
  return loaded.value
}
