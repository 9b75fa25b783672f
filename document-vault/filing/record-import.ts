import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join, relative } from 'node:path'
import { documentLimits } from '../../domain/document-limits.js'
import type { IdentityTraits } from '../../domain/identity-traits.js'
import type { Result } from '../../domain/result.js'
import type { RecordKey } from '../contract/callers.js'
import type { DocumentVault, VaultRefusal } from '../contract/vault.js'
import { ImportJournal } from './import-journal.js'
import type { ImportedDocument, ImportedFile } from './imported-file.js'

const patientFileName = 'patient.json'
const system = { kind: 'system' } as const

export interface ImportOptions {
  readonly vault: Pick<DocumentVault, 'putRecord' | 'deposit'>
  /** A folder per patient: `patient.json` and files, also in folders below. */
  readonly folder: string
  readonly readPatient: (path: string) => Result<IdentityTraits, string>
  /** Lets a broken import go on; null: starts over (which changes nothing in the vault). */
  readonly journalFile: string | null
  /** Whose documents these were: name of the older record or software. */
  readonly origin: string
}
export interface ImportProgress {
  readonly patientsDone: number
  readonly patientsTotal: number
  readonly filesDone: number
  readonly filesTotal: number
}
export interface ImportReport {
  readonly patients: number
  readonly files: number
  readonly filed: number
  readonly alreadyThere: number
  /** `file`: path below the folder. */
  readonly held: readonly (ImportedDocument & { readonly file: string })[]
  readonly refused: readonly (ImportedDocument & { readonly file: string })[]
  readonly failed: readonly { readonly file: string; readonly reason: string }[]
}

interface PatientFolder {
  readonly path: string
  readonly files: readonly string[]
}

/**
 * Takes over an older record. Idempotent and resumable; each file is guarded, classified and traced
 * like any deposit, so what names another person is refused or held and told in the report.
 */
export async function importRecords(
  options: ImportOptions,
  progress: (at: ImportProgress) => void = () => {},
): Promise<ImportReport> {
  const patients = patientFolders(options.folder)
  const filesTotal = patients.reduce((sum, { files }) => sum + files.length, 0)
  const journal = new ImportJournal(options.journalFile)
  const report = new Report(options.folder)
  let filesDone = 0
  const tell = (patientsDone: number) =>
    progress({ patientsDone, patientsTotal: patients.length, filesDone, filesTotal })
  for (const [index, patient] of patients.entries()) {
    tell(index)
    const key = await recordOf(options, patient)
    if (typeof key === 'string') {
      report.fail(join(patient.path, patientFileName), key)
      filesDone += patient.files.length
      continue
    }
    await inParallel(patient.files, async (file) => {
      report.add(file, await importFile(options, journal, key, file))
      filesDone++
      tell(index)
    })
  }
  tell(patients.length)
  return report.closed(patients.length, filesTotal)
}

/** A French line or a refusal when there is no record to fill. */
async function recordOf(options: ImportOptions, patient: PatientFolder) {
  const traits = options.readPatient(join(patient.path, patientFileName))
  if (!traits.ok) return traits.error
  const put = await patiently(() => options.vault.putRecord(traits.value, system))
  if (!put.ok) return put.error === 'invalid' ? 'INS absent, incorrect ou inattendu ici' : put.error
  const { insOid, matricule } = traits.value
  return { insOid: insOid!, matricule: matricule! } satisfies RecordKey
}

async function importFile(
  options: ImportOptions,
  journal: ImportJournal,
  record: RecordKey,
  path: string,
): Promise<ImportedFile> {
  const { size, mtimeMs } = statSync(path)
  const name = relative(options.folder, path)
  const before = journal.done(name, size, mtimeMs)
  if (before) return before
  if (size > documentLimits.documentBytesMax) return { kind: 'failed', reason: 'too-big' }
  const bytes = contentOf(path)
  if (!bytes) return { kind: 'failed', reason: 'unreadable' }
  const done = await patiently(() =>
    options.vault.deposit({
      record,
      caller: system,
      file: { bytes, fileName: baseName(name), mediaType: 'application/octet-stream' },
      source: {
        kind: 'import',
        messageId: null,
        sender: options.origin,
        senderName: options.origin,
        senderSpeciality: '',
        subject: '',
        at: mtimeMs,
      },
      asked: null,
    }),
  )
  if (!done.ok) return { kind: 'failed', reason: done.error }
  const outcomes = done.value.map(({ fileName, result, reason, code }) => ({
    fileName,
    result,
    reason,
    code,
  }))
  const imported: ImportedFile = { kind: 'deposited', outcomes }
  journal.add(name, size, mtimeMs, imported)
  return imported
}

const baseName = (path: string): string => path.split('/').at(-1)!

function contentOf(path: string): Uint8Array | null {
  try {
    return readFileSync(path)
  } catch {
    return null
  }
}

/** A vault that is started anew is waited for; any other answer is an answer. */
async function patiently<T>(
  act: () => Promise<Result<T, VaultRefusal>>,
): Promise<Result<T, VaultRefusal>> {
  for (let waitMs = 100; ; waitMs *= 2) {
    const done = await act()
    if (done.ok || done.error !== 'unavailable' || waitMs > documentLimits.vaultRestartMsMax)
      return done
    await new Promise((resolve) => setTimeout(resolve, waitMs))
  }
}

async function inParallel(files: readonly string[], act: (file: string) => Promise<void>) {
  const queue = [...files]
  const work = async () => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) await act(file)
  }
  await Promise.all(Array.from({ length: documentLimits.filingConcurrentMax }, work))
}

/** Folders with a `patient.json`, at the top or one level below. Links are not followed. */
function patientFolders(folder: string): PatientFolder[] {
  const isPatient = (path: string) =>
    readdirSync(path, { withFileTypes: true }).some(
      (entry) => entry.isFile() && entry.name === patientFileName,
    )
  const below = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
    .filter(isPatient)
  const paths = isPatient(folder) ? [folder] : below.sort()
  return paths.map((path) => ({ path, files: filesBelow(path, 0).sort(structuredFirst) }))
}

function filesBelow(folder: string, depth: number): string[] {
  if (depth > documentLimits.importFolderDepthMax) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesBelow(path, depth + 1)
    const isDocument = entry.isFile() && entry.name !== patientFileName
    return isDocument && !entry.name.startsWith('.') ? [path] : []
  })
}

const rank = (path: string): number => {
  const extension = extname(path).toLowerCase()
  return extension === '.zip' ? 0 : extension === '.xml' ? 1 : 2
}
const structuredFirst = (a: string, b: string): number =>
  rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0)

class Report {
  private filed = 0
  private alreadyThere = 0
  private readonly held: (ImportedDocument & { file: string })[] = []
  private readonly refused: (ImportedDocument & { file: string })[] = []
  private readonly failed: { file: string; reason: string }[] = []

  constructor(private readonly folder: string) {}

  add(path: string, imported: ImportedFile): void {
    if (imported.kind === 'failed') {
      this.fail(path, imported.reason)
      return
    }
    const file = relative(this.folder, path)
    for (const outcome of imported.outcomes)
      if (outcome.result === 'filed') this.filed++
      else if (outcome.result === 'already-there') this.alreadyThere++
      else this[outcome.result].push({ ...outcome, file })
  }
  fail(path: string, reason: string): void {
    this.failed.push({ file: relative(this.folder, path), reason })
  }
  closed(patients: number, files: number): ImportReport {
    const { filed, alreadyThere, held, refused, failed } = this
    return { patients, files, filed, alreadyThere, held, refused, failed }
  }
}
