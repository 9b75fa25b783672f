import type { Command } from 'commander'
import { dataFolderAt, folderState } from '../config/data-folder.js'
import { serve } from '../gateway/serve.js'
import { type Answer, done, exitCodes, failed } from './answer.js'
import { acting, command, type Frame } from './command-frame.js'
import { gatewayInfo } from './gateway-info.js'
import { initialise } from './init.js'
import { count } from './option-values.js'
import { progressLine } from './progress.js'
import { welcomeText } from './welcome.js'

/** How long sessions in the middle of a message may take to end. */
const graceMs = 10_000

type Signal = 'SIGINT' | 'SIGTERM'

/**
 * Resolves at the first SIGINT or SIGTERM. A second one, from someone who will not wait, ends the
 * process at once with the code of a killed one: what was answered with 250 is on the disk already.
 */
function firstSignal(): Promise<Signal> {
  return new Promise((resolve) => {
    let isStopping = false
    const onSignal = (signal: Signal) => {
      if (isStopping) process.exit(signal === 'SIGINT' ? 130 : 143)
      isStopping = true
      resolve(signal)
    }
    process.on('SIGINT', onSignal)
    process.on('SIGTERM', onSignal)
  })
}

/**
 * The first start makes the development folder; a folder that was cut while being made is made
 * again.
 */
async function prepare(frame: Frame): Promise<Answer | null> {
  const state = folderState(dataFolderAt(frame.folder.root))
  if (state === 'ready' || state === 'foreign') return null
  const progress = progressLine('premier démarrage')
  const { folder, actor } = frame
  const made = await initialise({
    folder,
    mode: 'development',
    actor,
    now: frame.now(),
    progress: progress.step,
  })
  progress.end()
  return made.ok ? null : failed(exitCodes.unusable, ...made.error)
}

async function run(
  frame: Frame,
  options: { readonly ports?: number; readonly host?: string },
): Promise<Answer> {
  const stopped = firstSignal()
  const problem = await prepare(frame)
  if (problem !== null) return problem
  const running = await serve({
    dataFolder: frame.folder.root,
    host: options.host,
    basePort: options.ports,
    env: process.env,
  })
  if (!running.ok) return failed(exitCodes.unusable, ...running.error)
  const gateway = running.value
  for (const warning of gateway.warnings) process.stderr.write(`mss : ${warning}\n`)
  const info = gatewayInfo(frame.folder, gateway.config)
  process.stdout.write(frame.json ? `${JSON.stringify(info)}\n` : welcomeText(info))
  const signal = await stopped
  process.stderr.write(`mss : ${signal}, arrêt en cours (une seconde fois pour forcer)\n`)
  await gateway.close(graceMs)
  return done(undefined, '')
}

export const serveCommand = (): Command =>
  command('serve', 'sert ; au premier démarrage, crée un espace de développement')
    .option(
      '--ports <base>',
      'premier port du bloc de huit ; 0 : le système choisit',
      count(65_528),
    )
    .option('--host <adresse>', "adresse d'écoute (développement : bouclage seulement)")
    .action(acting<{ ports?: number; host?: string }>(run))
