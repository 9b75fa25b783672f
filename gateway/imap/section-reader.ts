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
      ({ section }) => section.path.length === 0 && section.part !== 'all',
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

  async #read(id: MessageId, item: SectionItem, range: OctetRange): Promise<SectionBytes | null> {
    const { section, partial } = item
    if (section.part === 'fields' || section.part === 'fields-not') {
      const header = await this.#session.bodyRange(id, range.start, range.end)
      if (header === null) return null
      const text = selectFields(header, section.fields, section.part === 'fields')
      return { kind: 'text', text: partial ? cutText(text, partial) : text }
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
