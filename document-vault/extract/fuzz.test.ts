import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildCda } from '../../test-fixtures/documents/cda-builder.js'
import { buildDocx, buildOdt, buildRtf } from '../../test-fixtures/documents/office-builder.js'
import { buildPdf, drawScan } from '../../test-fixtures/documents/pdf-builder.js'
import { buildWinmail } from '../../test-fixtures/documents/winmail-builder.js'
import { buildXdm } from '../../test-fixtures/documents/xdm-builder.js'
import { readFile } from './read-file.js'

const letter = { title: 'Lettre', lines: ['Cher confrère,', 'à bientôt'], rows: [['a', 'b']] }
const reference = {
  resourceType: 'DocumentReference',
  subject: { reference: '#p' },
  contained: [{ resourceType: 'Patient', id: 'p', name: [{ family: 'X' }] }],
  content: [{ attachment: { data: 'dGV4dGU=', title: 'T' } }],
}
const seeds: Record<string, () => Promise<Uint8Array>> = {
  pdf: () => buildPdf({ heading: 'Lettre', lines: letter.lines }),
  docx: () => buildDocx(letter),
  odt: () => buildOdt(letter),
  rtf: async () => buildRtf(letter),
  html: async () => Buffer.from('<html><h1>Titre</h1><table><tr><td>a<td>b</table></html>'),
  text: async () => Buffer.from('Titre\nligne'),
  'fhir json': async () => Buffer.from(JSON.stringify(reference)),
  'fhir xml': async () =>
    Buffer.from(
      '<Composition xmlns="http://hl7.org/fhir"><title value="T"/><section><text><div xmlns="http://www.w3.org/1999/xhtml">x</div></text></section></Composition>',
    ),
  cda: async () => buildCda(),
  xdm: () => buildXdm(),
  winmail: async () => buildWinmail(),
  png: async () => drawScan(['a'], 'image/png', 40, 40),
  jpeg: async () => drawScan(['a'], 'image/jpeg', 40, 40),
}

/** Octets changed, cut out, doubled, or cut short. */
const mutation = fc.array(
  fc.record({
    kind: fc.constantFrom('set', 'remove', 'repeat', 'cut'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 1, max: 40 }),
    octets: fc.uint8Array({ minLength: 1, maxLength: 8 }),
  }),
  { minLength: 1, maxLength: 6 },
)
type Mutations = typeof mutation extends fc.Arbitrary<infer T> ? T : never

function mutated(seed: Uint8Array, mutations: Mutations): Buffer {
  let bytes = Buffer.from(seed)
  for (const { kind, at, length, octets } of mutations) {
    const from = Math.floor(at * bytes.length)
    const piece = bytes.subarray(from, from + length)
    if (kind === 'set') bytes.set(octets.subarray(0, bytes.length - from), from)
    else if (kind === 'cut') bytes = bytes.subarray(0, from)
    else if (kind === 'remove')
      bytes = Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)])
    else bytes = Buffer.concat([bytes.subarray(0, from), piece, piece, bytes.subarray(from)])
  }
  return bytes
}

/** Every answer is plain, bounded and free of controls. */
async function readsOrFaults(bytes: Uint8Array): Promise<void> {
  const file = { bytes, fileName: 'x', mediaType: '', ocr: false }
  const { extraction } = await readFile(file, {
    recogniser: null,
    deadline: Number.POSITIVE_INFINITY,
  })
  if (!extraction.ok) {
    expect(extraction.detail).toMatch(/^[\w./+-]{0,60}$/)
    return
  }
  for (const document of extraction.documents) {
    expect(document.text.length).toBeLessThanOrEqual(400_000)
    for (const text of [document.title, document.text, ...document.headings])
      expect(text).not.toMatch(
        /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]|\p{Surrogate}/u,
      )
  }
}

describe('fuzz', () => {
  it.each(Object.keys(seeds))('%s, changed: read or refused, never more', async (name) => {
    const seed = await seeds[name]!()
    const runs = fc.asyncProperty(mutation, (m) => readsOrFaults(mutated(seed, m)))
    await fc.assert(runs, { numRuns: 150 })
  })

  it('any octets, behind any head', async () => {
    const heads = ['', '%PDF-1.4\n', '{\\rtf1', '<html>', '<a>', 'PK\x03\x04', '{"resourceType":"A']
    const bytes = fc.tuple(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 400 }))
    const runs = fc.asyncProperty(bytes, ([head, tail]) =>
      readsOrFaults(Buffer.concat([Buffer.from(head, 'latin1'), tail])),
    )
    await fc.assert(runs, { numRuns: 400 })
  })
})
