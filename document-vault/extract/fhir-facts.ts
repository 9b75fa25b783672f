import type { IdentityTraits } from '../../domain/identity-traits.js'
import type { CodedValue, DocumentAuthor } from '../../mail-format/document-facts.js'
import { oidOfSystem, uris } from '../terminology/code-systems.js'
import { all, type FhirNode, first, said } from './fhir-node.js'

const insRoot = /^1\.2\.250\.1\.213\.1\.4\.\d{1,3}$/
/** Of several codings the one in a system of the record is taken (dmp.md §1). */
const preferred: ReadonlySet<string> = new Set([
  uris.loinc,
  uris.types,
  uris.classes,
  uris.confidentiality,
])

/** The record names code systems by OID; the URI of the national types is met cut. */
export const oidOf = (system: string): string =>
  oidOfSystem(/TRE_A05/.test(system) ? uris.types : system)

/** `urn:oid:1.2.3` and `urn:uuid:...` without their scheme: the XDS uniqueId. */
export const plainId = (value: string): string => value.replace(/^urn:(oid|uuid):/i, '')

/** First coding of a CodeableConcept; null when it holds no code. */
export function codedOf(concept: FhirNode | undefined): CodedValue | null {
  const codings = all(concept, 'coding').filter((coding) => said(coding, 'code') !== '')
  const coding = codings.find((one) => preferred.has(said(one, 'system'))) ?? codings[0]
  if (!coding) return null
  return {
    code: said(coding, 'code'),
    system: oidOf(said(coding, 'system')),
    display: said(coding, 'display') || said(concept, 'text'),
  }
}

/** Traits of a Patient (FrCorePatient: INS in `identifier`, birth name as official `name`). */
export function patientTraits(patient: FhirNode): IdentityTraits {
  const identifiers = all(patient, 'identifier').map((identifier) => ({
    oid: oidOf(said(identifier, 'system')),
    value: said(identifier, 'value').replace(/\s/g, '').toUpperCase(),
  }))
  const ins = identifiers.find(({ oid, value }) => insRoot.test(oid) && value !== '')
  const names = all(patient, 'name')
  const official = names.find((name) => said(name, 'use') === 'official') ?? names[0]
  const usual = names.find((name) => name !== official && said(name, 'use') === 'usual')
  const married = names.find((name) => name !== official && said(name, 'use') === 'maiden')
  const birth = married ?? official
  const used = usual ?? (married ? official : undefined)
  const gender = said(patient, 'gender')
  const birthNames = all(official, 'extension').filter(({ url }) => /birth-list-given/.test(url))
  const listed = said(birthNames[0], 'valueString').split(/\s+/).filter(Boolean)
  const given = all(official, 'given').map((name) => name.value.trim())
  return {
    matricule: ins?.value ?? null,
    insOid: ins?.oid ?? null,
    birthName: said(birth, 'family'),
    usedName: said(used, 'family'),
    firstNames: (listed.length > 0 ? listed : given).filter((name) => name !== ''),
    birthDate: /^\d{4}(-\d{2}(-\d{2})?)?/.exec(said(patient, 'birthDate'))?.[0] ?? '',
    sex: gender === 'male' || gender === 'female' ? gender : 'unknown',
  }
}

/** A Practitioner, PractitionerRole, Organization or Device. */
export function authorOf(node: FhirNode | undefined, reference: FhirNode): DocumentAuthor {
  const name = first(node, 'name')
  const person = [said(name, 'family'), ...all(name, 'given').map((given) => given.value)]
  const isOrganisation = node?.resourceType === 'Organization'
  const plainName = name?.value ?? ''
  const display = said(reference, 'display')
  return {
    id: isOrganisation ? '' : said(node, 'identifier.value'),
    name: isOrganisation ? '' : person.filter(Boolean).join(' ') || display,
    speciality: codedOf(first(node, 'specialty') ?? first(node, 'qualification.code')),
    organisation: isOrganisation ? plainName || display : said(node, 'organization.display'),
    organisationId: isOrganisation ? said(node, 'identifier.value') : '',
  }
}

export const timeOf = (text: string): number | null => {
  const time = Date.parse(text)
  return text === '' || Number.isNaN(time) ? null : time
}
