import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import type { Extractor } from '../document-vault/contract/extracted-document.js'
import { createExtractor } from '../document-vault/extract/extractor.js'
import { judgeDocuments } from '../document-vault/identity/judge-documents.js'
import type { IdentityTraits } from '../domain/identity-traits.js'
import { type Environment, environmentOfOid } from '../domain/ins.js'
import { type Answer, exitCodes, failed } from './answer.js'
import { acting, command } from './command-frame.js'
import { extractionFaultTexts } from './extraction-fault-texts.js'
import { oneOf } from './option-values.js'
import { readPatientFile } from './patient-file.js'
import { textTable } from './text-table.js'

interface FileVerdict {
  readonly file: string
  readonly decision: 'accept' | 'hold' | 'refuse'
  readonly reason: string
  readonly grounds: readonly string[]
}

interface Options {
  readonly patient: string
  readonly environment?: Environment
  readonly ocr: boolean
}

const rank = { accept: 0, hold: 1, refuse: 2 } as const

/** An archive is judged with all its documents: the worst verdict is its own. */
async function judgeFile(
  extractor: Extractor,
  patient: IdentityTraits,
  path: string,
  environment: Environment,
  ocr: boolean,
): Promise<FileVerdict> {
  const bytes = readFileSync(path)
  const extraction = await extractor.extract({
    bytes,
    fileName: basename(path),
    mediaType: 'application/octet-stream',
    ocr,
  })
  if (!extraction.ok)
    return {
      file: path,
      decision: 'hold',
      reason: extraction.fault,
      grounds: [
        `Document non lu : ${extractionFaultTexts[extraction.fault]}.`,
        'Une personne doit le regarder.',
      ],
    }
  const verdicts = judgeDocuments(patient, extraction.documents, environment)
  const first = verdicts[0]
  if (first === undefined)
    return { file: path, decision: 'hold', reason: 'empty', grounds: ['Aucun document trouvé.'] }
  const { decision, reason, grounds } = verdicts.reduce(
    (worst, one) => (rank[one.decision] > rank[worst.decision] ? one : worst),
    first,
  )
  return { file: path, decision, reason, grounds }
}

const decisions = { accept: 'accepté', hold: 'retenu', refuse: 'refusé' } as const

async function check(files: readonly string[], options: Options): Promise<Answer> {
  const patient = readPatientFile(options.patient)
  if (!patient.ok) return failed(exitCodes.refused, patient.error)
  const { insOid } = patient.value
  const environment =
    options.environment ?? (insOid === null ? null : environmentOfOid(insOid)) ?? 'production'
  // Said before any work: a missing file is an error of the caller, not a verdict.
  const notFile = files.find((file) => !statSync(file).isFile())
  if (notFile !== undefined) return failed(exitCodes.refused, `${notFile} n'est pas un fichier`)
  const extractor = createExtractor()
  try {
    const verdicts: FileVerdict[] = []
    for (const file of files)
      verdicts.push(await judgeFile(extractor, patient.value, file, environment, options.ocr))
    const rows = verdicts.map(({ file, decision, reason, grounds }) => [
      file,
      decisions[decision],
      reason,
      grounds.join(' '),
    ])
    const text = textTable(['Fichier', 'Décision', 'Motif', 'Éléments'], rows)
    return { ok: true, json: verdicts, jsonLines: verdicts, text }
  } finally {
    await extractor.close()
  }
}

export const vaultCheckIdentityCommand = (): Command =>
  command('check-identity', "compare l'identité énoncée par des documents à celle d'un patient")
    .requiredOption(
      '--patient <fichier>',
      'identité du patient (JSON : ins, insOid, birthName, usedName, firstNames, birthDate, sex)',
    )
    .option(
      '--environment <nom>',
      "test ou production (sinon d'après l'OID du patient)",
      oneOf('test', 'production'),
    )
    .option('--no-ocr', 'ne lit pas les images')
    .argument('<fichiers...>', 'documents ou archives à juger, chacun seul')
    .action(acting<Options, [string[]]>((_frame, options, files) => check(files, options)))
