import type { Command } from 'commander'
import {
  beginDataFolder,
  type DataFolder,
  finishDataFolder,
  writeFileAtomic,
} from '../config/data-folder.js'
import { configTemplate } from '../config/template.js'
import { reasons } from '../domain/reasons.js'
import { err, ok, type Result } from '../domain/result.js'
import type { Actor } from '../domain/trace.js'
import { createSampleSpace } from '../gateway/development/sample-space.js'
import { openSqliteStore } from '../mailbox-store/sqlite/sqlite-store.js'
import { done, exitCodes, failed } from './answer.js'
import { acting, command } from './command-frame.js'
import { progressLine } from './progress.js'

export interface InitialiseOptions {
  readonly folder: DataFolder
  readonly mode: 'development' | 'production'
  readonly actor: Actor
  readonly now: number
  readonly progress?: (step: string) => void
}

async function fillDevelopment(options: InitialiseOptions): Promise<string | null> {
  const { folder, actor, now } = options
  const store = await openSqliteStore({ folder: folder.store, role: 'tool' })
  try {
    const { progress } = options
    const made = await createSampleSpace({
      folder,
      store,
      actor,
      now,
      ...(progress === undefined ? {} : { progress }),
    })
    if (made.ok) return null
    return typeof made.error === 'string' ? reasons[made.error].says : made.error.says
  } finally {
    await store.close()
  }
}

/**
 * A new data folder. In development with trust space, sample accounts and their passwords; in
 * production with a commented config.toml to fill in. An init that is cut is begun again by the
 * next one.
 */
export async function initialise(
  options: InitialiseOptions,
): Promise<Result<DataFolder, readonly string[]>> {
  const begun = beginDataFolder(options.folder)
  if (!begun.ok) return begun
  if (options.mode === 'production') {
    writeFileAtomic(options.folder.config, configTemplate({ mode: 'production' }), 0o600)
    const store = await openSqliteStore({ folder: options.folder.store, role: 'tool' })
    await store.close()
  } else {
    const fault = await fillDevelopment(options)
    if (fault !== null) return err([fault])
  }
  finishDataFolder(options.folder)
  return ok(options.folder)
}

export const initCommand = (): Command =>
  command('init', "crée le dossier de données (développement : comptes et certificats d'exemple)")
    .option('--production', 'sans exemple : un config.toml commenté, à compléter')
    .action(
      acting<{ production?: true }>(async (frame, { production }) => {
        const mode = production ? 'production' : 'development'
        const progress = progressLine('création')
        const { folder, actor } = frame
        const made = await initialise({
          folder,
          mode,
          actor,
          now: frame.now(),
          progress: progress.step,
        })
        progress.end()
        if (!made.ok) return failed(exitCodes.unusable, ...made.error)
        const next =
          mode === 'development'
            ? `Pour servir : mss serve --data ${folder.root}`
            : `Complétez ${folder.config}, puis : mss config check --data ${folder.root}`
        return done(
          { dataFolder: folder.root, mode },
          `Dossier de données créé : ${folder.root}\n${next}`,
        )
      }),
    )
