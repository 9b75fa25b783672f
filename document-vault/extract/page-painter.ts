import { documentLimits } from '../../domain/document-limits.js'
import { type Log, silentLog } from '../../domain/log.js'
import { err } from '../../domain/result.js'
import type { PagePainter, PaintFault } from '../contract/painted-page.js'
import { ExtractorLane } from './extractor-lane.js'
import type { PaintAnswer, PaintRequest } from './paint-messages.js'
import { compiledFile } from './process-arguments.js'

export interface PagePainterOptions {
  readonly processes?: number
  /** A process without work ends after so long. */
  readonly idleMsMax?: number
  readonly pageMsMax?: number
  readonly memoryMegabytesMax?: number
  readonly queueFilesMax?: number
  readonly log?: Log
}

/** A lane of its own beside the extractor's: a patient who reads waits for no archive. */
export function createPagePainter(options: PagePainterOptions = {}): PagePainter {
  const log = options.log ?? silentLog
  const lane = new ExtractorLane<PaintRequest, PaintAnswer>({
    entry: compiledFile('document-vault/extract/painter-process'),
    draws: true,
    processes: options.processes ?? documentLimits.previewProcessesMax,
    idleMsMax: options.idleMsMax ?? documentLimits.extractorIdleMsMax,
    heapMegabytesMax: documentLimits.extractorHeapMegabytesMax,
    memoryMegabytesMax: options.memoryMegabytesMax ?? documentLimits.previewMemoryMegabytesMax,
    fileMsMax: options.pageMsMax ?? documentLimits.previewMsMax,
    filesMax: documentLimits.extractorFilesMax,
    queueFilesMax: options.queueFilesMax ?? documentLimits.previewQueueFilesMax,
    queueBytesMax: documentLimits.previewQueueBytesMax,
  })
  const told = (fault: PaintFault, bytes: number) => {
    log.warn('page-not-painted', { state: fault.fault, bytes })
    return err(fault)
  }
  return {
    async paint(bytes, page) {
      if (bytes.length > documentLimits.documentBytesMax)
        return told({ fault: 'too-big', detail: 'file', isOurs: false }, bytes.length)
      if (!Number.isSafeInteger(page) || page < 1)
        return err({ fault: 'malformed', detail: 'page', isOurs: false })
      const answer = await lane.run({ file: { bytes }, page })
      if (!answer.ok) return told(answer.error, bytes.length)
      const painted = answer.value
      return painted.ok ? painted : told({ ...painted.error, isOurs: false }, bytes.length)
    },
    async close() {
      lane.close()
    },
  }
}
