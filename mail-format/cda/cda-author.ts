import type { DocumentAuthor } from '../document-facts.js'
import { attributeOf, childrenOf, elementAt, textOf } from '../xml/xml-navigation.js'
import type { XmlElement } from '../xml/xml-tree.js'
import { codedValue } from './coded-value.js'

/** dmp.md §2: professionals and structures. */
const professionals = '1.2.250.1.71.4.2.1'
const structures = '1.2.250.1.71.4.2.2'

function identifierOf(element: XmlElement | null, root: string): string {
  const ids = childrenOf(element, 'id')
  return attributeOf(ids.find((id) => attributeOf(id, 'root') === root) ?? null, 'extension')
}

/** `Given FAMILY`; the whole text when a name has no parts. */
function personName(name: XmlElement | null): string {
  const given = childrenOf(name, 'given').map(textOf)
  const family = childrenOf(name, 'family').map(textOf)
  return [...given, ...family].filter((part) => part !== '').join(' ') || textOf(name)
}

function authorOf(author: XmlElement): DocumentAuthor {
  const assigned = elementAt(author, 'assignedAuthor')
  const device = elementAt(assigned, 'assignedAuthoringDevice')
  const organisation = elementAt(assigned, 'representedOrganization')
  return {
    id: identifierOf(assigned, professionals),
    name:
      personName(elementAt(assigned, 'assignedPerson/name')) ||
      textOf(elementAt(device, 'softwareName')) ||
      textOf(elementAt(device, 'manufacturerModelName')),
    speciality: codedValue(elementAt(assigned, 'code')),
    organisation: textOf(elementAt(organisation, 'name')),
    organisationId:
      identifierOf(organisation, structures) ||
      attributeOf(elementAt(organisation, 'id'), 'extension'),
  }
}

/** The first person among the authors, else the first device; null when none is said. */
export function cdaAuthor(root: XmlElement): DocumentAuthor | null {
  const authors = childrenOf(root, 'author')
  const person = authors.find((one) => elementAt(one, 'assignedAuthor/assignedPerson') !== null)
  const author = person ?? authors[0]
  return author === undefined ? null : authorOf(author)
}
