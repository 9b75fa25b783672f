import type { Space } from '../../domain/space.js'
import { documentType } from './document-types.js'

/** Category codes of the Mon espace santé application (mssante.md §3.4). */
export type PatientCategory =
  | 'SYNTHESE'
  | 'ORD_SOIN'
  | 'RADIO_SC'
  | 'BIOLOGIE'
  | 'CPT_REND'
  | 'DEPISTAG'
  | 'CERT_MED'
  | 'AUTR_DOC'
  | 'DOC_ADM'
  | 'SYNTH_PML'
  | 'DIR_ANT'
  | 'CAR_VAC'
  | 'VDP'
  | 'REMB'
  | 'QUEST_SANTE'

const ofSpace: Readonly<Record<Space, PatientCategory>> = {
  Certificats: 'CERT_MED',
  Traitement: 'ORD_SOIN',
  Synthèse: 'SYNTHESE',
  Imagerie: 'RADIO_SC',
  'Données de remboursement': 'REMB',
  'Comptes rendus': 'CPT_REND',
  Analyses: 'BIOLOGIE',
  Prévention: 'DEPISTAG',
  'Espace personnel': 'AUTR_DOC',
}

/** Types that the application shows apart from the rest of their space. */
const ofType: Readonly<Record<string, PatientCategory>> = {
  DOCPAT08: 'SYNTH_PML',
  DOCPAT09: 'DOC_ADM',
  EXPPAT_1: 'VDP',
  EXPPAT_3: 'DIR_ANT',
  '11369-6': 'CAR_VAC',
  '74465-6': 'QUEST_SANTE',
  '87273-9': 'CAR_VAC',
  '96874-3': 'CAR_VAC',
}

/** Where the patient's application shows a document of this type. */
export function patientCategory(typeCode: string): PatientCategory {
  const special = ofType[typeCode]
  if (special !== undefined) return special
  const deposited = depositSpace(typeCode)
  if (deposited !== null) return ofSpace[deposited]
  const type = documentType(typeCode)
  if (type === null) return 'AUTR_DOC'
  return type.space === null ? 'DOC_ADM' : ofSpace[type.space]
}

const deposits: readonly (readonly [code: string, space: Space])[] = [
  ['DOCPAT01', 'Synthèse'],
  ['DOCPAT02', 'Traitement'],
  ['DOCPAT03', 'Comptes rendus'],
  ['DOCPAT04', 'Imagerie'],
  ['DOCPAT05', 'Analyses'],
  ['DOCPAT06', 'Prévention'],
  ['DOCPAT07', 'Certificats'],
]

/** The space that a patient's deposit code mirrors; null for every other code. */
export const depositSpace = (typeCode: string): Space | null =>
  deposits.find(([code]) => code === typeCode)?.[1] ?? null

/** The type of a patient's own upload that a professional would have filed in this space. */
export function depositType(space: Space | null): string {
  if (space === null || space === 'Données de remboursement') return 'DOCPAT09'
  return deposits.find(([, mirrored]) => mirrored === space)?.[0] ?? 'EXPPAT_2'
}
