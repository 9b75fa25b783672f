import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** PEM texts, one certificate each. */
export interface Authorities {
  readonly anchors: readonly string[]
  readonly intermediates: readonly string[]
}

/**
 * PEM bundles hold roots and intermediates together: a certificate that issued itself is an anchor.
 */
export function readAuthorities(files: readonly string[]): Authorities {
  const anchors: string[] = []
  const intermediates: string[] = []
  for (const file of files) {
    const pem = readFileSync(file, 'utf8')
    for (const [certificate] of pem.matchAll(
      /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g,
    )) {
      const { subject, issuer } = new X509Certificate(certificate)
      if (subject === issuer) anchors.push(certificate)
      else intermediates.push(certificate)
    }
  }
  return { anchors, intermediates }
}
