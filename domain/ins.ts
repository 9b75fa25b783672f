import { err, ok, type Result } from './result.js'

/** OIDs of the INS (mssante.md §4). `.2` is the obsolete computed INS-C and is never accepted. */
export const insOid = {
  nir: '1.2.250.1.213.1.4.8',
  nia: '1.2.250.1.213.1.4.9',
  nirTest: '1.2.250.1.213.1.4.10',
  nirDemo: '1.2.250.1.213.1.4.11',
} as const

/** A production gateway refuses test identities, and the other way round. */
export type Environment = 'production' | 'test'

export const environmentOfOid = (oid: string): Environment | null => {
  if (oid === insOid.nir || oid === insOid.nia) return 'production'
  if (oid === insOid.nirTest || oid === insOid.nirDemo) return 'test'
  return null
}

export type InsFault = 'ins-length' | 'ins-structure' | 'ins-key'

/**
 * 13 characters and the key: sex, year, month, department (2A and 2B for Corsica), commune, order.
 */
const structure = /^[1-478]\d{2}(0[1-9]|1[0-2]|[2-3]\d|4[0-2]|[5-9]\d)(\d{2}|2[AB])\d{3}\d{3}\d{2}$/

/** Key = 97 - (number modulo 97), after 2A -> 19 and 2B -> 18 (mssante.md §2.1). */
export function insKey(thirteen: string): string {
  const digits = thirteen.toUpperCase().replace('2A', '19').replace('2B', '18')
  return String(97 - Number(BigInt(digits) % 97n)).padStart(2, '0')
}

/** Canonical matricule: 15 characters, upper case. Blanks are not forgiven in an address. */
export function parseMatricule(text: string): Result<string, InsFault> {
  const matricule = text.toUpperCase()
  if (matricule.length !== 15) return err('ins-length')
  if (!structure.test(matricule)) return err('ins-structure')
  return insKey(matricule.slice(0, 13)) === matricule.slice(13) ? ok(matricule) : err('ins-key')
}
