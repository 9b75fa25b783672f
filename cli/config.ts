import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { faultLine } from '../config/config-fault.js'
import { configurationPage, flatConfig, tomlValue } from '../config/describe.js'
import { limitsPage } from '../config/limits-page.js'
import { loadConfig } from '../config/load.js'
import { repliesPage } from '../config/replies-page.js'
import { done, exitCodes, failed } from './answer.js'
import { acting, bareCommand, command } from './command-frame.js'
import { textTable } from './text-table.js'
import { configOf } from './tool-store.js'

const show = () =>
  command('show', 'affiche la configuration en vigueur').action(
    acting(async (frame) => {
      const found = configOf(frame)
      if (!found.ok) return found
      const rows = flatConfig(found.config).map(({ key, value }) => [
        key,
        value === undefined ? '—' : tomlValue(value),
      ])
      return done(found.config, textTable(['Clé', 'Valeur'], rows))
    }),
  )

const check = () =>
  command('check', 'vérifie config.toml et les fichiers nommés, sans démarrer').action(
    acting(async (frame) => {
      const loaded = loadConfig({ dataFolder: frame.folder.root, env: process.env })
      if (!loaded.ok) {
        const says = loaded.error.map(faultLine)
        return failed(exitCodes.unusable, ...says)
      }
      const { warnings } = loaded.value
      return done({ faults: [], warnings }, [...warnings, 'Configuration correcte'].join('\n'))
    }),
  )

/** docs/ of the checkout: two folders above dist/cli. */
const docsFolder = (): string => fileURLToPath(new URL('../../docs/', import.meta.url))

const docs = () =>
  command('docs', 'écrit les pages générées : configuration, limites, réponses')
    .option('--out <dossier>', 'dossier des pages', docsFolder())
    .option('--check', 'compare seulement ; code 1 si une page diffère')
    .action(
      acting<{ out: string; check?: true }>(async (_frame, options) => {
        if (!existsSync(options.out))
          return failed(exitCodes.refused, `${options.out} n'existe pas`)
        const pages = [configurationPage(), limitsPage(), repliesPage()]
        const stale = pages.filter(({ file, text }) => {
          const path = join(options.out, file)
          return !existsSync(path) || readFileSync(path, 'utf8') !== text
        })
        const files = stale.map(({ file }) => file)
        if (options.check && stale.length > 0)
          return failed(exitCodes.refused, `Pages à régénérer : ${files.join(', ')}`)
        for (const { file, text } of stale) writeFileSync(join(options.out, file), text)
        return done({ written: files }, files.length === 0 ? 'Pages à jour' : files.join('\n'))
      }),
    )

export const configCommand = (): Command =>
  bareCommand('config', 'configuration : afficher, vérifier, documenter')
    .addCommand(show())
    .addCommand(check())
    .addCommand(docs())
