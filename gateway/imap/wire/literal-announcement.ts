import type { OfferedLiteral } from './received-command.js'

/** The end of a line that announces a literal: `{n}`, `{n+}` (RFC 7888 §4), `~{n}` (RFC 3516). */
export const literalPattern = /(~?)\{(\d+)(\+?)\}$/

/** Null when the number is beyond any literal. */
export function offeredLiteral(announcement: RegExpExecArray): OfferedLiteral | null {
  const [, tilde, digits, plus] = announcement as unknown as [string, string, string, string]
  const bytes = Number(digits)
  if (!Number.isSafeInteger(bytes) || digits.length > 15) return null
  return { bytes, synchronising: plus === '', binary: tilde === '~' }
}

/**
 * A `{5}` inside a quoted string that is not closed is no literal: the parser will refuse the line.
 */
export function hasOpenQuote(text: string, from = 0): boolean {
  let open = false
  for (let i = from; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 0x22) open = !open
    else if (open && c === 0x5c) i++
  }
  return open
}
