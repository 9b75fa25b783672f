import { readFileSync } from 'node:fs'
import { type Command, CommanderError } from 'commander'
import { openCodeOf, StoreOpenError } from '../mailbox-store/sqlite/store-open-error.js'
import { type ExitCode, exitCodes, type Failed, failed } from './answer.js'
import { bareCommand, print, usageText } from './command-frame.js'

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
de données inutilisable ; ${exitCodes.internal} erreur interne.
Dossier de données : --data, sinon la variable MSS_DATA, sinon ./data.`

/** In the order of the help. Only the one that is asked for is loaded: that halves its start. */
const commands: readonly (readonly [name: string, load: () => Promise<Command>])[] = [
  ['init', async () => (await import('./init.js')).initCommand()],
  ['serve', async () => (await import('./serve.js')).serveCommand()],
  ['info', async () => (await import('./info.js')).infoCommand()],
  ['account', async () => (await import('./account.js')).accountCommand()],
  ['member', async () => (await import('./member.js')).memberCommand()],
  ['profile', async () => (await import('./profile.js')).profileCommand()],
  ['password', async () => (await import('./password.js')).passwordCommand()],
  ['sign-in', async () => (await import('./sign-in.js')).signInCommand()],
  ['exchange', async () => (await import('./exchange.js')).exchangeCommand()],
  ['message', async () => (await import('./message.js')).messageCommand()],
  ['trace', async () => (await import('./trace.js')).traceCommand()],
  ['queue', async () => (await import('./queue.js')).queueCommand()],
  ['vault', async () => (await import('./vault.js')).vaultCommand()],
  ['notification', async () => (await import('./notification.js')).notificationCommand()],
  ['check', async () => (await import('./check.js')).checkCommand()],
  ['backup', async () => (await import('./backup.js')).backupCommand()],
  ['restore', async () => (await import('./restore.js')).restoreCommand()],
  ['config', async () => (await import('./config.js')).configCommand()],
  ['dns', async () => (await import('./dns.js')).dnsCommand()],
  ['pki', async () => (await import('./pki.js')).pkiCommand()],
]

async function createProgram(asked: string | undefined): Promise<Command> {
  const program = bareCommand('mss', 'Passerelle de messagerie sécurisée de santé')
    .version(version(), '-V, --version', 'affiche la version')
    .addHelpText('after', exitCodeHelp)
  const known = commands.filter(([name]) => name === asked)
  for (const [, load] of known.length > 0 ? known : commands) program.addCommand(await load())
  return program
}

/** Runs one command line and answers its exit code through process.exitCode. */
export async function runProgram(argv: readonly string[]): Promise<void> {
  const json = argv.includes('--json')
  try {
    const program = await createProgram(argv[2])
    await program.parseAsync([...argv])
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
    const expected = expectedFailure(failure)
    process.exitCode = expected === null ? internalFailure(failure) : await print(expected, json)
  }
}

const fileFaults: Readonly<Record<string, string>> = {
  ENOENT: "n'existe pas",
  EISDIR: 'est un dossier',
  ENOTDIR: 'passe par un fichier qui n’est pas un dossier',
  EEXIST: 'existe déjà',
}

/** A store, disk or file that cannot be used is no bug of ours: one French line, no stack. */
function expectedFailure(failure: unknown): Failed | null {
  const unusable = (says: string) => failed(exitCodes.unusable, says)
  if (failure instanceof StoreOpenError) return unusable(failure.message)
  // A worker's failure comes as its code alone.
  const { code = '', path, syscall } = (failure ?? {}) as NodeJS.ErrnoException
  const named = path === undefined ? '' : ` : ${path}`
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return unusable(`accès refusé par le système (${code})${named}`)
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL')
    return unusable('disque plein : libérez de la place, puis recommencez')
  // Damage that shows only when a page is read, long after the opening.
  if (code.startsWith('SQLITE_'))
    return unusable(new StoreOpenError(openCodeOf(failure), code).message)
  if (syscall === undefined) return null
  const known = fileFaults[code]
  return known === undefined || path === undefined
    ? unusable(`erreur du système (${code})${named}`)
    : failed(exitCodes.refused, `${path} ${known}`)
}

/**
 * A bug of ours: its stack is for us, and could name what nobody else may read (invariant 8).
 * Nothing but the kind of the error is shown, unless MSS_DEBUG asks.
 */
export function internalFailure(failure: unknown): ExitCode {
  const kind = failure instanceof Error ? failure.name : typeof failure
  process.stderr.write(
    `mss : erreur interne (${kind}), un défaut du programme : signalez-la ; ` +
      'la variable MSS_DEBUG=1 montre la pile\n',
  )
  if (process.env['MSS_DEBUG'] === '1') console.error(failure)
  return exitCodes.internal
}
