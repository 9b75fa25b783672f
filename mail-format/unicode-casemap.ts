const ASCII = /^[\x00-\x7f]*$/

/** Simple titlecase where toUpperCase gives another character or several (UnicodeData.txt). */
const titles = new Map<number, number>()
for (const [upper, title, lower] of [
  [0x1c4, 0x1c5, 0x1c6],
  [0x1c7, 0x1c8, 0x1c9],
  [0x1ca, 0x1cb, 0x1cc],
  [0x1f1, 0x1f2, 0x1f3],
] as const)
  for (const codePoint of [upper, title, lower]) titles.set(codePoint, title)
for (const base of [0x1f80, 0x1f90, 0x1fa0])
  for (let i = 0; i < 8; i++) {
    titles.set(base + i, base + i + 8)
    titles.set(base + i + 8, base + i + 8)
  }
for (const [lower, title] of [
  [0x1fb3, 0x1fbc],
  [0x1fc3, 0x1fcc],
  [0x1ff3, 0x1ffc],
] as const)
  for (const codePoint of [lower, title]) titles.set(codePoint, title)

function titleOf(character: string): string {
  const codePoint = character.codePointAt(0)!
  const title = titles.get(codePoint)
  if (title !== undefined) return String.fromCodePoint(title)
  // Georgian letters have an upper case and no titlecase.
  const isGeorgian = codePoint >= 0x10d0 && codePoint <= 0x10ff
  const upper = character.toUpperCase()
  const isOne = upper.length === (upper.codePointAt(0)! > 0xffff ? 2 : 1)
  return isGeorgian || !isOne ? character : upper
}

const known = new Map<string, string>()
const knownMax = 20_000

function mapped(character: string): string {
  let text = known.get(character)
  if (text === undefined) {
    if (known.size >= knownMax) known.clear()
    text = titleOf(character).normalize('NFKD')
    known.set(character, text)
  }
  return text
}

/**
 * i;unicode-casemap (RFC 5051 §2): each character in titlecase, then fully decomposed. Two texts
 * are equal under the collation when their keys are, and stand in the order of `compareCasemap`.
 */
export function casemapKey(text: string): string {
  if (ASCII.test(text)) return text.toUpperCase()
  let key = ''
  for (const character of text)
    key += character < '\x80' ? character.toUpperCase() : mapped(character)
  return key
}

/** The order of the octets of UTF-8 (i;octet), which is that of code points, not of UTF-16. */
export function compareCasemap(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return rankOfUnit(x) - rankOfUnit(y)
  }
  return a.length - b.length
}

/** Surrogates stand for what is above all other characters. */
const rankOfUnit = (unit: number): number =>
  unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
