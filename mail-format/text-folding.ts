/**
 * Text as search compares it: without accents, in lower case, blanks as one space (RFC 9051 §6.4.4
 * asks for i;unicode-casemap; dropping accents too is what French users expect: "reference" finds
 * "référence").
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss')
    .replace(/\s+/g, ' ')
}
