import { describe, expect, it } from 'vitest'
import { buildPdf, drawScan } from '../../test-fixtures/documents/pdf-builder.js'
import { drawnText, pdfStream, rawPage } from '../../test-fixtures/documents/raw-pdf.js'
import { readFile } from './read-file.js'

async function read(bytes: Uint8Array) {
  const file = { bytes, fileName: 'x.pdf', mediaType: '', ocr: false }
  const deadline = Number.POSITIVE_INFINITY
  const { extraction, wantsOcr } = await readFile(file, { recogniser: null, deadline })
  if (!extraction.ok) throw new Error(extraction.fault)
  const document = extraction.documents[0]!
  return { ...document, lines: document.text.split('\n'), wantsOcr }
}
const letter = [
  'Compte rendu de consultation',
  'Nom de naissance : ESSAI-LAMBERT',
  'La patiente va bien et marche sans aide, avec une canne en ville',
]

describe('reading order of a page', () => {
  it.each([
    [90, (l: string, i: number) => `0 1 -1 0 ${60 + i * 20} 60 Tm (${l}) Tj`],
    [180, (l: string, i: number) => `-1 0 0 -1 540 ${60 + i * 20} Tm (${l}) Tj`],
    [270, (l: string, i: number) => `0 -1 1 0 ${500 - i * 20} 780 Tm (${l}) Tj`],
  ])('turned by %i degrees', async (turn, draw) => {
    const content = letter.map((l, i) => `BT /F1 ${i ? 11 : 18} Tf ${draw(l, i)} ET\n`).join('')
    const found = await read(rawPage({ content, page: `/Rotate ${turn}` }))
    expect([found.title, found.lines]).toEqual([letter[0], letter])
  })

  it('a note written upwards in the margin stands after the text', async () => {
    const content = `BT /F1 8 Tf 0 1 -1 0 20 100 Tm (Logiciel XYZ) Tj ET\n${letter.map((l, i) => drawnText(60, 700 - i * 20, l)).join('')}`
    expect((await read(rawPage({ content }))).lines).toEqual([...letter, 'Logiciel XYZ'])
  })

  it('results row by row: analyte, value, unit, reference', async () => {
    const rows = Array.from({ length: 20 }, (_, i) => [
      `Analyse sanguine ${i}`,
      `${i},5`,
      'g/dL',
      `${i},0 - 16,0`,
      `${i},1`,
    ])
    const at = (cell: string, row: number, column: number) =>
      drawnText(50 + column * 105, 700 - row * 16, cell, 9)
    const byColumn = [0, 1, 2, 3, 4].flatMap((c) => rows.map((row, r) => at(row[c]!, r, c)))
    const found = await read(rawPage({ content: byColumn.join('') }))
    expect(found.lines).toEqual(rows.map((row) => row.join(' ')))
  })

  it('the team in the margin of a letter does not part its sentences', async () => {
    const team = [
      'Pr A. UN',
      'Chef de service',
      'Dr B. DEUX',
      'Praticien',
      'Dr C. TROIS',
      'Interne',
    ]
    const body = Array.from(
      { length: 24 },
      (_, i) => `Phrase ${i} de la lettre, aussi longue que la page le permet ici`,
    )
    const content = [
      ...team.map((line, i) => drawnText(30, 700 - i * 21, line, 7)),
      ...body.map((line, i) => drawnText(170, 695 - i * 18, line, 10)),
    ]
    expect((await read(rawPage({ content: content.join('') }))).lines).toEqual([...body, ...team])
  })

  it('words parted at the end of a line are whole; compound names keep their hyphen', async () => {
    const lines = ['une hyperten-', 'sion traitée. Jean-', 'Pierre va bien. 2020-', '2024']
    const found = await read(await buildPdf({ lines }))
    expect(found.text).toBe('une hypertension\ntraitée. Jean-Pierre\nva bien. 2020-\n2024')
  })

  it('letters drawn twice to look bold are read once', async () => {
    const content = drawnText(60, 700, 'Titre gras') + drawnText(60.3, 700, 'Titre gras')
    expect((await read(rawPage({ content }))).text).toBe('Titre gras')
  })

  it('running heads and feet once, but not when they name another', async () => {
    const names = ['ESSAI', 'ESSAI', 'AUTRE']
    const pdf = await buildPdf({
      draw: (page) => {
        for (const [i, name] of names.entries()) {
          if (i > 0) page.addPage()
          page.text('CHU de Démonstration', 72, 72)
          page.text(`Corps de la page, ${i}`, 72, 120)
          page.text(`Patient ${name} - Page ${i + 1}/3`, 72, 700)
        }
      },
    })
    expect((await read(pdf)).lines.filter((line) => line !== '')).toEqual([
      'CHU de Démonstration',
      'Corps de la page, 0',
      'Patient ESSAI - Page 1/3',
      'Corps de la page, 1',
      'Corps de la page, 2',
      'Patient AUTRE - Page 3/3',
    ])
  })
})

describe('what no one can read is not taken for text', () => {
  it('signs of a font without a map to Unicode ask for recognition', async () => {
    const row = (k: number) =>
      Array.from({ length: 10 }, (_, i) => (36 + ((i * 7 + k) % 50)).toString(16).padStart(4, '0'))
    const rows = Array.from({ length: 20 }, (_, k) => `<${row(k).join('')}> Tj 0 -14 Td`)
    const found = await read(
      rawPage({
        content: `BT /F1 11 Tf 60 700 Td ${rows.join(' ')} ET`,
        font: '<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Calibri/Encoding/Identity-H/DescendantFonts[6 0 R]>>',
        objects: [
          '<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Calibri/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 7 0 R>>',
          '<</Type/FontDescriptor/FontName/ABCDEF+Calibri/Flags 4>>',
        ],
      }),
    )
    expect(found).toMatchObject({ wantsOcr: true, alarms: ['text-garbled'] })
  })

  it('one scanned page among pages of text asks for recognition; a short last page does not', async () => {
    const text = letter.join(' ').repeat(3)
    const pages = (last: (pdf: PDFKit.PDFDocument) => void) =>
      buildPdf({
        draw: (pdf) => {
          for (let i = 0; i < 3; i++) {
            pdf.text(`${i} ${text}`)
            pdf.addPage()
          }
          last(pdf)
        },
      })
    const scan = drawScan(letter, 'image/jpeg')
    expect((await read(await pages((pdf) => pdf.image(scan, 0, 0, { width: 595 })))).wantsOcr).toBe(
      true,
    )
    expect((await read(await pages((pdf) => pdf.text('Dr Claire MOREL')))).wantsOcr).toBe(false)
  })

  it('files inside a PDF are told of', async () => {
    const found = await read(
      rawPage({
        content: letter.map((l, i) => drawnText(60, 700 - i * 20, l)).join(''),
        catalogue: '/Names<</EmbeddedFiles<</Names[(a.xml) 6 0 R]>>>>',
        objects: [
          '<</Type/Filespec/F(a.xml)/EF<</F 7 0 R>>>>',
          pdfStream('<a/>', '/Type/EmbeddedFile'),
        ],
      }),
    )
    expect(found.alarms).toEqual(['attachments-unread'])
  })
})
