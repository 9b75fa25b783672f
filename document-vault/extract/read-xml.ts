import { ok } from '../../domain/result.js'
import { readXmlTree, type XmlElement } from '../../mail-format/xml/xml-tree.js'
import { type ReadingResult, textReading, unread } from './reading.js'
import { childrenOf } from './xml-text.js'

/** XML of no known vocabulary: its text, one line an element that holds some. */
export function readXml(bytes: Uint8Array): ReadingResult {
  const read = readXmlTree(bytes)
  if (!read.ok) return unread(read.error === 'too-big' ? 'too-big' : 'malformed', read.error)
  const lines: string[] = []
  const visit = (element: XmlElement): void => {
    const own = element.children.filter((child) => typeof child === 'string').join(' ')
    if (own.trim() !== '') lines.push(own.replace(/\s+/g, ' ').trim())
    for (const child of childrenOf(element)) visit(child)
  }
  visit(read.value.root)
  const text = lines.join('\n')
  return ok(
    textReading({
      format: 'text',
      mediaType: 'text/xml',
      title: '',
      text,
      alarms: read.value.alarms,
    }),
  )
}
