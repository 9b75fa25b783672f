import type { CodedValue, DocumentAuthor } from '../../mail-format/document-facts.js'
import { oidOfSystem, visibilityAliases } from '../terminology/code-systems.js'
import { type Json, type JsonObject, objectAt, objectsAt, textAt } from './fhir-json.js'

/** The first code that says more than text; null when there is none. */
export function codedValue(concept: Json | undefined): CodedValue | null {
  const coding = objectsAt(concept, 'coding').find((one) => textAt(one, 'code') !== null)
  return coding === undefined ? null : codingOf(coding)
}

function codingOf(coding: JsonObject): CodedValue {
  const code = textAt(coding, 'code') ?? ''
  return {
    code: visibilityAliases[code] ?? code,
    system: oidOfSystem(textAt(coding, 'system') ?? ''),
    display: textAt(coding, 'display') ?? '',
  }
}

export const contained = (resource: JsonObject, reference: string): JsonObject | null =>
  objectsAt(resource, 'contained').find((one) => `#${textAt(one, 'id') ?? ''}` === reference) ??
  null

/** `author[0]`: a contained Practitioner, PractitionerRole or Organization, or an identifier. */
export function authorOf(resource: JsonObject): DocumentAuthor | null {
  const reference = objectsAt(resource, 'author')[0]
  if (reference === undefined) return null
  const target = contained(resource, textAt(reference, 'reference') ?? '')
  const kind = textAt(target ?? undefined, 'resourceType')
  const practitioner =
    kind === 'PractitionerRole'
      ? contained(resource, textAt(objectAt(target!, 'practitioner') ?? {}, 'reference') ?? '')
      : target
  const organisation =
    kind === 'Organization'
      ? target
      : contained(resource, textAt(objectAt(target ?? {}, 'organization') ?? {}, 'reference') ?? '')
  const person = kind === 'Organization' ? null : practitioner
  const name = objectsAt(person ?? {}, 'name')[0]
  const given = name?.['given']
  const names = [
    ...(Array.isArray(given) ? given.filter((one) => typeof one === 'string') : []),
    textAt(name, 'family') ?? '',
  ]
  const spoken = textAt(name, 'text') ?? names.join(' ').trim()
  return {
    id: identifierValue(person ?? {}) || identifierValue(kind === null ? reference : {}),
    name: spoken !== '' ? spoken : (textAt(reference, 'display') ?? ''),
    speciality: codedValue(objectsAt(target ?? {}, 'specialty')[0]),
    organisation: textAt(organisation ?? {}, 'name') ?? '',
    organisationId: identifierValue(organisation ?? {}),
  }
}

function identifierValue(holder: JsonObject): string {
  const one = objectAt(holder, 'identifier') ?? objectsAt(holder, 'identifier')[0]
  return textAt(one, 'value') ?? ''
}
