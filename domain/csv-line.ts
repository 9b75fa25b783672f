/**
 * Where a spreadsheet would begin a formula: at the start of a cell, and after what parts cells in
 * other countries (semicolons in France), as quotes within a cell keep nothing together there.
 */
const formulaStart = /(^|[;\t\r\n])(["\x20\u00a0\u202f]*[=+\-@\uff0b\uff0d\uff1d\uff20])/g

/** RFC 4180 §2; what a spreadsheet would run as a formula is made text. */
const csvCell = (value: string | number | null): string => {
  const text = String(value ?? '')
  const safe = typeof value === 'string' ? text.replace(formulaStart, "$1'$2") : text
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}

/** One record without its line ending. */
export const csvLine = (cells: readonly (string | number | null)[]): string =>
  cells.map(csvCell).join(',')
