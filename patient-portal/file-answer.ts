import type { Context } from 'hono'
import type { PortalEnv } from './portal-parts.js'
import { attachmentDisposition } from './reading/file-name.js'
import { policies } from './walls/security-headers.js'

/** Types that a browser or a viewer may be told. Never HTML, SVG or XML. */
const toldTypes = /^(?:application\/pdf|image\/(?:jpeg|png|gif|webp|tiff|heic))$/

/** For files from outside: octets, unless their type is one that runs nothing. */
export const toldType = (mediaType: string): string =>
  toldTypes.test(mediaType) ? mediaType : 'application/octet-stream'

/** Headers of a file to be kept: never opened in place, and harmless should it ever be. */
export function offerFile(
  c: Context<PortalEnv>,
  /** `fileName` is clean (reading/file-name.ts). */
  file: { readonly fileName: string; readonly mediaType: string },
): void {
  c.header('Content-Type', file.mediaType)
  c.header('Content-Disposition', attachmentDisposition(file.fileName))
  c.header('Content-Security-Policy', policies.download)
  c.header('X-Download-Options', 'noopen')
}
