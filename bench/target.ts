import { readdirSync, readFileSync } from 'node:fs'
import { connect as connectPlain, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

/** How a listener is reached: `plain`, `implicit` TLS, or `starttls`. */
export type Transport = 'plain' | 'implicit' | 'starttls'

export interface Endpoint {
  readonly host: string
  readonly port: number
  readonly transport: Transport
}

/** Patients with a sign-in each, all with one code. */
export interface PortalTarget {
  readonly host: string
  readonly port: number
  readonly patients: readonly { readonly address: string; readonly login: string }[]
  readonly code: string
}

/** A server under measurement: ours, or a peer beside it in the same run. */
export interface Target {
  readonly name: string
  readonly smtp: Endpoint
  readonly imap: Endpoint
  /** PEM of the authority; null skips verification (a peer with a self-signed certificate). */
  readonly ca: string | null
  /** `user1@domain`... all with one password. */
  readonly domain: string
  readonly password: string
  /** False for a peer that takes mail for its own users without AUTH (Postfix on port 25). */
  readonly smtpAuth: boolean
  /** User name on IMAP: the address, or only the local part (system users). */
  readonly loginIsAddress: boolean
  /** Our own patient portal; a peer has none. */
  readonly portal?: PortalTarget
  /** Documents in the vaults of our own patients. `user1` to `user4` forward always. */
  readonly documentsFiled?: () => number
  /** Process ids whose CPU time and memory belong to the target; empty when unknown. */
  readonly pids: () => readonly number[]
}

export const userOf = (target: Target, index: number): string => `user${index}@${target.domain}`

export const loginOf = (target: Target, index: number): string =>
  target.loginIsAddress ? userOf(target, index) : `user${index}`

/** `host:port`, `tls:host:port` or `starttls:host:port`. */
export function parseEndpoint(text: string): Endpoint {
  const match = /^(?:(tls|starttls|plain):)?(.+):(\d+)$/.exec(text)
  if (match === null)
    throw new Error(`adresse attendue sous la forme [tls:|starttls:]hôte:port, reçu : ${text}`)
  const transport = match[1] === 'tls' ? 'implicit' : match[1] === 'starttls' ? 'starttls' : 'plain'
  return { host: match[2]!, port: Number(match[3]), transport }
}

export function openSocket(endpoint: Endpoint, ca: string | null): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket =
      endpoint.transport === 'implicit'
        ? connectTls({ host: endpoint.host, port: endpoint.port, ...trust(ca) })
        : connectPlain({ host: endpoint.host, port: endpoint.port })
    socket.once('error', reject)
    socket.once(endpoint.transport === 'implicit' ? 'secureConnect' : 'connect', () => {
      socket.removeListener('error', reject)
      socket.setNoDelay(true)
      resolve(socket)
    })
  })
}

export function upgradeSocket(socket: Socket, ca: string | null): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const secure = connectTls({ socket, ...trust(ca) })
    secure.once('error', reject)
    secure.once('secureConnect', () => {
      secure.removeListener('error', reject)
      resolve(secure)
    })
  })
}

const trust = (ca: string | null) =>
  ca === null ? { rejectUnauthorized: false } : { ca, servername: 'localhost' }

/** User and system CPU seconds of the processes and their present memory, from /proc. */
export function usageOf(pids: readonly number[]): {
  readonly cpuS: number
  readonly rssBytes: number
} {
  let ticks = 0
  let rssBytes = 0
  for (const pid of pids) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      ticks += Number(fields[11]) + Number(fields[12])
      rssBytes += Number(fields[21]) * 4096
    } catch {
      // A process that ended between two looks counts no more.
    }
  }
  return { cpuS: ticks / 100, rssBytes }
}

/** CPU seconds of the processes with all that they started, also of what has ended by now. */
export function familyCpuS(pids: readonly number[]): number {
  const family = new Set(pids)
  const ticks = new Map<number, number>()
  const rows = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        return [[Number(name), stat.slice(stat.lastIndexOf(')') + 2).split(' ')] as const]
      } catch {
        // It ended between two looks: its parent has its time.
        return []
      }
    })
  // Parents first, but for numbers that began anew; then one more round finds the rest.
  for (const [pid, fields] of [...rows, ...rows]) {
    if (family.has(Number(fields[1]))) family.add(pid)
    if (family.has(pid))
      ticks.set(
        pid,
        fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0),
      )
  }
  return [...ticks.values()].reduce((sum, one) => sum + one, 0) / 100
}
