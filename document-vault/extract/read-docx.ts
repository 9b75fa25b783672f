import { ok } from '../../domain/result.js'
import { readXmlTree, type XmlElement } from '../../mail-format/xml/xml-tree.js'
import type { OfficeParts } from './office-parts.js'
import { type ReadingResult, textReading, unread } from './reading.js'
import { outstandingLines, type TextLine } from './text-line.js'
import { childrenOf, xmlText } from './xml-text.js'

const mediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

interface Paragraph extends TextLine {
  readonly isHeading: boolean
  readonly isTitle: boolean
}

/**
 * WordprocessingML (ECMA-376 part 1 §17): header, body, notes, footer; deleted and hidden text is
 * left out.
 */
export function readDocx(parts: OfficeParts): ReadingResult {
  const body = paragraphsOf(parts.get('word/document.xml')!)
  if (!body.ok) return unread(body.error === 'too-big' ? 'too-big' : 'malformed', body.error)
  const around = [...parts.keys()]
    .filter((name) => /\/(header|footer|footnotes|endnotes)/.test(name))
    .sort()
    .map((name) => ({ name, read: paragraphsOf(parts.get(name)!) }))
  const textOf = (part: RegExp): string[] =>
    around.flatMap(({ name, read }) =>
      part.test(name) && read.ok ? read.value.map((paragraph) => paragraph.text) : [],
    )
  const heads = [...new Set(textOf(/\/header/))]
  const feet = [...new Set(textOf(/\/footer/))]
  const notes = textOf(/\/(footnotes|endnotes)/)
  const text = [...heads, ...body.value.map((p) => p.text), ...notes, ...feet].join('\n')
  const styled = body.value.filter((paragraph) => paragraph.isHeading || paragraph.isTitle)
  const outstanding = outstandingLines(body.value)
  const title =
    body.value.find((paragraph) => paragraph.isTitle)?.text ??
    coreTitle(parts.get('docProps/core.xml')) ??
    (outstanding.title || styled[0]?.text || '')
  const headings = styled.length > 0 ? styled.map((p) => p.text) : outstanding.headings
  return ok(textReading({ format: 'docx', mediaType, title, headings, text }))
}

/** Each paragraph or row of a table makes one line. */
function paragraphsOf(
  bytes: Uint8Array,
):
  | { readonly ok: true; readonly value: Paragraph[] }
  | { readonly ok: false; readonly error: string } {
  const read = readXmlTree(bytes)
  if (!read.ok) return read
  const found: Paragraph[] = []
  const visit = (element: XmlElement): void => {
    if (element.local === 'p') found.push(paragraphOf(element))
    else if (element.local === 'tr') found.push(rowOf(element))
    else for (const child of childrenOf(element)) visit(child)
  }
  visit(read.value.root)
  return { ok: true, value: found.filter((paragraph) => paragraph.text !== '') }
}

/** Templates wrap cells in content controls (§17.5.2). */
const cellsOf = (element: XmlElement): XmlElement[] =>
  childrenOf(element).flatMap((child) =>
    child.local === 'tc'
      ? [child]
      : /^(sdt|sdtContent|customXml|ins)$/.test(child.local)
        ? cellsOf(child)
        : [],
  )

/** Cells of a table stand beside each other, as on the page: label and value stay together. */
function rowOf(row: XmlElement): Paragraph {
  const cells = cellsOf(row)
  const paragraphs = cells.map((cell) => {
    const inner: Paragraph[] = []
    const visit = (element: XmlElement): void => {
      if (element.local === 'p') inner.push(paragraphOf(element))
      else for (const child of childrenOf(element)) visit(child)
    }
    visit(cell)
    return inner.filter((paragraph) => paragraph.text !== '')
  })
  const all = paragraphs.flat()
  const one = all.length === 1 ? all[0] : undefined
  if (one) return one
  const tall = paragraphs.some((cell) => cell.length > 1)
  const text = paragraphs
    .map((cell) => cell.map((paragraph) => paragraph.text).join('\n'))
    .join(tall ? '\n' : '\t')
    .trim()
  return { text, size: 22, isBold: false, isHeading: false, isTitle: false }
}

function paragraphOf(paragraph: XmlElement): Paragraph {
  let text = ''
  let size = 0
  let bold = 0
  const properties = childrenOf(paragraph).find((child) => child.local === 'pPr')
  const style = valueIn(properties, 'pStyle')
  const visit = (element: XmlElement): void => {
    switch (element.local) {
      case 'pPr':
      case 'del':
      case 'moveFrom':
      case 'instrText':
      case 'delText':
      // Of a drawing and its older twin, one is enough.
      case 'Fallback':
        return
      case 'tab':
        text += '\t'
        return
      case 'br':
      case 'cr':
        text += '\n'
        return
      case 'noBreakHyphen':
        text += '-'
        return
      case 't':
        text += element.children.filter((child) => typeof child === 'string').join('')
        return
      case 'r': {
        const run = childrenOf(element).find((child) => child.local === 'rPr')
        if (isOn(run, 'vanish')) return
        const before = text.length
        for (const child of childrenOf(element)) visit(child)
        size = Math.max(size, Number(valueIn(run, 'sz') ?? 0) || 0)
        if (isOn(run, 'b')) bold += text.length - before
        return
      }
      case 'p':
        if (element !== paragraph) text += '\n'
        break
    }
    for (const child of childrenOf(element)) visit(child)
    // The end of a box of text.
    if (element.local === 'p' && element !== paragraph) text += '\n'
  }
  visit(paragraph)
  const isTitle = /^(title|titre)$/i.test(style ?? '')
  const isHeading = /^(heading|titre|berschrift)\s?[1-9]$/i.test(style ?? '')
  const isBold = text.trim() !== '' && bold * 2 > text.length
  return { text: text.trim(), size: size || 22, isBold, isTitle, isHeading }
}

function valueIn(parent: XmlElement | undefined, name: string): string | null {
  const element = parent && childrenOf(parent).find((child) => child.local === name)
  if (!element) return null
  for (const [key, value] of element.attributes) if (/(^|#)val$/.test(key)) return value
  return ''
}

const isOn = (parent: XmlElement | undefined, name: string): boolean => {
  const value = valueIn(parent, name)
  return value !== null && !/^(0|false|off)$/.test(value)
}

/** Dublin Core title of the file's properties; names of files and models say nothing. */
function coreTitle(bytes: Uint8Array | undefined): string | null {
  const read = bytes && readXmlTree(bytes)
  if (!read?.ok) return null
  const element = childrenOf(read.value.root).find((child) => child.local === 'title')
  const title = element ? xmlText(element).trim() : ''
  const isMeaningless =
    title.length < 4 || /\.(docx?|dotx?|rtf)$|^(document|sans titre)/i.test(title)
  return isMeaningless ? null : title
}
