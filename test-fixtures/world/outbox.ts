import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { eventually } from './eventually.js'
import type { GatewayProcess } from './gateway-process.js'

export interface Notice {
  readonly subject: string
  readonly text: string
  /** All of it, decoded and as it stands in the file. */
  readonly everything: string
}

/** Where a development gateway leaves the emails to patients: the personal mailbox of a test. */
export class Outbox {
  readonly #folder: string
  readonly #read = new Set<string>()

  constructor(gateway: GatewayProcess) {
    if (gateway.info.noticeOutbox === null) throw new Error('this gateway has a smarthost')
    this.#folder = gateway.info.noticeOutbox
  }

  /** The email of this subject that was not read yet; all before it count as read. */
  async next(subject: RegExp): Promise<Notice> {
    const notices = await eventually(
      () => this.#fresh(),
      (fresh) => fresh.some((notice) => subject.test(notice.subject)),
      (fresh) => JSON.stringify(fresh.map((notice) => notice.subject)),
    )
    const at = notices.findIndex((notice) => subject.test(notice.subject))
    for (const { name } of notices.slice(0, at + 1)) this.#read.add(name)
    return notices[at]!
  }

  async #fresh(): Promise<(Notice & { readonly name: string })[]> {
    if (!existsSync(this.#folder)) return []
    const names = readdirSync(this.#folder).filter((name) => !this.#read.has(name))
    return Promise.all(
      names.sort().map(async (name) => {
        const source = readFileSync(join(this.#folder, name))
        const { subject = '', text = '' } = await simpleParser(source)
        return { name, subject, text, everything: `${source.toString()}\n${subject}\n${text}` }
      }),
    )
  }
}

/** The portal's address in a notice, which the patient follows. */
export const linkOf = ({ text }: Notice): string => /https:\S+/.exec(text)?.[0] ?? 'no link'
