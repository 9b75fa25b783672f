import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NamesTaken, safeFileName, safeName } from './file-path.js'

/** What Windows, macOS and Linux take, all of them. */
const isSafe = (name: string): boolean =>
  name !== '' &&
  name.normalize('NFC') === name &&
  !/[<>:"/\\|?*\p{Cc}]|[. ]$|^[. ]/u.test(name) &&
  !/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(name) &&
  Buffer.byteLength(name) <= 120

describe('names of exported files', () => {
  it.each([
    ['Compte rendu : "suite" ?', 'Compte rendu _ _suite_ _'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['aux.pdf', 'document'],
    ['', 'document'],
    ['...', 'document'],
    ['Bilan. ', 'Bilan'],
    ['a\u202Efdp.exe', 'afdp.exe'],
  ])('%j', (text, name) => {
    expect(safeName(text, 'document')).toBe(name)
  })

  it('are safe on every system, whatever people wrote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        expect(isSafe(safeName(text, 'document'))).toBe(true)
        expect(isSafe(safeFileName(text, '.pdf', 'document'))).toBe(true)
      }),
    )
  })

  it('differ also where systems fold case and accents', () => {
    const names = new NamesTaken()
    expect(['Bilan', 'BILAN', 'e\u0301', '\u00e9'].map((stem) => names.free(stem, '.pdf'))).toEqual(
      ['Bilan.pdf', 'BILAN (2).pdf', 'e\u0301.pdf', '\u00e9 (2).pdf'],
    )
  })
})
