import type { XmlElement } from '../xml/xml-tree.js'

/** Elements of the narrative block that stand on lines of their own (CDA R2 §4.3.5). */
const blocks = new Set(['paragraph', 'caption', 'list', 'table', 'item', 'title', 'br'])
const cells = new Set(['td', 'th'])

/** One pass over the text, whatever the depth: nothing is copied from level to level. */
class NarrativeWriter {
  isCut = false
  private readonly lines: string[] = []
  private current = ''
  private lead = ''
  /** Inside a cell all is one line: what is a block elsewhere is a blank. */
  private cellDepth = 0

  constructor(private room: number) {}

  children(element: XmlElement): void {
    for (const node of element.children)
      if (typeof node === 'string') this.inline(node)
      else this.element(node)
  }

  finished(): string {
    this.end()
    return this.lines.join('\n')
  }

  private element(element: XmlElement): void {
    // CDA R2 §4.3.5.1: text that a later version took out.
    if (element.attributes.get('revised') === 'delete') return
    const isBlock = blocks.has(element.local)
    if (isBlock) this.end()
    if (element.local === 'tr') this.row(element)
    else if (element.local === 'list') this.list(element)
    else this.children(element)
    if (isBlock) this.end()
  }

  private row(element: XmlElement): void {
    this.end()
    for (const [at, cell] of childElements(element).entries()) {
      if (at > 0) this.current += this.cellDepth === 0 ? '\t' : ' '
      const isCell = cells.has(cell.local)
      if (isCell) this.cellDepth += 1
      this.children(cell)
      if (isCell) this.cellDepth -= 1
    }
    this.end()
  }

  private list(element: XmlElement): void {
    const isOrdered = element.attributes.get('listType') === 'ordered'
    let number = 0
    for (const item of childElements(element)) {
      if (item.local === 'item') {
        number += 1
        this.lead = isOrdered ? `${number}. ` : '- '
      }
      this.element(item)
      this.lead = ''
    }
  }

  private inline(text: string): void {
    if (text.length > this.room) this.isCut = true
    const taken = text.slice(0, this.room)
    this.room -= taken.length
    // A tab parts cells; every white space of the text is a blank.
    this.current += taken.replace(/[\s\u2028\u2029]+/g, ' ')
  }

  private end(): void {
    if (this.cellDepth > 0) {
      this.current += ' '
      return
    }
    const line = this.current
      .replace(/ +/g, ' ')
      .replace(/ ?\t ?/g, '\t')
      .replace(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g, '')
      .trim()
    this.current = ''
    if (line === '') return
    this.lines.push(`${this.lead}${line}`)
    this.lead = ''
  }
}

const childElements = (element: XmlElement): readonly XmlElement[] =>
  element.children.filter((node) => typeof node !== 'string')

/**
 * The narrative as plain text: one line a block or a table row, cells parted by tabs. `room`: how
 * many characters are read.
 */
export function narrativeText(
  text: XmlElement | null,
  room: number,
): { readonly text: string; readonly isCut: boolean } {
  const writer = new NarrativeWriter(room)
  if (text !== null) writer.children(text)
  return { text: writer.finished(), isCut: writer.isCut }
}
