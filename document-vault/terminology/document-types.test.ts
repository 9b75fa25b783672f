import { describe, expect, it } from 'vitest'
import { documentType, documentTypes } from './document-types.js'
import { depositSpace, depositType, patientCategory } from './patient-categories.js'

describe('type list', () => {
  it('holds 114 current and 16 legacy types, each once', () => {
    expect(documentTypes.filter(({ isLegacy }) => !isLegacy)).toHaveLength(114)
    expect(documentTypes.filter(({ isLegacy }) => isLegacy)).toHaveLength(16)
    expect(new Set(documentTypes.map(({ code }) => code)).size).toBe(130)
  })

  it('leaves the six types out that the DMP does not take', () => {
    const refused = documentTypes.filter((type) => !type.isLegacy && !type.inRecordSet)
    expect(refused.map(({ code }) => code).sort()).toEqual([
      '51851-4',
      '56446-8',
      'EXPORT_DUI',
      'FEUILLE-DE-STYLE',
      'FICHE-CONTACTS',
      'PIECE-IDENTITE',
    ])
  })

  it.each([
    ['11502-2', 'Analyses', '10'],
    ['PRESC-AAT', 'Traitement', '42'],
    ['60591-5', 'Synthèse', '11'],
    ['87273-9', 'Prévention', '52'],
    ['11526-1', 'Comptes rendus', '10'],
    ['REMB', 'Données de remboursement', '60'],
    ['56446-8', null, '95'],
    ['101881-1', 'Traitement', ''],
  ])('%s is of the space %s and the class %s', (code, space, classCode) => {
    expect(documentType(code)).toMatchObject({ space, classCode })
  })

  it.each(['', '0', '11502', 'remb', '__proto__'])('knows no code « %s »', (code) => {
    expect(documentType(code)).toBeNull()
  })

  it('gives every type with a class its label', () => {
    for (const { classCode, classLabel } of documentTypes)
      expect(classLabel === '').toBe(classCode === '')
  })
})

describe('categories of the patient’s application', () => {
  it.each([
    ['57833-6', 'ORD_SOIN'],
    ['11502-2', 'BIOLOGIE'],
    ['11369-6', 'CAR_VAC'],
    ['DOCPAT05', 'BIOLOGIE'],
    ['DOCPAT08', 'SYNTH_PML'],
    ['EXPPAT_3', 'DIR_ANT'],
    ['74465-6', 'QUEST_SANTE'],
    ['REMB', 'REMB'],
    ['56446-8', 'DOC_ADM'],
    ['unknown', 'AUTR_DOC'],
  ])('%s is shown under %s', (code, category) => {
    expect(patientCategory(code)).toBe(category)
  })

  it('mirror the deposit codes', () => {
    for (const code of ['DOCPAT01', 'DOCPAT04', 'DOCPAT07'])
      expect(depositType(depositSpace(code))).toBe(code)
    expect(depositType(null)).toBe('DOCPAT09')
    expect(depositType('Données de remboursement')).toBe('DOCPAT09')
  })
})
