/**
 * Attribute types of names: OID to the short name that RFC 4514 §3 and OpenSSL write. An OID that
 * is not here is written in dotted form, so that two unknown attributes never look alike.
 */
export const attributeTypes: ReadonlyMap<string, string> = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.4', 'SN'],
  ['2.5.4.5', 'SERIALNUMBER'],
  ['2.5.4.6', 'C'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.9', 'STREET'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
  ['2.5.4.12', 'T'],
  ['2.5.4.42', 'GN'],
  ['2.5.4.97', 'ORGANIZATIONIDENTIFIER'],
  ['0.9.2342.19200300.100.1.1', 'UID'],
  ['0.9.2342.19200300.100.1.25', 'DC'],
  ['1.2.840.113549.1.9.1', 'EMAILADDRESS'],
])

const oids: ReadonlyMap<string, string> = new Map([...attributeTypes].map(([o, t]) => [t, o]))

/**
 * The OID of a short name or of a dotted form; throws on a name that we do not know: our own bug.
 */
export function attributeOid(type: string): string {
  const oid = /^\d+(\.\d+)+$/.test(type) ? type : oids.get(type)
  if (oid === undefined) throw new Error(`unknown attribute type ${type}`)
  return oid
}
