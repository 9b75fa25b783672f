import { limits } from '../domain/limits.js'
import { parseAddressList } from './address-list.js'
import { decodeCharset } from './charset.js'
import { decodeEncodedWords } from './encoded-words.js'
import { fieldValue, parseHeaderFields } from './header-fields.js'
import { htmlText } from './html-text.js'
import type { MimePart } from './scanned-message.js'
import { decodeTransfer } from './transfer-decoding.js'

export { foldText } from './text-folding.js'

/** What SEARCH TEXT and BODY look into (RFC 9051 §6.4.4). Decoded, not yet folded. */
export interface SearchText {
  /** All header fields of the message, `name: value` one a line. */
  readonly headers: string
  /** Text of all text parts, headers and texts of enclosed messages too. */
  readonly body: string
  readonly attachmentNames: readonly string[]
}

/** Octets `[start, end)` of the message. */
export type ReadOctets = (start: number, end: number) => Uint8Array

class Collector {
  body = ''
  readonly attachmentNames: string[] = []
  private left: number = limits.searchTextCharactersMax

  constructor(private readonly read: ReadOctets) {}

  add(text: string): void {
    const taken = text.slice(0, this.left)
    this.left -= taken.length
    if (taken !== '') this.body += this.body === '' ? taken : `\n${taken}`
  }

  headersOf(part: MimePart): string {
    const { headerStart, bodyStart } = part
    const end = Math.min(bodyStart, headerStart + limits.headerBlockBytesMax)
    const octets = this.read(headerStart, end)
    const text = Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString('latin1')
    const lines = parseHeaderFields(text).fields.map((field) => {
      const value = fieldValue(text, field)
      return `${field.name}: ${decodeEncodedWords(value)}${plainAddresses(field.name, value)}`
    })
    return lines.join('\n')
  }

  visit(part: MimePart): void {
    if (part.fileName !== null) this.attachmentNames.push(part.fileName)
    for (const child of part.children) this.visit(child)
    if (part.message !== null) {
      if (this.left > 0) this.add(this.headersOf(part.message.root))
      this.visit(part.message.root)
    } else if (part.type === 'text' && this.left > 0) this.addText(part)
  }

  /**
   * Reads no more than the characters left can need: base64 and quoted-printable grow at most
   * threefold.
   */
  private addText(part: MimePart): void {
    const end = Math.min(part.end, part.bodyStart + 3 * this.left + 4)
    if (end <= part.bodyStart) return
    const decoded = decodeTransfer(part.encoding, this.read(part.bodyStart, end))
    const { parameters } = part
    const charset = Object.hasOwn(parameters, 'charset') ? parameters.charset! : ''
    const text = decodeCharset(decoded, charset)
    this.add(part.subtype === 'html' ? htmlText(text) : unflow(text, parameters))
  }
}

const addressFields: ReadonlySet<string> = new Set(['from', 'to', 'cc', 'bcc'])

/**
 * RFC 9051 §6.4.4: SEARCH FROM and the like look into the envelope, so an address is also found
 * where comments or spaces stand inside it.
 */
function plainAddresses(name: string, value: string): string {
  if (!addressFields.has(name.toLowerCase())) return ''
  const missing = parseAddressList(value).filter(({ address }) => !value.includes(address))
  return missing.map(({ address }) => ` ${address}`).join('')
}

/** RFC 3676 §4: a soft-wrapped line is one line to the reader, and so to a phrase looked for. */
function unflow(text: string, parameters: Readonly<Record<string, string>>): string {
  const format = Object.hasOwn(parameters, 'format') ? parameters.format! : ''
  return format.toLowerCase() === 'flowed' ? text.replace(/ \r?\n/g, ' ') : text
}

/** The header fields alone: what the other searches need does not read the body. */
export const headerTextOf = (root: MimePart, read: ReadOctets): string =>
  new Collector(read).headersOf(root).slice(0, limits.searchTextCharactersMax)

/**
 * Texts of a message for the full-text index, at most limits.searchTextCharactersMax characters of
 * body. `root` comes from the scanner; never throws unless `read` does.
 */
export function searchTextOf(root: MimePart, read: ReadOctets): SearchText {
  const collector = new Collector(read)
  const headers = collector.headersOf(root).slice(0, limits.searchTextCharactersMax)
  collector.visit(root)
  return { headers, body: collector.body, attachmentNames: collector.attachmentNames }
}
