/** RFC 4180 §2; a cell that a spreadsheet would run as a formula is made text. */
const csvCell = (value: string | number | null): string => {
  const text = String(value ?? '')
  const safe = typeof value === 'string' && /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}

/** One record without its line ending. */
export const csvLine = (cells: readonly (string | number | null)[]): string =>
  cells.map(csvCell).join(',')
