import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { buildCda, type CdaFixture } from '../../test-fixtures/documents/cda-builder.js'
import type { CdaDocument } from './cda-document.js'
import { readCda } from './cda-reader.js'

/** What the reader says of a fictitious document. */
function read(fixture: CdaFixture = {}): CdaDocument {
  const document = readCda(buildCda(fixture))
  if (!document.ok) throw new Error(document.error)
  return document.value
}

describe('sections', () => {
  it('in document order, with their depth', () => {
    const document = read({
      sections: [
        { title: 'A', text: 'un', code: '10164-2', sections: [{ title: 'A1', text: 'deux' }] },
        { title: 'B', text: 'trois' },
      ],
    })
    expect(document.sections).toMatchObject([
      { title: 'A', text: 'un', depth: 0, code: { code: '10164-2' } },
      { title: 'A1', text: 'deux', depth: 1, code: null },
      { title: 'B', text: 'trois', depth: 0 },
    ])
  })

  it.each([
    [
      '<table><caption>Bilan</caption><thead><tr><th>Examen</th><th>Valeur</th></tr></thead><tbody><tr><td>TSH</td><td><content>1,95</content>\n mUI/l</td></tr></tbody></table>',
      'Bilan\nExamen\tValeur\nTSH\t1,95 mUI/l',
    ],
    ['<paragraph>un</paragraph><paragraph>deux<br/>trois</paragraph>', 'un\ndeux\ntrois'],
    ['<list><item>un</item><item>deux</item></list>', '- un\n- deux'],
    ['<list listType="ordered"><item>un</item><item>deux</item></list>', '1. un\n2. deux'],
    ['<list><item>un<list><item>deux</item></list></item></list>', '- un\n- deux'],
    ['voir <linkHtml href="https://exemple.test">la page</linkHtml>', 'voir la page'],
    ['H<sub>2</sub>O', 'H2O'],
    ['reste <content revised="delete">ôté</content>', 'reste'],
    [
      '<table><tr><td><paragraph>a</paragraph><paragraph>b</paragraph></td><td/></tr></table>',
      'a b',
    ],
    ['<![CDATA[a < b]]> &amp; c', 'a < b & c'],
  ])('the narrative %s', (narrative, text) => {
    const body = read({ sections: [{ title: 'S', narrative }] }).sections[0]!
    expect(body.text.trimEnd()).toBe(text)
  })

  it('coded entries are not shown', () => {
    const bodyXml = `<component><structuredBody><component><section><title>S</title><text>vu</text>
      <entry><observation><text>codé</text></observation></entry></section></component>
      </structuredBody></component>`
    expect(JSON.stringify(read({ bodyXml }))).not.toContain('codé')
  })

  it('an endless narrative is cut with an alarm', () => {
    const document = read({ sections: [{ title: 'S', text: 'mot '.repeat(100_000) }] })
    expect(document.alarms).toEqual(['truncated'])
    expect(document.sections[0]!.text.length).toBeLessThanOrEqual(200_000)
  })
})

describe('level 1', () => {
  const bytes = Buffer.from(
    '%PDF-1.4 fictif, assez long pour tenir sur plus d’une ligne de base64.',
  )
  const wrapped = (attributes: string, content: string) =>
    read({
      bodyXml: `<component><nonXMLBody><text ${attributes}>${content}</text></nonXMLBody></component>`,
    })
  const base64 = bytes.toString('base64')

  it('gives the file', () => {
    const document = read({ body: { mediaType: 'application/pdf', bytes } })
    expect(document).toMatchObject({ level: 1, sections: [], alarms: [] })
    expect(document.body?.mediaType).toBe('application/pdf')
    expect(Buffer.from(document.body!.bytes)).toEqual(bytes)
  })

  it('plain text as it stands', () => {
    const { body } = wrapped('mediaType="text/plain"', 'Bonjour &amp; merci')
    expect(Buffer.from(body!.bytes).toString()).toBe('Bonjour & merci')
  })

  it('compressed within bounds', () => {
    const packed = deflateSync(bytes).toString('base64')
    const form = 'mediaType="application/pdf" representation="B64" compression="ZL"'
    expect(Buffer.from(wrapped(form, packed).body!.bytes)).toEqual(bytes)
    expect(wrapped(form, base64)).toMatchObject({ body: null, alarms: ['body-malformed'] })
  })

  it.each([
    ['mediaType="application/pdf"', base64, ['body-form']],
    ['mediaType="application/pdf" representation="B64"', `${base64}*`, ['body-malformed']],
    [
      'mediaType="application/pdf" representation="B64" integrityCheck="AAAA"',
      base64,
      ['hash-differs'],
    ],
    [
      `mediaType="application/pdf" representation="B64" integrityCheck="${createHash('sha1').update(bytes).digest('base64')}"`,
      base64,
      [],
    ],
    [
      'mediaType="application/pdf" representation="B64"',
      '<reference value="file:///etc/passwd"/>',
      ['reference-ignored', 'body-missing'],
    ],
    ['mediaType="application/pdf" representation="B64"', ' ', ['body-missing']],
  ])('%s', (attributes, content, alarms) => {
    expect(wrapped(attributes, content).alarms).toEqual(alarms)
  })
})
