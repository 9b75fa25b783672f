import { ImapClient } from '../imap-client.js'
import { messageOf } from '../smtp-client.js'
import { loginOf, type Target, userOf } from '../target.js'
import type { Workload } from './workload.js'

/** The states of ImapTest's default profile, with their percentages, on one shared mailbox. */
const clients = 10
const secondsFull = 20
const mailboxMessages = 300
const flags = ['\\Answered', '\\Flagged', '\\Seen', '\\Draft', '$Label1', '$Label2']
const items = ['UID', 'FLAGS', 'ENVELOPE', 'INTERNALDATE', 'BODY', 'BODYSTRUCTURE']

/** Commands a second of ten clients that log in, work on one INBOX, and log out, over and over. */
export const stress: Workload = {
  name: 'stress',
  says: 'dix clients au hasard sur une même boîte, comme le profil d’ImapTest',
  async run(target, scale) {
    const until = performance.now() + Math.max(2, secondsFull * scale) * 1000
    const start = performance.now()
    const counts = await Promise.all(
      Array.from({ length: clients }, (_, i) => work(target, new Dice(i + 1), until)),
    )
    const value = (counts.reduce((a, b) => a + b, 0) * 1000) / (performance.now() - start)
    const aim = 'pair : 2600, réglé 5700'
    return [{ workload: 'stress', target: target.name, value, unit: 'commandes/s', aim, note: '' }]
  },
}

/** Repeatable chance (mulberry32), so that both targets are asked the same. */
class Dice {
  #state: number
  constructor(seed: number) {
    this.#state = seed
  }
  below(n: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % n
  }
  percent(p: number): boolean {
    return this.below(100) < p
  }
  some<T>(of: readonly T[]): T[] {
    const chosen = of.filter(() => this.percent(40))
    return chosen.length > 0 ? chosen : [of[this.below(of.length)]!]
  }
}

/** One client until the time is over; how many commands were answered. */
async function work(target: Target, dice: Dice, until: number): Promise<number> {
  let count = 0
  while (performance.now() < until) {
    const session = new StressSession(target, dice)
    count += await session.run()
  }
  return count
}

class StressSession {
  #count = 0
  #exists = 0
  #client!: ImapClient
  readonly #target: Target
  readonly #dice: Dice

  constructor(target: Target, dice: Dice) {
    this.#target = target
    this.#dice = dice
  }

  async run(): Promise<number> {
    const dice = this.#dice
    this.#client = await ImapClient.open(this.#target, loginOf(this.#target, 171))
    this.#count++
    if (dice.percent(50)) await this.#send('LIST "" *')
    if (dice.percent(50)) await this.#send('STATUS INBOX (MESSAGES UNSEEN RECENT)')
    await this.#send('SELECT INBOX')
    await this.#send(`FETCH ${this.#range(100)} (${dice.some(items).join(' ')})`)
    do await this.#send(`FETCH ${this.#one()} (BODY.PEEK[])`)
    while (dice.percent(30))
    if (dice.percent(33)) await this.#send(`COPY ${this.#range(5)} INBOX`)
    if (dice.percent(50)) {
      const sign = dice.percent(50) ? '+' : '-'
      await this.#send(
        `STORE ${this.#range(20)} ${sign}FLAGS.SILENT (${dice.some(flags).join(' ')})`,
      )
    }
    if (this.#exists > mailboxMessages) {
      await this.#send(`STORE ${this.#range(this.#exists >> 3)} +FLAGS.SILENT (\\Deleted)`)
    }
    await this.#send('EXPUNGE')
    do await this.#append()
    while (dice.percent(5))
    await this.#send('LOGOUT')
    this.#client.destroy()
    return this.#count
  }

  async #send(text: string): Promise<void> {
    if (this.#exists === 0 && /^(FETCH|COPY|STORE)/.test(text)) return
    await this.#client.attempt(text, (line) => this.#notice(line))
    this.#count++
  }

  #notice(line: string): void {
    const told = /^\* (\d+) (EXISTS|EXPUNGE)/.exec(line)
    if (told?.[2] === 'EXISTS') this.#exists = Number(told[1])
    else if (told?.[2] === 'EXPUNGE') this.#exists--
  }

  async #append(): Promise<void> {
    const user = userOf(this.#target, 171)
    const message = messageOf(user, user, `stress-${this.#dice.below(1e9)}`, 4_000)
    await this.#client.append('INBOX', message.subarray(0, message.length - 3))
    this.#count++
  }

  #one(): number {
    return 1 + this.#dice.below(Math.max(1, this.#exists))
  }
  #range(length: number): string {
    const from = this.#one()
    return `${from}:${Math.min(this.#exists, from + length)}`
  }
}
