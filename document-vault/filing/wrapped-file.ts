import { readCda } from '../../mail-format/cda/cda-reader.js'
import type { ExtractedDocument } from '../contract/extracted-document.js'

/**
 * The file inside a CDA of level 1. Read again here, in the vault, only because an extractor came
 * through these very bytes; null for everything else.
 */
export function wrappedFile(document: ExtractedDocument): Uint8Array | null {
  if (document.format !== 'cda') return null
  const { buffer, byteOffset, length } = document.bytes
  if (!Buffer.from(buffer, byteOffset, length).includes('nonXMLBody')) return null
  const cda = readCda(document.bytes)
  return cda.ok ? (cda.value.body?.bytes ?? null) : null
}
