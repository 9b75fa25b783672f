import { describe, expect, it } from 'vitest'
import { type Changes, foreign, judge } from '../test-fixtures/identity/judged-patient.js'

/** Families: right INS typed, wrong person described. Never accepted. */
const families: readonly (readonly [string, Changes, Changes])[] = [
  ['LENA and LINA', { firstNames: ['LENA'] }, { firstNames: ['LINA'] }],
  ['LÉA and LÉO', { firstNames: ['LEA'] }, { firstNames: ['LEO'], sex: 'male' }],
  ['LÉO, no sex', { firstNames: ['LEA'] }, { firstNames: ['LEO'], sex: 'unknown' }],
  ['JULIE and JULIA', { firstNames: ['JULIE'] }, { firstNames: ['JULIA'] }],
  ['JULIE and JULIETTE', { firstNames: ['JULIE'] }, { firstNames: ['JULIETTE'] }],
  ['EMMA and EMMY', { firstNames: ['EMMA'] }, { firstNames: ['EMMY'] }],
  ['LOUIS and LOUISE', { firstNames: ['LOUISE'] }, { firstNames: ['LOUIS'], sex: 'unknown' }],
  ['MICHEL and MICHELE', { firstNames: ['MICHELE'] }, { firstNames: ['MICHEL'], sex: 'unknown' }],
  ['DANIEL and DANIELLE', { firstNames: ['DANIELLE'] }, { firstNames: ['DANIEL'], sex: 'male' }],
  ['PAUL and PAULE', { firstNames: ['PAULE'] }, { firstNames: ['PAUL'], sex: 'unknown' }],
  ['PAUL and PAULINE', { firstNames: ['PAULINE'] }, { firstNames: ['PAULE'] }],
  ['MARIE-CLAIRE, MARIE-LAURE', { firstNames: ['MARIE-CLAIRE'] }, { firstNames: ['MARIE-LAURE'] }],
  ['with a blank', { firstNames: ['MARIE CLAIRE'] }, { firstNames: ['MARIE LAURE'] }],
  ['JEAN-PIERRE, JEAN-PAUL', { firstNames: ['JEAN-PIERRE'] }, { firstNames: ['JEAN-PAUL'] }],
  ['JEAN-LUC, JEAN-MARC', { firstNames: ['JEAN-LUC'] }, { firstNames: ['JEAN-MARC'] }],
  ['LUC and LUCAS', { firstNames: ['LUC'] }, { firstNames: ['LUCAS'] }],
  ['HUGO and HUGUES', { firstNames: ['HUGO'] }, { firstNames: ['HUGUES'] }],
  ['ADAM and ADAN', { firstNames: ['ADAM'] }, { firstNames: ['ALAN'] }],
  ['TOM and TIM', { firstNames: ['TOM'] }, { firstNames: ['TIM'] }],
  ['YANN and YANIS', { firstNames: ['YANN'] }, { firstNames: ['YANIS'] }],
  ['MARIN and MARINE', { firstNames: ['MARINE'] }, { firstNames: ['MARIN'] }],
  ['INES and AGNES', { firstNames: ['INES'] }, { firstNames: ['AGNES'] }],
  ['SARAH and SARA', { firstNames: ['NORA'] }, { firstNames: ['NOURA'] }],
  ['THEO and LEO', { firstNames: ['THEO'] }, { firstNames: ['LEO'] }],
  ['Jr and Sr', { firstNames: ['JEAN'] }, { birthDate: '1954-03-12' }],
  ['mother and newborn', { firstNames: ['CAMILLE'] }, { birthDate: '2024-02-01' }],
  ['newborn without name', {}, { firstNames: ['BEBE'], birthDate: '2024-02-01' }],
  ['husband', {}, { birthName: 'DURAND', usedName: '', firstNames: ['MARC'], sex: 'male' }],
  ['sister-in-law', {}, { birthName: 'BERNARD', usedName: 'DURAND' }],
  ['daughter', {}, { birthName: 'DURAND', usedName: '', birthDate: '2008-06-07' }],
  [
    'PAUL MARTIN, MARTIN PAUL',
    { birthName: 'MARTIN', usedName: '', firstNames: ['PAUL'], birthDate: '' },
    { birthName: 'PAUL', firstNames: ['MARTIN'], matricule: foreign },
  ],
]

describe('members of one family', () => {
  it.each(families)('never mixed up: %s', (_, of, changes) => {
    expect(judge(changes, of).decision).not.toBe('accept')
    // Without the number there is even less.
    const silent = { matricule: null, insOid: null }
    if (changes.matricule === undefined)
      expect(judge({ ...changes, ...silent }, of, 'text').decision).toBe('hold')
  })
})
