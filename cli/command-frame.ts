import { userInfo } from 'node:os'
import { Command, type CommanderError, Help } from 'commander'
import { type DataFolder, dataFolderAt } from '../config/data-folder.js'
import type { Actor } from '../domain/trace.js'
import { type Answer, type ExitCode, exitCodes } from './answer.js'

/** What every action gets beside its own arguments and options. */
export interface Frame {
  readonly folder: DataFolder
  readonly json: boolean
  readonly actor: Actor
  now(): number
}

const headings: Readonly<Record<string, string>> = {
  'Usage:': 'Utilisation :',
  'Options:': 'Options :',
  'Arguments:': 'Arguments :',
  'Commands:': 'Commandes :',
}

const plain = new Help()

/** A command with French headings that never ends the process by itself. */
export function bareCommand(name: string, says: string): Command {
  return new Command(name)
    .description(says)
    .helpOption('-h, --help', 'affiche cette aide')
    .helpCommand(false)
    .configureHelp({
      styleTitle: (title) => headings[title] ?? title,
      commandUsage: (shown) => plain.commandUsage(shown).replace('[command]', '[commande]'),
      optionDescription: (option) => {
        const { description, defaultValue } = option
        if (defaultValue === undefined || defaultValue === '') return description
        return `${description} (par défaut : ${defaultValue})`
      },
    })
    .configureOutput({ outputError: () => {} })
    .exitOverride()
}

/** With the options that all commands share. */
export const command = (name: string, says: string): Command =>
  bareCommand(name, says)
    .option('--data <dossier>', 'dossier de données (sinon MSS_DATA, sinon ./data)')
    .option('--json', 'réponse en JSON sur la sortie standard')

function administrator(): Actor {
  try {
    return { kind: 'administrator', label: userInfo().username }
  } catch {
    // A container may run under a user number that has no name.
    return { kind: 'administrator', label: `uid ${process.getuid?.() ?? 'inconnu'}` }
  }
}

export const frameOf = (options: { data?: string; json?: boolean }): Frame => ({
  folder: dataFolderAt(options.data ?? process.env['MSS_DATA'] ?? 'data'),
  json: options.json === true,
  actor: administrator(),
  now: () => Date.now(),
})

/** Writes and waits: a pipe may take its time, and the process must not end before. */
const write = (stream: NodeJS.WriteStream, text: string): Promise<void> =>
  new Promise((resolve) => stream.write(text, () => resolve()))

export async function print(answer: Answer, json: boolean): Promise<ExitCode> {
  if (answer.ok) {
    const lines = answer.jsonLines?.map((line) => JSON.stringify(line)).join('\n')
    const text = json ? (lines ?? JSON.stringify(answer.json, null, 2) ?? '') : answer.text
    if (text !== '') await write(process.stdout, text.endsWith('\n') ? text : `${text}\n`)
    return answer.exitCode ?? exitCodes.done
  }
  const { says, reason } = answer
  const text = json
    ? JSON.stringify({ error: { reason: reason ?? null, says } })
    : says.map((line) => `mss : ${line}`).join('\n')
  await write(process.stderr, `${text}\n`)
  return answer.exitCode
}

type Action<Options, Arguments extends unknown[]> = (
  frame: Frame,
  options: Options,
  ...positionals: Arguments
) => Promise<Answer>

/** Turns an action into what commander calls: (…positionals, options, command). */
export const acting =
  <Options extends object, Arguments extends unknown[] = []>(action: Action<Options, Arguments>) =>
  async (...given: unknown[]): Promise<void> => {
    const positionals = given.slice(0, -2) as Arguments
    const options = given.at(-2) as Options & { data?: string; json?: boolean }
    const frame = frameOf(options)
    process.exitCode = await print(await action(frame, options, ...positionals), frame.json)
  }

const quoted = (message: string): string => /'([^']*)'/.exec(message)?.[1] ?? ''

/** Names the option or argument, never the value: it could be an INS. */
function invalidText(message: string): string {
  const [, option] = /option '([^']*)'/.exec(message) ?? []
  const [, argument] = /for argument '([^']*)'/.exec(message) ?? []
  const says = /is invalid[^.]*\. (.*)$/s.exec(message)?.[1] ?? ''
  return `valeur incorrecte pour ${option ?? argument ?? 'un argument'} : ${says}`
}

/** commander speaks English; its codes are stable (README, "Override exit and output handling"). */
export function usageText(error: CommanderError): string {
  const name = quoted(error.message)
  switch (error.code) {
    case 'commander.unknownOption':
      return `option inconnue : ${name}`
    case 'commander.unknownCommand':
      return `commande inconnue : ${name}`
    case 'commander.missingArgument':
      return `argument manquant : ${name}`
    case 'commander.excessArguments':
      return "trop d'arguments"
    case 'commander.optionMissingArgument':
      return `valeur manquante pour ${name}`
    case 'commander.missingMandatoryOptionValue':
      return `option obligatoire absente : ${name}`
    case 'commander.invalidArgument':
      return invalidText(error.message)
    default:
      return 'utilisation incorrecte'
  }
}
