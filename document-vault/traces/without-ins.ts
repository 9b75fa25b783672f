/** Sex, year, month, department (2A, 2B), commune, order; together, or in the card's groups. */
const groups = ['[1-478]', '\\d{2}', '\\d{2}', '(?:\\d{2}|2[AB])', '\\d{3}', '\\d{3}'].join('[ .]?')
const insLike = new RegExp(`(?<![0-9A-Za-z])${groups}(?:[ .]?\\d{2})?(?![0-9])`, 'giu')

/**
 * Titles, file names and motives come from outside and may carry an INS, with its key or without.
 * What is said to people does not repeat it (invariant 8).
 */
export const withoutIns = (text: string): string => text.replace(insLike, '[numéro masqué]')
