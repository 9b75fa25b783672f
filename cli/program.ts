import { readFileSync } from 'node:fs'
import { type Command, CommanderError } from 'commander'
import { StoreOpenError } from '../mailbox-store/sqlite/store-open-error.js'
import { accountCommand } from './account.js'
import { exitCodes, failed } from './answer.js'
import { backupCommand } from './backup.js'
import { checkCommand } from './check.js'
import { bareCommand, print, usageText } from './command-frame.js'
import { configCommand } from './config.js'
import { exchangeCommand } from './exchange.js'
import { infoCommand } from './info.js'
import { initCommand } from './init.js'
import { memberCommand } from './member.js'
import { messageCommand } from './message.js'
import { passwordCommand } from './password.js'
import { pkiCommand } from './pki.js'
import { profileCommand } from './profile.js'
import { queueCommand } from './queue.js'
import { restoreCommand } from './restore.js'
import { serveCommand } from './serve.js'
import { traceCommand } from './trace.js'

const version = (): string => {
  // dist/cli beside the checkout's package.json, or the sources themselves.
  for (const place of ['../../package.json', '../package.json'])
    try {
      return JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')).version
    } catch {}
  return 'inconnue'
}

const exitCodeHelp = `
Codes de sortie : ${exitCodes.done} fait ; ${exitCodes.refused} refusé, échoué, ou un constat ; \
${exitCodes.usage} utilisation incorrecte ; ${exitCodes.unusable} configuration ou dossier \
de données inutilisable.
Dossier de données : --data, sinon la variable MSS_DATA, sinon ./data.`

export const createProgram = (): Command =>
  bareCommand('mss', 'Passerelle de messagerie sécurisée de santé')
    .version(version(), '-V, --version', 'affiche la version')
    .addHelpText('after', exitCodeHelp)
    .addCommand(initCommand())
    .addCommand(serveCommand())
    .addCommand(infoCommand())
    .addCommand(accountCommand())
    .addCommand(memberCommand())
    .addCommand(profileCommand())
    .addCommand(passwordCommand())
    .addCommand(exchangeCommand())
    .addCommand(messageCommand())
    .addCommand(traceCommand())
    .addCommand(queueCommand())
    .addCommand(checkCommand())
    .addCommand(backupCommand())
    .addCommand(restoreCommand())
    .addCommand(configCommand())
    .addCommand(pkiCommand())

/** Runs one command line and answers its exit code through process.exitCode. */
export async function runProgram(argv: readonly string[]): Promise<void> {
  const json = argv.includes('--json')
  try {
    await createProgram().parseAsync([...argv])
  } catch (failure) {
    if (failure instanceof CommanderError) {
      // Help and version end with 0; a command without its subcommand shows its help and is a usage
      // error.
      const asked = failure.exitCode === 0
      const isHelp = failure.code === 'commander.help'
      if (asked && !isHelp) return
      process.exitCode = isHelp
        ? exitCodes.usage
        : await print(failed(exitCodes.usage, usageText(failure)), json)
      return
    }
    const says = expectedFailure(failure)
    if (says === null) throw failure
    process.exitCode = await print(failed(exitCodes.unusable, says), json)
  }
}

/** A store or disk that cannot be used is no bug of ours: one French line, no stack. */
function expectedFailure(failure: unknown): string | null {
  if (failure instanceof StoreOpenError) return failure.message
  const { code, path } = failure as NodeJS.ErrnoException
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return `accès refusé par le système (${code})${path === undefined ? '' : ` : ${path}`}`
  if (code === 'ENOSPC') return 'disque plein'
  return null
}
