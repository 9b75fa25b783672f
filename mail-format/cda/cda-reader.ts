import { documentLimits } from '../../domain/document-limits.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { CodedValue } from '../document-facts.js'
import { parseHl7Time } from '../hl7-time.js'
import { attributeOf, childrenOf, descendantsOf, elementAt, textOf } from '../xml/xml-navigation.js'
import { readXmlTree, type XmlElement, type XmlFault } from '../xml/xml-tree.js'
import { cdaAuthor } from './cda-author.js'
import { cdaBody } from './cda-body.js'
import type { CdaDocument } from './cda-document.js'
import { cdaIdentity, instanceIdentifier } from './cda-identity.js'
import { cdaSections } from './cda-sections.js'
import { codedValue } from './coded-value.js'

export type CdaFault =
  | XmlFault
  | 'not-cda'
  /** A style sheet with more than one document inside. */
  | 'several-documents'
  /** Two record targets that are not one person. */
  | 'several-patients'

const cdaNamespace = 'urn:hl7-org:v3'
const xslNamespace = 'http://www.w3.org/1999/XSL/Transform'

/** Coded entries are checked as XML but not kept: the narrative says what they say. */
const skip = (local: string, namespace: string): boolean =>
  local === 'entry' && (namespace === cdaNamespace || namespace === '')

interface FoundRoot {
  readonly root: XmlElement
  readonly selfPresenting: boolean
  readonly alarms: readonly string[]
}

/**
 * The document element: the root, or (self-presenting form, dmp.md §2) the one inside a style
 * sheet, which is read and never run. A prefix that nobody declared is taken for the CDA's.
 */
function findDocument(tree: XmlElement): Result<FoundRoot, CdaFault> {
  const isSheet =
    tree.namespace === xslNamespace && (tree.local === 'stylesheet' || tree.local === 'transform')
  if (!isSheet && tree.local !== 'ClinicalDocument') return err('not-cda')
  const found = descendantsOf(tree, 'ClinicalDocument')
  const root = found[0]
  if (root === undefined) return err('not-cda')
  if (found.length > 1) return err('several-documents')
  if (root.namespace !== cdaNamespace && /[:/]/.test(root.namespace)) return err('not-cda')
  const alarms = root.namespace === cdaNamespace ? [] : ['namespace-missing']
  return ok({ root, selfPresenting: isSheet, alarms })
}

/** One person, or a fault: a document of two people must reach neither record by itself. */
function recordTarget(root: XmlElement): Result<XmlElement | null, CdaFault> {
  const targets = childrenOf(root, 'recordTarget')
  const people = new Set(targets.map((target) => JSON.stringify(cdaIdentity(target).patient)))
  return people.size > 1 ? err('several-patients') : ok(targets[0] ?? null)
}

const time = (element: XmlElement | null): number | null =>
  parseHl7Time(attributeOf(element, 'value'), 'paris')

function confidentiality(root: XmlElement): readonly CodedValue[] {
  // R2 allows one; French extensions repeat the element in other namespaces, or add translations.
  const elements = root.children.filter(
    (node): node is XmlElement => typeof node !== 'string' && node.local === 'confidentialityCode',
  )
  const all = elements.flatMap((element) => [
    codedValue(element),
    ...childrenOf(element, 'translation').map(codedValue),
  ])
  const said = all.filter((code) => code !== null)
  return [...new Map(said.map((code) => [code.code, code])).values()]
}

/** The act documented: that with a performer's sector (practiceSetting) before any other. */
function serviceFacts(
  root: XmlElement,
): Pick<CdaDocument, 'serviceStart' | 'serviceStop' | 'practiceSetting' | 'facilityType'> {
  const sector = 'performer/assignedEntity/representedOrganization/standardIndustryClassCode'
  const events = childrenOf(root, 'documentationOf').map((of) => elementAt(of, 'serviceEvent'))
  const main = events.find((event) => codedValue(elementAt(event, sector)) !== null)
  const event = main ?? events.find((one) => elementAt(one, 'effectiveTime') !== null) ?? null
  const facility = 'componentOf/encompassingEncounter/location/healthCareFacility/code'
  return {
    serviceStart:
      time(elementAt(event, 'effectiveTime/low')) ?? time(elementAt(event, 'effectiveTime')),
    serviceStop: time(elementAt(event, 'effectiveTime/high')),
    practiceSetting: codedValue(elementAt(event, sector)),
    facilityType: codedValue(elementAt(root, facility)),
  }
}

/** relatedDocument RPLC: what is replaced, and the series where the document names none itself. */
function replacement(root: XmlElement): { replaces: readonly string[]; parentSetId: string } {
  const parents = childrenOf(root, 'relatedDocument')
    .filter((related) => attributeOf(related, 'typeCode').toUpperCase() === 'RPLC')
    .flatMap((related) => childrenOf(related, 'parentDocument'))
    .slice(0, documentLimits.cdaIdentifiersMax)
  const ids = parents.flatMap((parent) => childrenOf(parent, 'id')).map(instanceIdentifier)
  return {
    replaces: [...new Set(ids.filter((id) => id !== ''))],
    parentSetId: instanceIdentifier(elementAt(parents[0] ?? null, 'setId')),
  }
}

function versionNumber(root: XmlElement): number | null {
  const said = attributeOf(elementAt(root, 'versionNumber'), 'value')
  return /^\d{1,9}$/.test(said) ? Number(said) : null
}

function templateIds(root: XmlElement): readonly string[] {
  const all = childrenOf(root, 'templateId').map((id) => attributeOf(id, 'root'))
  return [...new Set(all)].filter((id) => id !== '').slice(0, documentLimits.cdaIdentifiersMax)
}

function bodyFacts(root: XmlElement): Pick<CdaDocument, 'level' | 'sections' | 'body' | 'alarms'> {
  const structured = elementAt(root, 'component/structuredBody')
  if (structured !== null) {
    const { sections, isCut } = cdaSections(structured)
    return { level: 3, sections, body: null, alarms: isCut ? ['truncated'] : [] }
  }
  const nonXml = elementAt(root, 'component/nonXMLBody')
  if (nonXml === null) return { level: 1, sections: [], body: null, alarms: ['body-missing'] }
  return { level: 1, sections: [], ...cdaBody(nonXml) }
}

function custodian(root: XmlElement): string {
  const path = 'custodian/assignedCustodian/representedCustodianOrganization'
  const organisation = elementAt(root, path)
  return (
    textOf(elementAt(organisation, 'name')) ||
    attributeOf(elementAt(organisation, 'id'), 'extension')
  )
}

/** Reads a CDA R2 document, wrapped in a style sheet or not. Never throws, fetches nothing. */
export function readCda(bytes: Uint8Array): Result<CdaDocument, CdaFault> {
  const tree = readXmlTree(bytes, { skip })
  if (!tree.ok) return tree
  const found = findDocument(tree.value.root)
  if (!found.ok) return found
  const { root, selfPresenting } = found.value
  const target = recordTarget(root)
  if (!target.ok) return target
  const identity = cdaIdentity(target.value)
  const body = bodyFacts(root)
  const { replaces, parentSetId } = replacement(root)
  const alarms = [...tree.value.alarms, ...found.value.alarms, ...identity.alarms, ...body.alarms]
  return ok({
    ...body,
    ...serviceFacts(root),
    selfPresenting,
    uniqueId: instanceIdentifier(elementAt(root, 'id')),
    setId: instanceIdentifier(elementAt(root, 'setId')) || parentSetId || null,
    versionNumber: versionNumber(root),
    replaces,
    code: codedValue(elementAt(root, 'code')),
    title: textOf(elementAt(root, 'title')),
    effectiveTime: time(elementAt(root, 'effectiveTime')),
    confidentiality: confidentiality(root),
    languageCode: attributeOf(elementAt(root, 'languageCode'), 'code'),
    templateIds: templateIds(root),
    patient: identity.patient,
    otherPatientIds: identity.otherPatientIds,
    author: cdaAuthor(root),
    custodian: custodian(root),
    alarms: [...new Set(alarms)],
  })
}
