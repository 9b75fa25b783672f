/** Soft breaks before 76 characters, RFC 2045 §6.7 rule 5. */
const LINE_CHARACTERS_MAX = 75

const encodeOctet = (c: number, lastOfLine: boolean): string => {
  const plain = (c >= 33 && c <= 126 && c !== 61) || ((c === 32 || c === 9) && !lastOfLine)
  return plain ? String.fromCharCode(c) : `=${c.toString(16).toUpperCase().padStart(2, '0')}`
}

function encodeLine(line: string): string {
  const octets = Buffer.from(line)
  const lines: string[] = []
  let current = ''
  octets.forEach((c, i) => {
    const piece = encodeOctet(c, i === octets.length - 1)
    if (current.length + piece.length > LINE_CHARACTERS_MAX) {
      lines.push(`${current}=`)
      current = ''
    }
    current += piece
  })
  return [...lines, current].join('\r\n')
}

/** Unicode text as quoted-printable UTF-8 with CRLF line ends (RFC 2045 §6.7), ASCII only. */
export const quotedPrintable = (text: string): string =>
  text.split(/\r?\n/).map(encodeLine).join('\r\n')
