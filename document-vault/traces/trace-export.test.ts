import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { VaultTrace } from '../contract/traces.js'
import { TraceChain, traceTables } from './trace-chain.js'
import { checkExport, traceCsv } from './trace-export.js'
import { tracesShownTo } from './trace-view.js'

const clearSealer = {
  seal: (_row: number, text: string) => Buffer.from(text),
  open: (_row: number, sealed: Uint8Array) => Buffer.from(sealed).toString('utf8'),
}

function exported(titles: readonly string[]): VaultTrace[] {
  const db = new Database(':memory:')
  db.exec(traceTables)
  const chain = new TraceChain(db, clearSealer)
  titles.forEach((documentTitle, index) => {
    chain.append(1, {
      at: Date.UTC(2026, 2, 12, 13, index),
      act: 'document.read',
      caller: { kind: 'holder' },
      door: 'holder',
      outcome: 'done',
      documentId: `doc-${index}`,
      documentTitle,
      detail: { motive: null, page: index },
    })
  })
  return chain.list(1, { limit: 100 })
}
const titles = ['Premier', 'Deuxième', 'Troisième', 'Quatrième']
const copy = (traces: readonly VaultTrace[]): VaultTrace[] => JSON.parse(JSON.stringify(traces))

/** RFC 4180 §2, read by the book. */
function readCsv(text: string): string[][] {
  const records = text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)
  const lines: string[][] = [[]]
  for (const [, quoted, plain, end] of records) {
    lines.at(-1)!.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'))
    if (end === '\r\n') lines.push([])
  }
  expect(lines.pop()).toEqual([])
  return lines
}

describe('exported traces', () => {
  it('are whole after a journey through JSON, in any order', () => {
    const whole = { brokenAt: null, isWhole: true, withoutContent: 0 }
    expect(checkExport(copy(exported(titles)))).toEqual(whole)
    expect(checkExport(copy(exported(titles)).reverse())).toEqual(whole)
    expect(checkExport(copy(exported([])))).toEqual(whole)
  })

  const sabotages: readonly (readonly [string, (traces: VaultTrace[]) => VaultTrace[], number])[] =
    [
      [
        'a title',
        (all) => all.map((one) => (one.sequence === 2 ? { ...one, documentTitle: 'Autre' } : one)),
        2,
      ],
      [
        'a fact',
        (all) => all.map((one) => (one.sequence === 3 ? { ...one, detail: { page: 9 } } : one)),
        3,
      ],
      [
        'a caller',
        (all) =>
          all.map((one) => (one.sequence === 1 ? { ...one, caller: { kind: 'system' } } : one)),
        1,
      ],
      [
        'a time',
        (all) => all.map((one) => (one.sequence === 4 ? { ...one, at: one.at + 1 } : one)),
        4,
      ],
      [
        'a content that is taken away with its time',
        (all) => all.map(({ salt: _, ...one }) => (one.sequence === 2 ? { ...one, at: 0 } : one)),
        2,
      ],
      [
        'a digest',
        (all) => all.map((one) => (one.sequence === 2 ? { ...one, lineDigest: 'ff' } : one)),
        2,
      ],
      [
        'no digest',
        (all) =>
          all.map(({ lineDigest: digest, ...one }) =>
            one.sequence === 2 ? one : { ...one, lineDigest: digest! },
          ),
        2,
      ],
      ['a line twice', (all) => [...all, all[2]!], 2],
      [
        'a line in the place of the next',
        (all) => all.map((one) => (one.sequence === 3 ? { ...all[0]!, sequence: 3 } : one)),
        3,
      ],
    ]
  it.each(sabotages)('are found changed: %s', (_name, sabotage, brokenAt) => {
    expect(checkExport(sabotage(copy(exported(titles))))).toMatchObject({ brokenAt })
  })

  it('say when they are an excerpt', () => {
    const all = copy(exported(titles))
    expect(checkExport(all.filter((one) => one.sequence !== 2))).toMatchObject({
      isWhole: false,
      brokenAt: null,
    })
    expect(checkExport(all.filter((one) => one.sequence > 1))).toMatchObject({
      isWhole: false,
      brokenAt: null,
    })
  })

  it('hold without the content of a document that is not released', () => {
    const all = exported(titles)
    const shown = tracesShownTo(
      { kind: 'holder' },
      { limit: 9 },
      {
        list: () => all,
        isHidden: (documentId) => documentId === 'doc-1',
      },
    )
    expect(checkExport(copy(shown))).toEqual({ brokenAt: null, isWhole: true, withoutContent: 1 })
    expect(JSON.stringify(shown)).not.toContain('Deuxième')
  })

  it('are CSV by RFC 4180, and no cell is a formula', () => {
    const hostile = [
      '=CMD("x")',
      '+1',
      '-1',
      '@SUM(A1)',
      '\t=1',
      ' =1',
      'a "b", c',
      'deux\r\nlignes',
    ]
    const lines = readCsv(traceCsv(exported(hostile).reverse()))
    expect(lines.length).toBe(hostile.length + 1)
    for (const line of lines) expect(line.length).toBe(lines[0]!.length)
    const cells = lines.slice(1).map((line) => line[8]!)
    expect(cells.map((cell) => cell.replace(/^(\s*)'/, '$1'))).toEqual(hostile)
    for (const line of lines) for (const cell of line) expect(cell).not.toMatch(/^\s*[=+\-@]/)
  })
})
