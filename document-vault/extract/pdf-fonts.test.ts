import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { buildPdf, drawScan } from '../../test-fixtures/documents/pdf-builder.js'
import { drawingOptions } from './page-canvas.js'
import { openedPdf } from './pdf-file.js'
import { hasFontOutside } from './pdf-runs.js'

const dejaVu = '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf'

const found = async (bytes: Uint8Array): Promise<boolean> => {
  const done = await openedPdf(bytes, drawingOptions, async (pdf) =>
    hasFontOutside(await pdf.getPage(1)),
  )
  if (!done.ok) throw new Error(done.error.detail)
  return done.value
}

describe('fonts that are not in the file', () => {
  it('are found where a page leans on them', async () => {
    expect(await found(await buildPdf({ lines: ['Helvetica est partout'] }))).toBe(true)
  })
  it('are none on a scan', async () => {
    expect(await found(await buildPdf({ scans: [drawScan(['Un'])] }))).toBe(false)
  })
  it.skipIf(!existsSync(dejaVu))('are none where the file brings its own', async () => {
    const pdf = await buildPdf({ draw: (page) => page.font(dejaVu).text('Bonjour') })
    expect(await found(pdf)).toBe(false)
  })
})
