import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout, from its sources as from dist/. */
function checkout(): string {
  for (const up of ['../..', '../../..']) {
    const folder = fileURLToPath(new URL(up, import.meta.url))
    if (existsSync(join(folder, 'package.json'))) return folder
  }
  return process.cwd()
}

const root = checkout()
const samples = process.env['MSS_SAMPLES'] ?? join(root, '..', 'shared', 'samples')
const own = join(root, 'test-fixtures', 'documents', 'labelled')

/** Where labelled documents are, and the CDA that their texts were taken from. */
export const documentFolders: readonly (readonly [name: string, folder: string, cda: string])[] = [
  ['Échantillons', join(samples, 'text'), join(samples, 'cda')],
  ['Documents fictifs du projet', own, own],
]
