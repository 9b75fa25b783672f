import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { ConfigFault } from './config-fault.js'
import type { Config } from './schema.js'

const origin = 'config.toml'
const certificatePattern = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g
const beginPattern = /-----BEGIN CERTIFICATE-----/g

/** The certificates of a PEM file, or a French line that says what is wrong with the file. */
function certificatesOf(file: string): X509Certificate[] | string {
  const pem = readFileSync(file, 'latin1')
  const blocks = pem.match(certificatePattern) ?? []
  const begun = pem.match(beginPattern)?.length ?? 0
  if (begun === 0) return `${file} ne contient aucun certificat PEM : remplacez ce fichier`
  if (blocks.length !== begun)
    return `${file} est coupé, un certificat n'a pas sa fin : remplacez ce fichier`
  try {
    return blocks.map((block) => new X509Certificate(block))
  } catch {
    return `${file} contient un certificat abîmé : remplacez ce fichier`
  }
}

function privateKeyOf(file: string): KeyObject | string {
  const pem = readFileSync(file)
  try {
    return createPrivateKey(pem)
  } catch {
    return pem.includes('ENCRYPTED')
      ? `${file} est protégé par un mot de passe : déposez la clé sans mot de passe, chmod 600`
      : `${file} n'est pas une clé privée PEM lisible : remplacez ce fichier`
  }
}

/**
 * Damaged certificates and keys by the name of their file, all at once: TLS would tell of the
 * first one only, in the words of OpenSSL.
 */
export function certificateFileFaults(config: Config): ConfigFault[] {
  const faults: ConfigFault[] = []
  const attempt = <T>(key: string, read: () => T | string): T | null => {
    try {
      const found = read()
      if (typeof found !== 'string') return found
      faults.push({ key, origin, says: found })
    } catch {
      // Absent or unreadable: told by the check of the files themselves.
    }
    return null
  }
  const { certificateFile, keyFile } = config.tls
  const chain = attempt('tls.certificateFile', () => certificatesOf(certificateFile ?? ''))
  const privateKey = attempt('tls.keyFile', () => privateKeyOf(keyFile ?? ''))
  if (chain !== null && privateKey !== null && !chain[0]?.checkPrivateKey(privateKey))
    faults.push({
      key: 'tls.keyFile',
      origin,
      says: `${keyFile} n'est pas la clé du certificat ${certificateFile}`,
    })
  const read = config.trust.anchorFiles.map((file) =>
    attempt('trust.anchorFiles', () => certificatesOf(file)),
  )
  const anchors = read.filter((one) => one !== null).flat()
  if (anchors.length > 0 && !anchors.some(({ subject, issuer }) => subject === issuer))
    faults.push({
      key: 'trust.anchorFiles',
      origin,
      says: 'aucune autorité racine (certificat auto-signé) dans ces fichiers',
    })
  return faults
}
