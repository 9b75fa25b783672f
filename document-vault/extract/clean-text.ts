import { documentLimits } from '../../domain/document-limits.js'

/** Controls, marks that turn the direction of writing, and halves of characters. */
const banned = new RegExp(
  [
    '[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u200b\\u200e\\u200f]',
    '[\\u202a-\\u202e\\u2060-\\u2069\\ufeff\\ufff9-\\ufffb]|\\p{Surrogate}',
  ].join('|'),
  'gu',
)

/** Composed (NFC), no controls, blanks within lines in one, at most one empty line in a row. */
export function cleanText(text: string): { readonly text: string; readonly isTruncated: boolean } {
  const max = documentLimits.documentTextCharactersMax
  const isTruncated = text.length > max
  const cleaned = (isTruncated ? text.slice(0, max) : text)
    .replace(/\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g, '\n')
    .replace(banned, '')
    .normalize('NFC')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  return { text: cleaned.slice(0, max), isTruncated }
}

/** A title or heading: one line. */
export const cleanLine = (text: string): string =>
  text
    .slice(0, documentLimits.documentTitleCharactersMax * 4)
    .replace(/\s+/g, ' ')
    .replace(banned, '')
    .normalize('NFC')
    .trim()
    .slice(0, documentLimits.documentTitleCharactersMax)
    .trim()

export const cleanHeadings = (headings: readonly string[]): string[] =>
  headings
    .slice(0, documentLimits.documentHeadingsMax)
    .map(cleanLine)
    .filter((heading) => heading !== '')
