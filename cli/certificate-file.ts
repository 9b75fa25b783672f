import { readFileSync } from 'node:fs'
import { canonicalName } from '../domain/distinguished-name.js'
import { certificatesOfPem, readCertificate } from '../pki/certificate.js'
import { type Pkcs12Fault, type Pkcs12Protection, readPkcs12 } from '../pki/pkcs12-reader.js'
import { exitCodes, type Failed, failed } from './answer.js'

export interface SubjectFile {
  readonly ok: true
  /** Canonical subject of the certificate: the secret of a certificate credential. */
  readonly subject: string
  /** `certificate` for PEM and DER, else how the PKCS#12 file is protected. */
  readonly form: 'certificate' | Pkcs12Protection
}

const pkcs12Faults: Readonly<Record<Pkcs12Fault, string>> = {
  'not-pkcs12': 'ne contient pas de certificat lisible (PEM, DER ou PKCS#12)',
  'password-wrong':
    'est un PKCS#12 que ce mot de passe n’ouvre pas : donnez-le avec --passphrase-file',
  'cipher-unknown':
    'est un PKCS#12 en RC4 ou RC2 de 128 bits, que rien n’ouvre ici : donnez le certificat en PEM',
  'no-certificate': 'est un PKCS#12 sans certificat',
}

function octetsOf(file: string): Buffer | Failed {
  try {
    return readFileSync(file)
  } catch (failure) {
    const { code } = failure as NodeJS.ErrnoException
    return failed(exitCodes.refused, `${file} est illisible (${code})`)
  }
}

const subjectOf = (octets: Uint8Array | undefined): string | null => {
  const certificate = octets === undefined ? null : readCertificate(octets)
  const name = certificate?.subject.distinguished
  return name ? canonicalName(name) : null
}

const isAuthority = (octets: Uint8Array): boolean =>
  readCertificate(octets)?.extensions.basicConstraints?.authority === true

/** The subject of a PEM or DER certificate, or of the certificate that a PKCS#12 file holds. */
export function subjectOfFile(file: string, passphraseFile?: string): SubjectFile | Failed {
  const octets = octetsOf(file)
  if ('ok' in octets) return octets
  const isDer = octets[0] === 0x30
  const first = isDer ? octets : certificatesOfPem(octets.toString('latin1'))[0]
  const subject = subjectOf(first)
  if (subject !== null) return { ok: true, subject, form: 'certificate' }
  const passphrase = passphraseFile === undefined ? Buffer.alloc(0) : octetsOf(passphraseFile)
  if ('ok' in passphrase) return passphrase
  const read = isDer
    ? readPkcs12(octets, passphrase.toString('utf8').replace(/\r?\n$/, ''))
    : ({ ok: false, error: 'not-pkcs12' } as const)
  if (!read.ok) return failed(exitCodes.refused, `${file} ${pkcs12Faults[read.error]}`)
  const { certificates, protection } = read.value
  const own = certificates.find((certificate) => !isAuthority(certificate)) ?? certificates[0]
  const held = subjectOf(own)
  return held === null
    ? failed(exitCodes.refused, `${file} ${pkcs12Faults['no-certificate']}`)
    : { ok: true, subject: held, form: protection }
}
