import { Worker } from 'node:worker_threads'
import type { MessageId } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import type { Batch, CommitNotice, CommitResult, LeasedJob } from '../contract.js'
import { encodeGroup } from './group-encoding.js'
import { type StoreOpenCode, StoreOpenError } from './store-open-error.js'
import type { SharedTime } from './worker-clock.js'
import { workerFile } from './worker-file.js'
import type {
  StageFailure,
  WriterAnswer,
  WriterRequest,
  WriterSettings,
} from './writer-protocol.js'

interface WaitingBatch {
  readonly batch: Batch
  readonly answer: (result: CommitResult) => void
}
export interface WriterEvents {
  committed(notice: CommitNotice): void
  removed(messageIds: readonly MessageId[]): void
  failed(event: string, code: string): void
}

/** Groups under way at once: one that is written while the next is on its way. */
const groupsUnderWayMax = 2

/** The event loop's end of the writer worker. */
export class WriterClient {
  private waiting: WaitingBatch[] = []
  private isFlushPlanned = false
  private readonly groups = new Map<number, readonly WaitingBatch[]>()
  private readonly requests = new Map<number, (answer: WriterAnswer | null) => void>()
  private lastNumber = 0
  private isGone = false
  private isClosing = false
  private whenIdle: (() => void) | null = null

  private constructor(
    private readonly worker: Worker,
    private readonly time: SharedTime | null,
    private readonly events: WriterEvents,
  ) {}

  /** Resolves when the worker has the file open; rejects with StoreOpenError. */
  static async open(
    settings: WriterSettings,
    time: SharedTime | null,
    events: WriterEvents,
  ): Promise<WriterClient> {
    time?.renew()
    const worker = new Worker(workerFile('writer'), { workerData: settings })
    const client = new WriterClient(worker, time, events)
    await new Promise<void>((resolve, reject) => {
      worker.once('error', reject)
      worker.once('message', (answer: WriterAnswer) => {
        worker.off('error', reject)
        if (answer.kind === 'open') return resolve()
        const failed = answer as Extract<WriterAnswer, { kind: 'open-failed' }>
        reject(new StoreOpenError(failed.code as StoreOpenCode, failed.file))
      })
    })
    worker.on('message', (answer: WriterAnswer) => client.receive(answer))
    worker.on('error', () => client.lose('worker-error'))
    worker.on('exit', () => client.lose('worker-exit'))
    // Idle, it must not keep a command alive; work under way does.
    worker.unref()
    return client
  }

  commit(batch: Batch): Promise<CommitResult> {
    if (this.isGone || this.isClosing)
      return Promise.resolve({ ok: false, reason: 'storage-failed' })
    return new Promise((answer) => {
      this.waiting.push({ batch, answer })
      this.planFlush()
    })
  }

  async stage(
    request:
      | Omit<Extract<WriterRequest, { kind: 'stage' }>, 'request'>
      | Omit<Extract<WriterRequest, { kind: 'abort-stage' }>, 'request'>,
  ): Promise<{ readonly failure: StageFailure | null; readonly messageId: number | null }> {
    const transfer = request.kind === 'stage' ? [request.data.buffer] : []
    const answer = await this.ask(
      (number) => ({ ...request, request: number }) as WriterRequest,
      transfer,
    )
    return answer?.kind === 'staged' ? answer : { failure: 'storage-failed', messageId: null }
  }

  async claim(queue: string, max: number, now: number, leaseMs: number): Promise<LeasedJob[]> {
    const answer = await this.ask((request) => ({
      kind: 'claim',
      request,
      queue,
      max,
      now,
      leaseMs,
    }))
    return answer?.kind === 'claimed' ? [...answer.jobs] : []
  }

  /**
   * Waits for what is under way, lets `beforeLast` close what else holds the file, then closes
   * the writer.
   */
  async close(beforeLast: () => void): Promise<void> {
    if (this.isClosing) return
    this.isClosing = true
    this.flush(true)
    while (!this.isGone && this.groups.size + this.requests.size > 0)
      await new Promise<void>((resolve) => {
        this.whenIdle = resolve
      })
    beforeLast()
    if (this.isGone) return
    const isClosed = new Promise<void>((resolve) => {
      this.whenIdle = resolve
    })
    this.post({ kind: 'close' })
    await isClosed
    await this.worker.terminate()
  }

  private ask(
    requestOf: (number: number) => WriterRequest,
    transfer: ArrayBuffer[] = [],
  ): Promise<WriterAnswer | null> {
    if (this.isGone || this.isClosing) return Promise.resolve(null)
    return new Promise((resolve) => {
      const number = ++this.lastNumber
      this.requests.set(number, resolve)
      this.post(requestOf(number), transfer)
    })
  }

  /** After the turn of the event loop, so that the batches of one turn travel together. */
  private planFlush(): void {
    if (this.isFlushPlanned || this.groups.size >= groupsUnderWayMax) return
    this.isFlushPlanned = true
    setImmediate(() => {
      this.isFlushPlanned = false
      this.flush(false)
    })
  }

  private flush(isLast: boolean): void {
    while (this.waiting.length > 0 && (isLast || this.groups.size < groupsUnderWayMax)) {
      const group = this.waiting.splice(0, limits.batchesPerCommitMax)
      const number = ++this.lastNumber
      this.groups.set(number, group)
      const encoded = encodeGroup(group.map(({ batch }) => batch))
      this.post({ kind: 'commit', group: number, ...encoded }, [encoded.content.buffer])
    }
  }

  private post(request: WriterRequest, transfer: ArrayBuffer[] = []): void {
    this.time?.renew()
    this.worker.ref()
    this.worker.postMessage(request, transfer)
  }

  private receive(answer: WriterAnswer): void {
    switch (answer.kind) {
      case 'committed':
        this.answerGroup(answer.group, JSON.parse(answer.results) as CommitResult[])
        // Readers can see it by now: the answer left after COMMIT.
        if (answer.notice) this.events.committed(answer.notice)
        break
      case 'staged':
      case 'claimed':
        this.requests.get(answer.request)?.(answer)
        this.requests.delete(answer.request)
        break
      case 'removed':
        this.events.removed(answer.messageIds as MessageId[])
        break
      case 'failed':
        this.events.failed(answer.event, answer.code)
        break
      case 'closed':
        this.isGone = true
        this.whenIdle?.()
        break
    }
    if (this.groups.size + this.requests.size > 0) return
    if (this.isClosing) this.whenIdle?.()
    else this.worker.unref()
  }

  private answerGroup(number: number, results: readonly CommitResult[]): void {
    const group = this.groups.get(number) ?? []
    this.groups.delete(number)
    if (this.waiting.length > 0) this.planFlush()
    for (const [i, { answer }] of group.entries()) answer(results[i]!)
  }

  /**
   * A writer that died may have committed what it did not answer: the sender is told to come again.
   */
  private lose(code: string): void {
    if (this.isGone) return
    this.isGone = true
    if (!this.isClosing) this.events.failed('store-writer-lost', code)
    for (const group of this.groups.values())
      for (const { answer } of group) answer({ ok: false, reason: 'storage-failed' })
    for (const { answer } of this.waiting.splice(0)) answer({ ok: false, reason: 'storage-failed' })
    for (const resolve of this.requests.values()) resolve(null)
    this.groups.clear()
    this.requests.clear()
    this.whenIdle?.()
  }
}
