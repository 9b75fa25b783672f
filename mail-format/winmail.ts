/**
 * winmail.dat, the wrapper that Outlook puts around the attachments of a rich text message
 * (MS-OXTNEF). Only attached files are read; embedded messages and OLE objects are left out.
 */
import { documentLimits } from '../domain/document-limits.js'
import { err, ok, type Result } from '../domain/result.js'
import { decodeCharset } from './charset.js'
import { type MapiProperty, readMapiProperties } from './winmail-properties.js'

export interface WinmailFile {
  /** Without folders and control characters; empty when none is said. */
  readonly fileName: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}
export type WinmailFault = 'malformed' | 'too-big'

/** MS-OXTNEF §2.1.3.1: signature, then a key of two octets. */
const signature = 0x223e9f78
const headBytes = 6
/** Level, identifier, length; then data and a checksum of two octets (§2.1.3.2). */
const attributeHeadBytes = 9
const attributeBytesMin = attributeHeadBytes + 2

const attributeIds = {
  oemCodePage: 0x00069007,
  /** Begins an attachment. */
  renderData: 0x00069002,
  attachData: 0x0006800f,
  attachTitle: 0x00018010,
  attachProperties: 0x00069005,
} as const

/** MS-OXPROPS, identifiers of the tags (high half). */
const propertyIds = {
  attachData: 0x3701,
  attachFileName: 0x3704,
  attachMethod: 0x3705,
  attachLongFileName: 0x3707,
  attachMimeTag: 0x370e,
} as const
/** PidTagAttachMethod: an embedded message, an OLE object (MS-OXCMSG §2.2.2.9). */
const embedded = new Set([5, 6])

interface Attachment {
  title: Uint8Array | null
  data: Uint8Array | null
  properties: readonly MapiProperty[]
}

interface Attribute {
  readonly level: number
  readonly id: number
  readonly data: Uint8Array
}

/** All attributes; a wrong checksum is tolerated, as Outlook does. */
function readAttributes(bytes: Uint8Array): Result<readonly Attribute[], WinmailFault> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const attributes: Attribute[] = []
  let at = headBytes
  // Fewer octets than an attribute needs are line ends that a mail program added.
  while (at + attributeBytesMin <= bytes.length) {
    if (attributes.length >= documentLimits.winmailAttributesMax) return err('too-big')
    const level = bytes[at]!
    const length = view.getUint32(at + 5, true)
    const start = at + attributeHeadBytes
    if ((level !== 1 && level !== 2) || start + length + 2 > bytes.length) return err('malformed')
    const id = view.getUint32(at + 1, true)
    attributes.push({ level, id, data: bytes.subarray(start, start + length) })
    at = start + length + 2
  }
  return ok(attributes)
}

const property = (attachment: Attachment, id: number): MapiProperty | undefined =>
  attachment.properties.find((one) => one.id === id)

const text = (said: MapiProperty | undefined, charset: string): string => {
  if (said === undefined || said.bytes === null) return ''
  return cString(said.bytes, said.isUnicode ? 'utf-16le' : charset)
}

const cString = (octets: Uint8Array, charset: string): string =>
  decodeCharset(octets, charset).split('\0', 1)[0]!

/** The last part of a path, without control characters: a name, never a place. */
const safeName = (name: string): string =>
  (name.split(/[/\\]/).at(-1) ?? '')
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, '')
    .trim()
    .slice(0, documentLimits.winmailNameCharactersMax)

function fileOf(attachment: Attachment, charset: string): WinmailFile | null {
  const method = property(attachment, propertyIds.attachMethod)?.number
  if (method !== undefined && method !== null && embedded.has(method)) return null
  const bytes = attachment.data ?? property(attachment, propertyIds.attachData)?.bytes ?? null
  if (bytes === null) return null
  const title = attachment.title === null ? '' : cString(attachment.title, charset)
  const name =
    text(property(attachment, propertyIds.attachLongFileName), charset) ||
    title ||
    text(property(attachment, propertyIds.attachFileName), charset)
  const mediaType = text(property(attachment, propertyIds.attachMimeTag), charset).toLowerCase()
  const isType = /^[\w.+-]{1,80}\/[\w.+-]{1,80}$/.test(mediaType)
  return {
    fileName: safeName(name),
    mediaType: isType ? mediaType : 'application/octet-stream',
    bytes: new Uint8Array(bytes),
  }
}

/** The name that decodeCharset knows for a Windows code page. */
function charsetOf(attributes: readonly Attribute[]): string {
  const said = attributes.find(({ id }) => id === attributeIds.oemCodePage)?.data
  if (said === undefined || said.length < 4) return 'windows-1252'
  const page = new DataView(said.buffer, said.byteOffset, said.length).getUint32(0, true)
  return page === 65001 ? 'utf-8' : `cp${page}`
}

function gather(attributes: readonly Attribute[]): Result<readonly Attachment[], WinmailFault> {
  const attachments: Attachment[] = []
  for (const { level, id, data } of attributes) {
    if (level !== 2) continue
    if (id === attributeIds.renderData)
      attachments.push({ title: null, data: null, properties: [] })
    if (attachments.length > documentLimits.winmailFilesMax) return err('too-big')
    const attachment = attachments.at(-1)
    if (attachment === undefined) continue
    if (id === attributeIds.attachTitle) attachment.title ??= data
    if (id === attributeIds.attachData) attachment.data ??= data
    if (id === attributeIds.attachProperties) {
      const properties = readMapiProperties(data)
      if (properties === null) return err('malformed')
      attachment.properties = properties
    }
  }
  return ok(attachments)
}

/** The files inside a winmail.dat, in their order. Never throws. */
export function readWinmail(bytes: Uint8Array): Result<readonly WinmailFile[], WinmailFault> {
  if (bytes.length > documentLimits.documentBytesMax) return err('too-big')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  if (bytes.length < headBytes || view.getUint32(0, true) !== signature) return err('malformed')
  const attributes = readAttributes(bytes)
  if (!attributes.ok) return attributes
  const attachments = gather(attributes.value)
  if (!attachments.ok) return attachments
  const charset = charsetOf(attributes.value)
  const files = attachments.value.map((attachment) => fileOf(attachment, charset))
  return ok(files.filter((file) => file !== null))
}
