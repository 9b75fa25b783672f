import { existsSync } from 'node:fs'
import { dirname, join, parse } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const isSource = import.meta.url.endsWith('.ts')
const root = isSource ? join(here, '..', '..') : join(here, '..', '..', '..')

/**
 * A compiled file of this package. Tests run the sources, which a process cannot load: they take
 * the one in `dist/`, that the test run compiled first.
 */
export const compiledFile = (name: string): string => join(root, 'dist', `${name}.js`)

/** The package and the packages it uses: all that a reader of files may read on the disk. */
function readableFolders(): string[] {
  const folders = [join(root, 'dist'), join(root, 'package.json')]
  for (let folder = root; ; folder = dirname(folder)) {
    const modules = join(folder, 'node_modules')
    if (existsSync(modules)) folders.push(modules)
    if (folder === parse(folder).root) return folders
  }
}

/** Node's permission model: stable name from Node 23, `--experimental-` before. */
const permissionFlag = ['--permission', '--experimental-permission'].find((flag) =>
  process.allowedNodeEnvironmentFlags.has(flag),
)

export interface ProcessBounds {
  readonly heapMegabytesMax: number
  /** Drawing pages needs a native addon: only processes that draw have it. */
  readonly draws: boolean
  /** False: this Node refused the permission model. */
  readonly hasPermissions: boolean
}

/** What Node is told before any code of a package runs in the process. */
export function processArguments(bounds: ProcessBounds): string[] {
  const bare = [
    `--max-old-space-size=${bounds.heapMegabytesMax}`,
    '--disallow-code-generation-from-strings',
    '--no-warnings',
    // Preloaded in the process and in each thread of it.
    `--import=${pathToFileURL(compiledFile('document-vault/extract/process-lockdown'))}`,
  ]
  if (!bounds.hasPermissions || permissionFlag === undefined) return bare
  const reads = readableFolders().map((path) => `--allow-fs-read=${path}`)
  const addons = bounds.draws ? ['--allow-addons'] : []
  // A thread watches over the parent (parent-watch.ts); it is held by the same walls.
  return [permissionFlag, ...reads, '--allow-worker', ...addons, ...bare]
}

export const hasPermissionModel = permissionFlag !== undefined
