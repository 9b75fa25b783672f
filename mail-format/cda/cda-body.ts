import { createHash } from 'node:crypto'
import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import { documentLimits } from '../../domain/document-limits.js'
import { attributeOf, elementAt } from '../xml/xml-navigation.js'
import type { XmlElement } from '../xml/xml-tree.js'

export interface CdaBody {
  readonly body: { readonly mediaType: string; readonly bytes: Uint8Array } | null
  readonly alarms: readonly string[]
}

/** HL7 ED compression: gzip, zlib, and deflate without a frame. */
const inflaters: Readonly<Record<string, typeof gunzipSync>> = {
  GZ: gunzipSync,
  ZL: inflateSync,
  DF: inflateRawSync,
}

function decodeBase64(text: string, alarms: string[]): Buffer {
  const compact = text.replace(/\s+/g, '')
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(compact) || compact.length % 4 === 1)
    alarms.push('body-malformed')
  return Buffer.from(compact, 'base64')
}

/** Null when the content is not what it says, or unpacks beyond the bound. */
function uncompressed(bytes: Buffer, compression: string): Buffer | null {
  if (compression === '') return bytes
  const inflate = inflaters[compression]
  if (inflate === undefined) return null
  try {
    return inflate(bytes, { maxOutputLength: documentLimits.documentBytesMax })
  } catch {
    return null
  }
}

/** The integrity check is that of the content before the encoding (HL7 datatypes, ED). */
function isIntact(text: XmlElement, bytes: Buffer): boolean {
  const said = attributeOf(text, 'integrityCheck').replaceAll(' ', '')
  if (said === '') return true
  const name = attributeOf(text, 'integrityCheckAlgorithm') === 'SHA-256' ? 'sha256' : 'sha1'
  return createHash(name).update(bytes).digest('base64') === said
}

/** Level 1: the file wrapped in `nonXMLBody/text`. References to other places are not followed. */
export function cdaBody(nonXmlBody: XmlElement): CdaBody {
  const text = elementAt(nonXmlBody, 'text')
  if (text === null) return { body: null, alarms: ['body-missing'] }
  const alarms: string[] = []
  if (elementAt(text, 'reference') !== null) alarms.push('reference-ignored')
  const content = text.children.filter((node) => typeof node === 'string').join('')
  if (content.trim() === '') return { body: null, alarms: [...alarms, 'body-missing'] }
  const mediaType = attributeOf(text, 'mediaType').toLowerCase() || 'text/plain'
  const representation = attributeOf(text, 'representation').toUpperCase()
  // The default is TXT; a PDF without its representation is base64 all the same.
  const isBase64 = representation === 'B64' || !mediaType.startsWith('text/')
  if (isBase64 && representation !== 'B64') alarms.push('body-form')
  const decoded = isBase64 ? decodeBase64(content, alarms) : Buffer.from(content.trim(), 'utf8')
  const bytes = uncompressed(decoded, attributeOf(text, 'compression').toUpperCase())
  if (bytes === null) return { body: null, alarms: [...alarms, 'body-malformed'] }
  if (!isIntact(text, bytes)) alarms.push('hash-differs')
  // A copy of its own: a pooled Buffer would drag its whole pool through a structured clone.
  return { body: { mediaType, bytes: new Uint8Array(bytes) }, alarms }
}
