import { documentLimits } from '../../domain/document-limits.js'
import type { PdfDocument, PdfPage } from './pdf-file.js'
import type { PdfRun } from './pdf-lines.js'

/** Null when the page cannot be read; the others still can. */
export async function runsOfPage(
  pdf: PdfDocument,
  number: number,
  hasForm: boolean,
  max: number,
): Promise<PdfRun[] | null> {
  try {
    const page = await pdf.getPage(number)
    const runs: PdfRun[] = []
    const reader = page.streamTextContent({}).getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done || runs.length >= max) break
      const bold = boldFonts(page, value)
      for (const item of value.items) if ('str' in item) runs.push(runOf(item, bold))
    }
    await reader.cancel().catch(() => {})
    if (hasForm) runs.push(...(await filledFields(page)))
    page.cleanup()
    return runs.slice(0, max)
  } catch {
    return null
  }
}

interface TextItem {
  readonly str: string
  readonly transform: readonly number[]
  readonly width: number
  readonly fontName: string
}

const runOf = (item: TextItem, bold: ReadonlySet<string>): PdfRun => {
  const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = item.transform
  const size = Math.hypot(c, d) || Math.hypot(a, b)
  const turns = (Math.round(Math.atan2(b, a) / (Math.PI / 2)) + 4) % 4
  return { text: item.str, x, y, width: item.width, size, isBold: bold.has(item.fontName), turns }
}

/** Fonts whose real name says bold; pdf.js knows it once the page's fonts are loaded. */
function boldFonts(page: PdfPage, content: { readonly styles: object }): Set<string> {
  const bold = new Set<string>()
  for (const name of Object.keys(content.styles)) {
    if (!page.commonObjs.has(name)) continue
    const font: unknown = page.commonObjs.get(name)
    const isBold =
      typeof font === 'object' &&
      font !== null &&
      (('bold' in font && font.bold === true) ||
        ('black' in font && font.black === true) ||
        ('name' in font && typeof font.name === 'string' && /bold|black|heavy/i.test(font.name)))
    if (isBold) bold.add(name)
  }
  return bold
}

/** What people typed into a form stands beside its labels; the form's scripts are never run. */
async function filledFields(page: PdfPage): Promise<PdfRun[]> {
  const annotations: readonly Field[] = await page.getAnnotations()
  return annotations.slice(0, documentLimits.pdfAnnotationsMax).flatMap(({ fieldValue, rect }) => {
    if (typeof fieldValue !== 'string' || fieldValue.trim() === '' || !rect) return []
    const [x = 0, y = 0, right = 0, top = 0] = rect
    const lines = fieldValue.split(/\r\n?|\n/)
    const height = (top - y) / lines.length
    const size = Math.min(11, height * 0.8)
    // Baseline: a bit above the lower edge of its line.
    return lines.map((text, index) => ({
      text,
      x,
      y: top - (index + 0.75) * height,
      width: right - x,
      size,
      isBold: false,
      turns: 0,
    }))
  })
}

interface Field {
  readonly fieldValue?: unknown
  readonly rect?: readonly number[]
}

/** Letters of it are drawn with a font that is not in the file. */
export async function hasFontOutside(page: PdfPage): Promise<boolean> {
  const { styles } = await page.getTextContent()
  await page.getOperatorList()
  return Object.keys(styles).some((name) => {
    const font: unknown = page.commonObjs.has(name) ? page.commonObjs.get(name) : null
    return typeof font === 'object' && font !== null && 'missingFile' in font && !!font.missingFile
  })
}
