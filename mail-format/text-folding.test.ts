import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldText, TextFolder } from './text-folding.js'
import { casemapKey } from './unicode-casemap.js'

describe('foldText', () => {
  it.each([
    ['Référence ÉTÉ', 'reference ete'],
    ['e\u0301', 'e'],
    ['Œdème', 'oedeme'],
    ['a \r\n\t\u00a0b', 'a b'],
    ['ﬁn', 'fin'],
    ['STRASSE straße STRAẞE', 'strasse strasse strasse'],
    ['l’hôpital', "l'hopital"],
    ['ΟΔΟΣ οδος', 'οδοσ οδοσ'],
    ['İI ıi', 'ii ii'],
    ['日本語', '日本語'],
    ['👩‍⚕️', '👩‍⚕'],
    ['a\0b', 'a\0b'],
    [
      '\ufdfa',
      '\u0635\u0644\u0649 \u0627\u0644\u0644\u0647 \u0639\u0644\u064a\u0647 \u0648\u0633\u0644\u0645',
    ],
  ])('%s', (text, folded) => {
    expect(foldText(text)).toBe(folded)
  })

  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom(...'aÉ \n\tœßﬁ’\u0301\ufdfa日👍\0"'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
  })
  it('finds every part of a text in the text', () => {
    fc.assert(
      fc.property(text, text, text, (before, part, after) => {
        const whole = foldText(before + part + after)
        expect(whole).toContain(foldText(part))
      }),
    )
  })
  it('folds what is folded to itself', () => {
    fc.assert(
      fc.property(text, (any) => {
        expect(foldText(foldText(any))).toBe(foldText(any))
      }),
    )
  })
  it('is the same for pieces behind one another, and from octets', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const folder = new TextFolder()
        folder.addUtf8(Buffer.from(a))
        folder.addText(b)
        expect(folder.octets().toString()).toBe(foldText(a + b))
      }),
    )
  })
  it('holds equal what i;unicode-casemap holds equal', () => {
    const keys = new Map<string, string>()
    const broken: string[] = []
    // The planes above have no letter with case or accent.
    for (let codePoint = 0; codePoint <= 0x1ffff; codePoint++) {
      const isSurrogate = codePoint >= 0xd800 && codePoint <= 0xdfff
      // The iota below is a mark to us; its titlecase is the letter.
      if (isSurrogate || codePoint === 0x345) continue
      const character = String.fromCodePoint(codePoint)
      const key = casemapKey(character)
      const folded = foldText(character)
      if (!keys.has(key)) keys.set(key, folded)
      if (keys.get(key) !== folded) broken.push(codePoint.toString(16))
    }
    expect(broken).toEqual([])
  }, 60_000)
})
