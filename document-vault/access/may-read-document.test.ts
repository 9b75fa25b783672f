import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { Caller } from '../contract/callers.js'
import { readAccessMatrix } from './access-matrix.js'
import { loadAccessMatrix } from './access-matrix-file.js'
import type { AccessDoor } from './decide-access.js'
import { defaultAccessMatrix } from './default-access-matrix.js'
import { type DocumentReadingFacts, mayReadDocument } from './may-read-document.js'

const professional = (profession: string): Caller => ({
  kind: 'professional',
  nationalId: '810000000001',
  name: 'Claire MOREL',
  profession,
  speciality: null,
  structureName: '',
  structureId: '',
})
const seen = { masked: false, hiddenFromHolder: false, hiddenFromRepresentatives: false }
const facts = (
  caller: Caller,
  door: AccessDoor,
  typeCode: string,
  more: Partial<typeof seen> & { isAuthor?: boolean } = {},
): DocumentReadingFacts => {
  const { isAuthor = false, ...visibility } = more
  return {
    caller,
    door,
    matrix: defaultAccessMatrix,
    document: { typeCode, isAuthor, visibility: { ...seen, ...visibility } },
  }
}
const report = '11488-4'
const refusedToDentists = ['80788-3', '75496-0', '83981-1', '83901-9', '68599-0', 'ATTEST-RESID']

describe('which documents a caller sees', () => {
  const table: readonly (readonly [string, DocumentReadingFacts, boolean])[] = [
    ['a doctor a report', facts(professional('10'), 'authorised', report), true],
    [
      'a doctor the certificate of residence',
      facts(professional('10'), 'authorised', 'ATTEST-RESID'),
      false,
    ],
    [
      'even the referring doctor',
      facts(professional('10'), 'referring-doctor', 'ATTEST-RESID'),
      false,
    ],
    ['even in an emergency', facts(professional('10'), 'break-glass', 'ATTEST-RESID'), false],
    ['a doctor a psychiatric summary', facts(professional('10'), 'authorised', '68599-0'), true],
    ['a dentist a report', facts(professional('40'), 'authorised', report), true],
    ...refusedToDentists.map(
      (code) =>
        [`a dentist ${code}`, facts(professional('40'), 'authorised', code), false] as const,
    ),
    ...refusedToDentists.map(
      (code) =>
        [
          `a nurse ${code}, until the official matrix is loaded`,
          facts(professional('60'), 'care-team', code),
          false,
        ] as const,
    ),
    ['a midwife a laboratory report', facts(professional('50'), 'care-team', '11502-2'), true],
    ['a physiotherapist, without a row', facts(professional('70'), 'authorised', report), false],
    [
      'a physiotherapist, the author',
      facts(professional('70'), 'author', report, { isAuthor: true }),
      true,
    ],
    [
      'a dentist, author of a refused type',
      facts(professional('40'), 'authorised', '83901-9', { isAuthor: true }),
      true,
    ],
    ["an author's door, another's document", facts(professional('10'), 'author', report), false],
    [
      'masked, authorised',
      facts(professional('10'), 'authorised', report, { masked: true }),
      false,
    ],
    ['masked, care team', facts(professional('10'), 'care-team', report, { masked: true }), false],
    [
      'masked, broken glass',
      facts(professional('10'), 'break-glass', report, { masked: true }),
      false,
    ],
    [
      'masked, regulation',
      facts(professional('10'), 'regulation', report, { masked: true }),
      false,
    ],
    [
      'masked, referring doctor',
      facts(professional('10'), 'referring-doctor', report, { masked: true }),
      true,
    ],
    [
      'masked, author',
      facts(professional('10'), 'author', report, { masked: true, isAuthor: true }),
      true,
    ],
    ['masked, holder', facts({ kind: 'holder' }, 'holder', report, { masked: true }), true],
    [
      'not released, holder',
      facts({ kind: 'holder' }, 'holder', report, { hiddenFromHolder: true }),
      false,
    ],
    [
      'not released, carer',
      facts({ kind: 'representative', name: 'P' }, 'representative', report, {
        hiddenFromHolder: true,
      }),
      false,
    ],
    [
      'not released, doctor',
      facts(professional('10'), 'authorised', report, { hiddenFromHolder: true }),
      true,
    ],
    [
      'hidden from representatives, one of them',
      facts({ kind: 'representative', name: 'P' }, 'representative', report, {
        hiddenFromRepresentatives: true,
      }),
      false,
    ],
    [
      'hidden from representatives, holder',
      facts({ kind: 'holder' }, 'holder', report, { hiddenFromRepresentatives: true }),
      true,
    ],
    [
      'software its own',
      facts({ kind: 'software', name: 'S', structureId: '1' }, 'deposit', report, {
        isAuthor: true,
      }),
      false,
    ],
    [
      'the insurer its own',
      facts({ kind: 'insurer' }, 'deposit', 'REMB', { isAuthor: true }),
      false,
    ],
    [
      'an administrator',
      facts({ kind: 'administrator', name: 'A' }, 'administrator', report),
      false,
    ],
    ['the service', facts({ kind: 'system' }, 'system', report), false],
  ]
  it.each(table)('%s', (_name, given, expected) => {
    expect(mayReadDocument(given)).toBe(expected)
  })

  it('never shows a masked document to a professional but the author and the referring doctor', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('10', '21', '40', '50', '60', '70', '93'),
        fc.constantFrom<AccessDoor>(
          'authorised',
          'care-team',
          'author',
          'break-glass',
          'regulation',
          'deposit',
        ),
        fc.constantFrom(report, 'ATTEST-RESID', '68599-0', 'EXPPAT_3', 'unknown'),
        fc.boolean(),
        (profession, door, code, hidden) =>
          !mayReadDocument(
            facts(professional(profession), door, code, { masked: true, hiddenFromHolder: hidden }),
          ),
      ),
    )
  })
})

describe('a matrix as data', () => {
  const matrix = (rows: unknown) => JSON.stringify({ version: '1', source: '', rows })
  const row = { profession: '60', label: 'Infirmier', reads: 'only', types: ['11502-2'] }

  it('reads only what a row names, and a speciality before its profession', () => {
    const read = readAccessMatrix(
      matrix([row, { ...row, speciality: 'SM01', reads: 'all-but', types: ['11502-2'] }]),
    )
    if (!read.ok) throw new Error(read.error)
    const may = (speciality: string | null, code: string) =>
      read.value.mayRead('60', speciality, code)
    expect([may(null, '11502-2'), may(null, report), may('SM99', report)]).toEqual([
      true,
      false,
      false,
    ])
    expect([may('SM01', '11502-2'), may('SM01', report)]).toEqual([false, true])
    expect(read.value.mayRead('10', null, report)).toBe(false)
  })

  const faults: readonly (readonly [string, string, RegExp])[] = [
    ['no JSON', 'profession;types', /JSON/],
    ['another shape', '[]', /matrice/],
    ['no row', matrix([]), /rows/],
    ['an unknown key, as a misspelt one', matrix([{ ...row, breakglass: true }]), /rows\.0/],
    ['a word that is not a rule', matrix([{ ...row, reads: 'all' }]), /rows\.0\.reads/],
    ['types that are no list', matrix([{ ...row, types: '11502-2' }]), /rows\.0\.types/],
    ['two rows for one profession', matrix([row, row]), /60 a deux lignes/],
    ['too long', `${matrix([row])}${' '.repeat(3_000_000)}`, /trop longue/],
  ]
  it.each(faults)('refuses %s', (_name, text, says) => {
    const read = readAccessMatrix(text)
    expect(read).toMatchObject({ ok: false, error: expect.stringMatching(says) })
  })

  it('marks what is official and what is provisional', () => {
    const official = defaultAccessMatrix.rows.filter((one) => one.isOfficial)
    expect(official.map((one) => one.profession)).toEqual(['10', '40'])
    for (const one of defaultAccessMatrix.rows)
      expect(one.isOfficial || one.note.startsWith('Provisoire')).toBe(true)
  })
})

describe('the matrix file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mss-matrix-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('is read', () => {
    const file = join(folder, 'matrix.json')
    writeFileSync(
      file,
      '{"version":"2","rows":[{"profession":"93","label":"Psychologue","reads":"only","types":["83901-9"]}]}',
    )
    const read = loadAccessMatrix(file)
    if (!read.ok) throw new Error(read.error)
    expect(read.value.mayRead('93', null, '83901-9')).toBe(true)
    expect(read.value.row('93', null)).toMatchObject({ breakGlass: false, regulation: false })
  })

  it('that is absent, or a folder, is a value', () => {
    for (const [file, code] of [
      [join(folder, 'absent.json'), 'ENOENT'],
      [folder, 'EISDIR'],
    ] as const)
      expect(loadAccessMatrix(file)).toMatchObject({
        ok: false,
        error: expect.stringContaining(code),
      })
  })
})
