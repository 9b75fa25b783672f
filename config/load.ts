import { accessSync, constants, readdirSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { parse, TomlError } from 'smol-toml'
import { err, ok, type Result } from '../domain/result.js'
import { certificateFileFaults } from './certificate-faults.js'
import { coherenceFaults } from './coherence.js'
import { type ConfigFault, frenchIssue } from './config-fault.js'
import { environmentLayer } from './environment-layer.js'
import { type Config, configSchema } from './schema.js'

export interface ConfigSources {
  /** Relative paths of the file start here. */
  readonly dataFolder: string
  /** Text of config.toml. */
  readonly text: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Options of the command line, stronger than file and environment. */
  readonly host?: string | undefined
  readonly basePort?: number | undefined
}

export interface LoadedConfig {
  readonly config: Config
  /** French lines about what was passed over, e.g. an unknown MSS_ variable. */
  readonly warnings: readonly string[]
}

type Tree = { [key: string]: unknown }
const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)

function put(tree: Tree, path: readonly string[], value: unknown): void {
  const [head, ...rest] = path
  if (head === undefined) return
  if (rest.length === 0) {
    tree[head] = value
    return
  }
  // A wrong type of the file (`listen = 3`) stays for the schema to name.
  const child = tree[head] ?? {}
  tree[head] = child
  if (isTree(child)) put(child, rest, value)
}

function parseToml(text: string): Result<Tree, ConfigFault> {
  try {
    return ok(parse(text) as Tree)
  } catch (failure) {
    if (!(failure instanceof TomlError)) throw failure
    const says = `syntaxe TOML incorrecte, ligne ${failure.line}, colonne ${failure.column}`
    return err({ key: '', origin: 'config.toml', says })
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const child of Object.values(value)) deepFreeze(child)
  }
  return value
}

const connectorFiles = ['trustFile', 'certificateFile', 'keyFile', 'tokenFile'] as const

const absolutePortal = (folder: string, portal: Config['portal']): Config['portal'] => {
  const { oidc } = portal.signIn
  const clientSecretFile = oidc.clientSecretFile && resolve(folder, oidc.clientSecretFile)
  return { ...portal, signIn: { ...portal.signIn, oidc: { ...oidc, clientSecretFile } } }
}

const absolute = (folder: string, config: Config): Config => ({
  ...config,
  tls: {
    certificateFile: config.tls.certificateFile && resolve(folder, config.tls.certificateFile),
    keyFile: config.tls.keyFile && resolve(folder, config.tls.keyFile),
  },
  trust: {
    ...config.trust,
    anchorFiles: config.trust.anchorFiles.map((file) => resolve(folder, file)),
    crlFolder: config.trust.crlFolder && resolve(folder, config.trust.crlFolder),
    whiteListFile: config.trust.whiteListFile && resolve(folder, config.trust.whiteListFile),
  },
  portal: absolutePortal(folder, config.portal),
  notification: {
    ...config.notification,
    trustFile: config.notification.trustFile && resolve(folder, config.notification.trustFile),
    passwordFile:
      config.notification.passwordFile && resolve(folder, config.notification.passwordFile),
  },
  vault: {
    ...config.vault,
    accessMatrixFile:
      config.vault.accessMatrixFile && resolve(folder, config.vault.accessMatrixFile),
    api: {
      clientAuthorityFiles: config.vault.api.clientAuthorityFiles.map((file) =>
        resolve(folder, file),
      ),
    },
    connector: {
      ...config.vault.connector,
      ...Object.fromEntries(
        connectorFiles.flatMap((name) => {
          const file = config.vault.connector[name]
          return file === undefined ? [] : [[name, resolve(folder, file)]]
        }),
      ),
    },
  },
})

/** `localDomains.1` came from where `localDomains` came from. */
const originOf = (key: string, origins: ReadonlyMap<string, string>): string =>
  [...origins].find(([path]) => key === path || key.startsWith(`${path}.`))?.[1] ?? 'config.toml'

function schemaFaults(
  issues: readonly { path: PropertyKey[]; message: string; code?: string; keys?: unknown }[],
  origins: ReadonlyMap<string, string>,
): ConfigFault[] {
  return issues.flatMap((issue) => {
    const key = issue.path.map(String).join('.')
    const origin = originOf(key, origins)
    if (issue.code !== 'unrecognized_keys') return [{ key, origin, says: issue.message }]
    return (issue.keys as string[]).map((name) => ({
      key: key === '' ? name : `${key}.${name}`,
      origin: 'config.toml',
      says: 'clé inconnue',
    }))
  })
}

/**
 * Pure: text and environment to a frozen value, or every fault. Files named in it are not looked
 * at.
 */
export function parseConfig(sources: ConfigSources): Result<LoadedConfig, readonly ConfigFault[]> {
  const faults: ConfigFault[] = []
  const file = parseToml(sources.text)
  if (!file.ok) faults.push(file.error)
  const tree: Tree = file.ok ? file.value : {}
  const origins = new Map<string, string>()
  const layer = environmentLayer(sources.env)
  faults.push(...layer.faults)
  const lay = (path: readonly string[], value: unknown, origin: string) => {
    put(tree, path, value)
    origins.set(path.join('.'), origin)
  }
  for (const { path, value, variable } of layer.values) lay(path, value, variable)
  if (sources.host !== undefined) lay(['listen', 'host'], sources.host, '--host')
  if (sources.basePort !== undefined) lay(['listen', 'basePort'], sources.basePort, '--ports')

  const parsed = configSchema.safeParse(tree, { error: frenchIssue })
  if (!parsed.success) faults.push(...schemaFaults(parsed.error.issues, origins))
  else if (file.ok) {
    const coherence = coherenceFaults(parsed.data, sources.dataFolder)
    faults.push(...coherence.map((fault) => ({ ...fault, origin: originOf(fault.key, origins) })))
  }
  if (!parsed.success || faults.length > 0) return err(faults)
  const config = deepFreeze(absolute(sources.dataFolder, parsed.data))
  return ok({ config, warnings: layer.warnings })
}

function fileFault(key: string, file: string | undefined, folder: boolean): ConfigFault | null {
  if (file === undefined) return null
  const origin = 'config.toml'
  try {
    const found = statSync(file)
    if (folder !== found.isDirectory())
      return {
        key,
        origin,
        says: folder ? `${file} n'est pas un dossier` : `${file} est un dossier`,
      }
    if (!folder) readFileSync(file)
    else for (const name of readdirSync(file)) accessSync(resolve(file, name), constants.R_OK)
    return null
  } catch (failure) {
    const code = (failure as NodeJS.ErrnoException).code
    const says = code === 'ENOENT' ? `${file} n'existe pas` : `${file} est illisible (${code})`
    return { key, origin, says }
  }
}

/** The faults of the files that the configuration names: absent, unreadable, open to others. */
export function namedFileFaults(config: Config): ConfigFault[] {
  const found = [
    fileFault('tls.certificateFile', config.tls.certificateFile, false),
    fileFault('tls.keyFile', config.tls.keyFile, false),
    ...config.trust.anchorFiles.map((file) => fileFault('trust.anchorFiles', file, false)),
    fileFault('trust.crlFolder', config.trust.crlFolder, true),
    fileFault('trust.whiteListFile', config.trust.whiteListFile, false),
    fileFault(
      'portal.signIn.oidc.clientSecretFile',
      config.portal.signIn.oidc.clientSecretFile,
      false,
    ),
    fileFault('vault.accessMatrixFile', config.vault.accessMatrixFile, false),
    ...config.vault.api.clientAuthorityFiles.map((file) =>
      fileFault('vault.api.clientAuthorityFiles', file, false),
    ),
    fileFault(
      'portal.signIn.oidc.clientSecretFile',
      config.portal.signIn.oidc.clientSecretFile,
      false,
    ),
    fileFault('notification.trustFile', config.notification.trustFile, false),
    fileFault('notification.passwordFile', config.notification.passwordFile, false),
    ...connectorFiles.map((name) =>
      fileFault(`vault.connector.${name}`, config.vault.connector[name], false),
    ),
  ].filter((fault) => fault !== null)
  const secrets: readonly (readonly [key: string, file: string | undefined])[] = [
    ['tls.keyFile', config.tls.keyFile],
    ['portal.signIn.oidc.clientSecretFile', config.portal.signIn.oidc.clientSecretFile],
    ['notification.passwordFile', config.notification.passwordFile],
  ]
  for (const [key, file] of secrets) {
    const isReadable = file !== undefined && !found.some((fault) => fault.key === key)
    if (!isReadable || process.platform === 'win32' || (statSync(file).mode & 0o077) === 0) continue
    const says = `${file} est lisible par d'autres : chmod 600 ${file}`
    found.push({ key, origin: 'config.toml', says })
  }
  return [...found, ...certificateFileFaults(config)]
}

export interface LoadOptions extends Omit<ConfigSources, 'text'> {
  /** False for the command that makes the files: they may be missing or damaged. */
  readonly checkFiles?: boolean
}

/**
 * Reads `config.toml` of the data folder, the environment and the options; checks the files it
 * names.
 */
export function loadConfig(sources: LoadOptions): Result<LoadedConfig, readonly ConfigFault[]> {
  let text: string
  try {
    text = readFileSync(resolve(sources.dataFolder, 'config.toml'), 'utf8')
  } catch (failure) {
    const code = (failure as NodeJS.ErrnoException).code
    const says =
      code === 'ENOENT'
        ? `fichier absent de ${sources.dataFolder} : remettez-le, il est dans chaque sauvegarde`
        : code === 'EISDIR'
          ? `${resolve(sources.dataFolder, 'config.toml')} est un dossier`
          : `${resolve(sources.dataFolder, 'config.toml')} est illisible (${code})`
    return err([{ key: '', origin: 'config.toml', says }])
  }
  const parsed = parseConfig({ ...sources, text })
  if (!parsed.ok || sources.checkFiles === false) return parsed
  const faults = namedFileFaults(parsed.value.config)
  return faults.length > 0 ? err(faults) : parsed
}
