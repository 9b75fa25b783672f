/**
 * Lexical parts of an address field (RFC 5322 §3.2), tolerant: every input gives tokens, none
 * throws.
 */
export interface AddressToken {
  readonly kind: 'word' | 'quoted' | 'comment' | 'special'
  /** Quoted pairs opened (RFC 5322 §3.2.1); of a `special` the character itself. */
  readonly text: string
  /** A blank or a comment stands before it. */
  readonly spaced: boolean
}

const SPECIALS = ',:;<>@'

/** Reads up to the closing quote; an unterminated string goes to the end, as in Dovecot. */
function readQuoted(value: string, start: number): readonly [string, number] {
  let text = ''
  let i = start
  while (i < value.length) {
    const c = value[i]!
    if (c === '"') return [text, i + 1]
    if (c === '\\' && i + 1 < value.length) {
      text += value[i + 1]!
      i += 2
    } else {
      text += c
      i++
    }
  }
  return [text, i]
}

/** Reads up to the matching parenthesis; comments nest (RFC 5322 §3.2.2). */
function readComment(value: string, start: number): readonly [string, number] {
  let text = ''
  let depth = 1
  let i = start
  while (i < value.length) {
    const c = value[i]!
    if (c === '\\' && i + 1 < value.length) {
      text += value[i + 1]!
      i += 2
      continue
    }
    if (c === '(') depth++
    else if (c === ')' && --depth === 0) return [text.trim(), i + 1]
    text += c
    i++
  }
  return [text.trim(), i]
}

const endsWord = (c: string): boolean =>
  c === ' ' ||
  c === '\t' ||
  c === '\r' ||
  c === '\n' ||
  c === '"' ||
  c === '(' ||
  SPECIALS.includes(c)

function wordEnd(value: string, start: number): number {
  // A domain literal may hold colons: `[IPv6:2001:db8::1]`.
  if (value[start] === '[') {
    const close = value.slice(start, start + 256).indexOf(']')
    if (close > 0) return start + close + 1
  }
  let i = start + 1
  while (i < value.length && !endsWord(value[i]!)) i++
  return i
}

export function addressTokens(value: string): AddressToken[] {
  const tokens: AddressToken[] = []
  let spaced = false
  let i = 0
  while (i < value.length) {
    const c = value[i]!
    if (c === ' ' || c === '\t' || c === '\r' || c === '\n') {
      spaced = true
      i++
      continue
    }
    if (c === '"' || c === '(') {
      const [text, next] = c === '"' ? readQuoted(value, i + 1) : readComment(value, i + 1)
      tokens.push({ kind: c === '"' ? 'quoted' : 'comment', text, spaced })
      spaced = c === '('
      i = next
    } else if (SPECIALS.includes(c)) {
      tokens.push({ kind: 'special', text: c, spaced })
      spaced = false
      i++
    } else {
      const end = wordEnd(value, i)
      tokens.push({ kind: 'word', text: value.slice(i, end), spaced })
      spaced = false
      i = end
    }
  }
  return tokens
}
