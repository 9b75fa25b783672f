import { err, type Result } from '../../domain/result.js'
import { type ChildSettings, ExtractorChild } from './extractor-child.js'
import type { ProcessFault } from './process-fault.js'

export interface LaneSettings extends ChildSettings {
  readonly processes: number
  readonly idleMsMax: number
  readonly queueFilesMax: number
  readonly queueBytesMax: number
}

/** Any request about one file. */
interface FileRequest {
  readonly file: { readonly bytes: Uint8Array }
}

interface Waiting<Request, Answer> {
  readonly request: Request
  readonly resolve: (answer: Result<Answer, ProcessFault>) => void
}

const refused = (fault: 'busy' | 'crashed', detail: string) =>
  err<ProcessFault>({ fault, detail, isOurs: true })

/** First come, first served, before a fixed number of processes. */
export class ExtractorLane<Request extends FileRequest, Answer> {
  private readonly waiting: Waiting<Request, Answer>[] = []
  private waitingBytes = 0
  /** The one that worked last stands last and works next: the others can go. */
  private readonly idle: ExtractorChild<Request, Answer>[]
  private readonly all: readonly ExtractorChild<Request, Answer>[]
  private readonly idleTimers = new Map<ExtractorChild<Request, Answer>, NodeJS.Timeout>()
  private isClosed = false

  constructor(private readonly settings: LaneSettings) {
    this.all = Array.from(
      { length: settings.processes },
      () => new ExtractorChild<Request, Answer>(settings),
    )
    this.idle = [...this.all]
  }

  run(request: Request): Promise<Result<Answer, ProcessFault>> {
    if (this.isClosed) return Promise.resolve(refused('crashed', 'closed'))
    const bytes = request.file.bytes.length
    const { queueFilesMax, queueBytesMax } = this.settings
    const isFull =
      this.waiting.length >= queueFilesMax ||
      (this.waiting.length > 0 && this.waitingBytes + bytes > queueBytesMax)
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

  private rest(child: ExtractorChild<Request, Answer>): void {
    this.idle.push(child)
    if (this.isClosed || !child.isWarm) return
    const timer = setTimeout(() => child.end(), this.settings.idleMsMax)
    timer.unref()
    this.idleTimers.set(child, timer)
  }
}
