import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type {
  Caller,
  ProfessionalCaller,
  RecordKey,
} from '../../document-vault/contract/callers.js'
import type { Classify } from '../../document-vault/contract/classification.js'
import type {
  DeclaredFacts,
  ExtractedDocument,
  Extractor,
} from '../../document-vault/contract/extracted-document.js'
import { nothingDeclared } from '../../document-vault/contract/nothing-declared.js'
import type { Deposit, DepositSource } from '../../document-vault/contract/vault.js'
import type { DocumentReaders } from '../../document-vault/filing/deposit-reading.js'
import { documentType } from '../../document-vault/terminology/document-types.js'
import type { IdentityTraits, IdentityVerdict } from '../../domain/identity-traits.js'
import { insKey, insOid } from '../../domain/ins.js'

/** A fictitious person with a test INS. */
export function samplePatient(number: number): IdentityTraits {
  const thirteen = `2790351${String(200 + (number % 700))}${String(100 + number).slice(-3)}`
  return {
    matricule: thirteen + insKey(thirteen),
    insOid: insOid.nirTest,
    birthName: 'EXEMPLAIRE',
    usedName: '',
    firstNames: ['CAMILLE'],
    birthDate: '1979-03-12',
    sex: 'female',
  }
}
export const keyOf = (traits: IdentityTraits): RecordKey => ({
  insOid: traits.insOid!,
  matricule: traits.matricule!,
})

export const holder: Caller = { kind: 'holder' }
export const system: Caller = { kind: 'system' }
export const administrator: Caller = { kind: 'administrator', name: 'A. Gestion' }
export const doctor = (number = 1): ProfessionalCaller => ({
  kind: 'professional',
  nationalId: `81000000000${number}`,
  name: `Dr Fictif ${number}`,
  profession: '10',
  speciality: 'SM26',
  structureName: `Cabinet ${number}`,
  structureId: `19900000${number}`,
})

export const sampleAuthor = (number = 1): NonNullable<DeclaredFacts['author']> => ({
  id: doctor(number).nationalId,
  name: doctor(number).name,
  speciality: null,
  organisation: doctor(number).structureName,
  organisationId: doctor(number).structureId,
})

export const sampleFacts = (facts: Partial<DeclaredFacts> = {}): DeclaredFacts => ({
  ...nothingDeclared,
  source: 'cda',
  uniqueId: '1.2.250.1.999.1',
  typeCode: { code: '11488-4', system: '2.16.840.1.113883.6.1', display: '' },
  author: sampleAuthor(),
  creationTime: Date.UTC(2026, 0, 2),
  ...facts,
})

export const sampleDocument = (
  document: Partial<Omit<ExtractedDocument, 'bytes'>> & { readonly content?: string } = {},
): ExtractedDocument => {
  const { content, ...rest } = document
  return {
    format: rest.declared === null ? 'text' : 'cda',
    mediaType: rest.declared === null ? 'text/plain' : 'text/xml',
    fileName: 'document.xml',
    bytes: Buffer.from(content ?? 'contenu'),
    title: 'Compte rendu de consultation',
    headings: [],
    text: content ?? 'contenu',
    textSource: 'native',
    pages: null,
    declared: sampleFacts(),
    alarms: [],
    ...rest,
  }
}

/** What the fake readers answer for a deposit: told by its file name. */
export type Scripted = readonly ExtractedDocument[] | 'crash'
export interface ScriptedReaders
  extends Pick<
    DocumentReaders,
    'extractor' | 'classify' | 'shapeOf' | 'judgeDocuments' | 'wrappedFile'
  > {
  readonly script: Map<string, Scripted>
  /** By title of the document; `accept` when there is none. */
  readonly verdicts: Map<string, IdentityVerdict>
}

/** Readers without processes: contents come from a script, types from what is declared. */
export function scriptedReaders(): ScriptedReaders {
  const script = new Map<string, Scripted>()
  const verdicts = new Map<string, IdentityVerdict>()
  const extractor: Extractor = {
    extract: async ({ fileName }) => {
      const answer = script.get(fileName)
      if (!answer || answer === 'crash') return { ok: false, fault: 'crashed', detail: '' }
      return { ok: true, kind: 'file', documents: answer }
    },
    close: async () => {},
  }
  const accept: IdentityVerdict = { decision: 'accept', reason: 'identity-matches', grounds: [] }
  return {
    script,
    verdicts,
    extractor,
    classify: declaredType,
    shapeOf: ({ format, title }) => `${format} ${title}`,
    judgeDocuments: (_patient, documents) =>
      documents.map(({ title }) => verdicts.get(title) ?? accept),
    wrappedFile: () => null,
  }
}

const declaredType: Classify = (document, context) => {
  const remembered = context.remembered[0]?.typeCode
  const code = document.declared?.typeCode?.code ?? remembered ?? null
  const type = code === null ? null : documentType(code)
  return {
    typeCode: type?.code ?? null,
    typeLabel: type?.label ?? '',
    classCode: type?.classCode ?? '',
    classLabel: type?.classLabel ?? '',
    space: type?.space ?? null,
    confidence: type ? 1 : 0.4,
    outcome: type ? 'filed' : 'held',
    heldBecause: type ? null : 'not-certain',
    proposals: [],
    grounds: [type ? 'Code déclaré.' : 'Rien de certain.'],
    proposedCategory: context.depositor === 'patient' ? 'Analyses' : null,
  }
}

export const sampleSource = (source: Partial<DepositSource> = {}): DepositSource => ({
  kind: 'mail',
  messageId: null,
  sender: 'cabinet@medecin.test.mssante.fr',
  senderName: 'Cabinet 1',
  senderSpeciality: 'SM26',
  subject: 'Document',
  at: Date.UTC(2026, 0, 3),
  ...source,
})

export const sampleDeposit = (
  record: RecordKey,
  fileName: string,
  deposit: Partial<Deposit> = {},
): Deposit => ({
  record,
  caller: system,
  file: { bytes: Buffer.from(fileName), fileName, mediaType: 'application/octet-stream' },
  source: sampleSource(),
  asked: null,
  ...deposit,
})

/** A folder that is removed with the test. */
export function scratchFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'mss-vault-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
