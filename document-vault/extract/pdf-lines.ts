import type { TextLine } from './text-line.js'

/** A run of letters as pdf.js gives it: baseline, from the lower left of the page, in points. */
export interface PdfRun {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly size: number
  readonly isBold: boolean
  /** Direction of writing in quarter turns, counter-clockwise: 0 to 3. */
  readonly turns: number
}

export interface PdfLine extends TextLine {
  readonly y: number
}

const rowsForColumnsMin = 12

/**
 * Lines of one page: the direction that most letters are written in first, then what stands across
 * it (notes in a margin).
 */
export function pdfLines(runs: readonly PdfRun[]): PdfLine[] {
  const inked = runs.filter((run) => run.text.trim() !== '')
  const letters = (part: readonly PdfRun[]) => part.reduce((n, run) => n + run.text.length, 0)
  return [0, 1, 2, 3]
    .map((turns) => inked.filter((run) => run.turns === turns).map(upright))
    .sort((a, b) => letters(b) - letters(a))
    .flatMap(uprightLines)
}

/** The page turned so that the run is written from left to right. */
function upright(run: PdfRun): PdfRun {
  const { x, y } = run
  if (run.turns === 1) return { ...run, x: y, y: -x }
  if (run.turns === 2) return { ...run, x: -x, y: -y }
  return run.turns === 3 ? { ...run, x: -y, y: x } : run
}

/**
 * Runs of one direction as lines in reading order: from top to bottom, cells of a row from left to
 * right, two columns of running text one after the other. The order of drawing is not asked: tables
 * and forms are often drawn label by label, then value by value.
 */
function uprightLines(inked: readonly PdfRun[]): PdfLine[] {
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
    ...(gutter.isMargin ? [] : rowsOf(left.filter(inColumns))),
    ...rowsOf(right.filter(inColumns)),
    ...(gutter.isMargin ? rowsOf(left.filter(inColumns)) : []),
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
  let last: PdfRun | null = null
  for (const run of runs) {
    const gap = run.x - end
    // Letters are made bold by drawing them twice.
    const isTwice = run.text === last?.text && run.x - last.x < run.size * 0.3
    last = run
    if (isTwice) continue
    const isApart = gap > run.size * 0.15 || gap < -run.size
    if (text !== '' && isApart && !text.endsWith(' ') && !run.text.startsWith(' '))
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
  /** The left column is a list beside the text: teams and numbers of hospital letters. */
  readonly isMargin: boolean
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
  for (const percent of gutterPercents) {
    const isMargin = percent < 40
    const x = left + (width * percent) / 100
    const crossing = runs.filter((run) => !isLeft(run, x) && !isRight(run, x))
    const lowest = crossing.filter((run) => run.width > 30)
    const before = runs.filter((run) => isLeft(run, x))
    const after = runs.filter((run) => isRight(run, x))
    const top = Math.min(...lowest.filter((r) => isAbove(r, before)).map((r) => r.y), 1e9)
    const bottom = Math.max(...lowest.filter((r) => !isAbove(r, before)).map((r) => r.y), -1e9)
    if (top <= bottom) continue
    const inside = (run: PdfRun) => run.y < top && run.y > bottom
    const text = after.filter(inside)
    if (!isRunningText(text, width)) continue
    const beside = before.filter(inside)
    const isColumn = isMargin ? isList(beside, text) : isRunningText(beside, width)
    if (isColumn) return { x, top: top - 0.01, bottom: bottom + 0.01, isMargin }
  }
  return null
}

/** Two columns first, then a margin, from the widest. */
const gutterPercents = [
  ...Array.from({ length: 11 }, (_, at) => 40 + at * 2),
  ...Array.from({ length: 14 }, (_, at) => 38 - at * 2),
]
const rowsOfListMin = 5

/** Lines that keep no step with the text beside them: labels of a table stand on its baselines. */
function isList(runs: readonly PdfRun[], beside: readonly PdfRun[]): boolean {
  const rows = new Set(runs.map((run) => Math.round(run.y)))
  const others = new Set(beside.map((run) => Math.round(run.y)))
  const aligned = [...rows].filter((y) => [-1, 0, 1].some((by) => others.has(y + by))).length
  return rows.size >= rowsOfListMin && aligned < rows.size * 0.4
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
