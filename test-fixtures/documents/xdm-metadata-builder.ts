import type { FixturePatient } from './cda-builder.js'
import { fixturePatient } from './cda-builder.js'
import type { FilledXdmDocument, XdmFixtureSubset } from './xdm-fixture.js'

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

const slot = (name: string, ...values: string[]): string =>
  `<Slot name="${name}"><ValueList>${values
    .map((value) => `<Value>${escaped(value)}</Value>`)
    .join('')}</ValueList></Slot>`

const named = (value: string): string =>
  `<Name><LocalizedString xml:lang="fr" value="${escaped(value)}"/></Name>`

const coded = (of: string, scheme: string, code: string, system: string, display = code): string =>
  `<Classification classificationScheme="urn:uuid:${scheme}" classifiedObject="${of}"
    nodeRepresentation="${code}">${slot('codingScheme', system)}${named(display)}</Classification>`

const external = (of: string, scheme: string, value: string): string =>
  `<ExternalIdentifier identificationScheme="urn:uuid:${scheme}" registryObject="${of}"
    value="${escaped(value)}"/>`

const author = (of: string, scheme: string): string =>
  `<Classification classificationScheme="urn:uuid:${scheme}" classifiedObject="${of}"
    nodeRepresentation="">
    ${slot('authorInstitution', 'Hôpital de Démonstration^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^1990000001')}
    ${slot('authorPerson', '899900000011^MOREL^Claire^^^DR^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS')}
    ${slot('authorSpecialty', 'G15_10/SM26^Médecin - Médecine générale^1.2.250.1.213.1.1.4.5')}
  </Classification>`

const cx = (patient: FixturePatient): string =>
  patient.matricule === null ? '' : `${patient.matricule}^^^&${patient.insOid}&ISO^NH`

function patientInfo(patient: FixturePatient): string {
  const [first = '', ...others] = patient.firstNames
  const birth = `PID-5|${patient.birthName}^${first}^${others.join(' ')}^^^^L`
  const used = patient.usedName === '' ? '' : `~${patient.usedName}^${first}^^^^^D`
  return slot(
    'sourcePatientInfo',
    `PID-3|${cx(patient)}`,
    `${birth}${used}`,
    `PID-7|${patient.birthTime}`,
    `PID-8|${patient.sex === 'UN' ? 'U' : patient.sex}`,
  )
}

function extrinsic(document: FilledXdmDocument): string {
  const id = document.entryUuid
  const french = '1.2.250.1.213.1.1.4.13'
  return `<ExtrinsicObject id="${id}" mimeType="${document.mimeType}" status="${document.status}"
    objectType="urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1">
    ${slot('creationTime', '20240115093000')}${slot('languageCode', 'fr-FR')}
    ${document.hash === null ? '' : slot('hash', document.hash)}
    ${document.size === null ? '' : slot('size', document.size)}
    ${slot('URI', document.uri)}${slot('serviceStartTime', '20240115080000')}
    ${slot('sourcePatientId', cx(document.patient))}${patientInfo(document.patient)}
    ${named(document.title)}
    ${author(id, '93606bcf-9494-43ec-9b4e-a7748d1a838d')}
    ${coded(id, '41a5887f-8865-4c09-adf7-e362475b143a', document.classCode, '1.2.250.1.213.1.1.4.1')}
    ${document.confidentiality
      .map((code) =>
        coded(
          id,
          'f4f85eac-e6cb-4883-b524-f2705394840f',
          code,
          code.length === 1 ? '2.16.840.1.113883.5.25' : french,
        ),
      )
      .join('')}
    ${coded(id, 'a09d5840-386c-46f2-b5ad-9c3699a4309d', 'urn:ihe:iti:xds-sd:pdf:2008', '1.3.6.1.4.1.19376.1.2.3')}
    ${coded(id, 'f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1', 'SA07', '1.2.250.1.71.4.2.4')}
    ${coded(id, 'cccf5598-8b07-4b77-a05e-ae952c785ead', 'ETABLISSEMENT', '1.2.250.1.213.1.1.4.9')}
    ${coded(id, 'f0306f51-975f-434e-a61c-c59651d33983', document.typeCode, document.typeCodeSystem)}
    ${external(id, '58a6f841-87b3-4a3e-92fd-a8ffeff98427', cx(document.patient))}
    ${external(id, '2e82c1f6-a085-4c72-9da3-8640a32e42ab', document.uniqueId)}
  </ExtrinsicObject>`
}

const association = (type: string, from: string, to: string): string =>
  `<Association associationType="${type}" sourceObject="${from}" targetObject="${to}"/>`

/** One METADATA.XML: a submission set, its documents and their associations. */
export function buildXdmMetadata(
  subset: XdmFixtureSubset,
  documents: readonly FilledXdmDocument[],
): string {
  const set = 'SubmissionSet01'
  const patient = { ...(documents[0]?.patient ?? fixturePatient), ...subset.patient }
  const links = documents.flatMap((document) => [
    association(
      'urn:oasis:names:tc:ebxml-regrep:AssociationType:HasMember',
      set,
      document.entryUuid,
    ),
    ...document.replaces.map((target) =>
      association(
        `urn:ihe:iti:2007:AssociationType:${document.association}`,
        document.entryUuid,
        target,
      ),
    ),
  ])
  const objects = `<RegistryObjectList>
  <RegistryPackage id="${set}">${slot('submissionTime', '20240115094500')}
    ${named('Lot fictif')}
    ${author(set, 'a7058bb9-b4e4-4307-ba5b-e3f0ab85e12d')}
    ${coded(set, 'aa543740-bdda-424e-8c96-df4873be8500', '04', '1.2.250.1.213.2.2')}
    ${external(set, '6b5aea1a-874d-4603-a4bc-96a0a7b38446', cx(patient))}
    ${external(set, '554ac39e-e3fe-47fe-b233-965d2a147832', '1.2.3.4.5')}
    ${external(set, '96fdda7c-d067-4183-912e-bf5ee74998a8', subset.uniqueId ?? '1.2.3.4.5.900.1')}
  </RegistryPackage>
  <Classification classifiedObject="${set}"
    classificationNode="urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd"/>
  ${documents.map(extrinsic).join('\n')}
  ${links.join('\n')}
</RegistryObjectList>`
  const prefix = subset.prefix ?? 'rim'
  const declared = prefix === '' ? 'xmlns' : `xmlns:${prefix}`
  const body = prefix === '' ? objects : objects.replace(/<(\/?)([A-Z])/g, `<$1${prefix}:$2`)
  return `<?xml version="1.0" encoding="UTF-8"?>
<lcm:SubmitObjectsRequest xmlns:lcm="urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0"
  ${declared}="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0">
${body}
</lcm:SubmitObjectsRequest>
`
}
