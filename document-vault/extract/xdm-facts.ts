import type { XdmDocument } from '../../mail-format/xdm/xdm-archive.js'
import type { DeclaredFacts } from '../contract/extracted-document.js'
import { nothingDeclared } from '../contract/nothing-declared.js'

export const declaredByEntry = (entry: XdmDocument): DeclaredFacts => ({
  ...nothingDeclared,
  source: 'xdm',
  uniqueId: entry.uniqueId,
  replaces: entry.replaces,
  typeCode: entry.typeCode,
  classCode: entry.classCode,
  confidentiality: entry.confidentiality,
  patient: entry.patient,
  author: entry.author,
  practiceSetting: entry.practiceSetting,
  creationTime: entry.creationTime,
  serviceStart: entry.serviceStart,
  serviceStop: entry.serviceStop,
  mark: entry.mark,
})

/** A document's own words win; its entry fills what they leave open (dmp.md §4). */
export function joinedFacts(own: DeclaredFacts, entry: DeclaredFacts): DeclaredFacts {
  const codes = new Map([...own.confidentiality, ...entry.confidentiality].map((c) => [c.code, c]))
  return {
    source: 'cda+xdm',
    uniqueId: own.uniqueId || entry.uniqueId,
    setId: own.setId,
    versionNumber: own.versionNumber,
    replaces: [...new Set([...own.replaces, ...entry.replaces])],
    typeCode: own.typeCode ?? entry.typeCode,
    metadataTypeCode: differs(own.typeCode?.code, entry.typeCode?.code) ? entry.typeCode : null,
    classCode: own.classCode ?? entry.classCode,
    // N of the CDA comes first; the visibility marks of the entry are added to it (dmp.md §3).
    confidentiality: [...codes.values()],
    patient: own.patient ?? entry.patient,
    metadataPatient: own.patient ? entry.patient : null,
    author: own.author ?? entry.author,
    practiceSetting: own.practiceSetting ?? entry.practiceSetting,
    creationTime: own.creationTime ?? entry.creationTime,
    serviceStart: own.serviceStart ?? entry.serviceStart,
    serviceStop: own.serviceStop ?? entry.serviceStop,
    mark: own.mark === 'none' ? entry.mark : own.mark,
  }
}

/** What document and entry say differently, as alarms. */
export function contradictions(own: DeclaredFacts, entry: DeclaredFacts): string[] {
  const alarms: string[] = []
  if (differs(own.uniqueId, entry.uniqueId)) alarms.push('unique-id-differs')
  if (differs(own.typeCode?.code, entry.typeCode?.code)) alarms.push('type-differs')
  if (differs(own.patient?.matricule, entry.patient?.matricule)) alarms.push('patient-differs')
  return alarms
}

/** What one side leaves out is no contradiction. */
const differs = (one: string | null | undefined, other: string | null | undefined): boolean =>
  Boolean(one) && Boolean(other) && one !== other
