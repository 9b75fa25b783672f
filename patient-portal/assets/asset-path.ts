import { createHash } from 'node:crypto'

/**
 * The path of a file of ours. The hash of its content is in the name, so that a browser keeps a
 * file for a year and never an old one.
 */
export const assetPath = (name: string, extension: string, content: string): string => {
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 16)
  return `/fichiers/${name}.${hash}.${extension}`
}
