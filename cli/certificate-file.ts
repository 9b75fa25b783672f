import { readFileSync } from 'node:fs'
import { canonicalName } from '../domain/distinguished-name.js'
import { certificatesOfPem, readCertificate } from '../pki/certificate.js'
import { exitCodes, type Failed, failed } from './answer.js'

/**
 * Canonical subject of the first certificate of a PEM or DER file: the secret of a certificate
 * credential.
 */
export function subjectOfFile(file: string): { ok: true; subject: string } | Failed {
  let octets: Buffer
  try {
    octets = readFileSync(file)
  } catch (failure) {
    return failed(
      exitCodes.refused,
      `${file} est illisible (${(failure as NodeJS.ErrnoException).code})`,
    )
  }
  const first = octets[0] === 0x30 ? octets : certificatesOfPem(octets.toString('latin1'))[0]
  const certificate = first === undefined ? null : readCertificate(first)
  const name = certificate?.subject.distinguished
  if (!name) return failed(exitCodes.refused, `${file} ne contient pas de certificat lisible`)
  return { ok: true, subject: canonicalName(name) }
}
