import { portalLimits } from '../../domain/portal-limits.js'
import { foldText } from '../../mail-format/text-folding.js'

/** A text with the words that were looked for apart. */
export interface MarkedPiece {
  readonly text: string
  readonly isFound: boolean
}

/** As the search itself compares: without case and accents. Single letters find everything. */
export function wordsLookedFor(typed: string): readonly string[] {
  const all = typed.normalize('NFC').slice(0, portalLimits.portalSearchCharactersMax).split(/\s+/)
  const usable = all.filter((word) => [...word].length > 1).map((word) => foldText(word).trim())
  return [...new Set(usable)]
    .filter((word) => word !== '')
    .slice(0, portalLimits.portalSearchWordsMax)
}

export const holdsAll = (texts: readonly string[], words: readonly string[]): boolean => {
  const folded = texts.map(foldText)
  return words.every((word) => folded.some((text) => text.includes(word)))
}

/** Each occurrence of each word, in the letters that were written. */
export function markWords(text: string, words: readonly string[]): readonly MarkedPiece[] {
  const characters = [...text.normalize('NFC')]
  let folded = ''
  const places: number[] = []
  characters.forEach((character, place) => {
    const one = foldText(character)
    folded += one
    for (let i = 0; i < one.length; i++) places.push(place)
  })
  const isFound = new Uint8Array(characters.length)
  for (const word of words) {
    if (word === '') continue
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length))
      isFound.fill(1, places[at]!, places[at + word.length - 1]! + 1)
  }
  const pieces: { text: string; isFound: boolean }[] = []
  characters.forEach((character, place) => {
    const mark = isFound[place] === 1
    const last = pieces.at(-1)
    if (last?.isFound === mark) last.text += character
    else pieces.push({ text: character, isFound: mark })
  })
  return pieces
}

const stretchCharacters = 2_000
const leadCharacters = 70

/** The stretch of the text with the first word that stands in it, or its beginning. */
export function extractAround(text: string, words: readonly string[]): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  const at = placeOfFirst(flat, words)
  const from = at <= leadCharacters ? 0 : flat.indexOf(' ', at - leadCharacters) + 1
  const start = Math.min(from, at)
  const end = start + portalLimits.portalExtractCharactersMax
  const cut = flat.length > end ? Math.max(flat.lastIndexOf(' ', end), start + 1) : flat.length
  return `${start > 0 ? '… ' : ''}${flat.slice(start, cut)}${cut < flat.length ? ' …' : ''}`
}

/** Stretch by stretch, then word by word: a long text is folded once. */
function placeOfFirst(flat: string, words: readonly string[]): number {
  const isHit = (piece: string): boolean => {
    const folded = foldText(piece)
    return words.some((word) => folded.includes(word))
  }
  for (let from = 0; from < flat.length; ) {
    const blank = flat.indexOf(' ', from + stretchCharacters)
    const to = blank < 0 ? flat.length : blank
    const stretch = flat.slice(from, to)
    if (isHit(stretch)) {
      for (const token of stretch.matchAll(/\S+/g)) if (isHit(token[0])) return from + token.index
    }
    from = to + 1
  }
  return 0
}
