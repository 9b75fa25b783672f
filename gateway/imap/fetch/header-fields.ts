/**
 * The fields of a header block that are asked for (RFC 9051 §6.4.5 HEADER.FIELDS), as the octets
 * stand, with the blank line, "except in the case of a message that has no body and no blank line".
 */
export function selectFields(
  header: Uint8Array,
  names: ReadonlySet<string>,
  wanted: boolean,
): string {
  const text = Buffer.from(header.buffer, header.byteOffset, header.length).toString('latin1')
  let selected = ''
  let keep = false
  let at = 0
  while (at < text.length) {
    const feed = text.indexOf('\n', at)
    const end = feed < 0 ? text.length : feed + 1
    const first = text.charCodeAt(at)
    if (first === 0x0d || first === 0x0a) return `${selected}\r\n`
    // A line that starts with a space continues the field before it (RFC 5322 §2.2.3).
    if (first !== 0x20 && first !== 0x09) {
      const colon = text.indexOf(':', at)
      const isField = colon >= 0 && colon < end
      const name = isField ? text.slice(at, colon).trimEnd().toLowerCase() : ''
      keep = isField ? names.has(name) === wanted : !wanted
    }
    if (keep) selected += text.slice(at, end)
    at = end
  }
  return selected
}
