import { describe, expect, it } from 'vitest'
import { zipOf } from '../../test-fixtures/documents/office-builder.js'
import { readFile } from './read-file.js'

async function read(content: Uint8Array | string) {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content
  const file = { bytes, fileName: 'x', mediaType: '', ocr: false }
  const deadline = Number.POSITIVE_INFINITY
  return (await readFile(file, { recogniser: null, deadline })).extraction
}
async function textOf(content: Uint8Array | string): Promise<string> {
  const extraction = await read(content)
  return extraction.ok ? extraction.documents[0]!.text : extraction.fault
}

const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const run = (text: string) => `<w:r><w:t>${text}</w:t></w:r>`
const paragraph = (text: string) => `<w:p>${run(text)}</w:p>`
const part = (name: string, body: string) => `<w:${name} xmlns:w="${word}">${body}</w:${name}>`

describe('Word as people use it', () => {
  it('what a reader sees, and nothing that was deleted, hidden or remarked', async () => {
    const box = `<w:p><w:r><w:pict><w:txbxContent>${paragraph('Zone A')}${paragraph('Zone B')}</w:txbxContent></w:pict></w:r>${run('après')}</w:p>`
    const cells = `<w:tc>${paragraph('Nom')}</w:tc><w:sdt><w:sdtContent><w:tc>${paragraph('ESSAI')}</w:tc></w:sdtContent></w:sdt>`
    const body = [
      `<w:p>${run('gardé')}<w:del><w:r><w:delText>EFFACÉ</w:delText></w:r></w:del></w:p>`,
      `<w:p>${run('vu')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>CACHÉ</w:t></w:r></w:p>`,
      '<w:p><w:r><w:instrText>DATE</w:instrText></w:r></w:p>',
      box,
      `<w:tbl><w:tr>${cells}</w:tr></w:tbl>`,
    ]
    const docx = await zipOf({
      'word/document.xml': part('document', `<w:body>${body.join('')}</w:body>`),
      'word/header1.xml': part('hdr', paragraph('En-tête')),
      'word/footer1.xml': part('ftr', paragraph('INS au pied')),
      'word/endnotes.xml': part('endnotes', paragraph('note')),
      'word/comments.xml': part('comments', paragraph('REMARQUE')),
    })
    expect((await textOf(docx)).split('\n').filter((line) => line !== '')).toEqual([
      ...[
        'En-tête',
        'gardé',
        'vu',
        'Zone A',
        'Zone B',
        'après',
        'Nom ESSAI',
        'note',
        'INS au pied',
      ],
    ])
  })

  it('RTF: hidden and deleted passages stay out, notes stand apart', async () => {
    const rtf =
      "{\\rtf1\\ansi Vu{\\v CACH\\'c9}{\\deleted EFFAC\\'c9}{\\footnote Note}\\par anti\\-coagulant Jean\\_Paul\\v x\\v0 y}"
    expect(await textOf(rtf)).toBe('Vu\nNote\nanticoagulant Jean-Pauly')
  })

  it('OpenDocument: the edges of the page are read, hidden sections are not', async () => {
    const urn = 'urn:oasis:names:tc:opendocument:xmlns'
    const names = `xmlns:o="${urn}:office:1.0" xmlns:t="${urn}:text:1.0" xmlns:s="${urn}:style:1.0"`
    const odt = await zipOf({
      'content.xml': `<o:document-content ${names}><o:body><o:text><t:p>corps</t:p><t:section t:display="none"><t:p>CACHÉ</t:p></t:section></o:text></o:body></o:document-content>`,
      'styles.xml': `<o:document-styles ${names}><s:master-page><s:header><t:p>En-tête</t:p></s:header><s:footer><t:p>Pied</t:p></s:footer></s:master-page></o:document-styles>`,
    })
    expect(await textOf(odt)).toBe('En-tête\ncorps\nPied')
  })

  it('HTML: what is not displayed is not read', async () => {
    const html =
      '<html><body><p hidden>A</p><div style="display:none">B</div><p style="visibility: hidden">C</p><p>vu</p></body></html>'
    expect(await textOf(html)).toBe('vu')
  })
})

describe('hostile growth: twice the input, not four times the work', () => {
  const n = 300_000
  const table: readonly (readonly [string, string, () => Promise<Uint8Array | string>])[] = [
    ['RTF paragraphs', 'read', async () => `{\\rtf1 ${'\\par a'.repeat(n)}}`],
    ['open elements of HTML', 'malformed', async () => `<html><body>${'<div>'.repeat(n)}`],
    ['open headings of HTML', 'malformed', async () => `<html><body>${'<h1>'.repeat(n)}`],
    ['cells of HTML', 'read', async () => `<html><table>${'<tr><td>a<td>b'.repeat(n / 3)}`],
    [
      'spans of HTML',
      'read',
      async () =>
        `<html><table>${'<tr><td colspan=99999 rowspan="99999">a<td>b'.repeat(n / 500)}</table>`,
    ],
    ['deep XML', 'malformed', () => zipOf({ 'word/document.xml': '<a>'.repeat(n) }, false)],
    [
      'deep XML in prefixes',
      'malformed',
      () => zipOf({ 'word/document.xml': `<w:a xmlns:w="w">${'<w:a>'.repeat(n)}` }, false),
    ],
  ]
  it.each(table)(
    '%s: %s in seconds',
    async (_name, expected, build) => {
      const extraction = await read(await build())
      expect(extraction.ok ? 'read' : extraction.fault).toBe(expected)
    },
    5_000,
  )
})
