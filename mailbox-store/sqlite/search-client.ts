import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { MailboxId, Uid } from '../../domain/ids.js'
import type { Log } from '../../domain/log.js'
import type {
  SentDays,
  SortCriterion,
  StoreReader,
  TextQuery,
  ThreadAlgorithm,
  ThreadForest,
} from '../contract.js'
import type { Question, SearchAnswer, SearchRequest, SearchSettings } from './search-protocol.js'
import { workerFile } from './worker-file.js'

interface Asked {
  readonly resolve: (found: unknown) => void
  readonly reject: (failure: Error) => void
}
const hintEveryMs = 250

/** What a reader leaves to the search worker. */
export type Searching = Pick<StoreReader, 'searchText' | 'sorted' | 'sentDays' | 'threads'>

/**
 * The event loop's end of the search worker, which starts with the first search or the first new
 * message.
 */
export class SearchClient implements Searching {
  private worker: Worker | null = null
  private readonly asked = new Map<number, Asked>()
  private lastRequest = 0
  private hinting: NodeJS.Timeout | null = null
  private isClosed = false
  private closed: (() => void) | null = null

  constructor(
    private readonly options: {
      readonly folder: string
      readonly file: string
      readonly keepsIndex: boolean
    },
    private readonly log: Log,
  ) {}

  async searchText(mailboxId: MailboxId, query: TextQuery): Promise<Uid[]> {
    const uids = (await this.ask({ kind: 'text', mailboxId, query })) as Uint32Array
    return Array.from(uids) as Uid[]
  }
  sorted(mailboxId: MailboxId, criteria: readonly SortCriterion[]) {
    return this.ask({ kind: 'sorted', mailboxId, criteria }) as Promise<Uint32Array | null>
  }
  sentDays(mailboxId: MailboxId) {
    return this.ask({ kind: 'sent-days', mailboxId }) as Promise<SentDays | null>
  }
  threads(mailboxId: MailboxId, algorithm: ThreadAlgorithm, uids: Uint32Array | null) {
    const question = { kind: 'threads', mailboxId, algorithm, uids } as const
    return this.ask(question) as Promise<ThreadForest | null>
  }

  /** New messages may be there. */
  feed(): void {
    if (!this.options.keepsIndex || this.hinting || this.isClosed) return
    this.hinting = setTimeout(() => {
      this.hinting = null
      this.started().postMessage({ kind: 'feed' } satisfies SearchRequest)
    }, hintEveryMs)
    this.hinting.unref()
  }

  forget(messageIds: readonly number[]): void {
    if (!this.options.keepsIndex || this.isClosed) return
    this.started().postMessage({ kind: 'forget', messageIds } satisfies SearchRequest)
  }

  async close(): Promise<void> {
    this.isClosed = true
    if (this.hinting) clearTimeout(this.hinting)
    const { worker } = this
    if (!worker) return
    await new Promise<void>((resolve) => {
      this.closed = resolve
      worker.ref()
      worker.postMessage({ kind: 'close' } satisfies SearchRequest)
    })
    await worker.terminate()
    this.lose('closed')
  }

  private ask(question: Question): Promise<unknown> {
    if (this.isClosed) return Promise.reject(new Error('store is closed'))
    return new Promise((resolve, reject) => {
      const request = ++this.lastRequest
      this.asked.set(request, { resolve, reject })
      const worker = this.started()
      worker.ref()
      worker.postMessage({ kind: 'ask', request, question } satisfies SearchRequest)
    })
  }

  private started(): Worker {
    if (this.worker) return this.worker
    const { folder, file, keepsIndex } = this.options
    const indexFile = keepsIndex ? join(folder, 'search.sqlite') : null
    const workerData: SearchSettings = { file, indexFile }
    const worker = new Worker(workerFile('search-worker'), { workerData })
    worker.on('message', (answer: SearchAnswer) => this.receive(answer))
    worker.on('error', (failure) => {
      this.log.error('search-worker-lost', { state: (failure as { code?: string }).code })
    })
    worker.on('exit', () => this.lose('exit'))
    worker.unref()
    this.worker = worker
    return worker
  }

  private receive(answer: SearchAnswer): void {
    if (answer.kind === 'closed') {
      this.closed?.()
      return
    }
    if (answer.kind === 'failed') this.log.error('search-failed', { state: answer.code })
    if (answer.request === null) return
    const asked = this.asked.get(answer.request)
    this.asked.delete(answer.request)
    if (answer.kind === 'found') asked?.resolve(answer.found)
    else asked?.reject(new Error(`search failed: ${answer.code}`))
    if (this.asked.size === 0 && !this.closed) this.worker?.unref()
  }

  /** The next search starts a new worker. */
  private lose(code: string): void {
    this.worker = null
    for (const { reject } of this.asked.values()) reject(new Error(`search worker: ${code}`))
    this.asked.clear()
    this.closed?.()
  }
}
