/**
 * X.501 names compared as the white list needs (mssante.md §7 A 3): RDN by RDN, order kept,
 * Unicode NFC, blanks trimmed. The canonical text is RFC 4514 with the issuing order of the white list
 * (`CN=...,OU=...,O=...,ST=...,C=FR`), multi-valued RDNs joined with `+` and sorted.
 */
export type Rdn = readonly { readonly type: string; readonly value: string }[]
/** Most specific first (CN first), as RFC 4514 and the white list write it. */
export type DistinguishedName = readonly Rdn[]

/** Splits at unescaped separators; backslash pairs stay as they are. */
function splitUnescaped(text: string, separator: string): string[] {
  const parts: string[] = []
  let current = ''
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!
    if (c === '\\' && i + 1 < text.length) {
      current += c + text[i + 1]!
      i++
    } else if (c === separator) {
      parts.push(current)
      current = ''
    } else current += c
  }
  parts.push(current)
  return parts
}

/** RFC 4514 §2.4: `\,` is a character, `\C3\A9` are UTF-8 octets. */
function unescapeValue(text: string): string {
  const octets: Buffer[] = []
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!
    if (c !== '\\')
      octets.push(Buffer.from(text.slice(i, i + (text.codePointAt(i)! > 0xffff ? 2 : 1))))
    if (c !== '\\') {
      if (text.codePointAt(i)! > 0xffff) i++
      continue
    }
    const hex = text.slice(i + 1, i + 3)
    if (/^[0-9A-Fa-f]{2}$/.test(hex)) {
      octets.push(Buffer.from(hex, 'hex'))
      i += 2
    } else {
      octets.push(Buffer.from(text[i + 1] ?? ''))
      i++
    }
  }
  return Buffer.concat(octets).toString('utf8')
}

const normal = (value: string): string => value.normalize('NFC').trim().replace(/\s+/g, ' ')

/** Parses RFC 4514 text; null when an RDN has no `=`. */
export function parseDistinguishedName(text: string): DistinguishedName | null {
  const name: Rdn[] = []
  for (const part of splitUnescaped(text, ',')) {
    const rdn: { type: string; value: string }[] = []
    for (const pair of splitUnescaped(part, '+')) {
      const equals = pair.indexOf('=')
      if (equals < 1) return null
      rdn.push({
        type: pair.slice(0, equals).trim().toUpperCase(),
        value: normal(unescapeValue(pair.slice(equals + 1).trim())),
      })
    }
    name.push(rdn)
  }
  return name.length > 0 ? name : null
}

const escapeValue = (value: string): string =>
  value.replace(/[\\,+"<>;=]/g, (c) => `\\${c}`).replace(/^[# ]/, (c) => `\\${c}`)

/** Canonical text: equal names give equal text, so it can be a key in a store or a map. */
export function canonicalName(name: DistinguishedName): string {
  return name
    .map((rdn) =>
      rdn
        .map(({ type, value }) => `${type.toUpperCase()}=${escapeValue(normal(value))}`)
        .sort()
        .join('+'),
    )
    .join(',')
}
