import { documentLimits } from '../../domain/document-limits.js'
import type { ExtractionAnswer, ExtractionRequest } from './extraction-messages.js'
import { type ChildSettings, ExtractorChild } from './extractor-child.js'

export interface LaneSettings extends ChildSettings {
  readonly processes: number
  readonly idleMsMax: number
}

interface Waiting {
  readonly request: ExtractionRequest
  readonly resolve: (answer: ExtractionAnswer) => void
}

const refused = (fault: 'busy' | 'crashed', detail: string): ExtractionAnswer => ({
  extraction: { ok: false, fault, detail },
  wantsOcr: false,
})

/** First come, first served, before a fixed number of processes. */
export class ExtractorLane {
  private readonly waiting: Waiting[] = []
  private waitingBytes = 0
  /** The one that worked last stands last and works next: the others can go. */
  private readonly idle: ExtractorChild[]
  private readonly all: readonly ExtractorChild[]
  private readonly idleTimers = new Map<ExtractorChild, NodeJS.Timeout>()
  private isClosed = false

  constructor(private readonly settings: LaneSettings) {
    this.all = Array.from({ length: settings.processes }, () => new ExtractorChild(settings))
    this.idle = [...this.all]
  }

  run(request: ExtractionRequest): Promise<ExtractionAnswer> {
    if (this.isClosed) return Promise.resolve(refused('crashed', 'closed'))
    const bytes = request.file.bytes.length
    const isFull =
      this.waiting.length >= documentLimits.extractorQueueFilesMax ||
      (this.waiting.length > 0 && this.waitingBytes + bytes > documentLimits.extractorQueueBytesMax)
    if (isFull) return Promise.resolve(refused('busy', 'queue-full'))
    return new Promise((resolve) => {
      this.waiting.push({ request, resolve })
      this.waitingBytes += bytes
      this.serve()
    })
  }

  close(): void {
    this.isClosed = true
    for (const { resolve } of this.waiting.splice(0)) resolve(refused('crashed', 'closed'))
    for (const timer of this.idleTimers.values()) clearTimeout(timer)
    for (const child of this.all) child.end()
  }

  private serve(): void {
    while (this.waiting.length > 0 && this.idle.length > 0) {
      const { request, resolve } = this.waiting.shift()!
      this.waitingBytes -= request.file.bytes.length
      const child = this.idle.pop()!
      clearTimeout(this.idleTimers.get(child))
      void child.run(request).then((answer) => {
        this.rest(child)
        resolve(answer)
        this.serve()
      })
    }
  }

  private rest(child: ExtractorChild): void {
    this.idle.push(child)
    if (this.isClosed || !child.isWarm) return
    const timer = setTimeout(() => child.end(), this.settings.idleMsMax)
    timer.unref()
    this.idleTimers.set(child, timer)
  }
}
