import { documentLimits } from '../../domain/document-limits.js'
import { attributeOf, childrenOf } from '../../mail-format/xml/xml-navigation.js'
import type { XmlElement } from '../../mail-format/xml/xml-tree.js'
import type { EmbeddedMedia } from './embedded-image.js'
import type { HtmlWriter } from './html-text.js'

/**
 * The narrative block of CDA R2 (§4.3.5) as HTML. Every tag and attribute is written by us from a
 * closed list; of the document come only texts, numbers of columns and images by their content.
 */
export interface NarrativeContext {
  readonly html: HtmlWriter
  readonly media: (id: string) => EmbeddedMedia | null
  /** Footnotes met so far, each with its number from 1. */
  readonly notes: { readonly id: string; readonly element: XmlElement }[]
}

type Node = XmlElement | string

const blocks = new Set(['paragraph', 'list', 'table', 'caption', 'item', 'text'])

function hasBlock(element: XmlElement): boolean {
  return element.children.some(
    (node) => typeof node !== 'string' && (blocks.has(node.local) || hasBlock(node)),
  )
}

/** styleCode to elements that mean the same; colours and borders are left to the page. */
const styles: Readonly<Record<string, string>> = {
  bold: 'strong',
  italics: 'em',
  emphasis: 'em',
  underline: 'u',
}

function styleTags(element: XmlElement): string[] {
  const codes = attributeOf(element, 'styleCode').toLowerCase().split(/\s+/)
  return [...new Set(codes.flatMap((code) => (Object.hasOwn(styles, code) ? [styles[code]!] : [])))]
}

function wrapped(
  tag: string,
  element: XmlElement,
  context: NarrativeContext,
  attributes = '',
): void {
  context.html.markup(`<${tag}${attributes}>`)
  inside(element, context)
  context.html.markup(`</${tag}>`)
}

/** Inline `content`: deleted text is not shown, inserted text is plain (§4.3.5.1). */
function content(element: XmlElement, context: NarrativeContext): void {
  const tags = styleTags(element)
  // A block inside an inline element is no HTML: the styles are dropped rather than the structure.
  if (hasBlock(element)) {
    flow(element, context)
    return
  }
  context.html.markup(tags.map((tag) => `<${tag}>`).join(''))
  inside(element, context)
  context.html.markup(
    tags
      .map((tag) => `</${tag}>`)
      .reverse()
      .join(''),
  )
}

function list(element: XmlElement, context: NarrativeContext): void {
  const { html } = context
  const tag = attributeOf(element, 'listType').toLowerCase() === 'ordered' ? 'ol' : 'ul'
  const [caption] = childrenOf(element, 'caption')
  if (caption !== undefined) wrapped(hasBlock(caption) ? 'div' : 'p', caption, context)
  html.markup(`<${tag}>`)
  for (const item of childrenOf(element, 'item')) {
    if (html.isFull()) break
    html.markup('<li>')
    const [own] = childrenOf(item, 'caption')
    if (own !== undefined) {
      wrapped('strong', own, context)
      html.markup(' ')
    }
    children(
      item.children.filter((node) => node !== own),
      context,
    )
    html.markup('</li>')
  }
  html.markup(`</${tag}>`)
}

const span = (element: XmlElement, name: 'colspan' | 'rowspan'): string => {
  const said = attributeOf(element, name)
  const count = /^\d{1,4}$/.test(said) ? Number(said) : 1
  return count > 1 && count <= documentLimits.renderedSpanMax ? ` ${name}="${count}"` : ''
}

const scopes = new Set(['row', 'col', 'rowgroup', 'colgroup'])

function cells(row: XmlElement, isHead: boolean, context: NarrativeContext): void {
  for (const cell of row.children) {
    if (typeof cell === 'string' || (cell.local !== 'td' && cell.local !== 'th')) continue
    if (context.html.isFull()) return
    const spans = span(cell, 'colspan') + span(cell, 'rowspan')
    const said = attributeOf(cell, 'scope').toLowerCase()
    const scope = scopes.has(said) ? said : isHead ? 'col' : 'row'
    // Some generators write td in the head: what stands there heads its column all the same.
    if (cell.local === 'th' || isHead) wrapped('th', cell, context, ` scope="${scope}"${spans}`)
    else wrapped('td', cell, context, spans)
  }
}

function rows(group: XmlElement, isHead: boolean, context: NarrativeContext): void {
  for (const row of childrenOf(group, 'tr')) {
    if (context.html.isFull()) return
    context.html.markup('<tr>')
    cells(row, isHead, context)
    context.html.markup('</tr>')
  }
}

function table(element: XmlElement, context: NarrativeContext): void {
  const { html } = context
  html.markup('<div class="cda-table"><table>')
  const [caption] = childrenOf(element, 'caption')
  if (caption !== undefined) wrapped('caption', caption, context)
  // HTML wants this order, whatever the document's.
  for (const tag of ['thead', 'tbody', 'tfoot'] as const)
    for (const group of childrenOf(element, tag)) {
      html.markup(`<${tag}>`)
      rows(group, tag === 'thead', context)
      html.markup(`</${tag}>`)
    }
  if (childrenOf(element, 'tr').length > 0) {
    html.markup('<tbody>')
    rows(element, false, context)
    html.markup('</tbody>')
  }
  html.markup('</table></div>')
}

function multimedia(element: XmlElement, context: NarrativeContext): void {
  const { html, media } = context
  const [caption] = childrenOf(element, 'caption')
  const ids = attributeOf(element, 'referencedObject').split(/\s+/)
  for (const id of ids.slice(0, documentLimits.renderedImagesMax)) {
    if (html.isFull()) return
    const found = media(id)
    if (found?.kind === 'image') {
      html.markup(`<img src="${found.source}" alt="`)
      html.text(caption === undefined ? 'Image du document' : plainText(caption))
      html.markup('">')
    } else {
      html.markup('<em class="cda-missing">')
      html.text(found?.says ?? 'Pièce jointe absente du document.')
      html.markup('</em>')
    }
  }
  if (caption !== undefined) wrapped('span', caption, context, ' class="cda-caption"')
}

const plainText = (element: XmlElement): string =>
  element.children
    .map((node) => (typeof node === 'string' ? node : plainText(node)))
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 500)

function noteMark(number: number, { html }: NarrativeContext): void {
  html.markup(`<sup class="cda-note">(${number})</sup>`)
}

function footnote(element: XmlElement, context: NarrativeContext): void {
  if (context.notes.length >= documentLimits.renderedNotesMax) return
  context.notes.push({ id: attributeOf(element, 'ID'), element })
  noteMark(context.notes.length, context)
}

function footnoteReference(element: XmlElement, context: NarrativeContext): void {
  const wanted = attributeOf(element, 'IDREF')
  const index = context.notes.findIndex(({ id }) => id !== '' && id === wanted)
  if (index >= 0) noteMark(index + 1, context)
}

type Render = (element: XmlElement, context: NarrativeContext) => void

const renders: Readonly<Record<string, Render>> = {
  content,
  // An address is shown as its text: nothing in a document leads out of the page.
  linkHtml: (element, context) => wrapped('span', element, context, ' class="cda-link"'),
  sub: (element, context) => wrapped('sub', element, context),
  sup: (element, context) => wrapped('sup', element, context),
  br: (_element, { html }) => html.markup('<br>'),
  paragraph: (element, context) => wrapped(hasBlock(element) ? 'div' : 'p', element, context),
  caption: (element, context) => wrapped(hasBlock(element) ? 'div' : 'p', element, context),
  list,
  table,
  renderMultiMedia: multimedia,
  footnote,
  footnoteRef: footnoteReference,
  // Rows and cells outside of a table, and a text in a text: what they say is kept.
  item: (element, context) => wrapped('div', element, context),
  tr: (element, context) => wrapped('div', element, context),
  td: (element, context) => wrapped('span', element, context),
  th: (element, context) => wrapped('span', element, context),
}

function children(nodes: readonly Node[], context: NarrativeContext): void {
  for (const node of nodes) {
    if (context.html.isFull()) return
    if (typeof node === 'string') context.html.text(node)
    else one(node, context)
  }
}

function one(element: XmlElement, context: NarrativeContext): void {
  if (attributeOf(element, 'revised') === 'delete') return
  const render = Object.hasOwn(renders, element.local) ? renders[element.local] : undefined
  if (render === undefined) children(element.children, context)
  else render(element, context)
}

const inside = (element: XmlElement, context: NarrativeContext): void =>
  children(element.children, context)

/** Block content: runs of bare text and inline elements between blocks become paragraphs. */
function flow(element: XmlElement, context: NarrativeContext): void {
  const isBlock = (node: Node) =>
    typeof node !== 'string' && (blocks.has(node.local) || hasBlock(node))
  let run: Node[] = []
  const close = () => {
    const isBlank = run.every((node) => typeof node === 'string' && node.trim() === '')
    if (!isBlank) {
      context.html.markup('<p>')
      children(run, context)
      context.html.markup('</p>')
    }
    run = []
  }
  for (const node of element.children) {
    if (context.html.isFull()) break
    if (!isBlock(node)) run.push(node)
    else {
      close()
      one(node as XmlElement, context)
    }
  }
  close()
}

/** `section/text`; nothing when there is none. */
export function narrativeHtml(text: XmlElement | null, context: NarrativeContext): void {
  if (text !== null) flow(text, context)
}

/** The footnotes at the end, in their order; a note in a note is numbered on. */
export function footnotesHtml(context: NarrativeContext): void {
  const { html, notes } = context
  if (notes.length === 0) return
  html.markup('<section class="cda-notes"><h2>Notes</h2><ol>')
  for (let i = 0; i < notes.length; i++) {
    html.markup('<li>')
    inside(notes[i]!.element, context)
    html.markup('</li>')
  }
  html.markup('</ol></section>')
}
