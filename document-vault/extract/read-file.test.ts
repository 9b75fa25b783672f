import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { buildCda } from '../../test-fixtures/documents/cda-builder.js'
import {
  buildDocx,
  buildOdt,
  buildRtf,
  zipOf,
} from '../../test-fixtures/documents/office-builder.js'
import { buildPdf, drawScan } from '../../test-fixtures/documents/pdf-builder.js'
import { buildWinmail } from '../../test-fixtures/documents/winmail-builder.js'
import type { ExtractedDocument, Extraction } from '../contract/extracted-document.js'
import { readFile } from './read-file.js'

const read = async (content: Uint8Array | string, fileName = 'nom.bin') => {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const file = { bytes, fileName, mediaType: 'application/octet-stream', ocr: false }
  return readFile(file, { recogniser: null, deadline: Number.POSITIVE_INFINITY })
}
const documents = async (content: Uint8Array | string): Promise<readonly ExtractedDocument[]> => {
  const { extraction } = await read(content)
  if (!extraction.ok) throw new Error(`${extraction.fault} ${extraction.detail}`)
  return extraction.documents
}
const document = async (content: Uint8Array | string): Promise<ExtractedDocument> => {
  const [one, ...others] = await documents(content)
  expect(others).toEqual([])
  return one!
}
const fault = async (content: Uint8Array | string): Promise<string> => {
  const { extraction } = await read(content)
  return extraction.ok ? `read as ${extraction.documents[0]?.format}` : extraction.fault
}

const letter = {
  title: 'Compte rendu de consultation',
  lines: [
    'Cher confrère,',
    'Le patient présente une hypertension à surveiller.',
    'œuvre & naïf <ç>',
  ],
  rows: [
    ['Nom', 'ESSAI-LAMBERT'],
    ['Prénom', 'Clotilde'],
  ],
}
const spoken = ['Cher confrère,', letter.lines[1], 'œuvre & naïf <ç>', 'Nom ESSAI-LAMBERT']

describe('documents by content', () => {
  it.each([
    ['docx', () => buildDocx(letter)],
    ['odt', () => buildOdt(letter)],
    ['rtf', async () => buildRtf(letter)],
  ])('%s: title and text, cells beside each other', async (format, build) => {
    const found = await document(await build())
    expect(found).toMatchObject({ format, title: letter.title, textSource: 'native', alarms: [] })
    for (const line of spoken) expect(found.text.split('\n')).toContain(line)
  })

  it('PDF: title in large letters, lines in reading order, pages counted', async () => {
    const found = await document(
      await buildPdf({ heading: letter.title, lines: letter.lines.slice(0, 2), pages: 2 }),
    )
    expect(found).toMatchObject({ format: 'pdf', title: letter.title, pages: 2, alarms: [] })
    expect(found.text).toBe(`${[letter.title, ...letter.lines.slice(0, 2)].join('\n')}\n\nPage 2`)
  })

  it.each([
    ['Microsoft Word - lettre.doc', 'Ordonnance de sortie'],
    ['untitled', 'Ordonnance de sortie'],
    ['scan0001.pdf', 'Ordonnance de sortie'],
    ['Lettre de liaison à la sortie', 'Lettre de liaison à la sortie'],
  ])('PDF: the declared title %j gives %j', async (title, expected) => {
    const lines = ['CHU de Bordeaux', 'Docteur Jeanne MARTIN', 'Né le 24/03/1985']
    const pdf = await buildPdf({ title, heading: 'Ordonnance de sortie', lines })
    expect((await document(pdf)).title).toBe(expected)
  })

  it('PDF: labels and values drawn apart stand on one line', async () => {
    const labels = ['Nom de naissance', 'Prénom', 'Né le']
    const values = ['ESSAI-LAMBERT', 'Clotilde', '24/03/1985']
    const pdf = await buildPdf({
      draw: (page) => {
        for (const [i, label] of labels.entries())
          page.text(label, 72, 100 + i * 20, { lineBreak: false })
        for (const [i, value] of values.entries())
          page.text(value, 250, 100 + i * 20, { lineBreak: false })
      },
    })
    expect((await document(pdf)).text.split('\n')).toEqual(
      labels.map((l, i) => `${l} ${values[i]}`),
    )
  })

  it('PDF: what was typed into a form stands beside its label', async () => {
    const pdf = await buildPdf({
      draw: (page) => {
        page.font('Helvetica')
        page.initForm()
        page.text('Nom de naissance', 72, 200, { lineBreak: false })
        page.formText('name', 250, 196, 150, 18, { value: 'ESSAI-LAMBERT' })
      },
    })
    expect((await document(pdf)).text).toBe('Nom de naissance ESSAI-LAMBERT')
  })

  it('PDF: two columns of running text are read one after the other', async () => {
    const column = (name: string) =>
      Array.from({ length: 20 }, (_, i) => `${name} ${i} : texte courant qui remplit sa colonne`)
    const pdf = await buildPdf({
      draw: (page) => {
        for (const [x, name] of [
          [50, 'gauche'],
          [310, 'droite'],
        ] as const)
          for (const [i, line] of column(name).entries())
            page.text(line, x, 150 + i * 16, { lineBreak: false })
      },
    })
    const { text } = await document(pdf)
    expect(text.split('\n')).toEqual([...column('gauche'), ...column('droite')])
  })

  it('text: first line as title, charsets told apart', async () => {
    const text = 'Résultats d’analyses\n\nHémoglobine : 12,5 g/dL'
    for (const bytes of [
      Buffer.from(text),
      Buffer.from(`\ufeff${text}`),
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
      Buffer.from(text, 'utf16le'),
      Buffer.from(text.replace('’', '\x92'), 'latin1'),
    ]) {
      const found = await document(bytes)
      expect(found).toMatchObject({ format: 'text', title: 'Résultats d’analyses', text })
    }
  })

  it('HTML: visible words only', async () => {
    const found = await document(
      `<!DOCTYPE html><html><head><meta charset="utf-8"><title>Bilan</title><style>b{}</style></head>
       <body><!-- secret --><h1>Bilan sanguin</h1><script>alert(1)</script><p>Tout va <b>bien</b>.</p>
       <img src="http://127.0.0.1:9/x.png" alt="pixel"><a href="http://evil.example">suite</a></body></html>`,
    )
    expect(found).toMatchObject({ format: 'html', title: 'Bilan', headings: ['Bilan sanguin'] })
    expect(found.text).toMatch(/^Bilan sanguin\n+Tout va bien\.\n+suite$/)
  })

  it('CDA: title, sections, what it declares', async () => {
    const sections = [{ title: 'Conclusion', text: 'Rien à signaler' }]
    const found = await document(buildCda({ title: 'CR de scanner', sections }))
    expect(found).toMatchObject({ format: 'cda', title: 'CR de scanner', headings: ['Conclusion'] })
    expect(found.text).toBe('CR de scanner\n\nConclusion\nRien à signaler')
    expect(found.declared).toMatchObject({ source: 'cda', patient: { birthName: 'ESSAI-LAMBERT' } })
  })

  it('CDA level 1: the wrapped PDF is read', async () => {
    const bytes = await buildPdf({ heading: 'Compte rendu', lines: letter.lines.slice(0, 2) })
    const found = await document(buildCda({ body: { mediaType: 'application/pdf', bytes } }))
    expect(found).toMatchObject({ format: 'cda', pages: 1, textSource: 'native' })
    expect(found.text).toContain('Le patient présente une hypertension')
  })

  it('CDA level 1: a wrapped file that cannot be read is an alarm', async () => {
    const bytes = Buffer.from('%PDF-1.4 nothing')
    const found = await document(buildCda({ body: { mediaType: 'application/pdf', bytes } }))
    expect(found.alarms).toContain('body-malformed')
  })

  it('winmail.dat: the files inside, one level deep', async () => {
    const inner = buildWinmail({ files: [{ fileName: 'x.txt', bytes: Buffer.from('x') }] })
    const found = await documents(
      buildWinmail({
        files: [
          { fileName: 'lettre.rtf', bytes: buildRtf(letter) },
          { fileName: 'winmail.dat', bytes: inner },
        ],
      }),
    )
    expect(found.map(({ format, fileName }) => [format, fileName])).toEqual([
      ['rtf', 'lettre.rtf'],
      ['unsupported', 'winmail.dat'],
    ])
    expect(found[1]!.alarms).toEqual(['nested'])
  })
})

describe('hostile files', () => {
  const bomb = 'A'.repeat(40_000_000)
  const table: readonly (readonly [string, string, () => Promise<Uint8Array | string>])[] = [
    ['an empty file', 'read as text', async () => ''],
    ['random octets', 'unsupported', async () => Buffer.from([0, 1, 2, 3, 250, 0, 9, 128, 0])],
    ['a plain archive', 'unsupported', () => zipOf({ 'a.txt': 'x' })],
    ['a ZIP cut short', 'malformed', async () => (await buildDocx(letter)).subarray(0, 300)],
    ['a bomb in DOCX', 'too-big', () => zipOf({ 'word/document.xml': bomb })],
    ['a bomb in ODT', 'too-big', () => zipOf({ 'content.xml': `<a>${bomb.slice(9)}` })],
    ['deep XML in DOCX', 'malformed', () => zipOf({ 'word/document.xml': '<a>'.repeat(50_000) })],
    ['a PDF with a password', 'encrypted', () => buildPdf({ lines: ['x'], password: 'secret' })],
    ['a PDF cut short', 'malformed', async () => '%PDF-1.7\n1 0 obj\n<<'],
    ['a PNG without a head', 'malformed', async () => drawScan(['x']).subarray(0, 12)],
    [
      'a picture that announces too many pixels',
      'too-big',
      async () => {
        const png = Buffer.from(drawScan(['x']))
        png.writeUInt32BE(60_000, 16)
        return png
      },
    ],
    ['deep RTF', 'malformed', async () => `{\\rtf1${'{'.repeat(100_000)}x`],
    [
      'a CDA with an entity',
      'malformed',
      async () => `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${buildCda()}`,
    ],
    [
      'deep JSON',
      'malformed',
      async () => `{"resourceType":"Bundle","a":${'['.repeat(9_000)}${']'.repeat(9_000)}}`,
    ],
    [
      'a FHIR bundle without a document',
      'unsupported',
      async () => '{"resourceType":"Bundle","entry":[]}',
    ],
    [
      'an SVG',
      'unsupported',
      async () => '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1/"/></svg>',
    ],
    [
      'a Word file with a password',
      'encrypted',
      async () =>
        Buffer.concat([
          Buffer.from('d0cf11e0a1b11ae1', 'hex'),
          Buffer.alloc(500),
          Buffer.from('EncryptedPackage', 'utf16le'),
        ]),
    ],
    ['an old Word file', 'unsupported', async () => Buffer.from('d0cf11e0a1b11ae1', 'hex')],
  ]
  it.each(table)('%s: %s', async (_name, expected, build) => {
    expect(await fault(await build())).toBe(expected)
  })

  it('a text without end is cut, and says so', async () => {
    const found = await document('mot '.repeat(200_000))
    expect(found.text.length).toBeLessThanOrEqual(400_000)
    expect(found.alarms).toEqual(['text-truncated'])
  })

  it('a PDF of a thousand pages is read to the bound', async () => {
    const found = await document(await buildPdf({ lines: ['Première page'], pages: 300 }))
    expect(found).toMatchObject({ pages: 300, alarms: ['pages-left-out'] })
  })

  it('controls and turned writing leave titles and texts', async () => {
    const found = await document('Titre\u202e inverse\u0007\ne\u0301 la ligne\u200b')
    expect([found.title, found.text]).toEqual(['Titre inverse', 'Titre inverse\né la ligne'])
  })

  it('a scan asks for recognition, with and without a PDF around it', async () => {
    const scan = drawScan(['Ordonnance'])
    expect(await read(scan)).toMatchObject({
      wantsOcr: true,
      extraction: { documents: [{ format: 'image', textSource: 'none' }] },
    })
    expect(await read(await buildPdf({ scans: [scan] }))).toMatchObject({
      wantsOcr: true,
      extraction: { documents: [{ format: 'pdf', textSource: 'none', pages: 1 }] },
    })
  })
})

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = join(process.env['MSS_SAMPLES'] ?? join(root, '..', 'shared', 'samples'), 'cda')
const samples = existsSync(folder) ? readdirSync(folder).filter((n) => n.endsWith('.xml')) : []
if (samples.length === 0)
  console.log('read-file.test: no samples folder, skipped (set MSS_SAMPLES)')

describe.skipIf(samples.length === 0)('samples', () => {
  it('each CDA is read with type, patient and identifier', async () => {
    for (const name of samples) {
      const { extraction }: { extraction: Extraction } = await read(
        readFileSync(join(folder, name)),
      )
      const declared = extraction.ok ? extraction.documents[0]!.declared : null
      expect([name, declared?.typeCode?.code, declared?.patient?.matricule]).toEqual([
        name,
        expect.stringMatching(/./),
        expect.stringMatching(/^[0-9AB]{13,15}$/),
      ])
    }
  })
})
