import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Small scripts for what HTML alone cannot do (`browser/`, compiled for browsers on their own).
 * Every page works without them.
 */
const names = ['live', 'passkey', 'drafts', 'images'] as const
export type BrowserScript = (typeof names)[number]

/** Tests run the sources, whose scripts lie compiled in `dist/`. */
const folder = fileURLToPath(import.meta.url).endsWith('.ts')
  ? '../dist/patient-portal/browser/'
  : './browser/'

const read = (name: BrowserScript) => {
  const content = readFileSync(new URL(`${folder}${name}.js`, import.meta.url), 'utf8')
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 16)
  return { path: `/fichiers/${name}.${hash}.js`, content }
}

/** The hash of the content is in the path, as with all files that browsers keep. */
export const browserScripts = Object.fromEntries(names.map((name) => [name, read(name)])) as Record<
  BrowserScript,
  { readonly path: string; readonly content: string }
>
