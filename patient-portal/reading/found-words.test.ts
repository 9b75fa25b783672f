import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { portalLimits } from '../../domain/portal-limits.js'
import { cpuMsOf } from '../../test-fixtures/cpu-time.js'
import { extractAround, holdsAll, markWords, wordsLookedFor } from './found-words.js'

const marked = (text: string, typed: string): string =>
  markWords(text, wordsLookedFor(typed))
    .map((piece) => (piece.isFound ? `[${piece.text}]` : piece.text))
    .join('')

describe('words of a search', () => {
  it.each([
    ['Genou  droit', ['genou', 'droit']],
    [' CŒUR cœur coeur ', ['coeur']],
    ['à la', ['la']],
    ['l’IRM', ["l'irm"]],
    ['a b', []],
    ['', []],
    ['   ', []],
    ['un '.repeat(50), ['un']],
    [
      Array.from({ length: 20 }, (_, i) => `mot${i}`).join(' '),
      ['mot0', 'mot1', 'mot2', 'mot3', 'mot4', 'mot5', 'mot6', 'mot7'],
    ],
  ])('of %j', (typed, words) => {
    expect(wordsLookedFor(typed)).toEqual(words)
  })

  it.each([
    ['Résultats du genou', 'RESULTATS', '[Résultats] du genou'],
    ['Votre cœur va bien', 'coeur', 'Votre [cœur] va bien'],
    ['Un coeur', 'cœur', 'Un [coeur]'],
    ['L’IRM du genou, le genou', "l'irm genou", '[L’IRM] du [genou], le [genou]'],
    ['angine', 'gin', 'an[gin]e'],
    ['aaaa', 'aa', '[aaaa]'],
    ['e\u0301te\u0301', 'été', '[été]'],
    ['rien', 'tout', 'rien'],
    ['', 'tout', ''],
  ])('marks %j for %j', (text, typed, shown) => {
    expect(marked(text, typed)).toBe(shown)
  })

  it('asks for all of them, over all that is seen', () => {
    const seen = ['Dr Claire MOREL', 'Compte rendu', 'opération du genou']
    expect(holdsAll(seen, wordsLookedFor('morel GENOU'))).toBe(true)
    expect(holdsAll(seen, wordsLookedFor('morel hanche'))).toBe(false)
  })

  it('changes no letter of what it marks, and finds what it cuts out', () => {
    const text = fc.string({
      unit: fc.constantFrom(...'aéœ E’I\u0301\u0130ßﬁ\n \u00a0'),
      maxLength: 400,
    })
    const word = fc.string({ unit: fc.constantFrom(...'aéœEfi'), minLength: 2, maxLength: 4 })
    fc.assert(
      fc.property(text, word, (around, looked) => {
        const whole = `${around} ${looked} ${around}`.normalize('NFC')
        const words = wordsLookedFor(looked)
        const extract = extractAround(whole, words)
        expect(extract.length).toBeLessThanOrEqual(portalLimits.portalExtractCharactersMax + 4)
        expect(holdsAll([extract], words)).toBe(true)
        const pieces = markWords(extract, words)
        expect(pieces.map((piece) => piece.text).join('')).toBe(extract.normalize('NFC'))
        expect(pieces.some(({ isFound }) => isFound)).toBe(true)
      }),
    )
  })

  it('cuts out of a long text in bounded time', async () => {
    const long = 'mot '.repeat(100_000)
    const cutting = () => {
      expect(extractAround(`${long} aiguille ${long}`, ['aiguille'])).toContain('aiguille')
      extractAround('x'.repeat(400_000), ['aiguille'])
    }
    expect(await cpuMsOf(cutting)).toBeLessThan(3_000)
  })
})
