/**
 * X.501 names compared as the white list needs (mssante.md §7 A 3): RDN by RDN, order kept,
 * Unicode NFC, blanks trimmed. The canonical text is RFC 4514 with the issuing order of the white
 * list (`CN=...,OU=...,O=...,ST=...,C=FR`), multi-valued RDNs joined with `+` and sorted.
 */
export type Rdn = readonly { readonly type: string; readonly value: string }[]
/** Most specific first (CN first), as RFC 4514 and the white list write it. */
export type DistinguishedName = readonly Rdn[]

/** Spellings of one attribute type by different tools; the right side is the canonical one. */
const typeAliases: ReadonlyMap<string, string> = new Map([
  ['COMMONNAME', 'CN'],
  ['2.5.4.3', 'CN'],
  ['SURNAME', 'SN'],
  ['2.5.4.4', 'SN'],
  ['2.5.4.5', 'SERIALNUMBER'],
  ['COUNTRYNAME', 'C'],
  ['2.5.4.6', 'C'],
  ['LOCALITYNAME', 'L'],
  ['2.5.4.7', 'L'],
  ['S', 'ST'],
  ['SP', 'ST'],
  ['STATEORPROVINCENAME', 'ST'],
  ['2.5.4.8', 'ST'],
  ['ORGANIZATIONNAME', 'O'],
  ['2.5.4.10', 'O'],
  ['ORGANIZATIONALUNITNAME', 'OU'],
  ['2.5.4.11', 'OU'],
  ['TITLE', 'T'],
  ['2.5.4.12', 'T'],
  ['G', 'GN'],
  ['GIVENNAME', 'GN'],
  ['2.5.4.42', 'GN'],
  ['E', 'EMAILADDRESS'],
  ['EMAIL', 'EMAILADDRESS'],
  ['1.2.840.113549.1.9.1', 'EMAILADDRESS'],
])

function canonicalType(text: string): string {
  const type = text
    .trim()
    .toUpperCase()
    .replace(/^OID\./, '')
  return typeAliases.get(type) ?? type
}

/**
 * Splits at separators that are neither escaped nor inside quotes (RFC 2253 §4 still meets them).
 */
function splitUnescaped(text: string, separator: string): string[] {
  const parts: string[] = []
  let current = ''
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!
    if (c === '\\' && i + 1 < text.length) {
      current += c + text[i + 1]!
      i++
    } else if (c === separator && !quoted) {
      parts.push(current)
      current = ''
    } else {
      if (c === '"') quoted = !quoted
      current += c
    }
  }
  parts.push(current)
  return parts
}

/** RFC 4514 §2.4: `\,` is a character, `\C3\A9` are UTF-8 octets. */
function unescapeValue(text: string): string {
  const octets: Buffer[] = []
  const characters = [...text]
  for (let i = 0; i < characters.length; i++) {
    const c = characters[i]!
    if (c !== '\\') {
      octets.push(Buffer.from(c))
      continue
    }
    const hex = characters.slice(i + 1, i + 3).join('')
    if (/^[0-9A-Fa-f]{2}$/.test(hex)) {
      octets.push(Buffer.from(hex, 'hex'))
      i += 2
    } else {
      octets.push(Buffer.from(characters[i + 1] ?? ''))
      i++
    }
  }
  return Buffer.concat(octets).toString('utf8')
}

const normal = (value: string): string => value.normalize('NFC').trim().replace(/\s+/g, ' ')

/** `"a, b"` is the old quoted form of `a\, b`. */
const unquoted = (text: string): string =>
  text.length >= 2 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text

/** Parses RFC 4514 text; null when an RDN has no `=` or no attribute type. */
export function parseDistinguishedName(text: string): DistinguishedName | null {
  const name: Rdn[] = []
  for (const part of splitUnescaped(text, ',')) {
    const rdn: { type: string; value: string }[] = []
    for (const pair of splitUnescaped(part, '+')) {
      const equals = pair.indexOf('=')
      const type = canonicalType(pair.slice(0, Math.max(equals, 0)))
      if (!/^([A-Z][A-Z0-9-]*|\d+(\.\d+)+)$/.test(type)) return null
      rdn.push({ type, value: normal(unescapeValue(unquoted(pair.slice(equals + 1).trim()))) })
    }
    name.push(rdn)
  }
  return name
}

/** RFC 4514 §2.4; control characters are written as octets, so that the text stays one line. */
const escapeValue = (value: string): string =>
  value
    .replace(/[\\,+"<>;=]/g, (c) => `\\${c}`)
    .replace(/^#/, '\\#')
    .replace(/[\x00-\x1f\x7f]/g, (c) => `\\${c.charCodeAt(0).toString(16).padStart(2, '0')}`)

/** Canonical text: equal names give equal text, so it can be a key in a store or a map. */
export function canonicalName(name: DistinguishedName): string {
  return name
    .map((rdn) =>
      rdn
        .map(({ type, value }) => `${canonicalType(type)}=${escapeValue(normal(value))}`)
        .sort()
        .join('+'),
    )
    .join(',')
}

/**
 * The name with the most specific RDN first. Some tools print DER order (`C=FR, ..., CN=...`); a
 * name that begins with its country and does not end with one was written that way.
 */
export function mostSpecificFirst(name: DistinguishedName): DistinguishedName {
  const isCountry = (rdn: Rdn | undefined): boolean => rdn?.length === 1 && rdn[0]!.type === 'C'
  return isCountry(name[0]) && !isCountry(name.at(-1)) ? [...name].reverse() : name
}
