/** The three kinds of things in RTF 1.9.1, as they stand in the octets. */
export type RtfToken =
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  | { readonly kind: 'word'; readonly name: string; readonly value: number | null }
  | { readonly kind: 'octet'; readonly octet: number }

const letter = (c: number): boolean => (c >= 97 && c <= 122) || (c >= 65 && c <= 90)
const digit = (c: number): boolean => c >= 48 && c <= 57
const wordLettersMax = 32
const valueDigitsMax = 10

/** Reads octets once, from left to right; never throws. */
export function* rtfTokens(bytes: Uint8Array): Generator<RtfToken> {
  let i = 0
  while (i < bytes.length) {
    const c = bytes[i]!
    if (c === 0x7b || c === 0x7d) {
      yield { kind: c === 0x7b ? 'open' : 'close' }
      i++
    } else if (c !== 0x5c) {
      if (c !== 13 && c !== 10 && c !== 0) yield { kind: 'octet', octet: c }
      i++
    } else {
      const next = bytes[i + 1] ?? 0
      if (letter(next)) {
        const { token, end } = controlWord(bytes, i + 1)
        yield token
        i = end
        // Raw octets follow \bin: they are neither text nor control words.
        if (token.name === 'bin') i += Math.max(0, token.value ?? 0)
      } else if (next === 0x27) {
        const hex = Number.parseInt(String.fromCharCode(bytes[i + 2] ?? 0, bytes[i + 3] ?? 0), 16)
        if (!Number.isNaN(hex)) yield { kind: 'octet', octet: hex }
        i += 4
      } else {
        yield { kind: 'word', name: String.fromCharCode(next), value: null }
        i += 2
      }
    }
  }
}

function controlWord(
  bytes: Uint8Array,
  from: number,
): { readonly token: Extract<RtfToken, { kind: 'word' }>; readonly end: number } {
  let end = from
  while (end < bytes.length && letter(bytes[end]!) && end - from < wordLettersMax) end++
  const name = String.fromCharCode(...bytes.subarray(from, end))
  const numberFrom = end
  if (bytes[end] === 0x2d) end++
  while (end < bytes.length && digit(bytes[end]!) && end - numberFrom <= valueDigitsMax) end++
  const number = Number.parseInt(String.fromCharCode(...bytes.subarray(numberFrom, end)), 10)
  const value = Number.isNaN(number) ? null : number
  if (value === null) end = numberFrom
  // One blank after a control word belongs to it.
  if (bytes[end] === 0x20) end++
  return { token: { kind: 'word', name, value }, end }
}
