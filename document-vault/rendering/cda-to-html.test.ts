import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cdaToHtml } from './cda-to-html.js'

const escaped = (text: string) =>
  text
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd]/g, ' ')
    .replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)

const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** A fictitious document; `text`: inside of the one section's narrative block. */
const cda = (
  text: string,
  more: { title?: string; entries?: string; body?: string } = {},
): Buffer =>
  Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3">
 <id root="1.2.250.1.999.1"/><code code="11488-4" codeSystem="2.16.840.1.113883.6.1"/>
 <title>${more.title ?? 'Compte rendu fictif'}</title>
 <effectiveTime value="20260504100000+0200"/>
 <recordTarget><patientRole><id root="1.2.250.1.213.1.4.10" extension="279035120110115"/>
  <patient><name><given>CAMILLE</given><family qualifier="BR">EXEMPLAIRE</family></name>
  <administrativeGenderCode code="F" codeSystem="2.16.840.1.113883.5.1"/><birthTime value="19790312"/></patient>
 </patientRole></recordTarget>
 <author><assignedAuthor><id root="1.2.250.1.71.4.2.1" extension="810000000001"/>
  <assignedPerson><name><given>Claire</given><family>MOREL</family></name></assignedPerson></assignedAuthor></author>
 <informationRecipient><intendedRecipient><informationRecipient><name><prefix>DR</prefix><given>Luc</given><family>PETIT</family></name></informationRecipient></intendedRecipient></informationRecipient>
 <versionNumber value="2"/>
 <component>${
   more.body ??
   `<structuredBody><component><section><title>Conclusion</title><text>${text}</text>${more.entries ?? ''}
   <component><section><title>Détail</title><text>Suite</text></section></component></section></component></structuredBody>`
 }</component>
</ClinicalDocument>`)

function html(text: string, more: Parameters<typeof cda>[1] = {}): string {
  const shown = cdaToHtml(cda(text, more))
  if (!shown.ok) throw new Error(shown.error)
  return shown.value
}
const body = (text: string, more: Parameters<typeof cda>[1] = {}) =>
  /<h2>Conclusion<\/h2>(.*?)<section><h3>Détail/s.exec(html(text, more))?.[1]

/** What no text of a document may make. */
function expectHarmless(shown: string): void {
  const tags = shown.match(/<[^>]*>/g) ?? []
  for (const tag of tags) {
    expect(tag).toMatch(
      /^<\/?[a-z][a-z0-9]*( (class|lang|scope|alt|src|colspan|rowspan)="[^"<>]*")*>$/,
    )
    expect(tag).not.toMatch(/^<\/?(script|style|iframe|object|embed|a|form|link|meta|svg|base)\b/)
    expect(tag).not.toMatch(/\son\w+=|javascript:|style=|href=/i)
    if (tag.includes('src='))
      expect(tag).toMatch(/src="data:image\/(png|jpeg|gif);base64,[A-Za-z0-9+/=]+"/)
  }
  expect(shown.replace(/<[^>]*>/g, '')).not.toMatch(/[<>]/)
}

describe('a CDA for people', () => {
  it('has its title, its people and its dates at the head', () => {
    const shown = html('Rien à signaler')
    expect(shown).toMatch(/^<article class="cda" lang="fr"><header><h1>Compte rendu fictif<\/h1>/)
    for (const said of [
      '<dt>Patient</dt><dd>CAMILLE EXEMPLAIRE, né(e) le 12 mars 1979, sexe féminin</dd>',
      'Claire MOREL',
      '4 mai 2026',
      '<dt>Destinataire</dt><dd>DR Luc PETIT</dd>',
      '<dt>Version</dt><dd>2</dd>',
      '<h2>Conclusion</h2><p>Rien à signaler</p>',
      '<h3>Détail</h3>',
    ])
      expect(shown).toContain(said)
    expect(shown).not.toContain('279035120110115')
  })

  it.each([
    ['<paragraph>Un</paragraph><paragraph>Deux</paragraph>', '<p>Un</p><p>Deux</p>'],
    ['<content styleCode="Bold Italics">Fort</content>', '<p><strong><em>Fort</em></strong></p>'],
    ['A<br/>B<sub>2</sub><sup>3</sup>', '<p>A<br>B<sub>2</sub><sup>3</sup></p>'],
    [
      '<list listType="ordered"><caption>Ordre</caption><item>Un</item><item>Deux</item></list>',
      '<p>Ordre</p><ol><li>Un</li><li>Deux</li></ol>',
    ],
    ['<list><item><caption>T</caption>Un</item></list>', '<ul><li><strong>T</strong> Un</li></ul>'],
    [
      '<table><caption>Bilan</caption><thead><tr><th>Examen</th><td>Valeur</td></tr></thead><tbody><tr><th>Na</th><td colspan="2">140</td></tr></tbody></table>',
      '<div class="cda-table"><table><caption>Bilan</caption><thead><tr><th scope="col">Examen</th><th scope="col">Valeur</th></tr></thead><tbody><tr><th scope="row">Na</th><td colspan="2">140</td></tr></tbody></table></div>',
    ],
    [
      '<table><tfoot><tr><td>bas</td></tr></tfoot><tbody><tr><td>haut</td></tr></tbody></table>',
      '<div class="cda-table"><table><tbody><tr><td>haut</td></tr></tbody><tfoot><tr><td>bas</td></tr></tfoot></table></div>',
    ],
    [
      'Voir <linkHtml href="http://exemple.test/x">le site</linkHtml>',
      '<p>Voir <span class="cda-link">le site</span></p>',
    ],
    ['<content revised="delete">faux</content>vrai', '<p>vrai</p>'],
    [
      '<table><tr><td colspan="99999">x</td></tr></table>',
      '<div class="cda-table"><table><tbody><tr><td>x</td></tr></tbody></table></div>',
    ],
    ['<content>avant<list><item>x</item></list></content>', '<p>avant</p><ul><li>x</li></ul>'],
    ['<script>alert(1)</script>', '<p>alert(1)</p>'],
    ['&lt;script&gt;alert(1)&lt;/script&gt;', '<p>&#60;script&#62;alert(1)&#60;/script&#62;</p>'],
    [
      '<renderMultiMedia referencedObject="absent"/>',
      '<p><em class="cda-missing">Pièce jointe absente du document.</em></p>',
    ],
  ])('%s', (text, shown) => {
    expect(body(text)).toBe(shown)
  })

  it('numbers its footnotes and puts them at the end', () => {
    const shown = html(
      'A<footnote ID="n1">Note <content styleCode="Bold">une</content></footnote> B<footnoteRef IDREF="n1"/>',
    )
    expect(shown).toContain(
      '<p>A<sup class="cda-note">(1)</sup> B<sup class="cda-note">(1)</sup></p>',
    )
    expect(shown).toContain('<h2>Notes</h2><ol><li>Note <strong>une</strong></li></ol>')
  })

  const media = (value: string) =>
    `<entry><observationMedia classCode="OBS" moodCode="EVN" ID="M1">${value}</observationMedia></entry>`
  it.each([
    [
      `<value mediaType="image/png" representation="B64">${png}</value>`,
      `<img src="data:image/png;base64,${png}" alt="Schéma">`,
    ],
    [
      '<value mediaType="image/svg+xml" representation="B64">PHN2Zy8+</value>',
      'Pièce jointe non affichée.',
    ],
    [
      '<value mediaType="image/png" representation="B64">PHN2Zy8+</value>',
      'Pièce jointe non affichée.',
    ],
    [
      '<value mediaType="application/pdf" representation="B64">JVBERg==</value>',
      'Document PDF joint.',
    ],
    ['<value><reference value="http://exemple.test/i.png"/></value>', 'Pièce jointe non affichée.'],
  ])('shows %s', (value, said) => {
    const text =
      '<renderMultiMedia referencedObject="M1"><caption>Schéma</caption></renderMultiMedia>'
    const shown = html(text, { entries: media(value) })
    expect(shown).toContain(said)
    expectHarmless(shown)
  })

  it('says that a wrapped PDF opens apart', () => {
    const wrapped =
      '<nonXMLBody><text mediaType="application/pdf" representation="B64">JVBERi0xLjQ=</text></nonXMLBody>'
    expect(html('', { body: wrapped })).toContain('PDF\u00a0: il s’ouvre à part.')
  })

  it.each([
    ['no XML', Buffer.from('bonjour')],
    ['another document', Buffer.from('<html/>')],
    [
      'an entity',
      Buffer.from(
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><ClinicalDocument>&x;</ClinicalDocument>',
      ),
    ],
    ['a cut file', cda('x').subarray(0, 700)],
    ['nothing', Buffer.alloc(0)],
    ['too deep', cda('<content>'.repeat(5_000) + '</content>'.repeat(5_000))],
  ])('refuses %s', (_name, bytes) => {
    expect(cdaToHtml(bytes).ok).toBe(false)
  })

  it('stays HTML when it is too long', () => {
    const row = `<tr><td>${'x'.repeat(1_000)}</td></tr>`
    const shown = html(`<table><tbody>${row.repeat(13_000)}</tbody></table>`)
    expect(shown).toMatch(
      /<\/tbody><\/table><\/div><\/section>.*n&#39;est pas affichée.*<\/article>$/s,
    )
    expect(shown.length).toBeLessThan(12_100_000)
  })
})

describe('no text of a document becomes markup', () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '<script>',
      '"><img src=x onerror=alert(1)>',
      "' onload='x",
      'javascript:alert(1)',
      'http://exemple.test/',
      '</article><script src="http://x">',
      ']]>',
      '&#60;b&#62;',
    ),
  )
  const names = fc.constantFrom(
    'content',
    'linkHtml',
    'paragraph',
    'list',
    'item',
    'table',
    'tbody',
    'tr',
    'td',
    'th',
    'caption',
    'renderMultiMedia',
    'footnote',
    'footnoteRef',
    'sub',
    'script',
    'iframe',
    'constructor',
    'img',
  )
  const attributes = fc.constantFrom(
    'styleCode',
    'href',
    'ID',
    'IDREF',
    'referencedObject',
    'listType',
    'colspan',
    'scope',
    'onclick',
    'src',
    'style',
  )
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      nasty.map(escaped),
      fc
        .tuple(
          names,
          fc.uniqueArray(fc.tuple(attributes, nasty), { maxLength: 3, selector: ([n]) => n }),
          fc.array(tie('tree'), { maxLength: 4 }),
        )
        .map(
          ([name, said, inside]) =>
            `<${name}${said.map(([n, v]) => ` ${n}="${escaped(v)}"`).join('')}>${inside.join('')}</${name}>`,
        ),
    ),
  }))

  it('whatever stands in the narrative', () => {
    fc.assert(
      fc.property(tree, nasty, (text, title) => {
        const shown = cdaToHtml(cda(text, { title: escaped(title) }))
        if (shown.ok) expectHarmless(shown.value)
      }),
      { numRuns: 500 },
    )
  })
})

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = join(process.env['MSS_SAMPLES'] ?? join(root, '..', 'shared', 'samples'), 'cda')
const samples = existsSync(folder) ? readdirSync(folder).filter((n) => n.endsWith('.xml')) : []
if (samples.length === 0)
  console.log('cda-to-html.test: no samples folder, skipped (set MSS_SAMPLES)')

describe.skipIf(samples.length === 0)('the sample documents', () => {
  it.each(samples)('%s', (name) => {
    const shown = cdaToHtml(readFileSync(join(folder, name)))
    expect(shown.ok).toBe(true)
    if (!shown.ok) return
    expectHarmless(shown.value)
    expect(shown.value).toMatch(/<h1>[^<]+<\/h1>/)
  })
})
