import { ok } from '../../domain/result.js'
import { readXmlTree, type XmlElement } from '../../mail-format/xml/xml-tree.js'
import type { OfficeParts } from './office-parts.js'
import { type ReadingResult, textReading, unread } from './reading.js'
import { childrenOf } from './xml-text.js'

const mediaType = 'application/vnd.oasis.opendocument.text'
/** Deleted passages, scripts, comments, notes of the editor. */
const hidden = new Set([
  'tracked-changes',
  'scripts',
  'annotation',
  'font-face-decls',
  'automatic-styles',
  'forms',
])
const blanksMax = 100

/** OpenDocument text (OASIS ODF 1.3 part 3): paragraphs, headings, cells. */
export function readOdt(parts: OfficeParts): ReadingResult {
  const read = readXmlTree(parts.get('content.xml')!)
  if (!read.ok) return unread(read.error === 'too-big' ? 'too-big' : 'malformed', read.error)
  const lines: string[] = []
  const headings: string[] = []
  let styledTitle = ''
  const visit = (element: XmlElement): void => {
    if (hidden.has(element.local) || isHiddenSection(element)) return
    if (element.local === 'p' || element.local === 'h') {
      const text = inlineText(element).trim()
      if (text === '') return
      lines.push(text)
      const style = element.attributes.get(`${element.namespace}#style-name`) ?? ''
      if (element.local === 'h') headings.push(text)
      if (styledTitle === '' && /^title$/i.test(style)) styledTitle = text
      return
    }
    if (element.local === 'table-row') {
      lines.push(rowText(element))
      return
    }
    for (const child of childrenOf(element)) visit(child)
  }
  visit(read.value.root)
  const around = (name: string) => pageEdges(parts.get('styles.xml'), name)
  const first = lines.find((line) => line.length > 2 && line.length <= 120) ?? ''
  const title = styledTitle || metaTitle(parts.get('meta.xml')) || headings[0] || first
  const text = [...around('header'), ...lines, ...around('footer')].join('\n')
  return ok(textReading({ format: 'odt', mediaType, title, headings, text }))
}

/** ODF 1.3 part 3 §19.871. */
const isHiddenSection = ({ local, namespace, attributes }: XmlElement): boolean =>
  local === 'section' && attributes.get(`${namespace}#display`) === 'none'

/** Lines of the headers or footers that the pages' styles hold. */
function pageEdges(bytes: Uint8Array | undefined, name: string): string[] {
  const read = bytes && readXmlTree(bytes)
  if (!read?.ok) return []
  const lines = new Set<string>()
  const visit = (element: XmlElement, isIn: boolean): void => {
    if (isIn && element.local === 'table-row') lines.add(rowText(element))
    else if (isIn && (element.local === 'p' || element.local === 'h'))
      lines.add(inlineText(element).trim())
    else for (const child of childrenOf(element)) visit(child, isIn || element.local === name)
  }
  visit(read.value.root, false)
  return [...lines].filter((line) => line !== '')
}

/** Cells beside each other: label and value stay together. */
function rowText(row: XmlElement): string {
  const cells: string[] = []
  const visit = (element: XmlElement, inner: string[]): void => {
    if (element.local === 'p' || element.local === 'h') inner.push(inlineText(element).trim())
    else for (const child of childrenOf(element)) visit(child, inner)
  }
  for (const cell of childrenOf(row)) {
    const inner: string[] = []
    visit(cell, inner)
    cells.push(inner.filter((line) => line !== '').join('\n'))
  }
  return cells.filter((text) => text !== '').join(cells.some((t) => t.includes('\n')) ? '\n' : '\t')
}

function inlineText(element: XmlElement): string {
  let text = ''
  const visit = (node: XmlElement): void => {
    if (hidden.has(node.local)) return
    if (node.local === 'tab') text += '\t'
    else if (node.local === 'line-break') text += '\n'
    else if (node.local === 's') {
      const count = Number(node.attributes.get(`${node.namespace}#c`) ?? 1) || 1
      text += ' '.repeat(Math.min(blanksMax, Math.max(1, count)))
    } else if (node !== element && node.local === 'p') text += '\n'
    for (const child of node.children) {
      if (typeof child === 'string') text += child
      else visit(child)
    }
  }
  visit(element)
  return text
}

function metaTitle(bytes: Uint8Array | undefined): string {
  const read = bytes && readXmlTree(bytes)
  if (!read?.ok) return ''
  let title = ''
  const visit = (element: XmlElement): void => {
    if (element.local === 'title' && title === '') title = inlineText(element).trim()
    else for (const child of childrenOf(element)) visit(child)
  }
  visit(read.value.root)
  return /\.(odt|docx?|rtf)$/i.test(title) || title.length < 4 ? '' : title
}
