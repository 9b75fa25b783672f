import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { basename, extname } from 'node:path'
import type { Command } from 'commander'
import { Option } from 'commander'
import { classify } from '../document-vault/classify/classify.js'
import { textDocument } from '../document-vault/classify/text-document.js'
import { unreadClassification } from '../document-vault/classify/unread-classification.js'
import type { Classification, FilingContext } from '../document-vault/contract/classification.js'
import type {
  ExtractedDocument,
  Extraction,
  Extractor,
} from '../document-vault/contract/extracted-document.js'
import { decodeText } from '../document-vault/extract/text-decoding.js'
import { exitCodes } from './answer.js'
import { command } from './command-frame.js'
import { extractionFaultTexts } from './extraction-fault-texts.js'

interface Options {
  readonly json?: boolean
  readonly title: boolean
  readonly subject: string
  readonly senderSpeciality: string
  readonly depositor: 'professional' | 'patient'
}

/** The first line is the title; `--no-title` leaves it out altogether. */
function readTextFile(bytes: Uint8Array, withTitle: boolean): ExtractedDocument {
  const text = decodeText(bytes)
  const end = text.indexOf('\n')
  const title = end < 0 ? text : text.slice(0, end)
  return textDocument(withTitle ? title : '', end < 0 ? '' : text.slice(end + 1))
}

/** Of an archive, the document that says most of itself: a declared code first. */
const foremost = (documents: readonly ExtractedDocument[]): ExtractedDocument | undefined =>
  documents.find(({ declared }) => declared?.typeCode != null) ??
  documents.find(({ declared }) => declared !== null) ??
  documents[0]

/** Opened at the first file that needs it: text files need no other process. */
class LateExtractor {
  #extractor: Extractor | null = null

  async extract(bytes: Uint8Array, fileName: string): Promise<Extraction> {
    const { createExtractor } = await import('../document-vault/extract/extractor.js')
    this.#extractor ??= createExtractor()
    return this.#extractor.extract({ bytes, fileName, mediaType: '', ocr: true })
  }

  close = async (): Promise<void> => this.#extractor?.close()
}

async function classifyFile(
  file: string,
  options: Options,
  extractor: LateExtractor,
): Promise<Classification> {
  const bytes = await readFile(file)
  const context: FilingContext = {
    depositor: options.depositor,
    senderSpeciality: options.senderSpeciality,
    subject: options.subject,
    fileName: basename(file),
    remembered: [],
  }
  if (extname(file).toLowerCase() === '.txt')
    return classify(readTextFile(bytes, options.title), context)
  const extraction = await extractor.extract(bytes, basename(file))
  if (!extraction.ok) {
    const detail = extraction.detail === '' ? '' : ` (${extraction.detail})`
    const fault = extractionFaultTexts[extraction.fault]
    return unreadClassification(`Document non lu : ${fault}${detail}`)
  }
  const document = foremost(extraction.documents)
  if (document === undefined) return unreadClassification('Aucun document dans ce fichier')
  return classify(options.title ? document : { ...document, title: '' }, context)
}

const spaceText = (space: string | null): string => space ?? '-'
const round = (probability: number): number => Math.round(probability * 10_000) / 10_000

const view = (file: string, said: Classification) => ({
  file,
  typeCode: said.typeCode,
  typeLabel: said.typeLabel,
  classCode: said.classCode,
  classLabel: said.classLabel,
  space: spaceText(said.space),
  confidence: round(said.confidence),
  outcome: said.outcome,
  heldBecause: said.heldBecause,
  proposals: said.proposals.map((one) => ({
    ...one,
    space: spaceText(one.space),
    probability: round(one.probability),
  })),
  grounds: said.grounds,
  ...(said.proposedCategory === null ? {} : { proposedCategory: said.proposedCategory }),
})

const heldTexts = {
  'not-certain': 'à classer : pas assez sûr',
  reimbursement: 'retenu : données de remboursement',
  'nothing-readable': 'à classer : rien de lisible',
} as const

function readable(file: string, said: Classification): string {
  const percent = `${Math.round(said.confidence * 100)} %`
  const space = said.space ?? 'aucun des neuf espaces'
  const outcome = said.heldBecause === null ? 'classé' : heldTexts[said.heldBecause]
  const head =
    said.typeCode === null
      ? `${file} : ${outcome}`
      : `${file} : ${space} (${percent}), ${outcome}\n  ${said.typeCode} ${said.typeLabel}`
  const others = said.proposals.map(
    ({ label, space: of, probability }) =>
      `  ${Math.round(probability * 100)} % ${label} (${of ?? 'aucun espace'})`,
  )
  return [head, ...others, ...said.grounds.map((ground) => `  - ${ground}`)].join('\n')
}

const write = (stream: NodeJS.WriteStream, text: string): Promise<void> =>
  new Promise((resolve) => stream.write(`${text}\n`, () => resolve()))

const readFaults: Readonly<Record<string, string>> = {
  ENOENT: 'fichier introuvable',
  EISDIR: "c'est un dossier, pas un fichier",
  EACCES: 'lecture refusée',
  EPERM: 'lecture refusée',
}

type Printed = { readonly ok: true; readonly text: string } | { readonly ok: false; says: string }

async function line(file: string, options: Options, extractor: LateExtractor): Promise<Printed> {
  try {
    const said = await classifyFile(file, options, extractor)
    return {
      ok: true,
      text: options.json ? JSON.stringify(view(file, said)) : readable(file, said),
    }
  } catch (failure) {
    const known = readFaults[(failure as NodeJS.ErrnoException).code ?? '']
    if (known === undefined) throw failure
    return { ok: false, says: `mss : ${file} : ${known}` }
  }
}

/** Some files ahead are being read while the first is printed; the order stays. */
const filesAheadMax = availableParallelism() * 2

async function classifyFiles(files: readonly string[], options: Options): Promise<void> {
  const extractor = new LateExtractor()
  const underWay: Promise<Printed>[] = []
  try {
    for (let at = 0; at < files.length; at++) {
      for (let next = at + underWay.length; underWay.length < filesAheadMax; next++) {
        const file = files[next]
        if (file === undefined) break
        const printed = line(file, options, extractor)
        // Awaited in its turn below; a failure before that must not count as unhandled.
        printed.catch(() => {})
        underWay.push(printed)
      }
      const printed = await underWay.shift()
      if (printed?.ok) await write(process.stdout, printed.text)
      else if (printed !== undefined) {
        await write(process.stderr, printed.says)
        process.exitCode = exitCodes.refused
      }
    }
  } finally {
    await extractor.close()
  }
}

const depositors = new Option('--depositor <qui>', 'qui dépose : professional ou patient')
  .choices(['professional', 'patient'])
  .default('professional')

export const vaultClassifyCommand = (): Command =>
  command('classify', 'dit le type, la classe et l’espace de documents, avec les raisons')
    .argument('<fichiers...>', 'CDA, PDF, image, RTF, DOCX, ODT, HTML, FHIR, XDM ou .txt')
    .option('--no-title', 'laisse de côté le titre (première ligne d’un .txt)')
    .option('--subject <objet>', 'objet du message', '')
    .option(
      '--sender-speciality <spécialité>',
      "spécialité de l'expéditeur : SM26, ou un intitulé",
      '',
    )
    .addOption(depositors)
    .action((files: string[], options: Options) => classifyFiles(files, options))
