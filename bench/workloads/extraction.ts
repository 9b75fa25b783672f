import { createExtractor } from '../../document-vault/extract/extractor.js'
import type { Workload } from './workload.js'

const lines = Array.from(
  { length: 45 },
  (_, i) => `Ligne ${i + 1} : examen clinique sans particularité, traitement poursuivi.`,
)

/** Documents read by the pool of extractors; it has no peer, and is measured once. */
export const extraction: Workload = {
  name: 'extraction',
  says: 'documents lus par les extracteurs',
  async run(target, scale) {
    if (target.ca === null || target.imap.transport !== 'plain') return []
    const count = Math.max(100, Math.round(2_000 * scale))
    const extractor = createExtractor()
    const rate = async (bytes: Uint8Array, documents: number): Promise<number> => {
      const file = { bytes, fileName: 'document', mediaType: '', ocr: false }
      const start = performance.now()
      const all = await Promise.all(
        Array.from({ length: documents }, () => extractor.extract(file)),
      )
      if (all.some((one) => !one.ok)) throw new Error('extraction: a document was not read')
      return (documents * 1000) / (performance.now() - start)
    }
    try {
      await rate(cda(), 50)
      await rate(pdf(), 50)
      const figure = { workload: 'extraction', target: target.name, unit: 'documents/s', aim: '50' }
      return [
        { ...figure, value: await rate(cda(), count), note: 'CDA de 45 sections' },
        { ...figure, value: await rate(pdf(), count), note: 'PDF d’une page de texte' },
      ]
    } finally {
      await extractor.close()
    }
  },
}

function cda(): Buffer {
  const sections = lines.map(
    (line, i) =>
      `<component><section><title>Section ${i}</title><text>${line}</text></section></component>`,
  )
  return Buffer.from(
    `<ClinicalDocument xmlns="urn:hl7-org:v3"><id root="1.2.3"/>
<code code="11488-4" codeSystem="2.16.840.1.113883.6.1"/><title>Compte rendu</title>
<component><structuredBody>${sections.join('')}</structuredBody></component></ClinicalDocument>`,
  )
}

/** The smallest PDF that holds a page of text (ISO 32000-1 §7.5). */
function pdf(): Buffer {
  const drawing = lines.map((line) => `(${line}) Tj T*`).join('\n')
  const content = `BT /F 11 Tf 14 TL 50 800 Td\n${drawing}\nET`
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Count 1/Kids[3 0 R]>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R' +
      '/Resources<</Font<</F 5 0 R>>>>>>',
    `<</Length ${Buffer.byteLength(content, 'latin1')}>>\nstream\n${content}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
  ]
  let text = '%PDF-1.4\n'
  const rows = objects.map((object, i) => {
    const row = `${String(text.length).padStart(10, '0')} 00000 n \n`
    text += `${i + 1} 0 obj\n${object}\nendobj\n`
    return row
  })
  const table = `xref\n0 6\n0000000000 65535 f \n${rows.join('')}`
  const end = `trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`
  return Buffer.from(text + table + end, 'latin1')
}
