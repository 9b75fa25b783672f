import { randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { err, ok, type Result } from '../domain/result.js'

/** Grows when a folder of an older layout can no longer be read as it is. */
export const dataFormat = 1

/** Where everything of one gateway lies. Absolute paths. */
export interface DataFolder {
  readonly root: string
  readonly config: string
  readonly format: string
  readonly store: string
  /** Made by init; a folder without it has lost its mail. */
  readonly storeFile: string
  /** Of the document vault: own database, own keys. */
  readonly vault: string
  readonly pki: string
  readonly instanceKey: string
  readonly whiteList: string
  readonly run: string
  readonly samples: string
}

export const dataFolderAt = (folder: string): DataFolder => {
  const root = resolve(folder)
  return {
    root,
    config: join(root, 'config.toml'),
    format: join(root, 'format.json'),
    store: join(root, 'store'),
    storeFile: join(root, 'store', 'mail.sqlite'),
    vault: join(root, 'vault'),
    pki: join(root, 'pki'),
    instanceKey: join(root, 'keys', 'instance.key'),
    whiteList: join(root, 'white-list.xml'),
    run: join(root, 'run'),
    samples: join(root, 'samples.json'),
  }
}

/** What our own init may remove when it starts over an init that was cut. */
const ownEntries = [
  ...['config.toml', 'store', 'vault', 'pki', 'keys', 'white-list.xml', 'run', 'samples.json'],
]

/** `incomplete`: an init was cut before its end; nothing of it was ever served. */
export type FolderState = 'absent' | 'empty' | 'incomplete' | 'ready' | 'foreign'

export function folderState(folder: DataFolder): FolderState {
  if (!existsSync(folder.root)) return 'absent'
  if (!statSync(folder.root).isDirectory()) return 'foreign'
  if (existsSync(folder.format))
    return readFormat(folder)?.complete === false ? 'incomplete' : 'ready'
  // A volume's lost+found and hidden files are nobody's data.
  const names = readdirSync(folder.root).filter(
    (name) => name !== 'lost+found' && !name.startsWith('.') && !firstStepPattern.test(name),
  )
  return names.length === 0 ? 'empty' : 'foreign'
}

function readFormat(folder: DataFolder): { format: number; complete: boolean } | null {
  try {
    const value: unknown = JSON.parse(readFileSync(folder.format, 'utf8'))
    const { format, complete } = value as { format?: unknown; complete?: unknown }
    return typeof format === 'number' ? { format, complete: complete !== false } : null
  } catch {
    return null
  }
}

const writeFormat = (folder: DataFolder, complete: boolean): void =>
  writeFileAtomic(folder.format, `${JSON.stringify({ format: dataFormat, complete })}\n`, 0o600)

/** Readers see the old or the new text, never half of one, also after a loss of power. */
export function writeFileAtomic(file: string, text: string | Uint8Array, mode: number): void {
  const temporary = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  try {
    writeFileSync(temporary, text, { mode, flag: 'wx', flush: true })
    renameSync(temporary, file)
  } catch (failure) {
    rmSync(temporary, { force: true })
    throw failure
  }
}

/** Left by an init that was killed at its very first step. */
const firstStepPattern = /^format\.json\.\d+\.[0-9a-f]{8}$/

function accessFault(path: string, failure: unknown): string {
  const code = (failure as NodeJS.ErrnoException).code ?? 'erreur inconnue'
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return `${path} : accès refusé (${code}), vérifiez le propriétaire et les droits`
  if (code === 'ENOSPC') return `${path} : disque plein`
  if (code === 'ENOTDIR' || code === 'EEXIST') return `${path} : ce n'est pas un dossier`
  return `${path} : inutilisable (${code})`
}

/**
 * Makes the folder and its inner layout, marked incomplete until `finishDataFolder`. Errors are
 * French lines.
 */
export function beginDataFolder(folder: DataFolder): Result<DataFolder, readonly string[]> {
  try {
    const state = folderState(folder)
    if (state === 'ready') return err([`${folder.root} est déjà un dossier de données`])
    if (state === 'foreign')
      return err([
        `${folder.root} n'est pas vide et n'est pas un dossier de données : choisissez-en un autre`,
      ])
    mkdirSync(folder.root, { recursive: true, mode: 0o700 })
    if (state === 'incomplete')
      for (const name of ownEntries)
        rmSync(join(folder.root, name), { recursive: true, force: true })
    chmodSync(folder.root, 0o700)
    writeFormat(folder, false)
    for (const path of [folder.store, folder.run, join(folder.root, 'keys')])
      mkdirSync(path, { mode: 0o700 })
    writeFileSync(folder.instanceKey, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 })
    return ok(folder)
  } catch (failure) {
    return err([accessFault(folder.root, failure)])
  }
}

export const finishDataFolder = (folder: DataFolder): void => writeFormat(folder, true)

function permissionFaults(folder: DataFolder): string[] {
  if (process.platform === 'win32') return []
  const faults: string[] = []
  if ((statSync(folder.root).mode & 0o077) !== 0)
    faults.push(`${folder.root} est ouvert à d'autres utilisateurs : chmod 700 ${folder.root}`)
  for (const file of [folder.instanceKey, folder.samples])
    if (existsSync(file) && (statSync(file).mode & 0o077) !== 0)
      faults.push(`${file} est lisible par d'autres utilisateurs : chmod 600 ${file}`)
  return faults
}

/** A development folder: a damaged file would take the portal's sign-in away without a word. */
function samplesFaults({ samples }: DataFolder): string[] {
  if (!existsSync(samples)) return []
  try {
    const found = JSON.parse(readFileSync(samples, 'utf8')) as Record<string, unknown> | null
    const lists = [found?.['accounts'], found?.['patients'], found?.['operators']]
    if (lists.every((list) => Array.isArray(list))) return []
  } catch (failure) {
    if (!(failure instanceof SyntaxError)) return [accessFault(samples, failure)]
  }
  return [`${samples} est abîmé : remettez celui d'une sauvegarde (« mss restore »)`]
}

function formatFaults(folder: DataFolder): string[] {
  const state = folderState(folder)
  if (state === 'absent' || state === 'empty')
    return [
      `${folder.root} : aucun dossier de données ici, lancez « mss init --data ${folder.root} »`,
    ]
  if (state === 'foreign')
    return [`${folder.root} n'est pas un dossier de données de la passerelle`]
  if (state === 'incomplete')
    return [`${folder.root} : création interrompue, relancez « mss init --data ${folder.root} »`]
  const format = readFormat(folder)
  if (format === null)
    return [`${folder.format} est abîmé : remettez celui d'une sauvegarde (« mss restore »)`]
  if (format.format > dataFormat)
    return [
      `${folder.root} vient d'une version plus récente ` +
        `(format ${format.format}, ici ${dataFormat}) : ` +
        'mettez le logiciel à jour',
    ]
  return []
}

/**
 * An existing folder, checked: layout version, rights, writable. Errors are French lines, all at
 * once.
 */
export function openDataFolder(folder: DataFolder): Result<DataFolder, readonly string[]> {
  try {
    const format = formatFaults(folder)
    if (format.length > 0) return err(format)
    const faults = permissionFaults(folder)
    try {
      accessSync(folder.root, constants.R_OK | constants.W_OK | constants.X_OK)
    } catch (failure) {
      faults.push(accessFault(folder.root, failure))
    }
    if (!existsSync(folder.instanceKey))
      faults.push(`${folder.instanceKey} manque : remettez celui d'une sauvegarde`)
    faults.push(...samplesFaults(folder))
    // Opening would make an empty one: everybody's mail gone without a word.
    if (!existsSync(folder.storeFile))
      faults.push(`${folder.storeFile} manque : restaurez une sauvegarde (« mss restore »)`)
    mkdirSync(folder.run, { recursive: true, mode: 0o700 })
    return faults.length > 0 ? err(faults) : ok(folder)
  } catch (failure) {
    return err([accessFault(folder.root, failure)])
  }
}

/** The secret of the instance: keys the hashes of logs. 32 octets. */
export function readInstanceKey(folder: DataFolder): Result<Buffer, string> {
  try {
    const text = readFileSync(folder.instanceKey, 'utf8').trim()
    return /^[0-9a-f]{64}$/.test(text)
      ? ok(Buffer.from(text, 'hex'))
      : err(`${folder.instanceKey} est abîmé : 64 chiffres hexadécimaux attendus`)
  } catch (failure) {
    return err(accessFault(folder.instanceKey, failure))
  }
}
