import { fileTypeFromBuffer } from 'file-type'
import { fileKindTexts } from './file-kind-texts.js'

/** What the first octets of a file say; the declared type and the name are never believed. */
export interface FileKind {
  /** Sniffed media type; `text/plain` for text, `application/octet-stream` when unknown. */
  readonly mediaType: string
  /** Without the dot; empty when unknown. */
  readonly extension: string
  /** For people, in the language of the page. */
  readonly label: string
  /** `document`: what people exchange in care. `active`: may run or load things when opened. */
  readonly risk: 'document' | 'unknown' | 'active'
}

/** Octets that sniffing needs (file-type looks at about 4 kB). */
export const sniffBytes = 4_200

const active = /^application\/(?:x-msdownload|x-elf|x-mach-binary|java|vnd\.microsoft\.|x-ms-)/
const markup = /<\s*(?:!doctype|html|head|body|script|svg|iframe|meta|table|a\s)/i

const isText = (head: Buffer): boolean =>
  !/[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]/.test(head.toString('latin1'))

function kindOfText(head: Buffer): FileKind {
  const text = head.toString('latin1').replace(/^\xef\xbb\xbf/, '')
  if (text.startsWith('#!')) {
    return {
      mediaType: 'text/x-script',
      extension: '',
      label: fileKindTexts.program,
      risk: 'active',
    }
  }
  if (/<svg[\s>]/i.test(text)) {
    return {
      mediaType: 'image/svg+xml',
      extension: 'svg',
      label: fileKindTexts.drawing,
      risk: 'active',
    }
  }
  if (markup.test(text.slice(0, 1_024))) {
    return {
      mediaType: 'text/html',
      extension: 'html',
      label: fileKindTexts.webPage,
      risk: 'active',
    }
  }
  if (/^\s*<\?xml/.test(text)) {
    return {
      mediaType: 'application/xml',
      extension: 'xml',
      label: fileKindTexts.xml,
      risk: 'unknown',
    }
  }
  return { mediaType: 'text/plain', extension: 'txt', label: fileKindTexts.text, risk: 'document' }
}

/** `head`: the first octets, up to `sniffBytes`; never throws. */
export async function sniffFile(head: Uint8Array): Promise<FileKind> {
  const bytes = Buffer.from(head.subarray(0, sniffBytes))
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined)
  if (found !== undefined && found.mime !== 'application/xml') {
    const label = fileKindTexts.documents[found.mime]
    if (label !== undefined) {
      return { mediaType: found.mime, extension: found.ext, label, risk: 'document' }
    }
    if (active.test(found.mime)) {
      return {
        mediaType: found.mime,
        extension: found.ext,
        label: fileKindTexts.program,
        risk: 'active',
      }
    }
    return {
      mediaType: found.mime,
      extension: found.ext,
      label: fileKindTexts.other(found.ext.toUpperCase()),
      risk: 'unknown',
    }
  }
  if (bytes.length > 0 && isText(bytes)) return kindOfText(bytes)
  return {
    mediaType: 'application/octet-stream',
    extension: '',
    label: fileKindTexts.unknown,
    risk: 'unknown',
  }
}

/** A message inside a message (RFC 2046 §5.2.1): its structure says so, not its octets. */
export const enclosedMessage = (): FileKind => ({
  mediaType: 'message/rfc822',
  extension: 'eml',
  label: fileKindTexts.message,
  risk: 'document',
})
