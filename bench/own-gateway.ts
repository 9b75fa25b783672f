import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import type { Endpoint, Target, Transport } from './target.js'

const mss = fileURLToPath(new URL('../cli/mss.js', import.meta.url))
const domain = 'bench.mss.test'
const code = 'mesure-2026'
const password = 'mesure-de-charge-2026'

interface InfoListener {
  readonly name: string
  readonly protocol: string
  readonly host: string
  readonly port: number
  readonly tls: string
}

interface InfoPatient {
  readonly address: string
  readonly portal: { readonly login: string } | null
}

/** Our own gateway in a folder of its own, started as a user would, with accounts for load. */
export class OwnGateway {
  readonly #folder: string
  readonly #process: ChildProcess
  readonly target: (imap: Transport) => Target

  private constructor(folder: string, child: ChildProcess, target: (imap: Transport) => Target) {
    this.#folder = folder
    this.#process = child
    this.target = target
  }

  static async start(basePort: number): Promise<OwnGateway> {
    const folder = mkdtempSync(join(tmpdir(), 'mss-bench-'))
    run(['init', '--data', folder])
    run([
      'account',
      'generate',
      '--count',
      '200',
      '--domain',
      domain,
      '--password',
      password,
      '--data',
      folder,
    ])
    run(['profile', 'generate', '--count', '500', '--code', code, '--data', folder])
    for (const user of [1, 2, 3, 4])
      run(['account', 'set', `user${user}@${domain}`, '--documents', 'always', '--data', folder])
    const child = spawn(
      process.execPath,
      [mss, 'serve', '--data', folder, '--ports', String(basePort)],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, MSS_LISTEN_PLAIN_IMAP_PORT: String(basePort + 8) },
      },
    )
    await listening(child)
    const info = JSON.parse(run(['info', '--data', folder, '--json'])) as {
      listeners: InfoListener[]
      caFile: string
      patients: InfoPatient[]
    }
    const ca = readFileSync(info.caFile, 'utf8')
    const endpoint = (protocol: string, transport: Transport): Endpoint => {
      const tls = transport === 'plain' ? 'none' : transport
      const found = info.listeners.find((one) => one.protocol === protocol && one.tls === tls)
      if (found === undefined) throw new Error(`pas d'écoute ${protocol} ${transport}`)
      return { host: found.host, port: found.port, transport }
    }
    const portal = info.listeners.find(({ name }) => name === 'portal')
    if (portal === undefined) throw new Error("pas d'écoute du portail")
    const vault = new Database(join(folder, 'vault', 'vault.sqlite'), { readonly: true })
    const filed = vault.prepare<[], number>('SELECT count(*) FROM documents').pluck()
    const patients = info.patients.flatMap(({ address, portal: sample }) =>
      sample?.login.startsWith('usager') ? [{ address, login: sample.login }] : [],
    )
    return new OwnGateway(folder, child, (transport) => ({
      name: `mss-gateway ${transport === 'plain' ? 'en clair' : 'TLS'}`,
      smtp: endpoint('submission', 'implicit'),
      imap: endpoint('imap', transport),
      ca,
      domain,
      password,
      smtpAuth: true,
      loginIsAddress: true,
      portal: { host: portal.host, port: portal.port, patients, code },
      documentsFiled: () => filed.get() ?? 0,
      pids: () => (child.pid === undefined ? [] : [child.pid]),
    }))
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.#process.once('exit', resolve))
    this.#process.kill('SIGTERM')
    await gone
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

function run(args: readonly string[]): string {
  const done = spawnSync(process.execPath, [mss, ...args], { encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`mss ${args[0]} : ${done.stderr}`)
  return done.stdout
}

/** The start text ends when all listeners serve; the first output says that. */
function listening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', () => resolve())
    child.once('exit', (code) => reject(new Error(`mss serve a fini avec le code ${code}`)))
    child.stdout?.resume()
  })
}
