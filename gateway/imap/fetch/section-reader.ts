import type { MessageId } from '../../../domain/ids.js'
import type { StoredMessage } from '../../../mailbox-store/contract.js'
import type { ImapSession } from '../imap-session.js'
import { hasNulOctet } from '../wire/nul-octet.js'
import {
  type LocatedSection,
  locateSection,
  type OctetRange,
  type Partial,
} from './body-section.js'
import {
  decodedExtent,
  decodedOctets,
  type EncodedPart,
  isIdentity,
  mayDecode,
} from './decoded-section.js'
import type { SectionItem } from './fetch-items.js'
import { selectFields } from './header-fields.js'

/** What one section of one message is on the wire. */
export type SectionBytes =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'octets'; readonly octets: Uint8Array }
  /** Too big to hold: opened when it is written. */
  | {
      readonly kind: 'stream'
      readonly bytes: number
      readonly hasNul: boolean
      open(): AsyncIterable<Uint8Array>
    }
  | { readonly kind: 'size'; readonly bytes: number }
  /** RFC 3516 §4.3. */
  | { readonly kind: 'unknown-encoding' }

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
      const located =
        section.path.length > 0
          ? locateSection(structure!.root, section)
          : rootRange(section.part, size, message)
      const answer = located === null ? missing(item) : await this.#read(id, item, located)
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

  async #read(
    id: MessageId,
    item: SectionItem,
    located: LocatedSection,
  ): Promise<SectionBytes | null> {
    const { section, partial, form } = item
    if (isFields(section.part)) {
      const header = await this.#session.bodyRange(id, located.start, located.end)
      return header === null ? null : fieldsOf(header, item)
    }
    const { encoding } = located
    if (form !== 'octets' && encoding !== null && !isIdentity(encoding)) {
      if (!mayDecode(encoding)) return { kind: 'unknown-encoding' }
      return this.#decode({ id, encoding, start: located.start, end: located.end }, item)
    }
    if (form === 'decoded-size') return { kind: 'size', bytes: located.end - located.start }
    const range = partial ? cutRange(located, partial) : located
    return form === 'octets' ? this.#octets(id, range) : this.#plain(id, range)
  }

  async #octets(id: MessageId, { start, end }: OctetRange): Promise<SectionBytes | null> {
    if (start >= end) return { kind: 'text', text: '' }
    if (end - start > heldBytesMax) {
      const open = () => withoutNul(this.#session.body(id, start, end))
      return { kind: 'stream', bytes: end - start, hasNul: false, open }
    }
    const octets = await this.#session.bodyRange(id, start, end)
    return octets === null ? null : { kind: 'octets', octets: nulReplaced(octets) }
  }

  /** What BINARY asks for and needs no decoding. */
  async #plain(id: MessageId, { start, end }: OctetRange): Promise<SectionBytes | null> {
    if (start >= end) return { kind: 'text', text: '' }
    if (end - start > heldBytesMax) {
      const part = { id, encoding: 'binary', start, end }
      const { hasNul } = await decodedExtent(this.#session, part, null)
      const open = () => this.#session.body(id, start, end)
      return { kind: 'stream', bytes: end - start, hasNul, open }
    }
    const octets = await this.#session.bodyRange(id, start, end)
    return octets === null ? null : { kind: 'octets', octets }
  }

  async #decode(part: EncodedPart, { form, partial }: SectionItem): Promise<SectionBytes> {
    const session = this.#session
    if (form === 'decoded-size') {
      return { kind: 'size', bytes: (await decodedExtent(session, part, null)).bytes }
    }
    // Decoding makes nothing longer.
    if (Math.min(part.end - part.start, partial?.length ?? Infinity) <= heldBytesMax) {
      const pieces: Uint8Array[] = []
      for await (const piece of decodedOctets(session, part, partial)) pieces.push(piece)
      return { kind: 'octets', octets: pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces) }
    }
    const extent = await decodedExtent(session, part, partial)
    if (extent.bytes === 0) return { kind: 'text', text: '' }
    return { kind: 'stream', ...extent, open: () => decodedOctets(session, part, partial) }
  }
}

/** A part that the message does not have: NIL, and nothing to count. */
const missing = ({ form }: SectionItem): SectionBytes =>
  form === 'decoded-size' ? { kind: 'size', bytes: 0 } : { kind: 'none' }

/**
 * RFC 9051 §4.3: NUL, which a literal8 of APPEND may have brought, is for BINARY only. BODY[] shows
 * another octet in its place, so that sizes and offsets stay true.
 */
function nulReplaced(octets: Uint8Array): Uint8Array {
  if (!hasNulOctet(octets)) return octets
  return Uint8Array.from(octets, (octet) => (octet === 0 ? 0x80 : octet))
}

async function* withoutNul(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) yield nulReplaced(chunk)
}

/** Most headers end within it. */
const headerBytesMost = 8_192

const isFields = (part: SectionItem['section']['part']): boolean =>
  part === 'fields' || part === 'fields-not'

function hasEmptyLine(start: Uint8Array): boolean {
  const octets = Buffer.from(start.buffer, start.byteOffset, start.length)
  if (octets[0] === 0x0a || (octets[0] === 0x0d && octets[1] === 0x0a)) return true
  return octets.includes('\n\r\n', 0, 'latin1') || octets.includes('\n\n', 0, 'latin1')
}

function fieldsOf(header: Uint8Array, { section, partial, form }: SectionItem): SectionBytes {
  const text = selectFields(header, section.fields, section.part === 'fields')
  if (form === 'decoded-size') return { kind: 'size', bytes: text.length }
  const shown = text.replaceAll('\0', '\x80')
  return { kind: 'text', text: partial ? cutText(shown, partial) : shown }
}

function rootRange(
  part: SectionItem['section']['part'],
  size: number,
  message: StoredMessage | null,
): LocatedSection | null {
  if (part === 'all') return { start: 0, end: size, encoding: null }
  if (message === null) return null
  const { headerBytes, bytes } = message
  if (part === 'text') return { start: headerBytes, end: bytes, encoding: null }
  return { start: 0, end: headerBytes, encoding: null }
}

const cutText = (text: string, { start, length }: Partial): string =>
  text.slice(start, start + length)

/** RFC 9051 §6.4.5: a start beyond the end gives the empty string. */
const cutRange = (range: OctetRange, { start, length }: Partial): OctetRange => ({
  start: Math.min(range.end, range.start + start),
  end: Math.min(range.end, range.start + start + length),
})
