import type { CodedValue, DocumentAuthor } from '../document-facts.js'
import type { XmlElement } from '../xml/xml-tree.js'
import { component, subcomponent } from './hl7-fields.js'
import { type RegistryObjects, slotValue, slotValues } from './registry-objects.js'

const professionals = '1.2.250.1.71.4.2.1'

/** CE in a slot (`code^label^system`), or a plain label. */
function speciality(values: readonly string[]): CodedValue | null {
  const said = values.find((value) => value !== '')
  if (said === undefined) return null
  const code = component(said, 1)
  return { code, display: component(said, 2) || code, system: component(said, 3) }
}

function authorOf(classification: XmlElement): DocumentAuthor {
  const person = slotValue(classification, 'authorPerson')
  const institution = slotValue(classification, 'authorInstitution')
  // XCN: identifier, family, given; a text without components is the name itself.
  const isPlain = !person.includes('^')
  const name = [component(person, 3), component(person, 2)].filter((part) => part !== '')
  const authority = subcomponent(person, 9, 2)
  const isNational = !isPlain && (authority === '' || authority === professionals)
  return {
    id: isNational ? component(person, 1) : '',
    name: isPlain ? person : name.join(' '),
    speciality: speciality([
      ...slotValues(classification, 'authorSpecialty'),
      ...slotValues(classification, 'authorRole'),
    ]),
    // XON: name, and the identifier in its tenth component (the third in older writers).
    organisation: component(institution, 1),
    organisationId: component(institution, 10) || component(institution, 3),
  }
}

/** The first author with a person, else the first. */
export function xdmAuthor(
  objects: RegistryObjects,
  object: XmlElement,
  scheme: string,
): DocumentAuthor | null {
  const all = objects.classifications(object, scheme).map(authorOf)
  return all.find(({ id, name }) => id !== '' && name !== '') ?? all[0] ?? null
}
