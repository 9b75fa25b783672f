import type { MessageId } from '../../domain/ids.js'
import type { StoredMessage } from '../../mailbox-store/contract.js'
import { locateSection, type OctetRange, type Partial } from './body-section.js'
import type { SectionItem } from './fetch-items.js'
import { selectFields } from './header-fields.js'
import type { ImapSession } from './imap-session.js'

/** What one section of one message is on the wire. */
export type SectionBytes =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'octets'; readonly octets: Uint8Array }
  /** Too big to hold: opened when it is written. */
  | { readonly kind: 'stream'; readonly bytes: number; open(): AsyncIterable<Uint8Array> }

/** Below it a section is read ahead in one piece. */
const heldBytesMax = 65_536

/** Reads the sections of one FETCH command from message after message. */
export class SectionReader {
  readonly #session: ImapSession
  readonly #items: readonly SectionItem[]
  /** Whether `prepare` needs the stored facts of the message (where its header ends). */
  readonly needsMessages: boolean
  readonly #needsStructure: boolean

  constructor(session: ImapSession, items: readonly SectionItem[]) {
    this.#session = session
    this.#items = items
    this.#needsStructure = items.some(({ section }) => section.path.length > 0)
    this.needsMessages = items.some(
      ({ section }) =>
        section.path.length === 0 && section.part !== 'all' && !isFields(section.part),
    )
  }

  /** One answer an item, in order; null when the message is gone. */
  async prepare(
    id: MessageId,
    size: number,
    message: StoredMessage | null,
  ): Promise<SectionBytes[] | null> {
    if (this.needsMessages && message === null) return null
    const structure = this.#needsStructure ? await this.#session.structure(id) : null
    if (this.#needsStructure && structure === null) return null
    const answers: SectionBytes[] = []
    for (const item of this.#items) {
      const { section } = item
      if (message === null && section.path.length === 0 && isFields(section.part)) {
        const answer = await this.#readFields(id, item, size)
        if (answer === null) return null
        answers.push(answer)
        continue
      }
      const range =
        section.path.length > 0
          ? locateSection(structure!.root, section)
          : rootRange(section.part, size, message)
      const answer = range === null ? none : await this.#read(id, item, range)
      if (answer === null) return null
      answers.push(answer)
    }
    return answers
  }

  /**
   * Fields of the message's own header, the most frequent FETCH of all: the header ends at its
   * first empty line, mostly within the first octets, so where it ends need not be looked up.
   */
  async #readFields(id: MessageId, item: SectionItem, size: number): Promise<SectionBytes | null> {
    const start = await this.#session.bodyRange(id, 0, Math.min(size, headerBytesMost))
    if (start === null) return null
    if (start.length === size || hasEmptyLine(start)) return fieldsOf(start, item)
    const message = (await this.#session.messages([id]))[0]
    return message ? this.#read(id, item, rootRange('header', size, message)!) : null
  }

  async #read(id: MessageId, item: SectionItem, range: OctetRange): Promise<SectionBytes | null> {
    const { section, partial } = item
    if (isFields(section.part)) {
      const header = await this.#session.bodyRange(id, range.start, range.end)
      return header === null ? null : fieldsOf(header, item)
    }
    const { start, end } = partial ? cutRange(range, partial) : range
    if (start >= end) return { kind: 'text', text: '' }
    if (end - start > heldBytesMax) {
      return { kind: 'stream', bytes: end - start, open: () => this.#session.body(id, start, end) }
    }
    const octets = await this.#session.bodyRange(id, start, end)
    return octets === null ? null : { kind: 'octets', octets }
  }
}

const none: SectionBytes = { kind: 'none' }

/** Most headers end within it. */
const headerBytesMost = 8_192

const isFields = (part: SectionItem['section']['part']): boolean =>
  part === 'fields' || part === 'fields-not'

function hasEmptyLine(start: Uint8Array): boolean {
  const octets = Buffer.from(start.buffer, start.byteOffset, start.length)
  if (octets[0] === 0x0a || (octets[0] === 0x0d && octets[1] === 0x0a)) return true
  return octets.includes('\n\r\n', 0, 'latin1') || octets.includes('\n\n', 0, 'latin1')
}

function fieldsOf(header: Uint8Array, { section, partial }: SectionItem): SectionBytes {
  const text = selectFields(header, section.fields, section.part === 'fields')
  return { kind: 'text', text: partial ? cutText(text, partial) : text }
}

function rootRange(
  part: SectionItem['section']['part'],
  size: number,
  message: StoredMessage | null,
): OctetRange | null {
  if (part === 'all') return { start: 0, end: size }
  if (message === null) return null
  if (part === 'text') return { start: message.headerBytes, end: message.bytes }
  return { start: 0, end: message.headerBytes }
}

const cutText = (text: string, { start, length }: Partial): string =>
  text.slice(start, start + length)

/** RFC 9051 §6.4.5: a start beyond the end gives the empty string. */
const cutRange = (range: OctetRange, { start, length }: Partial): OctetRange => ({
  start: Math.min(range.end, range.start + start),
  end: Math.min(range.end, range.start + start + length),
})
