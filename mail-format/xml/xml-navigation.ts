/**
 * Ways through a tree. A child is found when it is in its parent's namespace, or when one of the
 * two is in none: some generators prefix the root alone. Foreign extensions are never taken for
 * fields of the standard.
 */
import { documentLimits } from '../../domain/document-limits.js'
import type { XmlElement } from './xml-tree.js'

const isElement = (node: XmlElement | string): node is XmlElement => typeof node !== 'string'

const isOf = (parent: XmlElement, child: XmlElement): boolean =>
  child.namespace === parent.namespace || child.namespace === '' || parent.namespace === ''

/** Direct children of this name, in document order. */
export const childrenOf = (parent: XmlElement | null, local: string): readonly XmlElement[] =>
  parent === null
    ? []
    : parent.children.filter(
        (node): node is XmlElement => isElement(node) && node.local === local && isOf(parent, node),
      )

/** The first element at a path of names (`patient/name`), or null. */
export function elementAt(from: XmlElement | null, path: string): XmlElement | null {
  let at = from
  for (const local of path.split('/')) at = childrenOf(at, local)[0] ?? null
  return at
}

/** All elements at a path of names, through every branch. */
export function elementsAt(from: XmlElement, path: string): readonly XmlElement[] {
  let at: readonly XmlElement[] = [from]
  for (const local of path.split('/')) at = at.flatMap((element) => childrenOf(element, local))
  return at
}

/** Elements of this name anywhere below (and the element itself), in document order; not nested. */
export function descendantsOf(from: XmlElement, local: string): readonly XmlElement[] {
  if (from.local === local) return [from]
  return from.children.filter(isElement).flatMap((child) => [...descendantsOf(child, local)])
}

/** An attribute without blanks at its ends; empty when absent. */
export const attributeOf = (element: XmlElement | null, name: string): string =>
  cleanFact(element?.attributes.get(name) ?? '')

/** All character data of an element, unchanged. */
export function rawTextOf(element: XmlElement | null): string {
  if (element === null) return ''
  return element.children.map((node) => (isElement(node) ? rawTextOf(node) : node)).join('')
}

/** The text of an element as one line, bounded. */
export const textOf = (element: XmlElement | null): string => cleanFact(rawTextOf(element))

/** One line without control characters, bounded: titles, names, codes. */
const cleanFact = (text: string): string =>
  text
    .slice(0, documentLimits.xmlFactCharactersMax * 2)
    .replace(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .trim()
    .slice(0, documentLimits.xmlFactCharactersMax)
