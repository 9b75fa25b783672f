import type { XmlElement } from '../../mail-format/xml/xml-tree.js'

const block = new Set(
  `p div br li ul ol dl dt dd tr table h1 h2 h3 h4 h5 h6 caption thead tbody blockquote
   pre hr paragraph list item section title`.split(/\s+/),
)
const cell = /^(td|th)$/i
const hidden = /^(script|style|head|template)$/i

/** Text of an element (XHTML narrative, or any XML): one line a block, cells apart. */
export function xmlText(element: XmlElement): string {
  const parts: string[] = []
  const visit = (node: XmlElement): void => {
    if (hidden.test(node.local)) return
    const edge = block.has(node.local.toLowerCase()) ? '\n' : cell.test(node.local) ? '\t' : ''
    parts.push(edge)
    for (const child of node.children) {
      if (typeof child === 'string') parts.push(child.replace(/\s+/g, ' '))
      else visit(child)
    }
    parts.push(edge)
  }
  visit(element)
  return parts
    .join('')
    .replace(/[ \t]*\n[ \t\n]*/g, '\n')
    .trim()
}

export const childrenOf = (element: XmlElement): XmlElement[] =>
  element.children.filter((child): child is XmlElement => typeof child !== 'string')
