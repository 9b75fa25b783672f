import { type ChildProcess, fork } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { err, ok, type Result } from '../../domain/result.js'
import type { ExtractionFault } from '../contract/extracted-document.js'
import type { ProcessMessage } from './extraction-messages.js'
import { hasPermissionModel, processArguments } from './process-arguments.js'
import type { ProcessFault } from './process-fault.js'

export interface ChildSettings {
  /** Compiled file that the process runs. */
  readonly entry: string
  /** Drawing pages needs a native addon. */
  readonly draws: boolean
  readonly heapMegabytesMax: number
  readonly memoryMegabytesMax: number
  readonly fileMsMax: number
  readonly filesMax: number
}

const startMsMax = 60_000
const memoryLookEveryMs = 150
const complaintCharactersMax = 4_000

/** Turned off for good when a process cannot start with it. */
let permissionsWork = hasPermissionModel

/**
 * One process that reads one file at a time: started at the first file, killed when it takes too
 * long or too much, and then started anew for the next one.
 */
export class ExtractorChild<Request extends object, Answer> {
  private child: ChildProcess | null = null
  private isReady = false
  private files = 0
  private complaints = ''
  private onMessage: (message: ProcessMessage<Answer>) => void = () => {}
  private onEnd: (fault: ExtractionFault, detail: string) => void = () => {}
  /** Why we ended it ourselves; null when it died alone. */
  private verdict: ExtractionFault | null = null

  constructor(private readonly settings: ChildSettings) {}

  get isWarm(): boolean {
    return this.child !== null
  }

  async run(request: Request): Promise<Result<Answer, ProcessFault>> {
    const started = await this.started()
    if (started !== null) return err({ ...started, isOurs: true })
    const child = this.child!
    hold(child, true)
    const answer = await this.asked(child, request)
    if (this.child === child) hold(child, false)
    if (++this.files >= this.settings.filesMax) this.end()
    return answer
  }

  /** Ends the process, if any; a file under way answers `crashed`. */
  end(): void {
    this.kill('crashed')
    this.child = null
    this.isReady = false
  }

  private kill(verdict: ExtractionFault): void {
    this.verdict = verdict
    this.child?.kill('SIGKILL')
  }

  /** Null when the process is ready. */
  private async started(): Promise<ProcessFault | null> {
    if (this.child && this.isReady) return null
    const hadPermissions = permissionsWork
    this.start(hadPermissions)
    const failed = await this.settled(startMsMax, (message) => message.kind === 'ready', null)
    this.isReady = failed === null
    // We ended it, or it was permitted all: nothing to learn from a second start.
    if (failed === null || this.verdict !== null || !hadPermissions) return failed
    // A Node that knows the flags and yet cannot run with them: other walls remain.
    this.start(false)
    const again = await this.settled(startMsMax, (message) => message.kind === 'ready', null)
    this.isReady = again === null
    if (again === null) permissionsWork = false
    return again
  }

  private start(hasPermissions: boolean): void {
    const { entry, heapMegabytesMax, draws } = this.settings
    const child = fork(entry, [], {
      serialization: 'advanced',
      env: {},
      execArgv: processArguments({ heapMegabytesMax, draws, hasPermissions }),
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.child = child
    this.isReady = false
    this.files = 0
    this.complaints = ''
    this.verdict = null
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.complaints = (this.complaints + text).slice(-complaintCharactersMax)
    })
    child.on('message', (message) => {
      if (this.child === child) this.onMessage(message as ProcessMessage<Answer>)
    })
    child.on('error', () => {
      child.kill('SIGKILL')
      this.lose(child, 'channel')
    })
    // Not `exit`: the last words on stderr come before `close`.
    child.on('close', (code, signal) => this.lose(child, signal ?? `exit ${code}`))
  }

  private lose(child: ChildProcess, how: string): void {
    if (this.child !== null && this.child !== child) return
    this.child = null
    this.isReady = false
    const isHeap = /heap out of memory|allocation failed|heap limit/i.test(this.complaints)
    this.onEnd(this.verdict ?? (isHeap ? 'out-of-memory' : 'crashed'), how)
  }

  private async asked(
    child: ChildProcess,
    request: Request,
  ): Promise<Result<Answer, ProcessFault>> {
    const watch = setInterval(() => void this.lookAtMemory(child), memoryLookEveryMs)
    let answer: Answer | null = null
    const failed = await this.settled(
      this.settings.fileMsMax,
      (message) => {
        if (message.kind === 'answer') answer = message.answer
        return message.kind === 'answer'
      },
      () => child.send(request),
    )
    clearInterval(watch)
    return failed === null ? ok(answer!) : err(failed)
  }

  /** Null when `isIt` said yes in time; else the fault. */
  private settled(
    msMax: number,
    isIt: (message: ProcessMessage<Answer>) => boolean,
    begin: (() => void) | null,
  ): Promise<ProcessFault | null> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.kill('too-slow'), msMax)
      const done = (answer: ProcessFault | null): void => {
        clearTimeout(timer)
        this.onMessage = () => {}
        this.onEnd = () => {}
        resolve(answer)
      }
      this.onMessage = (message) => {
        if (isIt(message)) done(null)
      }
      this.onEnd = (fault, detail) => done({ fault, detail, isOurs: false })
      begin?.()
    })
  }

  /** Pixels, archives and WebAssembly live outside the heap: what the system counts decides. */
  private async lookAtMemory(child: ChildProcess): Promise<void> {
    const status = await readFile(`/proc/${child.pid}/status`, 'latin1').catch(() => '')
    const kilobytes = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0)
    if (this.child === child && kilobytes / 1024 > this.settings.memoryMegabytesMax)
      this.kill('out-of-memory')
  }
}

/** A process without work does not keep ours alive. */
function hold(child: ChildProcess, isHeld: boolean): void {
  const doing = isHeld ? 'ref' : 'unref'
  child[doing]()
  child.channel?.[doing]()
  ;(child.stderr as Socket | null)?.[doing]()
}
