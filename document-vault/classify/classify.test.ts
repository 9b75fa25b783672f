import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cpuMsOf } from '../../test-fixtures/cpu-time.js'
import type { FilingContext } from '../contract/classification.js'
import type { DeclaredFacts, ExtractedDocument } from '../contract/extracted-document.js'
import { nothingDeclared } from '../contract/nothing-declared.js'
import { documentTypes } from '../terminology/document-types.js'
import { classify, filingConfidenceMin } from './classify.js'
import { documentShape } from './document-shape.js'
import { textDocument } from './text-document.js'

const context: FilingContext = {
  depositor: 'professional',
  senderSpeciality: '',
  subject: '',
  fileName: '',
  remembered: [],
}
const coded = (code: string) => ({ code, system: '', display: '' })

function declaring(
  typeCode: string | null,
  metadataTypeCode: string | null,
  title = '',
  text = '',
): ExtractedDocument {
  const declared: DeclaredFacts = {
    ...nothingDeclared,
    source: 'cda+xdm',
    uniqueId: '1.2.3',
    typeCode: typeCode === null ? null : coded(typeCode),
    metadataTypeCode: metadataTypeCode === null ? null : coded(metadataTypeCode),
  }
  return { ...textDocument(title, text), format: 'cda', declared }
}

describe('declared codes', () => {
  const filedCodes = documentTypes.filter(
    ({ code, classCode }) => code !== 'REMB' && classCode !== '',
  )
  it.each(filedCodes)('$code is filed in its space', (type) => {
    const said = classify(declaring(type.code, null, 'Ordonnance'), context)
    expect(said).toMatchObject({
      typeCode: type.code,
      space: type.space,
      classCode: type.classCode,
      outcome: 'filed',
    })
    expect(said.confidence).toBeGreaterThan(0.99)
  })

  it('a type without an official class asks a human', () => {
    const said = classify(declaring('101881-1', null), context)
    expect(said).toMatchObject({ outcome: 'held', heldBecause: 'not-certain' })
    expect(said.proposals[0]).toMatchObject({ typeCode: '101881-1', space: 'Traitement' })
  })

  it('an unknown code leaves the word to the title', () => {
    const said = classify(declaring('99999-9', null, 'Compte rendu opératoire'), context)
    expect(said.typeCode).toBe('34874-8')
  })

  it('of an XDM entry stand in for those of the document', () => {
    const said = classify(declaring(null, '11502-2'), context)
    expect(said).toMatchObject({ typeCode: '11502-2', outcome: 'filed' })
  })

  it('that contradict each other are held, unless the text agrees with the document', () => {
    const unclear = classify(declaring('34874-8', '57833-6', 'Document', 'rien'), context)
    expect(unclear).toMatchObject({ outcome: 'held', heldBecause: 'not-certain' })
    expect(unclear.proposals.map(({ typeCode }) => typeCode)).toEqual(['34874-8', '57833-6'])
    const clear = classify(declaring('34874-8', '57833-6', 'Compte rendu opératoire'), context)
    expect(clear).toMatchObject({ outcome: 'filed', space: 'Comptes rendus' })
  })
})

describe('what is never filed', () => {
  it.each([
    declaring('REMB', null),
    textDocument('Données de remboursement', 'Médicaments remboursés'),
    textDocument(
      'Relevé de remboursements',
      'Montant remboursé 12,40 €, participation forfaitaire',
    ),
  ])('reimbursement data from mail (%#)', (document) => {
    const said = classify(document, context)
    expect(said).toMatchObject({ outcome: 'held', heldBecause: 'reimbursement', typeCode: 'REMB' })
    expect(said.grounds.at(-1)).toContain('assurance maladie')
  })

  it('not even when a human once filed one', () => {
    const document = textDocument('Relevé de remboursements', '')
    const remembered = [
      { sender: 'a@b.mssante.fr', shape: documentShape(document), typeCode: 'REMB' },
    ]
    expect(classify(document, { ...context, remembered }).outcome).toBe('held')
  })

  it.each([
    ['', ''],
    ['   ', '\n\n'],
    ['', '12 34 56'],
    ['Document numérisé', 'page 1'],
    ['Sans titre', 'lorem ipsum dolor sit amet'],
    ['Message', 'Bonjour, voici le document demandé. Cordialement.'],
    ['Scan_20240512', ''],
  ])('what says nothing: « %s » / « %s »', (title, text) => {
    const said = classify(textDocument(title, text), context)
    expect(said.outcome).toBe('held')
    expect(['nothing-readable', 'not-certain']).toContain(said.heldBecause)
  })
})

describe('a patient’s own upload', () => {
  const patient: FilingContext = { ...context, depositor: 'patient' }
  it.each([
    ['Ordonnance', 'DOCPAT02', 'Traitement'],
    ['Compte rendu opératoire', 'DOCPAT03', 'Comptes rendus'],
    ['Radio du genou', 'DOCPAT04', 'Imagerie'],
    ['Hémogramme', 'DOCPAT05', 'Analyses'],
    ['Carnet de vaccination', 'DOCPAT06', 'Prévention'],
    ['Certificat médical', 'DOCPAT07', 'Certificats'],
    ['Volet de synthèse médicale', 'DOCPAT01', 'Synthèse'],
    ['Attestation de mutuelle', 'DOCPAT09', null],
    ['Relevé de remboursements', 'DOCPAT09', null],
    ['Directives anticipées', 'EXPPAT_3', 'Espace personnel'],
    ['', 'EXPPAT_2', null],
  ])('« %s » is %s in Espace personnel', (title, code, category) => {
    const said = classify(textDocument(title, ''), patient)
    expect(said).toMatchObject({
      typeCode: code,
      space: 'Espace personnel',
      outcome: 'filed',
      proposedCategory: category,
    })
  })
})

describe('what stands around the document', () => {
  it('a remembered choice for the same shape decides', () => {
    const document = textDocument('Courrier', 'Bonjour, voir ci-joint.')
    const shape = documentShape(document)
    const remembered = [{ sender: 'labo@a.mssante.fr', shape, typeCode: '11502-2' }]
    const said = classify(document, { ...context, remembered })
    expect(said).toMatchObject({ typeCode: '11502-2', outcome: 'filed' })
    expect(said.grounds[0]).toContain('Choix humain')
    const other = classify(textDocument('Ordonnance', ''), { ...context, remembered })
    expect(other.typeCode).toBe('57833-6')
  })

  it('subject and file name help a mute document, and do not file against its title', () => {
    const mute = textDocument('', 'voir image')
    const subject = 'Compte rendu de scanner'
    expect(classify(mute, { ...context, subject }).proposals[0]?.space).toBe('Imagerie')
    const fileName = 'ordonnance_kine.pdf'
    const titled = classify(textDocument('Compte rendu opératoire', ''), { ...context, fileName })
    expect(titled.typeCode).toBe('34874-8')
  })

  it('the grounds never repeat the document', () => {
    const secret = 'ZYGOMAR'
    const said = classify(
      textDocument(`Compte rendu opératoire ${secret}`, `${secret} incision, fermeture`),
      context,
    )
    expect(said.grounds.join(' ')).toContain('compte rendu opératoire')
    expect(JSON.stringify(said)).not.toContain(secret)
  })
})

describe('shape', () => {
  it('is the same for two patients of one sender, and another for another kind', () => {
    const text = (name: string) => `Laboratoire\nPatient : ${name}\nHÉMATOLOGIE\nBIOCHIMIE\n`
    const one = documentShape(textDocument('Résultats de biologie', text('DURAND Paul')))
    expect(documentShape(textDocument('Résultats de biologie', text('NGUYEN Lan')))).toBe(one)
    expect(documentShape(textDocument('Ordonnance', text('DURAND Paul')))).not.toBe(one)
  })
})

describe('any text', () => {
  const words = [
    'ordonnance',
    'CR',
    'scanner',
    '1 cp',
    'g/L',
    'Antécédents',
    '\n',
    'été',
    '<<',
    '💊',
  ]
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((all) => all.join(' ')),
  )
  it('gets an answer with probabilities that sum to at most 1', () => {
    fc.assert(
      fc.property(anyText, anyText, (title, text) => {
        const said = classify(textDocument(title, text), context)
        const sum = said.proposals.reduce((total, { probability }) => total + probability, 0)
        expect(sum).toBeLessThanOrEqual(1 + 1e-9)
        expect(said.confidence).toBeGreaterThanOrEqual(0)
        expect(said.confidence).toBeLessThanOrEqual(1)
        if (said.outcome === 'filed')
          expect(said.confidence).toBeGreaterThanOrEqual(filingConfidenceMin)
        expect(said.space === 'Données de remboursement' && said.outcome === 'filed').toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['one line', 'a'.repeat(1_000_000)],
    ['digits', '1234,5 - '.repeat(110_000)],
    ['short lines', 'x\n'.repeat(500_000)],
    ['words that are phrases', 'compte rendu de consultation '.repeat(35_000)],
    ['soussigné', 'je soussigne '.repeat(75_000)],
    ['dots', 'a.b.'.repeat(250_000)],
    ['tables', '1 cp 1,5 g/l (2 - 3) matin ? [ ] oui\n'.repeat(27_000)],
  ])('of a megabyte is read in bounded time: %s', async (_name, text) => {
    const reading = () => classify(textDocument('', text), context)
    expect(await cpuMsOf(reading)).toBeLessThan(2_000)
  })
})
