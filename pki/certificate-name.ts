import type { DistinguishedName, Rdn } from '../domain/distinguished-name.js'
import { attributeTypes } from './attribute-types.js'
import { children, DerFault, type DerValue, derTag, expectTag, readOid } from './der-reader.js'

/** A Name as it stands in a certificate, with the forms that comparisons need. */
export interface CertificateName {
  /** One comparison key per RDN, in DER order (RFC 5280 §7.1: no case, blanks folded). */
  readonly rdnKeys: readonly string[]
  /** All keys: equal names have equal text. */
  readonly key: string
  /** Most specific first, values as written. */
  readonly distinguished: DistinguishedName
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function readString(value: DerValue): string {
  const { tag, contents } = value
  if (tag === 0x0c) {
    try {
      return utf8.decode(contents)
    } catch {
      throw new DerFault('UTF8String')
    }
  }
  // PrintableString, IA5String, NumericString, VisibleString; TeletexString as Latin-1 (as NSS
  // does).
  if (tag === 0x13 || tag === 0x16 || tag === 0x12 || tag === 0x1a || tag === 0x14)
    return contents.toString('latin1')
  if (tag === 0x1e && contents.length % 2 === 0)
    return Buffer.from(contents).swap16().toString('utf16le')
  throw new DerFault('string type')
}

const folded = (text: string): string =>
  text.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ')

/** Reads `Name` (RFC 5280 §4.1.2.4). */
export function readName(value: DerValue | undefined): CertificateName {
  const rdnKeys: string[] = []
  const rdns: Rdn[] = []
  for (const set of children(expectTag(value, derTag.sequence))) {
    const pairs = children(expectTag(set, derTag.set)).map((pair) => {
      const [type, text, ...rest] = children(expectTag(pair, derTag.sequence))
      if (text === undefined || rest.length > 0) throw new DerFault('attribute')
      const oid = readOid(type)
      return { oid, type: attributeTypes.get(oid) ?? oid, value: readString(text) }
    })
    if (pairs.length === 0) throw new DerFault('empty RDN')
    rdnKeys.push(JSON.stringify(pairs.map((p) => `${p.oid}=${folded(p.value)}`).sort()))
    rdns.push(pairs.map(({ type, value: text }) => ({ type, value: text })))
  }
  return { rdnKeys, key: rdnKeys.join(','), distinguished: rdns.reverse() }
}
