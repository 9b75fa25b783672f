import type { TextLine } from './text-line.js'

/** A run of letters as pdf.js gives it: baseline, from the lower left of the page, in points. */
export interface PdfRun {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly size: number
  readonly isBold: boolean
}

export interface PdfLine extends TextLine {
  readonly y: number
}

const rowsForColumnsMin = 12

/**
 * Runs of one page as lines in reading order: from top to bottom, cells of a row from left to
 * right, two columns of running text one after the other. The order of drawing is not asked: tables
 * and forms are often drawn label by label, then value by value.
 */
export function pdfLines(runs: readonly PdfRun[]): PdfLine[] {
  const inked = runs.filter((run) => run.text.trim() !== '')
  const gutter = columnGutter(inked)
  if (gutter === null) return rowsOf(inked)
  const left = inked.filter((run) => isLeft(run, gutter.x))
  const right = inked.filter((run) => !isLeft(run, gutter.x) && isRight(run, gutter.x))
  const wide = inked.filter((run) => !isLeft(run, gutter.x) && !isRight(run, gutter.x))
  const above = wide.filter((run) => run.y > gutter.top)
  const below = wide.filter((run) => run.y <= gutter.top)
  const inColumns = (run: PdfRun) => run.y <= gutter.top && run.y >= gutter.bottom
  const over = (part: readonly PdfRun[]) => part.filter((run) => run.y > gutter.top)
  const under = (part: readonly PdfRun[]) => part.filter((run) => run.y < gutter.bottom)
  return [
    ...rowsOf([...above, ...over(left), ...over(right)]),
    ...rowsOf(left.filter(inColumns)),
    ...rowsOf(right.filter(inColumns)),
    ...rowsOf([...below, ...under(left), ...under(right)]),
  ]
}

/** Runs on (nearly) one baseline make a row. */
function rowsOf(runs: readonly PdfRun[]): PdfLine[] {
  const sorted = [...runs].sort((a, b) => b.y - a.y)
  const rows: PdfRun[][] = []
  for (const run of sorted) {
    const row = rows.at(-1)
    const first = row?.[0]
    const isSame = first && first.y - run.y <= Math.max(first.size, run.size) * 0.45
    if (row && isSame) row.push(run)
    else rows.push([run])
  }
  return rows.map(lineOf)
}

function lineOf(row: readonly PdfRun[]): PdfLine {
  const runs = [...row].sort((a, b) => a.x - b.x)
  let text = ''
  let end = Number.NEGATIVE_INFINITY
  for (const run of runs) {
    const gap = run.x - end
    if (text !== '' && gap > run.size * 0.15 && !text.endsWith(' ') && !run.text.startsWith(' '))
      text += gap > run.size * 2 ? '  ' : ' '
    text += run.text
    end = Math.max(end, run.x + run.width)
  }
  const letters = (part: readonly PdfRun[]) => part.reduce((n, run) => n + run.text.length, 0)
  return {
    text,
    y: runs[0]!.y,
    size: Math.max(...runs.map((run) => run.size)),
    isBold: letters(runs.filter((run) => run.isBold)) * 2 > letters(runs),
  }
}

/** Letters lean over their column a little. */
const leanPoints = 4
const isLeft = (run: PdfRun, x: number): boolean => run.x + run.width <= x + leanPoints
const isRight = (run: PdfRun, x: number): boolean => run.x >= x - leanPoints

interface Gutter {
  readonly x: number
  readonly top: number
  readonly bottom: number
}

/**
 * A white band near the middle that no run crosses over many rows, with running text (not labels
 * and values) on both sides; null for the usual page of one column.
 */
function columnGutter(runs: readonly PdfRun[]): Gutter | null {
  if (runs.length < rowsForColumnsMin * 2) return null
  const right = Math.max(...runs.map((run) => run.x + run.width))
  const left = Math.min(...runs.map((run) => run.x))
  const width = right - left
  for (let share = 0.4; share <= 0.6; share += 0.02) {
    const x = left + width * share
    const crossing = runs.filter((run) => !isLeft(run, x) && !isRight(run, x))
    const lowest = crossing.filter((run) => run.width > 30)
    const before = runs.filter((run) => isLeft(run, x))
    const after = runs.filter((run) => isRight(run, x))
    const top = Math.min(...lowest.filter((r) => isAbove(r, before)).map((r) => r.y), 1e9)
    const bottom = Math.max(...lowest.filter((r) => !isAbove(r, before)).map((r) => r.y), -1e9)
    if (top <= bottom) continue
    const inside = (run: PdfRun) => run.y < top && run.y > bottom
    if (isRunningText(before.filter(inside), width) && isRunningText(after.filter(inside), width))
      return { x, top: top - 0.01, bottom: bottom + 0.01 }
  }
  return null
}

/** Does this crossing run stand above most of the column? */
function isAbove(run: PdfRun, column: readonly PdfRun[]): boolean {
  const below = column.reduce((n, other) => n + (other.y < run.y ? 1 : 0), 0)
  return below * 2 > column.length
}

/** Many rows, most of them filling their column. */
function isRunningText(runs: readonly PdfRun[], pageWidth: number): boolean {
  const rows = new Map<number, number>()
  for (const run of runs) {
    const row = Math.round(run.y / 3)
    rows.set(row, (rows.get(row) ?? 0) + run.width)
  }
  const full = [...rows.values()].filter((width) => width > pageWidth * 0.3).length
  return rows.size >= rowsForColumnsMin && full > rows.size * 0.6
}
