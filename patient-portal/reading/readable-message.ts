import { limits } from '../../domain/limits.js'
import { portalLimits } from '../../domain/portal-limits.js'
import type { OpenedMessage, PartNode } from '../contract.js'
import { enclosedMessage, type FileKind, sniffBytes, sniffFile } from './file-kind.js'
import { cleanFileName } from './file-name.js'
import { sanitizeMessage, textOfHtml } from './html-message.js'
import { createMask, type Mask } from './masked-addresses.js'
import { type BodyBlock, type MessageParts, sortParts } from './message-parts.js'
import {
  collect,
  decodedBytes,
  decodeText,
  decodeTransfer,
  unflow,
  wholeWords,
} from './part-decoding.js'
import { splitQuotes, type TextStretch } from './quoted-text.js'

export interface ReadableAttachment {
  readonly partId: string
  readonly fileName: string
  /** Close to it: counted from the encoded length. */
  readonly bytes: number
  readonly kind: FileKind
  /** The name promises another type than the octets. */
  readonly isMisnamed: boolean
}

export interface ReadableMessage {
  readonly stretches: readonly TextStretch[]
  /** The text was longer than portalLimits.portalTextPartBytesMax. */
  readonly isCut: boolean
  /** A formatted form exists for the sandboxed frame. */
  readonly hasFormatted: boolean
  readonly attachments: readonly ReadableAttachment[]
  readonly hiddenAttachments: number
}

const wholePart = Number.MAX_SAFE_INTEGER

const decoded = (opened: OpenedMessage, part: PartNode, end = wholePart) =>
  decodeTransfer(opened.part(part.partId, 0, end), part.encoding)

async function partText(
  opened: OpenedMessage,
  part: PartNode,
  bytesMax: number,
): Promise<{ readonly text: string; readonly isWhole: boolean }> {
  const { bytes, isWhole } = await collect(decoded(opened, part), bytesMax)
  return { text: decodeText(isWhole ? bytes : wholeWords(bytes), part.charset), isWhole }
}

const isFlowed = (part: PartNode): boolean => part.format.toLowerCase() === 'flowed'

/**
 * The plain form of a stretch; made from the HTML form when there is no plain one, or an empty one.
 */
async function blockText(
  opened: OpenedMessage,
  block: BodyBlock,
): Promise<{ readonly text: string; readonly isWhole: boolean }> {
  if (block.text !== null) {
    const plain = await partText(opened, block.text, portalLimits.portalTextPartBytesMax)
    const text = isFlowed(block.text) ? unflow(plain.text) : plain.text
    if (text.trim() !== '' || block.html === null) return { text, isWhole: plain.isWhole }
  }
  const html = await partText(opened, block.html!, portalLimits.portalHtmlPartBytesMax)
  return { text: textOfHtml(sanitizeMessage(html.text, new Map())), isWhole: html.isWhole }
}

/** Extensions that mean the same thing as the sniffed one. */
const sameExtension: Record<string, readonly string[]> = {
  jpg: ['jpg', 'jpeg', 'jpe', 'jfif'],
  tif: ['tif', 'tiff'],
  txt: ['txt', 'csv', 'md', 'log', 'text', 'hl7', 'ics', 'vcf', 'json', 'eml'],
  cfb: ['doc', 'xls', 'ppt', 'msg'],
  zip: ['zip', 'docx', 'xlsx', 'pptx', 'odt', 'ods'],
  heic: ['heic', 'heif'],
}

export function isMisnamed(fileName: string, kind: FileKind): boolean {
  const extension = /\.([A-Za-z0-9]{1,10})$/.exec(fileName)?.[1]?.toLowerCase()
  if (extension === undefined || kind.extension === '') return false
  return !(sameExtension[kind.extension] ?? [kind.extension]).includes(extension)
}

const fallbackName = (part: PartNode): string => {
  if (part.type === 'message') return 'message-joint.eml'
  return part.type === 'text' && part.subtype === 'html' ? 'page.html' : 'document'
}

export async function readAttachment(
  opened: OpenedMessage,
  part: PartNode,
  mask: Mask,
): Promise<ReadableAttachment> {
  const head = await collect(decoded(opened, part, sniffBytes * 3), sniffBytes)
  const kind = await sniffFile(head.bytes)
  const fallback = fallbackName(part)
  const named = cleanFileName(mask(part.fileName ?? ''), fallback)
  const fileName =
    named === 'document' && kind.extension !== '' ? `document.${kind.extension}` : named
  return {
    partId: part.partId,
    fileName,
    bytes:
      head.isWhole && part.encodedBytes <= sniffBytes * 3
        ? head.bytes.length
        : decodedBytes(part.encodedBytes, part.encoding),
    kind: part.type === 'message' ? enclosedMessage() : kind,
    isMisnamed: part.type !== 'message' && isMisnamed(fileName, kind),
  }
}

/** What the conversation shows of one message: masked text in stretches, and its files. */
export async function readMessage(opened: OpenedMessage): Promise<ReadableMessage> {
  const parts = sortParts(opened.root)
  const mask = createMask(opened.hidden)
  const texts: string[] = []
  let isCut = false
  let room = portalLimits.portalTextPartBytesMax
  for (const block of parts.bodies) {
    const { text, isWhole } = await blockText(opened, block)
    isCut ||= !isWhole || text.length > room
    texts.push(text.slice(0, room))
    room -= Math.min(room, text.length)
  }
  const shown = parts.attachments.slice(0, portalLimits.portalAttachmentsShownMax)
  return {
    stretches: splitQuotes(mask(texts.join('\n\n'))),
    isCut,
    hasFormatted: parts.bodies.some((block) => block.html !== null),
    attachments: await Promise.all(shown.map((part) => readAttachment(opened, part, mask))),
    hiddenAttachments: parts.attachments.length - shown.length,
  }
}

const rasters = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

/** `data:` URLs of the raster images that the HTML may name, by sniffed type, within two bounds. */
async function inlineImages(
  opened: OpenedMessage,
  parts: MessageParts,
): Promise<ReadonlyMap<string, string>> {
  const images = new Map<string, string>()
  let room: number = portalLimits.portalInlineImagesBytesMax
  for (const [contentId, part] of parts.inlineImages) {
    const max = Math.min(room, portalLimits.portalInlineImageBytesMax)
    if (decodedBytes(part.encodedBytes, part.encoding) > max) continue
    const { bytes, isWhole } = await collect(decoded(opened, part), max)
    const { mediaType } = await sniffFile(bytes)
    if (!isWhole || !rasters.has(mediaType)) continue
    images.set(contentId, `data:${mediaType};base64,${bytes.toString('base64')}`)
    room -= bytes.length
  }
  return images
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!)

/** Sanitised, masked HTML for the sandboxed frame; null when the message has no HTML form. */
export async function formattedMessage(opened: OpenedMessage): Promise<string | null> {
  const parts = sortParts(opened.root)
  if (!parts.bodies.some((block) => block.html !== null)) return null
  const images = await inlineImages(opened, parts)
  const mask = createMask(opened.hidden)
  const pieces: string[] = []
  for (const block of parts.bodies) {
    const part = block.html ?? block.text!
    const { text } = await partText(opened, part, portalLimits.portalHtmlPartBytesMax)
    pieces.push(
      block.html === null ? `<pre>${escapeHtml(text)}</pre>` : sanitizeMessage(text, images),
    )
  }
  return maskOutsideData(pieces.join('<hr>'), mask)
}

/** Base64 of pictures has no `@`, but is long: only the rest is searched. */
export const maskOutsideData = (html: string, mask: Mask): string =>
  html
    .split(/("data:image\/[a-z]+;base64,[^"]*")/)
    .map((piece, i) => (i % 2 === 1 ? piece : mask(piece)))
    .join('')

/**
 * A file to download: its decoded octets. Enclosed messages are masked line by line, as their heads
 * name addresses.
 */
export function attachmentContent(
  opened: OpenedMessage,
  part: PartNode,
): AsyncIterable<Uint8Array> {
  const source = decoded(opened, part)
  return part.type === 'message' ? maskLines(source, createMask(opened.hidden)) : source
}

async function* maskLines(
  source: AsyncIterable<Uint8Array>,
  mask: Mask,
): AsyncIterable<Uint8Array> {
  let held = ''
  for await (const chunk of source) {
    const text = held + Buffer.from(chunk).toString('latin1')
    const cut = text.length > limits.headerFieldBytesMax ? text.length : text.lastIndexOf('\n') + 1
    if (cut > 0) yield Buffer.from(mask(text.slice(0, cut)), 'latin1')
    held = text.slice(cut)
  }
  if (held !== '') yield Buffer.from(mask(held), 'latin1')
}

export function findAttachment(opened: OpenedMessage, partId: string): PartNode | null {
  return sortParts(opened.root).attachments.find((part) => part.partId === partId) ?? null
}
