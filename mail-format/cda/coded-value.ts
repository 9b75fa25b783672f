import type { CodedValue } from '../document-facts.js'
import { attributeOf, childrenOf, elementAt, textOf } from '../xml/xml-navigation.js'
import type { XmlElement } from '../xml/xml-tree.js'

/**
 * HL7 CD/CE. When the code itself is null (`nullFlavor`, often OTH), the first translation stands
 * for it. Null when no code is said.
 */
export function codedValue(element: XmlElement | null): CodedValue | null {
  if (element === null) return null
  const code = attributeOf(element, 'code')
  if (code === '') {
    for (const translation of childrenOf(element, 'translation')) {
      const other = codedValue(translation)
      if (other !== null) return other
    }
    return null
  }
  return {
    code,
    system: attributeOf(element, 'codeSystem'),
    display: attributeOf(element, 'displayName') || textOf(elementAt(element, 'originalText')),
  }
}
