import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { fromBody, fromTitleAndBody } from '../eval/judged-documents.js'
import { labelledDocuments } from '../eval/labelled-documents.js'
import { measure } from '../eval/measures.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const samples = process.env['MSS_SAMPLES'] ?? join(root, '..', 'shared', 'samples')
const sets = [
  ['samples', join(samples, 'text')],
  ['own documents', join(root, 'test-fixtures', 'documents', 'labelled')],
] as const

for (const [name, folder] of sets) {
  if (!existsSync(folder)) console.log(`classify/samples.test: no ${name} folder, skipped`)
  describe.skipIf(!existsSync(folder))(`labelled documents: ${name}`, () => {
    const documents = labelledDocuments(folder, folder) ?? []

    it('from title and text: right space, four of five filed, one in a hundred wrong', () => {
      const found = measure(documents.map(fromTitleAndBody))
      expect(found.strict).toBeGreaterThanOrEqual(0.95)
      expect(found.lenient).toBeGreaterThanOrEqual(0.96)
      expect(found.strictByGroup).toBeGreaterThanOrEqual(0.95)
      expect(found.filed).toBeGreaterThanOrEqual(0.8)
      expect(found.filedWrongLenient).toBeLessThan(0.01)
    })

    it('from the text without its title: right space mostly, held rather than wrong', () => {
      const found = measure(documents.filter(({ body }) => body.trim() !== '').map(fromBody))
      expect(found.lenient).toBeGreaterThanOrEqual(0.95)
      expect(found.filed).toBeGreaterThanOrEqual(0.75)
      expect(found.filedWrongLenient).toBeLessThan(0.02)
    })
  })
}
