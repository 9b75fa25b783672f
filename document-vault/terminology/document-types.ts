import { type Space, spaces } from '../../domain/space.js'
import type { DocumentType } from '../contract/classification.js'
import { legacyRows } from './legacy-types.js'
import { loincRows } from './loinc-types.js'
import { nationalRows } from './national-types.js'

const nationalSystem = '1.2.250.1.213.1.1.4.12'
const loincSystem = '2.16.840.1.113883.6.1'

/** XDS classCode, value set JDV_J06 (system 1.2.250.1.213.1.1.4.1). */
const classLabels: Readonly<Record<string, string>> = {
  '10': 'Compte rendu',
  '11': 'Synthèse',
  '31': 'Imagerie médicale',
  '42': 'Prescription',
  '43': 'Dispensation',
  '44': 'Plan de soins, protocole de soins',
  '45': 'Traitement administré',
  '52': 'Certificat, déclaration',
  '60': 'Données de remboursement',
  '90': 'Autres documents déposés par le patient',
  '95': 'Document de gestion',
  '99': 'Document technique',
}

/** A detached signature: its class is the URN of the IHE profile, not a code of JDV_J06. */
const signature: DocumentType = {
  code: 'E1762',
  system: 'ASTM',
  label: 'Full Document',
  classCode: 'urn:oid:1.3.6.1.4.1.19376.1.2.1.1.1',
  classLabel: 'Digital Signature',
  space: null,
  alsoAcceptable: null,
  inRecordSet: true,
  depositor: 'professionnel',
  isLegacy: false,
}

const spaceNamed = (name: string): Space | null => spaces.find((space) => space === name) ?? null

function depositorOf(cell: string): DocumentType['depositor'] {
  return cell === 'patient' || cell === 'assurance maladie' ? cell : 'professionnel'
}

function typesOf(rows: string, isLegacy: boolean): DocumentType[] {
  const filled = rows.split('\n').filter((row) => row.trim() !== '')
  return filled.map((row) => {
    const [
      code = '',
      label = '',
      classCode = '',
      space = '',
      also = '',
      record = '',
      depositor = '',
    ] = row.split('|').map((cell) => cell.trim())
    return {
      code,
      system: /^\d+-\d$/.test(code) ? loincSystem : nationalSystem,
      label,
      classCode,
      classLabel: classLabels[classCode] ?? '',
      space: spaceNamed(space),
      alsoAcceptable: also === '-' ? '-' : spaceNamed(also),
      inRecordSet: record === 'dmp',
      depositor: depositorOf(depositor),
      isLegacy,
    }
  })
}

/** The whole type list: current codes of JDV_J07 first, then the legacy ones. */
export const documentTypes: readonly DocumentType[] = [
  ...typesOf(nationalRows, false),
  ...typesOf(loincRows, false),
  signature,
  ...typesOf(legacyRows, true),
]

const byCode = new Map(documentTypes.map((type) => [type.code, type]))

/** Null for a code that the list does not hold. */
export const documentType = (code: string): DocumentType | null => byCode.get(code) ?? null
