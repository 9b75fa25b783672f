import { compile, type HtmlToTextOptions } from 'html-to-text'
import { documentLimits } from '../../domain/document-limits.js'
import { ok } from '../../domain/result.js'
import { decodeCharset } from '../../mail-format/charset.js'
import { type ReadingResult, textReading, unread } from './reading.js'
import { decodeText } from './text-decoding.js'

const hidden = [
  ...['script', 'style', 'noscript', 'template', 'iframe', 'object', 'svg', 'img', 'head'],
  ...['[hidden]', '[style*="display:none"]', '[style*="display: none"]'],
  ...['[style*="visibility:hidden"]', '[style*="visibility: hidden"]'],
]
/** Markup is longer than its text. */
const markupFactor = 10

/** A table laid out cell by cell takes the square of its size: long ones are read in a row. */
const cellsLaidOutMax = 2_000
const spanMax = 20
/** Elements open at once; the parser moves all of them at each tag. */
const depthMax = 5_000

const options = (table: 'dataTable' | 'block'): HtmlToTextOptions => ({
  wordwrap: false,
  limits: {
    maxInputLength: documentLimits.documentTextCharactersMax * markupFactor,
    maxDepth: documentLimits.xmlDepthMax,
    maxChildNodes: 50_000,
    ellipsis: '',
  },
  selectors: [
    ...hidden.map((selector) => ({ selector, format: 'skip' })),
    { selector: 'a', options: { ignoreHref: true } },
    ...[1, 2, 3, 4, 5, 6].map((n) => ({ selector: `h${n}`, options: { uppercase: false } })),
    { selector: 'table', format: table, options: { uppercaseHeaderCells: false } },
    ...(table === 'block'
      ? [
          { selector: 'tr', format: 'paragraph', options: { leadingLineBreaks: 1 } },
          { selector: 'td', format: 'cell' },
          { selector: 'th', format: 'cell' },
        ]
      : []),
  ],
  formatters: {
    cell: (element, walk, builder) => {
      walk(element.children, builder)
      builder.addInline(' ')
    },
  },
})
const convertLaidOut = compile(options('dataTable'))
const convertInRow = compile(options('block'))

/** Visible text of a web page: nothing is run, drawn or fetched. */
export function readHtml(bytes: Uint8Array): ReadingResult {
  const html = decodeHtml(bytes)
    .slice(0, documentLimits.documentTextCharactersMax * markupFactor)
    .replace(/\b(col|row)span(\s*=\s*["']?)\d{2,}/gi, `$1span$2${spanMax}`)
  if (isTooDeep(html)) return unread('malformed', 'too-deep')
  const headings = elements(html, 'h[1-3]')
  const title = elements(html, 'title')[0] ?? headings[0] ?? ''
  const text = convert(html)
  return ok(textReading({ format: 'html', mediaType: 'text/html', title, headings, text }))
}

function convert(html: string): string {
  let cells = 0
  for (const _ of html.matchAll(/<t[dh][\s>]/gi)) if (++cells > cellsLaidOutMax) break
  return cells > cellsLaidOutMax ? convertInRow(html) : convertLaidOut(html)
}

/** Tags that are closed by others, or never. */
const unclosed = /^(p|li|t[drh]|d[dt]|option|br|hr|img|input|meta|link|col|area|base|wbr)$/i

function isTooDeep(html: string): boolean {
  let depth = 0
  for (const [, slash, name] of html.matchAll(/<(\/?)([a-z][a-z0-9]{0,20})/gi)) {
    if (unclosed.test(name!)) continue
    depth = Math.max(0, depth + (slash === '/' ? -1 : 1))
    if (depth > depthMax) return true
  }
  return false
}

/** WHATWG HTML §13.2.3.2: the first 1024 octets may name the encoding. */
function decodeHtml(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 1_024)).toString('latin1')
  const said = /<meta[^>]{0,200}charset\s*=\s*["']?([\w.:-]{2,40})/i.exec(head)?.[1]
  const isMarked = head.startsWith('\xef\xbb\xbf') || /^(\xff\xfe|\xfe\xff)/.test(head)
  return said === undefined || isMarked || /^utf-?8$/i.test(said)
    ? decodeText(bytes)
    : decodeCharset(bytes, said)
}

/** Texts of simple elements, by search: each search goes on behind the last one. */
function elements(html: string, name: string): string[] {
  const found: string[] = []
  const open = new RegExp(`<(${name})(?:\\s[^>]{0,500})?>`, 'gi')
  let tries = 0
  for (let match = open.exec(html); match; match = open.exec(html)) {
    if (++tries > documentLimits.documentHeadingsMax) break
    const from = open.lastIndex
    const close = html.slice(from, from + 2_000).search(new RegExp(`</${match[1]}\\s*>`, 'i'))
    if (close < 0) continue
    const text = convert(html.slice(from, from + close))
      .replace(/\s+/g, ' ')
      .trim()
    if (text !== '') found.push(text)
    open.lastIndex = from + close
  }
  return found
}
