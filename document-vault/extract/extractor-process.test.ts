import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildCda } from '../../test-fixtures/documents/cda-builder.js'
import { zipOf } from '../../test-fixtures/documents/office-builder.js'
import { buildPdf, drawScan } from '../../test-fixtures/documents/pdf-builder.js'
import { buildTiff } from '../../test-fixtures/documents/tiff-builder.js'
import type { ExtractedDocument } from '../contract/extracted-document.js'
import { createExtractor } from './extractor.js'

const extractor = createExtractor({ processes: 1 })
let server: Server
let hits = 0
let remote = ''
beforeAll(async () => {
  server = createServer((socket) => {
    hits++
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  remote = `http://127.0.0.1:${(server.address() as { port: number }).port}/x`
})
afterAll(async () => {
  await extractor.close()
  await new Promise((resolve) => server.close(resolve))
})

async function extracted(bytes: Uint8Array, ocr = true): Promise<ExtractedDocument> {
  const extraction = await extractor.extract({ bytes, fileName: 'x', mediaType: '', ocr })
  if (!extraction.ok) throw new Error(`${extraction.fault} ${extraction.detail}`)
  return extraction.documents[0]!
}

const page = [
  'Compte rendu de consultation',
  'Nom de naissance : ESSAI-LAMBERT',
  'Née le 24/03/1985',
  'La patiente présente une hypertension artérielle à surveiller.',
]

describe('extractor process', () => {
  it.each([
    ['PNG', async () => drawScan(page)],
    ['JPEG', async () => drawScan(page, 'image/jpeg')],
    ['WEBP', async () => drawScan(page, 'image/webp')],
    ['scanned PDF', async () => buildPdf({ scans: [drawScan(page, 'image/jpeg')] })],
    [
      'CDA that wraps a scan',
      async () => buildCda({ body: { mediaType: 'image/png', bytes: drawScan(page) } }),
    ],
  ])('%s: French letters are recognised, and the title in large ones', async (_name, build) => {
    const found = await extracted(await build())
    expect(found.textSource).toBe('ocr')
    expect(found.alarms).toEqual([])
    for (const line of page) expect(found.text).toContain(line)
    expect([found.title, ...found.headings]).toContain('Compte rendu de consultation')
  })

  it.each(['grey', 'bilevel', 'packbits', 'deflate', 'jpeg'] as const)(
    'TIFF of two pages, %s',
    async (kind) => {
      const found = await extracted(
        buildTiff([page.slice(0, 3), ['Seconde page du compte rendu']], kind),
      )
      expect(found).toMatchObject({
        format: 'image',
        mediaType: 'image/tiff',
        pages: 2,
        alarms: [],
      })
      for (const line of [...page.slice(0, 3), 'Seconde page du compte rendu'])
        expect(found.text).toContain(line)
    },
  )

  it('does not recognise unless asked', async () => {
    expect(await extracted(drawScan(page), false)).toMatchObject({ text: '', textSource: 'none' })
  })

  it('makes no connection, whatever a document refers to', async () => {
    const links = `<a href="${remote}">a</a><img src="${remote}"><link rel="stylesheet" href="${remote}"><script src="${remote}"></script><iframe src="${remote}"></iframe><object data="${remote}"></object>`
    const files = [
      Buffer.from(`<!DOCTYPE html><html><body>${links}<p>texte</p></body></html>`),
      Buffer.from(
        `<?xml-stylesheet href="${remote}"?><!DOCTYPE a SYSTEM "${remote}"><a>${links.length}</a>`,
      ),
      Buffer.from(
        `<?xml-stylesheet href="${remote}"?>${buildCda()
          .toString()
          .replace(/^<\?xml[^>]*\?>/, '')}`,
      ),
      await buildPdf({
        lines: ['texte'],
        draw: (pdf) => {
          pdf.link(0, 0, 500, 500, remote)
          pdf.text('lien', { link: remote })
        },
      }),
      await zipOf({
        'word/document.xml': `<w:document xmlns:w="w"><w:p><w:r><w:t>texte</w:t><w:instrText>INCLUDEPICTURE "${remote}"</w:instrText></w:r></w:p></w:document>`,
        'word/_rels/document.xml.rels': `<Relationships><Relationship TargetMode="External" Target="${remote}"/></Relationships>`,
      }),
      Buffer.from(`{\\rtf1 {\\field{\\*\\fldinst INCLUDEPICTURE "${remote}"}{\\fldrslt texte}}}`),
      Buffer.from(
        `{"resourceType":"DocumentReference","content":[{"attachment":{"url":"${remote}"}}]}`,
      ),
    ]
    for (const bytes of files) await extracted(bytes)
    const svg = Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg"><image href="${remote}"/></svg>`,
    )
    expect(
      await extractor.extract({
        bytes: svg,
        fileName: 'x.svg',
        mediaType: 'image/svg+xml',
        ocr: true,
      }),
    ).toMatchObject({ fault: 'unsupported' })
    expect(hits).toBe(0)
  })
})
