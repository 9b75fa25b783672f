import { describe, expect, it } from 'vitest'
import { csvLine } from '../../domain/csv-line.js'
import { cleanFileName } from '../../patient-portal/reading/file-name.js'

/** What patients take along is opened by other programs, on other systems. */
describe('a table', () => {
  const formulas = [
    ['=1+1'],
    ['  @SUM(A1)'],
    ['\t=1'],
    // French spreadsheets part columns at semicolons, and see no quotes in the middle of a cell.
    ['Bonjour ;=1+1'],
    ['a;+33'],
    ['a; @b'],
    ['a\r\n=1'],
    ['a;"=1"'],
    ['a\t-1'],
    ['\uff1d1+1'],
  ]
  it.each(formulas)('runs nothing of %j', (text) => {
    const opened = csvLine(['x', text]).slice(2).replace(/^"|"$/g, '').replace(/""/g, '"')
    for (const cell of opened.split(/[;\t\r\n]+/))
      expect(cell).not.toMatch(/^\s*"*\s*[=+\-@\uff1d]/)
  })
  it('leaves words, dates and numbers as they are', () => {
    const cells = ['Dr Dupont-Martin', 'a; b', '2026-11-23', 'x@y', -5, '1 + 1 = 2']
    expect(csvLine(cells)).toBe(cells.join(','))
  })
})

describe('the name of a file', () => {
  const devices = ['con', 'CON .txt', 'nul', 'Aux.pdf', 'com¹.txt', 'LPT9', 'conin$', 'CONOUT$.txt']
  it.each(devices)('%j is no device', (name) => {
    expect(cleanFileName(name, 'document')).toBe('document')
  })
  it('fits on a disk in any writing', () => {
    for (const letter of ['a', 'é', '漢', '😀']) {
      const name = cleanFileName(`${letter.repeat(300)}.pdf`, 'document')
      expect(Buffer.byteLength(name)).toBeLessThan(250)
      expect(name.endsWith('.pdf')).toBe(true)
      expect(name).not.toContain('\ufffd')
    }
  })
})
