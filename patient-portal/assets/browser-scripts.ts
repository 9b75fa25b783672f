import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { assetPath } from './asset-path.js'

/**
 * Small scripts for what HTML alone cannot do (`browser/`, compiled for browsers on their own).
 * Every page works without them.
 */
const names = ['live', 'passkey', 'drafts', 'images'] as const
export type BrowserScript = (typeof names)[number]

/** Tests run the sources, whose scripts lie compiled in `dist/`. */
const folder = fileURLToPath(import.meta.url).endsWith('.ts')
  ? '../../dist/patient-portal/browser/'
  : '../browser/'

const read = (name: BrowserScript) => {
  const content = readFileSync(new URL(`${folder}${name}.js`, import.meta.url), 'utf8')
  return { path: assetPath(name, 'js', content), content }
}

export const browserScripts = Object.fromEntries(names.map((name) => [name, read(name)])) as Record<
  BrowserScript,
  { readonly path: string; readonly content: string }
>
