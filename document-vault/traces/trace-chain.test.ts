import { randomBytes } from 'node:crypto'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../contract/callers.js'
import type { RecordSealer } from '../store/record-sealer.js'
import { openBytes, sealBytes } from '../store/sealing.js'
import { TraceChain, traceTables } from './trace-chain.js'
import { chainedHash, chainStart, lineDigest, type NewVaultTrace, traceText } from './trace-line.js'

const start = Date.UTC(2026, 2, 12, 13, 5)
const doctor: Caller = {
  kind: 'professional',
  nationalId: '810000000001',
  name: 'Claire MÖREL-PETIT',
  profession: '10',
  speciality: 'SM26',
  structureName: 'CH des Ormes',
  structureId: '1750000001',
}
const trace = (index: number, more: Partial<NewVaultTrace> = {}): NewVaultTrace => ({
  at: start + index * 60_000,
  act: index % 2 === 0 ? 'document.read' : 'document.list',
  caller: index % 3 === 0 ? { kind: 'holder' } : doctor,
  door: index % 3 === 0 ? 'holder' : 'care-team',
  outcome: 'done',
  documentId: index % 2 === 0 ? `doc-${index}` : null,
  documentTitle: index % 2 === 0 ? `Compte rendu ${index}` : '',
  detail: { index },
  ...more,
})

const keys = new Map<number, Buffer>()
const key = (row: number): Buffer => {
  if (!keys.has(row)) keys.set(row, randomBytes(32))
  return keys.get(row)!
}
const sealer: RecordSealer = {
  seal: (row, text) => sealBytes(key(row), `record ${row}`, Buffer.from(text)),
  open: (row, sealed) => openBytes(key(row), `record ${row}`, sealed)?.toString('utf8') ?? null,
}

let db: Database.Database
let chain: TraceChain
beforeEach(() => {
  keys.clear()
  db = new Database(':memory:')
  db.exec(traceTables)
  chain = new TraceChain(db, sealer)
  for (let index = 1; index <= 6; index++) {
    chain.append(1, trace(index))
    if (index <= 4) chain.append(2, trace(index))
  }
})
const run = (sql: string, ...values: unknown[]) => db.prepare(sql).run(...values)
const row = (record: number, sequence: number) =>
  db
    .prepare('SELECT * FROM traces WHERE record_row = ? AND sequence = ?')
    .get(record, sequence) as {
    at: number
    act: string
    line: Buffer
    line_digest: string
    hash: string
  }

describe('a chain of traces', () => {
  it('gives the newest first, page after page, and the chains of two records apart', () => {
    const first = chain.list(1, { limit: 4 })
    expect(first.map((one) => one.sequence)).toEqual([6, 5, 4, 3])
    const second = chain.list(1, { limit: 4, after: first.at(-1)!.sequence })
    expect(second.map((one) => one.sequence)).toEqual([2, 1])
    expect(chain.list(2, { limit: 100 }).length).toBe(4)
    expect(chain.list(3, { limit: 100 })).toEqual([])
    expect(chain.list(1, { limit: 0 })).toEqual([])
    expect(chain.list(1, { limit: -5 })).toEqual([])
    expect(chain.verify([1, 2])).toEqual([])
  })

  it('gives what was appended, with its sentence and its hashes', () => {
    const [newest] = chain.list(1, { limit: 1 })
    expect(newest).toMatchObject({ ...trace(6), sequence: 6 })
    expect(newest!.says).toMatch(/^Le 12 mars 2026 à 14 h 11, vous avez lu « Compte rendu 6 »/)
    expect(newest!.hash).toBe(chain.head(1)!.hash)
    const before = row(1, 5)
    const text = traceText({ ...trace(6), sequence: 6, salt: newest!.salt! })
    expect(newest!.hash).toBe(chainedHash(before.hash, newest!, lineDigest(text)))
  })

  const queries: readonly (readonly [string, Parameters<TraceChain['list']>[1], number[]])[] = [
    ['from a time', { from: start + 5 * 60_000, limit: 9 }, [6, 5]],
    ['to a time', { to: start + 2 * 60_000, limit: 9 }, [2, 1]],
    ['by acts', { act: ['document.list'], limit: 9 }, [5, 3, 1]],
    ['by no act', { act: [], limit: 9 }, []],
    ['by a document', { documentId: 'doc-4', limit: 9 }, [4]],
    ["by another record's document", { documentId: 'doc-9', limit: 9 }, []],
    ['by a part of a name, without accents', { who: 'morel petit', limit: 9 }, [5, 4, 2, 1]],
    ['by a structure', { who: 'ORMES', limit: 2 }, [5, 4]],
    ['by the holder', { who: 'vous', limit: 9 }, [6, 3]],
    ['by nobody known', { who: 'Durand', limit: 9 }, []],
    ['what others than the holder did', { withoutHolder: true, limit: 3 }, [5, 4, 2]],
    ['emergencies only, none', { onlyEmergencies: true, limit: 9 }, []],
    ['all at once', { who: 'Morel', act: ['document.read'], after: 4, limit: 9 }, [2]],
  ]
  it.each(queries)('finds %s', (_name, query, expected) => {
    expect(chain.list(1, query).map((one) => one.sequence)).toEqual(expected)
  })

  it('finds emergencies by act and by door', () => {
    chain.append(1, trace(7, { act: 'access.emergency', detail: { mode: 'break-glass' } }))
    chain.append(1, trace(8, { door: 'break-glass' }))
    chain.append(1, trace(9, { door: 'regulation' }))
    chain.append(1, trace(10))
    const found = chain.list(1, { onlyEmergencies: true, limit: 9 })
    expect(found.map((one) => one.sequence)).toEqual([9, 8, 7])
  })

  it('keeps names and titles sealed', () => {
    const raw = db.serialize().toString('latin1')
    for (const word of ['REL-PETIT', 'Ormes', 'Compte rendu', '810000000001'])
      expect(raw).not.toContain(word)
  })

  it('cuts what is too long, and says so', () => {
    const detail = Object.fromEntries(Array.from({ length: 99 }, (_, at) => [`fact-${at}`, at]))
    chain.append(1, trace(8, { documentTitle: 'x'.repeat(5_000), detail }))
    const [long] = chain.list(1, { limit: 1 })
    expect(long!.documentTitle.length).toBe(1_000)
    expect(long!.documentTitle.endsWith('…')).toBe(true)
    expect(long!.detail['truncated']).toBe(true)
    expect(chain.verify([1, 2])).toEqual([])
  })

  it('is part of the transaction of its change', () => {
    const failing = db.transaction(() => {
      chain.append(1, trace(7))
      throw new Error('the change failed')
    })
    expect(failing).toThrow('the change failed')
    expect(chain.list(1, { limit: 1 })[0]!.sequence).toBe(6)
    expect(chain.verify([1, 2])).toEqual([])
  })
})

/** What somebody with the database file, but without the keys, can do: all of it is found. */
const sabotages: readonly (readonly [string, () => void])[] = [
  [
    'a time is changed',
    () => run('UPDATE traces SET at = at + 1 WHERE record_row = 1 AND sequence = 3'),
  ],
  [
    'an act is changed',
    () => run("UPDATE traces SET act = 'document.list' WHERE record_row = 1 AND sequence = 4"),
  ],
  [
    'a document is changed',
    () => run("UPDATE traces SET document_id = 'doc-1' WHERE record_row = 1 AND sequence = 4"),
  ],
  [
    'a document is taken away',
    () => run('UPDATE traces SET document_id = NULL WHERE record_row = 1 AND sequence = 4'),
  ],
  [
    'a digest is changed',
    () => run("UPDATE traces SET line_digest = 'ff' WHERE record_row = 1 AND sequence = 3"),
  ],
  [
    'a hash is changed',
    () => run("UPDATE traces SET hash = 'ff' WHERE record_row = 1 AND sequence = 3"),
  ],
  [
    'the first line is dropped',
    () => run('DELETE FROM traces WHERE record_row = 1 AND sequence = 1'),
  ],
  ['a line is dropped', () => run('DELETE FROM traces WHERE record_row = 1 AND sequence = 3')],
  [
    'the last line is dropped',
    () => run('DELETE FROM traces WHERE record_row = 1 AND sequence = 6'),
  ],
  [
    'the last line is dropped and the head set back',
    () => {
      run('DELETE FROM traces WHERE record_row = 1 AND sequence = 6')
      run('UPDATE trace_heads SET sequence = 5, hash = ? WHERE record_row = 1', row(1, 5).hash)
    },
  ],
  [
    'a line is dropped and the rest moved up',
    () => {
      run('DELETE FROM traces WHERE record_row = 1 AND sequence = 3')
      for (const sequence of [4, 5, 6])
        run(
          'UPDATE traces SET sequence = ? WHERE record_row = 1 AND sequence = ?',
          sequence - 1,
          sequence,
        )
    },
  ],
  [
    'two lines are swapped',
    () => {
      run('UPDATE traces SET sequence = 99 WHERE record_row = 1 AND sequence = 3')
      run('UPDATE traces SET sequence = 3 WHERE record_row = 1 AND sequence = 5')
      run('UPDATE traces SET sequence = 5 WHERE record_row = 1 AND sequence = 99')
    },
  ],
  [
    'two contents are swapped',
    () => {
      const [third, fifth] = [row(1, 3).line, row(1, 5).line]
      run('UPDATE traces SET line = ? WHERE record_row = 1 AND sequence = 3', fifth)
      run('UPDATE traces SET line = ? WHERE record_row = 1 AND sequence = 5', third)
    },
  ],
  [
    "another record's line is put in",
    () => run('UPDATE traces SET line = ? WHERE record_row = 1 AND sequence = 3', row(2, 3).line),
  ],
  [
    'a content is taken away, as if erased',
    () => run('UPDATE traces SET line = NULL WHERE record_row = 1 AND sequence = 3'),
  ],
  [
    'all contents are taken away, as if erased',
    () => {
      run('UPDATE traces SET line = NULL, document_id = NULL WHERE record_row = 1')
      run('UPDATE trace_heads SET sealed = NULL WHERE record_row = 1')
    },
  ],
  [
    'a content is garbled',
    () => run("UPDATE traces SET line = x'00112233' WHERE record_row = 1 AND sequence = 3"),
  ],
  [
    'a clear line is put in with its right digest and hashes after it',
    () => {
      const forged = { ...trace(3), documentTitle: 'forged', sequence: 3, salt: '00' }
      const text = traceText(forged)
      let hash = chainedHash(row(1, 2).hash, forged, lineDigest(text))
      run(
        'UPDATE traces SET line = ?, line_digest = ?, hash = ? WHERE record_row = 1 AND sequence = 3',
        Buffer.from(text),
        lineDigest(text),
        hash,
      )
      for (const sequence of [4, 5, 6]) {
        const next = row(1, sequence)
        hash = chainedHash(hash, { ...next, sequence }, next.line_digest)
        run('UPDATE traces SET hash = ? WHERE record_row = 1 AND sequence = ?', hash, sequence)
      }
      run('UPDATE trace_heads SET hash = ? WHERE record_row = 1', hash)
    },
  ],
  [
    'a line is appended by hand',
    () => {
      const text = traceText({ ...trace(7), sequence: 7, salt: '00' })
      const hash = chainedHash(row(1, 6).hash, { ...trace(7), sequence: 7 }, lineDigest(text))
      run(
        'INSERT INTO traces VALUES (1, 7, ?, ?, NULL, ?, ?, ?)',
        trace(7).at,
        trace(7).act,
        Buffer.from(text),
        lineDigest(text),
        hash,
      )
    },
  ],
  [
    'a line is inserted before the first',
    () =>
      run("INSERT INTO traces VALUES (1, 0, 1, 'record.create', NULL, NULL, 'ff', ?)", chainStart),
  ],
  ['the head is dropped', () => run('DELETE FROM trace_heads WHERE record_row = 1')],
  [
    'the seal of the head is taken away',
    () => run('UPDATE trace_heads SET sealed = NULL WHERE record_row = 1'),
  ],
  [
    "the seal of the head is another record's",
    () =>
      run(
        'UPDATE trace_heads SET sealed = (SELECT sealed FROM trace_heads WHERE record_row = 2) WHERE record_row = 1',
      ),
  ],
  ['all lines are dropped', () => run('DELETE FROM traces WHERE record_row = 1')],
  [
    'the whole chain is dropped',
    () => {
      run('DELETE FROM traces WHERE record_row = 1')
      run('DELETE FROM trace_heads WHERE record_row = 1')
    },
  ],
]

describe('a chain that was tampered with', () => {
  it.each(sabotages)('is found: %s', (_name, sabotage) => {
    sabotage()
    const findings = chain.verify([1, 2])
    expect(findings.map((one) => one.invariant)).toEqual(['trace-chain'])
    expect(findings[0]!.says).toMatch(/^Chaîne des traces du dossier n° 1 rompue : /)
    expect(findings[0]!.says).not.toMatch(/MÖREL|Compte rendu/)
  })

  it.each(sabotages)('still answers its list: %s', (_name, sabotage) => {
    sabotage()
    expect(() => chain.list(1, { limit: 100 })).not.toThrow()
  })

  it('is found whichever byte of a line, digest or hash is turned', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom('line', 'line_digest', 'hash'),
        fc.nat(10_000),
        fc.integer({ min: 1, max: 127 }),
        (sequence, column, place, turn) => {
          const before = row(1, sequence)
          const bytes = Buffer.from(before[column as 'line'])
          bytes[place % bytes.length]! ^= turn
          const value = column === 'line' ? bytes : bytes.toString('latin1')
          run(
            `UPDATE traces SET ${column} = ? WHERE record_row = 1 AND sequence = ?`,
            value,
            sequence,
          )
          const found = chain.verify([1, 2])
          run(
            `UPDATE traces SET ${column} = ? WHERE record_row = 1 AND sequence = ?`,
            before[column as 'line'],
            sequence,
          )
          return found.length === 1 && chain.verify([1, 2]).length === 0
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('the chain of an erased record', () => {
  it('keeps sequence, act, time and hashes, and no content', () => {
    const whole = chain.list(1, { limit: 9 })
    chain.append(1, trace(7, { act: 'record.erase', caller: { kind: 'system' }, door: 'system' }))
    const end = chain.head(1)!.hash
    chain.erase(1)
    keys.delete(1)
    expect(chain.verify([2])).toEqual([])
    const bare = chain.list(1, { limit: 9 })
    expect(bare.map((one) => [one.sequence, one.act, one.at, one.hash]).slice(1)).toEqual(
      whole.map((one) => [one.sequence, one.act, one.at, one.hash]),
    )
    expect(bare[0]).toMatchObject({
      hash: end,
      act: 'record.erase',
      documentTitle: '',
      documentId: null,
    })
    expect(bare[1]!.says).toBe(
      "Le 12 mars 2026 à 14 h 11, un acte a eu lieu sur ce dossier, effacé depuis : lecture d'un document.",
    )
    expect(JSON.stringify(bare)).not.toMatch(/MÖREL|Compte rendu|810000000001/)
  })

  it('can still be checked', () => {
    chain.erase(1)
    run('UPDATE traces SET at = at - 1 WHERE record_row = 1 AND sequence = 2')
    expect(chain.verify([2])).toEqual([
      {
        invariant: 'trace-chain',
        says: 'Chaîne des traces du dossier n° 1 rompue : trace 2 modifiée ou déplacée',
      },
    ])
  })

  it('gives no digest that a guess could be checked against', () => {
    chain.erase(1)
    const [newest] = chain.list(1, { limit: 1 })
    expect(newest!.salt).toBeUndefined()
    const guess = traceText({ ...trace(6), sequence: 6, salt: '' })
    expect(newest!.lineDigest).not.toBe(lineDigest(guess))
  })
})
