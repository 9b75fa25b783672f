import { availableParallelism } from 'node:os'
import { documentLimits } from '../../domain/document-limits.js'
import { type Log, silentLog } from '../../domain/log.js'
import type { Result } from '../../domain/result.js'
import type { Extraction, Extractor, FileToExtract } from '../contract/extracted-document.js'
import { type ExtractionAnswer, type ExtractionRequest, offTheWire } from './extraction-messages.js'
import { ExtractorLane, type LaneSettings } from './extractor-lane.js'
import { compiledFile } from './process-arguments.js'
import type { ProcessFault } from './process-fault.js'

export interface ExtractorOptions {
  /** Processes of the fast lane; one more reads scans. Default: as many as cores. */
  readonly processes?: number
  /** A process without work ends after so long. */
  readonly idleMsMax?: number
  /** Time for one file without its scans, and for one file with them. */
  readonly fileMsMax?: number
  readonly ocrMsMax?: number
  /** Resident memory of one process. */
  readonly memoryMegabytesMax?: number
  readonly heapMegabytesMax?: number
  /** Another compiled file for the processes to run: tests of the pool itself. */
  readonly entry?: string
  readonly log?: Log
}

/**
 * A pool of processes for hostile files, in two lanes: every file is read in the fast lane; one
 * that holds a scan, and shall be recognised, goes on to the other lane, so that no text ever
 * waits behind a scan. Nothing is parsed in the calling thread.
 */
export function createExtractor(options: ExtractorOptions = {}): Extractor {
  const log = options.log ?? silentLog
  const fast = new ExtractorLane<ExtractionRequest, ExtractionAnswer>(laneSettings(options, false))
  const ocrSettings = laneSettings(options, true)
  const ocr = new ExtractorLane<ExtractionRequest, ExtractionAnswer>(ocrSettings)
  const softMsMax = Math.floor(ocrSettings.fileMsMax * 0.7)

  const told = (extraction: Extraction, file: FileToExtract): Extraction => {
    if (!extraction.ok)
      log.warn('document-not-read', { state: extraction.fault, bytes: file.bytes.length })
    return extraction
  }
  const recognised = async (file: FileToExtract, first: Extraction): Promise<Extraction> => {
    const { extraction } = answerOf(await ocr.run({ file, allowsOcr: true, softMsMax }))
    if (extraction.ok) return offTheWire(extraction, file)
    told(extraction, file)
    return first.ok ? { ...first, documents: first.documents.map(withoutOcr) } : first
  }
  return {
    async extract(file) {
      if (file.bytes.length > documentLimits.documentBytesMax)
        return told({ ok: false, fault: 'too-big', detail: 'file' }, file)
      const answer = answerOf(await fast.run({ file, allowsOcr: false, softMsMax }))
      const extraction = offTheWire(answer.extraction, file)
      if (file.ocr && answer.wantsOcr) return recognised(file, extraction)
      return told(extraction, file)
    },
    async close() {
      fast.close()
      ocr.close()
    },
  }
}

const answerOf = (given: Result<ExtractionAnswer, ProcessFault>): ExtractionAnswer => {
  if (given.ok) return given.value
  const { fault, detail } = given.error
  return { extraction: { ok: false, fault, detail }, wantsOcr: false }
}

/** What a document says without its scans is kept when recognition fails. */
const withoutOcr = <T extends { readonly alarms: readonly string[] }>(document: T): T => ({
  ...document,
  alarms: [...document.alarms, 'ocr-failed'],
})

function laneSettings(options: ExtractorOptions, isOcr: boolean): LaneSettings {
  return {
    entry: options.entry ?? compiledFile('document-vault/extract/extractor-process'),
    draws: isOcr,
    processes: isOcr ? 1 : Math.max(1, options.processes ?? availableParallelism()),
    idleMsMax: options.idleMsMax ?? documentLimits.extractorIdleMsMax,
    heapMegabytesMax: options.heapMegabytesMax ?? documentLimits.extractorHeapMegabytesMax,
    memoryMegabytesMax: options.memoryMegabytesMax ?? documentLimits.extractorMemoryMegabytesMax,
    fileMsMax: isOcr
      ? (options.ocrMsMax ?? documentLimits.ocrMsMax)
      : (options.fileMsMax ?? documentLimits.extractionMsMax),
    filesMax: documentLimits.extractorFilesMax,
    queueFilesMax: documentLimits.extractorQueueFilesMax,
    queueBytesMax: documentLimits.extractorQueueBytesMax,
  }
}
