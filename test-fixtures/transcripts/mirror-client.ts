import { ImapClient } from './imap-client.js'
import { password, user } from './imap-world.js'

/** How a client comes back: RFC 7162 §3.2, RFC 7162 §3.1, or by asking for everything. */
export type MirrorMode = 'qresync' | 'condstore' | 'plain'

interface Entry {
  /** Null until the client asked: EXISTS tells no UID. */
  uid: number | null
  flags: ReadonlySet<string> | null
}

/**
 * A mail client that keeps a mirror of one mailbox and believes exactly what it is told. Throws when
 * a response makes no sense to it: a number beyond what exists, a UID that is not the one it knows
 * under that number, a VANISHED of a message that it was never shown.
 */
export class MirrorClient {
  readonly mode: MirrorMode
  readonly #port: number
  readonly #mailbox: string
  #client: ImapClient | null = null
  #tag = 0
  #entries: Entry[] = []
  /** What was known when the connection ended. */
  #cache = new Map<number, ReadonlySet<string>>()
  #uidValidity = 0
  #modSeq = 0
  #highestSeen = 0
  #codeSeen: number | null = null
  /** UIDs whose flags came with the command under way. */
  #toldFlags = new Set<number>()
  #found: number[] = []

  constructor(port: number, mailbox: string, mode: MirrorMode) {
    this.#port = port
    this.#mailbox = mailbox
    this.mode = mode
  }

  get online(): boolean {
    return this.#client !== null
  }
  get exists(): number {
    return this.#entries.length
  }
  get modSeq(): number {
    return this.#modSeq
  }
  /** `uid: flags` in the order of their numbers. */
  get picture(): string[] {
    return this.#entries.map(
      ({ uid, flags }) => `${uid}: ${[...(flags ?? ['?'])].sort().join(' ')}`,
    )
  }
  uidAt(sequence: number): number {
    return this.#entries[sequence - 1]?.uid ?? 0
  }

  /** The connection is cut without a word. */
  goOffline(): void {
    this.#client?.close()
    this.#client = null
    this.#cache = new Map(this.#entries.map(({ uid, flags }) => [uid!, flags!]))
    this.#entries = []
  }

  async comeBack(options: {
    readonly knownUids: boolean
    readonly matches: boolean
  }): Promise<void> {
    this.#client = await ImapClient.connect(this.#port)
    await this.#client.next()
    await this.command(`LOGIN ${user} ${password}`)
    if (this.mode === 'qresync') await this.#resynchronise(options)
    else await this.#compare()
    await this.#learn()
  }

  async #resynchronise(options: { knownUids: boolean; matches: boolean }): Promise<void> {
    await this.command('ENABLE QRESYNC')
    const uids = [...this.#cache.keys()].sort((a, b) => a - b)
    const known = options.knownUids && uids.length > 0 ? ` ${uids.join(',')}` : ''
    const sample = uids.flatMap((uid, i) => (i % 2 === 0 ? [[i + 1, uid]] : []))
    const columns = [0, 1].map((i) => sample.map((pair) => pair[i]).join(','))
    const matches = options.matches && sample.length > 0 ? ` (${columns.join(' ')})` : ''
    const since = `${this.#uidValidity} ${this.#modSeq}`
    const parameter = this.#modSeq > 0 ? ` (QRESYNC (${since}${known}${matches}))` : ''
    const responses = await this.command(`SELECT ${this.#mailbox}${parameter}`, false)
    const exists = Number(/^\* (\d+) EXISTS$/m.exec(responses.join('\n'))?.[1])
    for (const response of responses) this.#hearMissed(response)
    // What is newer than all that was known: the first that the client has no UID of.
    const last = Math.max(0, ...this.#cache.keys())
    for (const response of await this.command(`UID FETCH ${last + 1}:* (FLAGS)`, false)) {
      this.#hearMissed(response)
    }
    this.#entries = [...this.#cache]
      .sort(([a], [b]) => a - b)
      .map(([uid, flags]) => ({ uid, flags }))
    if (this.#entries.length !== exists) {
      throw new Error(`${exists} exist, ${this.#entries.length} are known`)
    }
    for (const response of responses) this.#checkNumber(response)
  }

  #hearMissed(response: string): void {
    const earlier = /^\* VANISHED \(EARLIER\) (\S+)$/.exec(response)
    if (earlier) for (const uid of numbersOf(earlier[1]!)) this.#cache.delete(uid)
    const fetched = /^\* \d+ FETCH \((.*)\)$/.exec(response)
    if (!fetched) return
    const { uid, flags } = itemsOf(fetched[1]!)
    if (uid === null || flags === null) throw new Error(`without UID or FLAGS: ${response}`)
    this.#cache.set(uid, flags)
  }
  #checkNumber(response: string): void {
    const fetched = /^\* (\d+) FETCH \((.*)\)$/.exec(response)
    if (!fetched) return
    const { uid } = itemsOf(fetched[2]!)
    if (this.uidAt(Number(fetched[1])) !== uid) throw new Error(`wrong number: ${response}`)
  }

  /** Without the log: flags by CHANGEDSINCE or all of them, removals by the list of what is left. */
  async #compare(): Promise<void> {
    const since = this.#modSeq
    const condStore = this.mode === 'condstore' && since > 0
    const isPlain = this.mode === 'plain'
    await this.command(`SELECT ${this.#mailbox}${isPlain ? '' : ' (CONDSTORE)'}`)
    await this.command('UID SEARCH UID 1:*')
    if (this.#found.length !== this.exists) throw new Error('SEARCH and EXISTS differ')
    for (const [i, uid] of this.#found.entries()) {
      this.#entries[i] = { uid, flags: condStore ? (this.#cache.get(uid) ?? null) : null }
    }
    await this.command(`UID FETCH 1:* (FLAGS)${condStore ? ` (CHANGEDSINCE ${since})` : ''}`)
  }

  /** Sends a line, believes what is answered, and asks for what EXISTS announced. */
  async act(line: string, after?: () => void): Promise<void> {
    await this.command(line)
    after?.()
    await this.#learn()
  }
  async #learn(): Promise<void> {
    const first = this.#entries.findIndex(({ uid, flags }) => uid === null || flags === null)
    if (first < 0) return
    await this.command(`FETCH ${first + 1}:${this.exists} (UID FLAGS)`)
  }

  /** While another client acts. */
  async idle(meanwhile: () => Promise<void>): Promise<void> {
    const tag = this.#send('IDLE')
    while (!(await this.#next()).startsWith('+')) {}
    await meanwhile()
    this.#client!.send('DONE\r\n')
    await this.#hearUntil(tag, true)
    await this.#learn()
  }

  /** The untagged responses; `believed` as they come. Only a message that is gone may be refused. */
  async command(line: string, believed = true): Promise<string[]> {
    return this.#hearUntil(this.#send(line), believed)
  }
  #send(line: string): string {
    const tag = `t${++this.#tag}`
    this.#client!.send(`${tag} ${line}\r\n`)
    return tag
  }
  async #next(): Promise<string> {
    const response = await this.#client!.next()
    if (response === null) throw new Error('the server closed the connection')
    return response
  }

  async #hearUntil(tag: string, believed: boolean): Promise<string[]> {
    const responses: string[] = []
    this.#toldFlags.clear()
    this.#highestSeen = 0
    this.#codeSeen = null
    for (;;) {
      const response = await this.#next()
      this.#hearCode(response)
      if (response.startsWith(`${tag} `)) {
        const isRefused = !response.startsWith(`${tag} OK`)
        if (isRefused && !response.includes('EXPUNGEISSUED')) throw new Error(response)
        // RFC 7162 §6: a code counts more than what was seen, also when it is lower.
        this.#modSeq = this.#codeSeen ?? Math.max(this.#modSeq, this.#highestSeen)
        this.lastAnswer = response
        return responses
      }
      responses.push(response)
      if (believed) this.#hear(response)
    }
  }
  lastAnswer = ''

  #hearCode(response: string): void {
    const code = /\[HIGHESTMODSEQ (\d+)\]/.exec(response)
    if (code) this.#codeSeen = Number(code[1])
    const validity = /\[UIDVALIDITY (\d+)\]/.exec(response)
    if (validity) this.#uidValidity = Number(validity[1])
    const modSeq = / MODSEQ \((\d+)\)/.exec(response)
    if (modSeq) this.#highestSeen = Math.max(this.#highestSeen, Number(modSeq[1]))
  }

  #hear(response: string): void {
    const [, number, word, rest] = /^\* (\d+) (EXISTS|EXPUNGE|FETCH)(.*)$/.exec(response) ?? []
    const n = Number(number)
    if (word === 'EXISTS') {
      if (n < this.exists) throw new Error(`${response}, but ${this.exists} were known`)
      while (this.exists < n) this.#entries.push({ uid: null, flags: null })
    } else if (word !== undefined && (n < 1 || n > this.exists)) {
      throw new Error(`${response}, but only ${this.exists} are known`)
    } else if (word === 'EXPUNGE') {
      if (this.mode === 'qresync') throw new Error(`${response} after ENABLE QRESYNC`)
      this.#entries.splice(n - 1, 1)
    } else if (word === 'FETCH') this.#hearFetch(n, rest!)
    const vanished = /^\* VANISHED (\S+)$/.exec(response)
    if (vanished) for (const uid of numbersOf(vanished[1]!)) this.#hearVanished(uid)
    const search = /^\* SEARCH( .*)?$/.exec(response)
    if (search) this.#found = (search[1] ?? '').trim().split(' ').filter(Boolean).map(Number)
  }

  #hearVanished(uid: number): void {
    const at = this.#entries.findIndex((entry) => entry.uid === uid)
    if (at < 0) throw new Error(`VANISHED ${uid} was never shown`)
    this.#entries.splice(at, 1)
  }

  #hearFetch(sequence: number, text: string): void {
    const entry = this.#entries[sequence - 1]!
    const { uid, flags } = itemsOf(text)
    if (uid !== null && entry.uid !== null && uid !== entry.uid) {
      throw new Error(`number ${sequence} is ${entry.uid} for the client, ${uid} for the server`)
    }
    entry.uid ??= uid
    if (flags === null) return
    entry.flags = flags
    if (entry.uid !== null) this.#toldFlags.add(entry.uid)
  }

  /** A silent STORE succeeded: what was not told is as the client wanted it. */
  believeStore(uids: readonly number[], change: '+' | '-' | '', flag: string): void {
    const refused = new Set(numbersOf(/\[MODIFIED ([\d:,]+)\]/.exec(this.lastAnswer)?.[1] ?? ''))
    for (const entry of this.#entries) {
      const { uid, flags } = entry
      if (uid === null || flags === null || !uids.includes(uid)) continue
      if (refused.has(uid) || this.#toldFlags.has(uid)) continue
      const next = new Set(change === '' ? [] : flags)
      if (change === '-') next.delete(flag)
      else next.add(flag)
      entry.flags = next
    }
  }
}

const numbersOf = (set: string): number[] =>
  set === ''
    ? []
    : set.split(',').flatMap((part) => {
        const [from, to = from] = part.split(':').map(Number)
        return Array.from({ length: to! - from! + 1 }, (_, i) => from! + i)
      })

function itemsOf(text: string): { uid: number | null; flags: ReadonlySet<string> | null } {
  const uid = /\bUID (\d+)/.exec(text)?.[1]
  const flags = /\bFLAGS \(([^)]*)\)/.exec(text)?.[1]
  const names = flags?.split(' ').filter((name) => name !== '' && name !== '\\Recent')
  return { uid: uid === undefined ? null : Number(uid), flags: names ? new Set(names) : null }
}
