import { createExtractor } from '../../document-vault/extract/extractor.js'
import { sampleCda, samplePdf } from '../sample-documents.js'
import type { Workload } from './workload.js'

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
    const [cda, letter] = [sampleCda(1, ''), await samplePdf(1)]
    const kilobytes = Math.round(letter.length / 1000)
    try {
      await rate(cda, 50)
      await rate(letter, 50)
      const figure = { workload: 'extraction', target: target.name, unit: 'documents/s', aim: '50' }
      return [
        { ...figure, value: await rate(cda, count), note: 'CDA de 45 sections' },
        { ...figure, value: await rate(letter, count), note: `PDF d’une page, ${kilobytes} ko` },
      ]
    } finally {
      await extractor.close()
    }
  },
}
