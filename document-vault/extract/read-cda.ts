import { ok, type Result } from '../../domain/result.js'
import type { CdaDocument } from '../../mail-format/cda/cda-document.js'
import { readCda } from '../../mail-format/cda/cda-reader.js'
import type { DeclaredFacts } from '../contract/extracted-document.js'
import { nothingDeclared } from '../contract/nothing-declared.js'
import { readContent } from './read-content.js'
import { type Reading, type ReadingContext, type ReadingFault, unread } from './reading.js'
import { sniff } from './sniff.js'

export interface DeclaringReading {
  readonly reading: Reading
  readonly declared: DeclaredFacts
}

/** A CDA R2 document: its narrative, or the file that it wraps (level 1), and what it declares. */
export async function readCdaDocument(
  bytes: Uint8Array,
  mediaType: string,
  context: ReadingContext,
): Promise<Result<DeclaringReading, ReadingFault>> {
  const read = readCda(bytes)
  if (!read.ok) return { ok: false, error: { fault: 'malformed', detail: String(read.error) } }
  const cda = read.value
  const wrapped = cda.body === null ? null : await readWrapped(cda.body.bytes, context)
  const narrative = cda.sections.map(({ title, text }) => `${title}\n${text}`.trim())
  const text = [cda.title, ...narrative, wrapped?.text ?? ''].filter((part) => part !== '')
  const reading: Reading = {
    format: 'cda',
    mediaType,
    title: cda.title,
    headings: [...cda.sections.map(({ title }) => title), ...(wrapped?.headings ?? [])],
    text: text.join('\n\n'),
    textSource: wrapped?.textSource ?? 'native',
    pages: wrapped?.pages ?? null,
    alarms: [...cda.alarms, ...(wrapped?.alarms ?? [])],
    wantsOcr: wrapped?.wantsOcr ?? false,
  }
  return ok({ reading, declared: declaredByCda(cda) })
}

/** A wrapped file that cannot be read leaves the CDA around it readable, with an alarm. */
export async function readWrapped(bytes: Uint8Array, context: ReadingContext): Promise<Reading> {
  const sniffed = sniff(bytes)
  const isNested = ['cda', 'fhir-json', 'fhir-xml', 'winmail', 'zip'].includes(sniffed.kind)
  const read = isNested
    ? unread('unsupported', 'nested')
    : await readContent(bytes, sniffed, context)
  if (read.ok) return read.value
  return {
    format: 'unsupported',
    mediaType: sniffed.mediaType,
    title: '',
    headings: [],
    text: '',
    textSource: 'none',
    pages: null,
    alarms: [`body-${read.error.fault}`],
    wantsOcr: false,
  }
}

const declaredByCda = (cda: CdaDocument): DeclaredFacts => ({
  ...nothingDeclared,
  source: 'cda',
  uniqueId: cda.uniqueId,
  setId: cda.setId,
  versionNumber: cda.versionNumber,
  replaces: cda.replaces,
  typeCode: cda.code,
  confidentiality: cda.confidentiality,
  patient: cda.patient,
  author: cda.author,
  practiceSetting: cda.practiceSetting,
  creationTime: cda.effectiveTime,
  serviceStart: cda.serviceStart,
  serviceStop: cda.serviceStop,
})
