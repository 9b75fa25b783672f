import { parseHl7Time } from '../hl7-time.js'
import { attributeOf } from '../xml/xml-navigation.js'
import type { XmlElement } from '../xml/xml-tree.js'
import { hashAlarms } from './declared-hash.js'
import { markOf, replacedBy } from './document-marks.js'
import {
  externalIdentifier,
  localizedName,
  type RegistryObjects,
  slotValue,
  slotValues,
} from './registry-objects.js'
import type { SubsetFolder } from './subset-folder.js'
import type { XdmAlarm, XdmDocument } from './xdm-archive.js'
import { xdmAuthor } from './xdm-author.js'
import { xdmPatient } from './xdm-patient.js'

/** Schemes of a DocumentEntry (ITI TF-3 4.2.5.2; dmp.md §3). */
const schemes = {
  author: '93606bcf-9494-43ec-9b4e-a7748d1a838d',
  classCode: '41a5887f-8865-4c09-adf7-e362475b143a',
  confidentiality: 'f4f85eac-e6cb-4883-b524-f2705394840f',
  typeCode: 'f0306f51-975f-434e-a61c-c59651d33983',
  formatCode: 'a09d5840-386c-46f2-b5ad-9c3699a4309d',
  facilityType: 'f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1',
  practiceSetting: 'cccf5598-8b07-4b77-a05e-ae952c785ead',
  eventCode: '2c6b8cb7-8b2a-4051-b291-b1ae6a575ef4',
  patientId: '58a6f841-87b3-4a3e-92fd-a8ffeff98427',
  uniqueId: '2e82c1f6-a085-4c72-9da3-8640a32e42ab',
} as const

/** Long URIs are cut into numbered values (`1|DOC0001`, `2|.XML`; ITI TF-3 4.2.3.2.27). */
function uriOf(object: XmlElement): string {
  const values = slotValues(object, 'URI')
  if (!values.every((value) => /^\d{1,4}\|/.test(value))) return values[0] ?? ''
  const numbered = values.map((value) => value.split('|', 1)[0]!)
  return values
    .map((value, at) => ({
      number: Number(numbered[at]),
      text: value.slice(numbered[at]!.length + 1),
    }))
    .sort((a, b) => a.number - b.number)
    .map(({ text }) => text)
    .join('')
}

const time = (object: XmlElement, slot: string): number | null =>
  parseHl7Time(slotValue(object, slot), 'utc')

function declaredSize(object: XmlElement): number | null {
  const said = slotValue(object, 'size')
  return /^\d{1,15}$/.test(said) ? Number(said) : null
}

/** What the metadata announce of the file against what it is. */
function fileFacts(
  object: XmlElement,
  folder: SubsetFolder,
): Pick<XdmDocument, 'fileName' | 'bytes' | 'declaredHash' | 'declaredBytes' | 'alarms'> {
  const uri = uriOf(object)
  const declaredHash = slotValue(object, 'hash')
  const declaredBytes = declaredSize(object)
  const alarms: XdmAlarm[] = []
  if (uri === '' || declaredHash === '' || declaredBytes === null)
    alarms.push('metadata-incomplete')
  const found = folder.find(uri)
  if (found === null) {
    alarms.push('document-missing')
    return { fileName: uri, bytes: null, declaredHash, declaredBytes, alarms }
  }
  const { bytes, name } = found.file
  if (found.isOther) alarms.push('file-name-case')
  if (declaredHash !== '') alarms.push(...hashAlarms(declaredHash, bytes))
  if (declaredBytes !== null && declaredBytes !== bytes.length) alarms.push('size-differs')
  const fileName = name.slice(name.lastIndexOf('/') + 1)
  return { fileName, bytes, declaredHash, declaredBytes, alarms }
}

/** One ExtrinsicObject with its file. `setPatientId`: the CX of its submission set. */
export function xdmDocument(
  objects: RegistryObjects,
  object: XmlElement,
  folder: SubsetFolder,
  setPatientId: string,
): XdmDocument {
  const file = fileFacts(object, folder)
  const patientId = externalIdentifier(object, schemes.patientId)
  const said = [patientId, slotValue(object, 'sourcePatientId'), setPatientId]
  const patient = xdmPatient(
    said.filter((cx) => cx !== ''),
    slotValues(object, 'sourcePatientInfo'),
  )
  const uniqueId = externalIdentifier(object, schemes.uniqueId)
  const typeCode = objects.code(object, schemes.typeCode)
  const alarms = [...file.alarms]
  if (uniqueId === '' || typeCode === null || patientId === '') alarms.push('metadata-incomplete')
  const isOfSet = setPatientId === '' || patientId === '' || sameCx(patientId, setPatientId)
  if (patient.contradicts || !isOfSet) alarms.push('identity-contradicts')
  const entryUuid = attributeOf(object, 'id')
  return {
    ...file,
    entryUuid,
    uniqueId,
    mimeType: attributeOf(object, 'mimeType').toLowerCase(),
    title: localizedName(object),
    typeCode,
    classCode: objects.code(object, schemes.classCode),
    formatCode: objects.code(object, schemes.formatCode),
    practiceSetting: objects.code(object, schemes.practiceSetting),
    facilityType: objects.code(object, schemes.facilityType),
    confidentiality: objects.codes(object, schemes.confidentiality),
    eventCodes: objects.codes(object, schemes.eventCode),
    languageCode: slotValue(object, 'languageCode'),
    creationTime: time(object, 'creationTime'),
    serviceStart: time(object, 'serviceStartTime'),
    serviceStop: time(object, 'serviceStopTime'),
    author: xdmAuthor(objects, object, schemes.author),
    patient: patient.traits,
    replaces: replacedBy(objects, entryUuid),
    mark: markOf(objects, object),
    alarms: [...new Set(alarms)],
  }
}

/** patientId must be equal in the set and all entries (XDSPatientIdDoesNotMatch). */
const sameCx = (a: string, b: string): boolean => {
  const bare = (cx: string) => cx.split('^').slice(0, 4).join('^').toUpperCase()
  return bare(a) === bare(b)
}
