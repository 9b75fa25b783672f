import { describe, expect, it } from 'vitest'
import { wordsOfLine } from './folded-words.js'

describe('words of a line', () => {
  it('meet their plural and feminine', () => {
    expect(wordsOfLine('examens biologiques')).toEqual(wordsOfLine('examen biologique'))
  })

  it.each([
    ['fois', 'foie'],
    ['toux', 'tous'],
    ['mars', 'mar'],
  ])('%s is not taken for %s', (one, other) => {
    expect(wordsOfLine(one)).not.toEqual(wordsOfLine(other))
  })
})
