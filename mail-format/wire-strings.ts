/**
 * RFC 9051 §4.3 strings for what the server sends, as binary strings. Anything that a quoted string
 * of IMAP4rev1 cannot carry (CR, LF, octets from 80) goes as a literal; NUL cannot be sent at all
 * and is dropped.
 */
export function wireString(text: string): string {
  let escapes = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 34 || c === 92) escapes = true
    else if (c > 126 || c === 10 || c === 13) return wireLiteral(text)
    else if (c === 0) return wireString(text.replaceAll('\0', ''))
  }
  return escapes ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`
}

function wireLiteral(text: string): string {
  const octets = text.includes('\0') ? text.replaceAll('\0', '') : text
  return `{${octets.length}}\r\n${octets}`
}

/** `NIL` for null, else a string. */
export const wireNString = (text: string | null): string =>
  text === null ? 'NIL' : wireString(text)
