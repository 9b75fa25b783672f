import { createReadStream, existsSync, statSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import type { PrivateKey } from 'openpgp'
import { dataFolderAt, folderState, openDataFolder } from '../config/data-folder.js'
import { openSqliteStore } from '../mailbox-store/sqlite/sqlite-store.js'
import { type Answer, done, exitCodes, type Failed, failed } from './answer.js'
import { acting, command, type Frame } from './command-frame.js'
import { progressLine } from './progress.js'
import { openingKey, unsealed } from './seal.js'
import { readArchive } from './tar-archive.js'
import { vaultCopyFaults } from './vault-copy-check.js'

interface RestoreOptions {
  readonly key?: string
  readonly passphraseFile?: string
}

/** Our tar has `ustar` at 257; anything else is taken for a sealed one. */
async function isPlain(file: string): Promise<boolean> {
  const handle = await open(file, 'r')
  try {
    const { buffer } = await handle.read(Buffer.alloc(5), 0, 5, 257)
    return buffer.toString('latin1') === 'ustar'
  } finally {
    await handle.close()
  }
}

async function keyFor(file: string, options: RestoreOptions): Promise<PrivateKey | null | Failed> {
  if (await isPlain(file)) return null
  if (options.key === undefined)
    return failed(
      exitCodes.refused,
      `${file} est scellée ou n'est pas une sauvegarde : donnez --key, la clé privée OpenPGP`,
    )
  const key = await openingKey(options.key, options.passphraseFile)
  return key.ok ? key.value : failed(exitCodes.refused, key.error)
}

async function unpack(file: string, key: PrivateKey | null, work: string): Promise<Failed | null> {
  const damaged = failed(exitCodes.refused, `${file} est abîmée ou n'est pas une sauvegarde`)
  const octets = createReadStream(file)
  try {
    const whole = await readArchive(key === null ? octets : unsealed(octets, key), work)
    return whole ? null : damaged
  } catch (failure) {
    const { code } = failure as NodeJS.ErrnoException
    if (code === 'ENOSPC') return failed(exitCodes.unusable, 'disque plein')
    return damaged
  } finally {
    octets.destroy()
  }
}

async function judged(work: string): Promise<Failed | null> {
  const folder = openDataFolder(dataFolderAt(work))
  if (!folder.ok) return failed(exitCodes.refused, ...folder.error)
  const store = await openSqliteStore({ folder: folder.value.store, role: 'tool' })
  const progress = progressLine('vérification')
  try {
    const findings = await store.check(progress.count)
    const vaultFaults = await vaultCopyFaults(folder.value.vault)
    if (findings.length === 0 && vaultFaults.length === 0) return null
    const says = findings.map(({ invariant, says: text }) => `${invariant} : ${text}`)
    says.push(...vaultFaults)
    return failed(exitCodes.refused, 'la sauvegarde est incohérente', ...says)
  } finally {
    progress.end()
    await store.close()
  }
}

/**
 * Beside the target and moved into it at the end: a restore that fails leaves no half of a data
 * folder.
 */
async function restore(frame: Frame, options: RestoreOptions, file: string): Promise<Answer> {
  const { root } = frame.folder
  const state = folderState(frame.folder)
  if (state !== 'absent' && state !== 'empty')
    return failed(exitCodes.refused, `${root} n'est pas vide : restaurez dans un dossier neuf`)
  if (!existsSync(file)) return failed(exitCodes.refused, `${file} n'existe pas`)
  if (!statSync(file).isFile()) return failed(exitCodes.refused, `${file} n'est pas un fichier`)
  const key = await keyFor(file, options)
  if (key !== null && 'ok' in key) return key
  await mkdir(root, { recursive: true, mode: 0o700 })
  const work = join(root, `.restore-${process.pid}`)
  await mkdir(work, { mode: 0o700 })
  try {
    const failure = (await unpack(file, key, work)) ?? (await judged(work))
    if (failure !== null) return failure
    // The layout file last: until it is there, the folder is nobody's data.
    const names = (await readdir(work)).filter((name) => name !== 'format.json')
    for (const name of [...names, 'format.json']) await rename(join(work, name), join(root, name))
    await rmdir(work)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  return done({ dataFolder: root }, `Restauré et vérifié : ${root}`)
}

export const restoreCommand = (): Command =>
  command('restore', 'restaure une sauvegarde dans un dossier vide, et la vérifie')
    .argument('<fichier>', 'sauvegarde de « mss backup »')
    .option('--key <clé>', "clé privée OpenPGP d'une sauvegarde scellée")
    .option('--passphrase-file <fichier>', 'phrase de passe de la clé privée')
    .action(acting<RestoreOptions, [string]>(restore))
