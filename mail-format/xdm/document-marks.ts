import { attributeOf } from '../xml/xml-navigation.js'
import type { XmlElement } from '../xml/xml-tree.js'
import { type RegistryObjects, slotValue } from './registry-objects.js'
import type { XdmDocument } from './xdm-archive.js'

const replacing = new Set(['RPLC', 'XFRM_RPLC'])

/** `urn:ihe:iti:2007:AssociationType:RPLC` or ebRIM 2's bare `RPLC`. */
const typeOf = (association: XmlElement): string =>
  attributeOf(association, 'associationType').split(':').at(-1) ?? ''

/**
 * What an entry replaces. XFRM (another form of the same document) and APND (an addendum) replace
 * nothing (ITI TF-3 4.2.2.2).
 */
export function replacedBy(objects: RegistryObjects, entryUuid: string): readonly string[] {
  const targets = (objects.associationsFrom.get(entryUuid) ?? [])
    .filter((one) => replacing.has(typeOf(one).toUpperCase()))
    .map((one) => attributeOf(one, 'targetObject'))
  return [...new Set(targets)].filter((target) => target !== '')
}

/**
 * JDV_J52 AvailabilityStatus: Approved, Deprecated, and the French Archived and Deleted
 * (`urn:asip:ci-sis:2010:StatusType:Deleted`).
 */
const marks: Readonly<Record<string, XdmDocument['mark']>> = {
  deprecated: 'archived',
  archived: 'archived',
  deleted: 'deleted',
}

/** The status of the entry, or the new one that an UpdateAvailabilityStatus asks for. */
export function markOf(objects: RegistryObjects, object: XmlElement): XdmDocument['mark'] {
  const id = attributeOf(object, 'id')
  const update = objects.associationsTo
    .get(id)
    ?.find((one) => typeOf(one) === 'UpdateAvailabilityStatus')
  const said =
    (update === undefined ? '' : slotValue(update, 'NewStatus')) || attributeOf(object, 'status')
  return marks[said.split(':').at(-1)?.toLowerCase() ?? ''] ?? 'none'
}
