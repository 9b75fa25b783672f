import { portalLimits } from '../../../domain/portal-limits.js'
import { plainDate } from '../../../patient-portal/language/french-format.js'
import { inLanguage } from '../../../patient-portal/language/language.js'
import { indexEnd, indexStart, noticeLine } from '../../../patient-portal/profile/export-index.js'
import { exportTexts } from '../../../patient-portal/profile/export-texts.js'
import { type ExportParts, octets } from './export-parts.js'
import { ExportedDocuments } from './exported-documents.js'
import { ExportedMessages } from './exported-messages.js'
import {
  exchangesTable,
  mailTracesTable,
  recordTracesTable,
  settingsFile,
} from './exported-tables.js'
import type { ZipEntry } from './zip-stream.js'

const paths = {
  index: 'index.html',
  exchanges: 'exchanges.csv',
  settings: 'settings.json',
  traces: 'traces.csv',
  mailTraces: 'mailbox-traces.csv',
} as const

/**
 * Every file of a patient's archive, in the order in which they are made: the index comes last, as
 * it tells of what was really written.
 */
export async function* archiveEntries(parts: ExportParts): AsyncGenerator<ZipEntry> {
  const { now, record } = parts
  const messages = await ExportedMessages.plan(parts)
  const documents = new ExportedDocuments(parts)
  let count = 0
  for await (const entry of both(messages.files(), documents.files())) {
    if (count >= portalLimits.exportFilesMax) break
    count++
    yield entry
  }
  yield { path: paths.exchanges, at: now, content: exchangesTable(parts, messages) }
  if (record !== null) yield { path: paths.traces, at: now, content: recordTracesTable(parts) }
  yield { path: paths.mailTraces, at: now, content: mailTracesTable(parts) }
  yield { path: paths.settings, at: now, content: octets(await settingsFile(parts)) }
  const isCut = count >= portalLimits.exportFilesMax
  yield { path: paths.index, at: now, content: indexFile(parts, messages, documents, isCut) }
}

async function* both(
  messages: AsyncIterable<ZipEntry>,
  documents: AsyncIterable<ZipEntry>,
): AsyncGenerator<ZipEntry> {
  yield* messages
  yield* documents
}

async function* indexFile(
  parts: ExportParts,
  messages: ExportedMessages,
  documents: ExportedDocuments,
  isCut: boolean,
): AsyncGenerator<Uint8Array> {
  const { language } = parts
  yield Buffer.from(inLanguage(language, () => opening(parts)))
  if (isCut) yield Buffer.from(inLanguage(language, () => noticeLine(exportTexts.index.cut)))
  for await (const piece of messages.index()) yield Buffer.from(piece)
  for await (const piece of documents.index()) yield Buffer.from(piece)
  yield Buffer.from(indexEnd)
}

function opening({ language, service, patient, profile, now, record }: ExportParts): string {
  const words = exportTexts.index
  const { usedName, birthName, firstNames, birthDate, sex, matricule } = profile
  const born = Date.parse(`${birthDate}T12:00:00Z`)
  return indexStart({
    language,
    service,
    patientName: patient.displayName,
    madeAt: now,
    identity: [
      ...(usedName === '' || usedName === birthName ? [] : [[words.usedName, usedName] as const]),
      [words.birthName, birthName],
      [words.firstNames, firstNames.join(', ')],
      [words.birthDate, Number.isNaN(born) ? birthDate : plainDate(born)],
      [words.sex, words.sexes[sex]],
      [words.matricule, matricule],
    ],
    otherFiles: [
      { path: paths.exchanges, says: words.exchangesFile },
      ...(record === null ? [] : [{ path: paths.traces, says: words.recordTraces }]),
      { path: paths.mailTraces, says: words.mailTraces },
      { path: paths.settings, says: words.settingsFile },
    ],
  })
}
