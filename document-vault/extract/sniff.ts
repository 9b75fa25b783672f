import { decodeText, looksLikeText } from './text-decoding.js'

export type SniffedKind =
  | 'pdf'
  | 'image'
  | 'zip'
  | 'winmail'
  | 'rtf'
  | 'cda'
  | 'fhir-xml'
  | 'fhir-json'
  | 'html'
  | 'xml'
  | 'text'
  | 'unsupported'

export interface Sniffed {
  readonly kind: SniffedKind
  readonly mediaType: string
}

const headBytes = 64_000

/** What stands at the head of a file; four letters of `ftyp` and RIFF forms stand a bit later. */
const magics: readonly (readonly [string, number, SniffedKind, string])[] = [
  ['PK\x03\x04', 0, 'zip', 'application/zip'],
  ['PK\x05\x06', 0, 'zip', 'application/zip'],
  ['\x78\x9f\x3e\x22', 0, 'winmail', 'application/ms-tnef'],
  ['\x89PNG\r\n\x1a\n', 0, 'image', 'image/png'],
  ['\xff\xd8\xff', 0, 'image', 'image/jpeg'],
  ['GIF87a', 0, 'image', 'image/gif'],
  ['GIF89a', 0, 'image', 'image/gif'],
  ['II*\x00', 0, 'image', 'image/tiff'],
  ['MM\x00*', 0, 'image', 'image/tiff'],
  ['WEBP', 8, 'image', 'image/webp'],
  ['{\\rtf', 0, 'rtf', 'application/rtf'],
  ['ftypheic', 4, 'unsupported', 'image/heic'],
  ['ftypmif1', 4, 'unsupported', 'image/heif'],
  ['\xd0\xcf\x11\xe0', 0, 'unsupported', 'application/x-cfb'],
]

/**
 * What a file is, by its octets; neither name nor declared type is asked, as both are wrong often
 * enough, and by intent where it hurts.
 */
export function sniff(bytes: Uint8Array): Sniffed {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, headBytes))
  const latin = head.toString('latin1')
  for (const [magic, at, kind, mediaType] of magics)
    if (latin.startsWith(magic, at)) return { kind, mediaType }
  if (isBmp(latin, head)) return { kind: 'image', mediaType: 'image/bmp' }
  // ISO 32000 and its readers: the header may stand anywhere in the first 1024 octets.
  if (latin.slice(0, 1024).includes('%PDF-')) return { kind: 'pdf', mediaType: 'application/pdf' }
  if (/^\s*\{\\rtf/.test(latin)) return { kind: 'rtf', mediaType: 'application/rtf' }
  const text = decodeText(head)
  if (!looksLikeText(text)) return { kind: 'unsupported', mediaType: 'application/octet-stream' }
  return sniffText(text)
}

/** Two letters are little: the size in the header must fit too. */
const isBmp = (latin: string, head: Buffer): boolean =>
  latin.startsWith('BM') && head.length > 30 && head.readUInt16LE(26) === 1

function sniffText(text: string): Sniffed {
  const start = text.trimStart()
  if (start.startsWith('{') && /"resourceType"\s*:\s*"[A-Z]/.test(start))
    return { kind: 'fhir-json', mediaType: 'application/fhir+json' }
  if (!start.startsWith('<')) return { kind: 'text', mediaType: 'text/plain' }
  const root = rootElement(start)
  if (root === null) return { kind: 'text', mediaType: 'text/plain' }
  const name = root.name.replace(/^.*:/, '')
  if (name === 'ClinicalDocument') return { kind: 'cda', mediaType: 'text/xml' }
  // The self-presenting form: a style sheet with the CDA inside (dmp.md §2).
  if (name === 'stylesheet' || name === 'transform')
    return { kind: 'cda', mediaType: 'application/xslt+xml' }
  if (root.tag.includes('http://hl7.org/fhir'))
    return { kind: 'fhir-xml', mediaType: 'application/fhir+xml' }
  if (/^(html|head|body|p|div|table|h\d|meta|title|font|span|center|br)$/i.test(name))
    return { kind: 'html', mediaType: 'text/html' }
  if (/<!doctype\s+html/i.test(start.slice(0, 2_000)))
    return { kind: 'html', mediaType: 'text/html' }
  if (name === 'svg') return { kind: 'unsupported', mediaType: 'image/svg+xml' }
  return { kind: 'xml', mediaType: 'text/xml' }
}

/** The first start tag, past declaration, comments, instructions and document type. */
function rootElement(text: string): { readonly name: string; readonly tag: string } | null {
  let i = 0
  while (i < text.length) {
    const open = text.indexOf('<', i)
    if (open < 0) return null
    if (text.startsWith('<!--', open)) i = after(text, '-->', open)
    else if (text.startsWith('<?', open)) i = after(text, '?>', open)
    else if (text.startsWith('<!', open)) i = after(text, '>', open)
    else {
      const tag = text.slice(open, after(text, '>', open))
      const name = /^<([A-Za-z_][\w.:-]*)/.exec(tag)?.[1]
      return name === undefined ? null : { name, tag }
    }
  }
  return null
}

const after = (text: string, mark: string, from: number): number => {
  const at = text.indexOf(mark, from)
  return at < 0 ? text.length : at + mark.length
}
