import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCertificate } from './certificate.js'
import { children, DerFault, readDer, readOid, readSmallInteger, readTime } from './der-reader.js'
import { der } from './der-writer.js'
import { issueOperatorCertificate, newAuthorities } from './development-certificates.js'
import { readRevocationList } from './revocation-list.js'
import { issueRevocationList } from './revocation-list-issuer.js'

describe('encodings refused', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['nothing', ''],
    ['a tag alone', '30'],
    ['cut short', '3003020101'.slice(0, 8)],
    ['trailing octets', '02010100'],
    ['indefinite length', '30800000'],
    ['a length that could be shorter', '0481' + '01' + '00'],
    ['a long length that could be shorter', `04820080${'00'.repeat(128)}`],
    ['a length of five octets', '04850000000001'],
    ['a long tag', '1f8101' + '00'],
  ]
  it.each(rows)('%s', (_, hex) => {
    expect(() => readDer(Buffer.from(hex, 'hex'))).toThrow(DerFault)
  })

  it.each(['020200ff'.replace('ff', '7f'), '0202ff80', '0200'])('INTEGER %s', (hex) => {
    expect(() => readSmallInteger(readDer(Buffer.from(hex, 'hex')))).toThrow(DerFault)
  })

  it.each([
    '260230120000Z',
    '2602301200Z',
    '20260228120000.5Z',
    '260228120000+0100',
    '260228240000Z',
  ])('time %s', (text) => {
    const tag = text.startsWith('2026') ? 0x18 : 0x17
    expect(() => readTime(readDer(der.tlv(tag, Buffer.from(text))))).toThrow(DerFault)
  })
})

describe('what is written reads back', () => {
  it('lengths', () => {
    fc.assert(
      fc.property(fc.constantFrom(0, 1, 127, 128, 255, 256, 65_535, 65_536, 70_000), (length) => {
        expect(readDer(der.octets(Buffer.alloc(length))).contents).toHaveLength(length)
      }),
    )
  })

  it('integers, times and object identifiers', () => {
    const arc = fc.integer({ min: 0, max: 2 ** 40 })
    fc.assert(
      fc.property(fc.nat(), arc, fc.integer({ min: 0, max: 39 }), (n, a, second) => {
        expect(readSmallInteger(readDer(der.integer(n)))).toBe(n)
        const dotted = `1.${second}.${a}.3`
        expect(readOid(readDer(der.oid(dotted)))).toBe(dotted)
      }),
    )
    for (const iso of ['1999-12-31T23:59:59Z', '2049-12-31T23:59:59Z', '2050-01-01T00:00:00Z'])
      expect(readTime(readDer(der.time(Date.parse(iso))))).toBe(Date.parse(iso))
  })
})

describe('hostile input', () => {
  const now = Date.parse('2026-03-01T12:00:00Z')
  const authorities = newAuthorities(now)
  const plan = {
    name: 'a',
    host: 'a.test',
    identifier: '1',
    organisation: 'A',
    department: 'Paris (75)',
    domains: [],
  }
  const certificate = issueOperatorCertificate(authorities, plan, now).certificate
  const list = issueRevocationList(
    { number: 1, thisUpdate: now, nextUpdate: now + 1, revoked: [{ serial: '51', at: now }] },
    authorities.persons,
  )

  it('is null, never an exception', () => {
    expect(readCertificate(certificate)).not.toBeNull()
    expect(readRevocationList(list)?.revoked.has('51')).toBe(true)
    const place = fc.record({ at: fc.nat(2_000), octet: fc.nat(255), cut: fc.nat(2_000) })
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 4 }), (changes) => {
        for (const good of [certificate, list]) {
          let octets = Buffer.from(good)
          for (const { at, octet, cut } of changes) {
            octets[at % octets.length] = octet
            if (cut % 5 === 0) octets = octets.subarray(0, Math.max(1, cut % octets.length))
          }
          readCertificate(octets)
          readRevocationList(octets)
        }
      }),
      { numRuns: 500 },
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (octets) => {
        readCertificate(octets)
        readRevocationList(octets)
      }),
    )
  })

  it('children of a value never reach past it', () => {
    expect(() => children(readDer(Buffer.from('30030203ff', 'hex')))).toThrow(DerFault)
  })
})
