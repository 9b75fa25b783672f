import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import type { Caller } from '../document-vault/contract/callers.js'
import type { VaultRefusal } from '../document-vault/contract/vault.js'
import { type ImportReport, importRecords } from '../document-vault/filing/record-import.js'
import { judgeIdentity } from '../domain/identity-guard.js'
import type { IdentityTraits } from '../domain/identity-traits.js'
import { identityOfProfile } from '../domain/profile-identity.js'
import { err, type Result } from '../domain/result.js'
import { type Answer, done, exitCodes, failed } from './answer.js'
import { acting, command } from './command-frame.js'
import { readPatientFile } from './patient-file.js'
import { progressLine } from './progress.js'
import { textTable } from './text-table.js'
import { type VaultTool, withVault } from './vault-tool.js'

interface ImportOptions {
  readonly origin: string
  readonly restart?: true
}

/** One a folder: an import that was broken off goes on where it was. */
const journalOf = ({ frame }: VaultTool, folder: string): string =>
  join(
    frame.folder.vault,
    `import-${createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16)}.jsonl`,
  )

function reportText(report: ImportReport): string {
  const { held, refused } = report
  const counts = textTable(
    ['Reprise', 'Nombre'],
    [
      ['Usagers', report.patients],
      ['Fichiers', report.files],
      ['Documents classés', report.filed],
      ['Déjà présents', report.alreadyThere],
      ['À classer', held.length],
      ['Refusés', refused.length],
      ['En échec', report.failed.length],
    ],
  )
  const rows = [
    ...held.map(({ file, reason }) => [file, 'à classer', reason ?? '']),
    ...refused.map(({ file, reason, code }) => [file, `refusé (${code})`, reason ?? '']),
    ...report.failed.map(({ file, reason }) => [file, 'en échec', reason]),
  ]
  if (rows.length === 0) return counts
  return `${counts}\n\n${textTable(['Fichier', 'Issue', 'Motif'], rows)}`
}

/** Who is known here stays as the profile says: no old file changes whom the guard expects. */
async function putKnown(
  { store, vault, config }: VaultTool,
  said: IdentityTraits,
  caller: Caller,
): Promise<Result<void, VaultRefusal>> {
  const address = `${said.matricule?.toLowerCase() ?? ''}@${config.citizenDomain}`
  const account = await store.read.accountByAddress(address)
  const profile = account === null ? null : await store.read.profile(account.id)
  if (profile === null) return vault.putRecord(said, caller)
  const known = identityOfProfile(profile)
  const { decision } = judgeIdentity(known, said, config.environment)
  return decision === 'refuse' ? err('conflict') : vault.putRecord(known, caller)
}

async function run(tool: VaultTool, folder: string, options: ImportOptions): Promise<Answer> {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    return failed(exitCodes.refused, `${folder} n'est pas un dossier`)
  const progress = progressLine('reprise')
  const { vault } = tool
  const deposit: typeof vault.deposit = (given) => vault.deposit(given)
  const report = await importRecords(
    {
      vault: { deposit, putRecord: (traits, caller) => putKnown(tool, traits, caller) },
      folder,
      readPatient: readPatientFile,
      journalFile: options.restart ? null : journalOf(tool, folder),
      origin: options.origin,
    },
    ({ filesDone, filesTotal }) => progress.count(filesDone, filesTotal),
  ).finally(progress.end)
  if (report.patients === 0)
    return failed(exitCodes.refused, `${folder} : aucun sous-dossier avec un fichier patient.json`)
  const answer = done(report, reportText(report))
  const isWhole = report.refused.length + report.failed.length === 0
  return isWhole ? answer : { ...answer, exitCode: exitCodes.refused }
}

/** Takes over older records. Doing it again files nothing twice. */
export const importFolder = (): Command =>
  command('import', 'reprend des dossiers anciens, un sous-dossier par usager')
    .argument('<dossier>', 'sous-dossiers avec patient.json (comme check-identity) et documents')
    .option('--origin <nom>', 'dossier ou logiciel d’origine', 'Reprise de dossier')
    .option('--restart', 'reprend au début ; sinon, là où la reprise s’était arrêtée')
    .action(
      acting<ImportOptions, [string]>((frame, options, folder) =>
        withVault(frame, (tool) => run(tool, folder, options)),
      ),
    )
