import { describe, expect, it } from 'vitest'
import { casemapKey, compareCasemap } from './unicode-casemap.js'

describe('i;unicode-casemap (RFC 5051)', () => {
  it.each([
    ['abc', 'ABC'],
    ['Été', 'E\u0301TE\u0301'],
    // Titlecase, not upper case.
    ['ǆ', 'Dz\u030c'],
    ['Ǆ', 'Dz\u030c'],
    ['ᾳ', '\u0391\u0345'],
    // No simple titlecase: they stay, then fall apart.
    ['ß', 'ß'],
    ['ﬁ', 'fi'],
    ['ა', 'ა'],
    ['ς σ Σ', 'Σ Σ Σ'],
  ])('%s', (text, key) => {
    expect(casemapKey(text)).toBe(key)
  })

  it('orders by the octets of UTF-8', () => {
    const texts = ['', 'A', 'AB', 'B', 'É', '\uffee', '𝔸', '𠀋']
    const sorted = [...texts].reverse().sort(compareCasemap)
    expect(sorted).toEqual(
      [...texts].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
    )
  })
})
