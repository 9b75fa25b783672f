import type { TextLine } from './text-line.js'

/** Lines at the head and at the foot of a page that may be the same on the next. */
const edgeLines = 3
/** Only the number of the page may differ: another date or number may be another person's. */
const pageNumber = /(page|p\.)\s*\d+(\s*(\/|sur|de)\s*\d+)?|(?<!\S)\d{1,3}\s*\/\s*\d{1,3}(?!\S)/gi

/** The texts of pages: running heads and feet once, words parted at line ends made whole. */
export function pageTexts(pages: readonly (readonly TextLine[])[]): string[] {
  const seen = new Set<string>()
  return pages.map((lines) => {
    const keys = lines.map(({ text }) => text.replace(pageNumber, '#').replace(/\s+/g, ' ').trim())
    const isEdge = (at: number) => at < edgeLines || at >= lines.length - edgeLines
    const kept = lines.filter((_, at) => !(isEdge(at) && seen.has(keys[at]!)))
    for (const [at, key] of keys.entries()) if (isEdge(at)) seen.add(key)
    return wholeWords(kept.map(({ text }) => text).join('\n'))
  })
}

/** The second half goes up to the first; before a capital, the hyphen is the word's own. */
export const wholeWords = (text: string): string =>
  text
    .replace(/(\p{Ll}{2})-\n(\p{Ll}+[^\s\p{L}]?)(?:[^\S\n]+|(?=\n)|$)/gu, '$1$2\n')
    .replace(/(\p{L}{2}-)\n(\p{Lu}\p{L}+)(?:[^\S\n]+|(?=\n)|$)/gu, '$1$2\n')
    .replace(/\n\n/g, '\n')

const sampledCharacters = 4_000
const lettersInWordsMin = 0.2

/**
 * Fonts without a map to Unicode give signs that no one can read: hardly any letter stands in a
 * word with a vowel. Figures are left aside, as tables are full of them.
 */
export function isGarbled(lines: readonly TextLine[]): boolean {
  const text = lines
    .map((line) => line.text)
    .join(' ')
    .slice(0, sampledCharacters)
  const signs = text.replace(/[\s\d.,]+/g, '').length
  const words =
    text.match(/(?<!\S)[(«"]?\p{L}?['’]?\p{Lu}?\p{Ll}{2,}(?!\p{L})|(?<!\S)\p{Lu}{3,}(?!\p{L})/gu) ??
    []
  const letters = words
    .filter((word) => /[aeiouyàâéèêëîïôöùûü]/i.test(word))
    .reduce((sum, word) => sum + word.length, 0)
  return letters < signs * lettersInWordsMin
}
