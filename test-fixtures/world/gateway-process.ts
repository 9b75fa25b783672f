import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const mssProgram = fileURLToPath(new URL('../../dist/cli/mss.js', import.meta.url))

export interface InfoListener {
  readonly name: string
  readonly protocol: string
  readonly host: string
  readonly port: number
  readonly tls: string
  readonly url: string
}
export interface InfoSignIn {
  readonly displayName: string
  readonly certificateFile: string
  readonly keyFile: string
  readonly pkcs12File: string
  readonly pkcs12Password: string
  readonly applicationPassword: string | null
}
export interface InfoAccount extends InfoSignIn {
  readonly kind: string
  readonly address: string
  readonly members: readonly (InfoSignIn & { readonly right: string })[]
}
export interface InfoPatient {
  readonly address: string
  readonly displayName: string
  readonly state: string
  readonly portal: { readonly url: string; readonly login: string; readonly code: string } | null
}
/** What `mss info --json` says; the journeys know nothing else of a gateway. */
export interface Info {
  readonly listeners: readonly InfoListener[]
  readonly caFile: string
  readonly noticeOutbox: string | null
  readonly accounts: readonly InfoAccount[]
  readonly patients: readonly InfoPatient[]
  readonly operators: readonly {
    readonly name: string
    readonly ours: boolean
    readonly hostName: string
    readonly domains: readonly string[]
    readonly certificateFile: string
    readonly keyFile: string
  }[]
}

/**
 * The real program in a process of its own, on a folder of its own and ports that the system
 * chooses.
 */
export class GatewayProcess {
  readonly folder: string
  #child: ChildProcess | null = null
  #info: Info | null = null
  #output = ''

  constructor(folder = mkdtempSync(join(tmpdir(), 'mss-journey-'))) {
    this.folder = folder
  }

  static async start(): Promise<GatewayProcess> {
    const gateway = new GatewayProcess()
    await gateway.start()
    return gateway
  }

  /** Starts (again), and resolves when every listener serves. */
  async start(): Promise<void> {
    const args = [mssProgram, 'serve', '--data', this.folder, '--ports', '0']
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    this.#child = child
    this.#output = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      this.#output += chunk.toString()
    })
    await new Promise<void>((resolve, reject) => {
      child.stdout?.once('data', () => resolve())
      child.once('exit', (code) => reject(new Error(`mss serve: ${code}\n${this.#output}`)))
    })
    child.stdout?.on('data', (chunk: Buffer) => {
      this.#output += chunk.toString()
    })
    this.#info = JSON.parse(this.mss('info', '--json')) as Info
  }

  get info(): Info {
    if (this.#info === null) throw new Error('the gateway was not started')
    return this.#info
  }

  get pid(): number {
    return this.#child?.pid ?? 0
  }

  /** Everything it logged so far. */
  get log(): string {
    return this.#output
  }

  /** Runs a command beside the gateway; throws with its error text when it fails. */
  mss(...args: readonly string[]): string {
    const done = spawnSync(process.execPath, [mssProgram, ...args, '--data', this.folder], {
      encoding: 'utf8',
    })
    if (done.status !== 0) throw new Error(`mss ${args.join(' ')}: ${done.status} ${done.stderr}`)
    return done.stdout
  }

  listener(name: string): InfoListener {
    return found(this.info.listeners, (one) => one.name === name, name)
  }

  account(local: string): InfoAccount {
    return found(this.info.accounts, (one) => one.address.startsWith(`${local}@`), local)
  }

  /** The first patient in the state, or the second (index 1). */
  patient(state: string, index = 0): InfoPatient {
    const patients = this.info.patients.filter((one) => one.state === state)
    return found(patients.slice(index), () => true, state)
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child
    if (child === null || child.exitCode !== null || child.signalCode !== null) return null
    const gone = new Promise<number | null>((resolve) => child.once('exit', resolve))
    child.kill(signal)
    return gone
  }

  /** As Control-C: answers the exit code. */
  interrupt(): Promise<number | null> {
    return this.#end('SIGINT')
  }

  /** As a power cut. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM')
    rmSync(this.folder, { recursive: true, force: true })
  }
}

function found<T>(list: readonly T[], test: (one: T) => boolean, name: string): T {
  const one = list.find(test)
  if (one === undefined) throw new Error(`no ${name} in mss info`)
  return one
}
