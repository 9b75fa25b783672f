/** ebRIM 3.0 registry objects of a METADATA.XML, whatever their prefixes (and ebRIM 2.1 alike). */
import type { CodedValue } from '../document-facts.js'
import {
  attributeOf,
  childrenOf,
  descendantsOf,
  elementAt,
  elementsAt,
  textOf,
} from '../xml/xml-navigation.js'
import type { XmlElement } from '../xml/xml-tree.js'

export class RegistryObjects {
  readonly packages: readonly XmlElement[]
  readonly documents: readonly XmlElement[]
  /** Associations by what they start from, and by what they point to. */
  readonly associationsFrom: ReadonlyMap<string, readonly XmlElement[]>
  readonly associationsTo: ReadonlyMap<string, readonly XmlElement[]>
  /** Targets of a change of status that are not in this archive. */
  readonly outsideOrders: readonly string[]
  /** Classifications that stand beside their object. */
  private readonly loose: ReadonlyMap<string, readonly XmlElement[]>

  constructor(root: XmlElement) {
    const lists = descendantsOf(root, 'RegistryObjectList')
    const lefts = descendantsOf(root, 'LeafRegistryObjectList')
    const all = [...lists, ...lefts]
    const named = (local: string) => all.flatMap((list) => childrenOf(list, local))
    this.packages = named('RegistryPackage')
    this.documents = named('ExtrinsicObject')
    this.associationsFrom = byAttribute(named('Association'), 'sourceObject')
    this.associationsTo = byAttribute(named('Association'), 'targetObject')
    const own = new Set(this.documents.map((one) => attributeOf(one, 'id')))
    this.outsideOrders = named('Association')
      .filter((one) => /(^|:)UpdateAvailabilityStatus$/.test(attributeOf(one, 'associationType')))
      .map((one) => attributeOf(one, 'targetObject'))
      .filter((target) => target !== '' && !own.has(target))
    this.loose = byAttribute(named('Classification'), 'classifiedObject')
  }

  /** Classifications of an object in one scheme, in or beside it. */
  classifications(object: XmlElement, scheme: string): readonly XmlElement[] {
    return this.all(object).filter(
      (one) => uuid(attributeOf(one, 'classificationScheme')) === scheme,
    )
  }

  isNode(object: XmlElement, node: string): boolean {
    return this.all(object).some((one) => uuid(attributeOf(one, 'classificationNode')) === node)
  }

  codes(object: XmlElement, scheme: string): readonly CodedValue[] {
    return this.classifications(object, scheme)
      .map((one) => ({
        code: attributeOf(one, 'nodeRepresentation'),
        system: slotValues(one, 'codingScheme')[0] ?? '',
        display: localizedName(one),
      }))
      .filter(({ code }) => code !== '')
  }

  code(object: XmlElement, scheme: string): CodedValue | null {
    return this.codes(object, scheme)[0] ?? null
  }

  private all(object: XmlElement): readonly XmlElement[] {
    const beside = this.loose.get(attributeOf(object, 'id')) ?? []
    return [...childrenOf(object, 'Classification'), ...beside]
  }
}

/** Hostile metadata hold thousands of objects: each is looked up once. */
function byAttribute(
  elements: readonly XmlElement[],
  name: string,
): ReadonlyMap<string, readonly XmlElement[]> {
  const found = new Map<string, XmlElement[]>()
  for (const element of elements) {
    const value = attributeOf(element, name)
    const others = found.get(value)
    if (others === undefined) found.set(value, [element])
    else others.push(element)
  }
  return found
}

const uuid = (said: string): string => said.toLowerCase().replace(/^urn:uuid:/, '')

export function externalIdentifier(object: XmlElement, scheme: string): string {
  const found = childrenOf(object, 'ExternalIdentifier').find(
    (one) => uuid(attributeOf(one, 'identificationScheme')) === scheme,
  )
  return attributeOf(found ?? null, 'value')
}

export function slotValues(object: XmlElement, name: string): readonly string[] {
  const slot = childrenOf(object, 'Slot').find((one) => attributeOf(one, 'name') === name)
  if (slot === undefined) return []
  return elementsAt(slot, 'ValueList/Value').map(textOf)
}

export const slotValue = (object: XmlElement, name: string): string =>
  slotValues(object, name)[0] ?? ''

const xmlLanguage = 'http://www.w3.org/XML/1998/namespace#lang'

/** The French text of a Name, or its first. */
export function localizedName(object: XmlElement): string {
  const strings = childrenOf(elementAt(object, 'Name'), 'LocalizedString')
  const isFrench = (one: XmlElement) => /^fr\b/i.test(one.attributes.get(xmlLanguage) ?? '')
  return attributeOf(strings.find(isFrench) ?? strings[0] ?? null, 'value')
}
