import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildCda } from '../../test-fixtures/documents/cda-builder.js'
import { type CdaFault, readCda } from './cda-reader.js'
import { looksLikeCda } from './looks-like-cda.js'

describe('what is refused', () => {
  const text = buildCda().toString()
  const replaced = (from: string | RegExp, to: string) => Buffer.from(text.replace(from, to))
  const second = text.slice(text.indexOf('<recordTarget'), text.indexOf('</recordTarget>') + 15)
  const refused: [string, Uint8Array, CdaFault][] = [
    ['nothing', Buffer.alloc(0), 'not-xml'],
    ['a PDF', Buffer.from('%PDF-1.4'), 'not-xml'],
    ['other XML', Buffer.from('<html/>'), 'not-cda'],
    [
      'a style sheet alone',
      Buffer.from('<x:stylesheet xmlns:x="http://www.w3.org/1999/XSL/Transform"/>'),
      'not-cda',
    ],
    ['another version of HL7', replaced('urn:hl7-org:v3', 'urn:hl7-org:v2'), 'not-cda'],
    ['an unknown encoding', replaced('UTF-8', 'EBCDIC-FR'), 'encoding-unknown'],
    [
      'an entity of the sender',
      replaced('<ClinicalDocument', '<!DOCTYPE a [<!ENTITY e "x">]><ClinicalDocument'),
      'entity-defined',
    ],
    [
      'an external entity',
      replaced(
        '<ClinicalDocument',
        '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><ClinicalDocument',
      ),
      'entity-defined',
    ],
    [
      'a parameter entity',
      replaced(
        '<ClinicalDocument',
        '<!DOCTYPE a [<!ENTITY % e SYSTEM "http://x.test/">%e;]><ClinicalDocument',
      ),
      'entity-defined',
    ],
    ['crossed elements', replaced('</title>', '</titre>'), 'not-well-formed'],
    ['an attribute twice', replaced('<title>', '<title a="1" a="2">'), 'not-well-formed'],
    ['the end missing', Buffer.from(text.slice(0, -30)), 'truncated'],
    [
      'two patients',
      replaced('</recordTarget>', `</recordTarget>${second.replace('ESSAI-LAMBERT', 'AUTRE')}`),
      'several-patients',
    ],
    ['depth without end', replaced('<title>', `<title>${'<a>'.repeat(5000)}`), 'too-deep'],
    [
      'a text without end in an attribute',
      replaced('<title>', `<title a="${'x'.repeat(200_000)}">`),
      'too-big',
    ],
  ]
  it.each(refused)('%s', (_, bytes, error) => {
    expect(readCda(bytes)).toEqual({ ok: false, error })
  })

  it('the same patient said twice is one', () => {
    expect(readCda(replaced('</recordTarget>', `</recordTarget>${second}`)).ok).toBe(true)
  })

  it('two documents in one style sheet', () => {
    const document = text.slice(text.indexOf('<ClinicalDocument'))
    const sheet = `<x:stylesheet xmlns:x="http://www.w3.org/1999/XSL/Transform">${document}${document}</x:stylesheet>`
    expect(readCda(Buffer.from(sheet))).toEqual({ ok: false, error: 'several-documents' })
  })

  it('attributes without number end soon', () => {
    const many = Array.from({ length: 100_000 }, (_, at) => `a${at}="x"`).join(' ')
    expect(readCda(replaced('<title>', `<title ${many}>`))).toEqual({ ok: false, error: 'too-big' })
  })

  it('any cut is a value', () => {
    const whole = buildCda({ selfPresenting: true })
    const end = whole.lastIndexOf('>')
    for (let length = 0; length <= end; length += 13)
      expect(readCda(whole.subarray(0, length)).ok).toBe(false)
  })

  it('any change is a value', () => {
    const whole = buildCda()
    const change = fc.tuple(fc.nat(whole.length - 1), fc.uint8Array({ minLength: 1, maxLength: 4 }))
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
        const changed = Buffer.from(whole)
        for (const [at, octets] of changes) Buffer.from(octets).copy(changed, at)
        looksLikeCda(changed)
        const document = readCda(changed)
        if (!document.ok) expect(document.error).toMatch(/^[a-z-]+$/)
      }),
      { numRuns: 400 },
    )
  })
})

describe('looksLikeCda', () => {
  it.each([
    '',
    '%PDF-1.4',
    '<html><ClinicalDocument/></html>',
    '{"ClinicalDocument":1}',
    '<a><!-- <ClinicalDocument> -->',
  ])('not %s', (text) => {
    expect(looksLikeCda(Buffer.from(text))).toBe(false)
  })
})
