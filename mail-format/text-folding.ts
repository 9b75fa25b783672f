import { isUtf8 } from 'node:buffer'

/**
 * Text as search compares it: without accents, in lower case, blanks as one space (RFC 9051 §6.4.4
 * asks for i;unicode-casemap; dropping accents too is what French users expect: "reference" finds
 * "référence"). Each character folds alone, so a part of a text folds to a part of its folding, and
 * whatever i;unicode-casemap (RFC 5051) holds equal is equal here.
 */
export function foldText(text: string): string {
  const folder = new TextFolder()
  folder.addText(text)
  return folder.octets().toString('utf8')
}

const space = 32
const newline = 10

/** A larger buffer is not kept for the next text. */
const keptOctetsMax = 4_194_304
const beyondAscii = 255
/** Octet to folded octet for ASCII. */
const plain = Uint8Array.from({ length: 256 }, (_, c) => {
  if (c > 127) return beyondAscii
  if (c === space || (c >= 9 && c <= 13)) return space
  return c >= 65 && c <= 90 ? c + 32 : c
})
/** What neither a decomposition nor a change of case does. */
const letters: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  // Word processors write these where people type an apostrophe.
  '‘': "'",
  '’': "'",
}

/** Upper case first: it alone makes ς, ſ and ı what their other forms are. */
function foldedCharacter(character: string): string {
  const bare = character.normalize('NFKD').replace(/\p{M}+/gu, '')
  if (/^\s+$/.test(bare)) return ' '
  let folded = ''
  for (const upper of bare.toUpperCase()) {
    const lower = upper.toLowerCase()
    folded += Object.hasOwn(letters, lower) ? letters[lower] : lower
  }
  // Lower case may bring a mark back (U+0130).
  return folded.normalize('NFKD').replace(/\p{M}+/gu, '')
}

const keptCodePoint = 0x3000
const rareMax = 20_000
const common: (Buffer | undefined)[] = new Array(keptCodePoint)
const rare = new Map<number, Buffer>()

function foldedOctets(codePoint: number): Buffer {
  const known = codePoint < keptCodePoint ? common[codePoint] : rare.get(codePoint)
  if (known !== undefined) return known
  const octets = Buffer.from(foldedCharacter(String.fromCodePoint(codePoint)))
  if (codePoint < keptCodePoint) common[codePoint] = octets
  else {
    if (rare.size >= rareMax) rare.clear()
    rare.set(codePoint, octets)
  }
  return octets
}

/** Folds texts one behind the other into one buffer of UTF-8, which is used again after `clear`. */
export class TextFolder {
  private out: Buffer = Buffer.allocUnsafe(4_096)
  private length = 0

  clear(): void {
    this.length = 0
    if (this.out.length > keptOctetsMax) this.out = Buffer.allocUnsafe(4_096)
  }

  /** What was folded; valid until the next call. */
  octets(): Buffer {
    return this.out.subarray(0, this.length)
  }

  addText(text: string): void {
    this.makeRoom(text.length)
    const { out } = this
    let { length } = this
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i)
      if (c > 127) {
        this.length = length
        this.addValid(Buffer.from(i === 0 ? text : text.slice(i)))
        return
      }
      const folded = plain[c]!
      if (folded !== space || length === 0 || out[length - 1] !== space) out[length++] = folded
    }
    this.length = length
  }

  /** A mark between two texts that no folded text holds: nothing is found across it. */
  endLine(): void {
    this.makeRoom(1)
    this.out[this.length++] = newline
  }

  /** Octets that are no UTF-8 are read as the replacement character. */
  addUtf8(octets: Uint8Array): void {
    this.addValid(isUtf8(octets) ? octets : Buffer.from(Buffer.from(octets).toString()))
  }

  private addValid(text: Uint8Array): void {
    this.makeRoom(text.length)
    let { length, out } = this
    for (let i = 0; i < text.length; ) {
      const c = text[i]!
      const octet = plain[c]!
      if (octet > space && octet < beyondAscii) {
        out[length++] = octet
        i++
        continue
      }
      if (octet < beyondAscii) {
        if (octet !== space || length === 0 || out[length - 1] !== space) out[length++] = octet
        i++
        continue
      }
      const width = c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4
      const folded = foldedOctets(codePointAt(text, i, width))
      i += width
      if (folded.length === 1 && folded[0] === space && length > 0 && out[length - 1] === space)
        continue
      if (folded.length > width) {
        this.length = length
        this.makeRoom(text.length - i + folded.length)
        out = this.out
      }
      for (let k = 0; k < folded.length; k++) out[length++] = folded[k]!
    }
    this.length = length
  }

  private makeRoom(octets: number): void {
    if (this.length + octets <= this.out.length) return
    const larger = Buffer.allocUnsafe((this.length + octets) * 2)
    this.out.copy(larger, 0, 0, this.length)
    this.out = larger
  }
}

/** Of UTF-8 that is known to be valid. */
function codePointAt(text: Uint8Array, i: number, width: number): number {
  const second = text[i + 1]! & 63
  if (width === 2) return ((text[i]! & 31) << 6) | second
  const third = text[i + 2]! & 63
  if (width === 3) return ((text[i]! & 15) << 12) | (second << 6) | third
  return ((text[i]! & 7) << 18) | (second << 12) | (third << 6) | (text[i + 3]! & 63)
}
