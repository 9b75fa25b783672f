import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cpuMsOf } from '../../test-fixtures/cpu-time.js'
import { createMask, maskedAddress } from './masked-addresses.js'

const address = 'claire.morel@hop.test'
const mask = createMask({ addresses: [address], domains: ['hop.test'] })

describe('masked addresses', () => {
  it.each([
    [address, maskedAddress],
    [`<${address}>`, `<${maskedAddress}>`],
    [`À ${address.toUpperCase()}, merci`, `À ${maskedAddress}, merci`],
    ['mailto:autre%40hop.test?x', `mailto:${maskedAddress}?x`],
    ['autre&#64;hop.test', maskedAddress],
    [`x%40${address}`, maskedAddress],
    [`a@b.test,${address};${address}`, `a@b.test,${maskedAddress};${maskedAddress}`],
    ['contact@ailleurs.test', 'contact@ailleurs.test'],
    ['@hop.test', '@hop.test'],
    ['claire@', 'claire@'],
    ['à 3 @ 5', 'à 3 @ 5'],
    ['', ''],
  ])('%j', (text, shown) => {
    expect(mask(text)).toBe(shown)
  })

  it('never leaves an address in a text', () => {
    const piece = fc.constantFrom(address, 'a', '@', '%40', '.', ' ', 'é', '&#64;', '-', 'hop.test')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        expect(mask(pieces.join(''))).not.toMatch(/[a-z.]{1,64}@hop\.test(?![a-z.-])/)
      }),
    )
  })

  it('takes its time for no hostile text', async () => {
    const hostile = ['x'.repeat(1_000_000), 'x@'.repeat(500_000), '%'.repeat(1_000_000)]
    expect(await cpuMsOf(() => hostile.map(mask))).toBeLessThan(3_000)
  })
})
