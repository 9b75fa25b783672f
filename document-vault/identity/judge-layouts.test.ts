/** Layouts that a red team found misjudged: each was a wrong record, or a needless hold. */
import { describe, expect, it } from 'vitest'
import { nobody } from './stated-identity.js'
import { judgeText } from './text-judgement.js'

const solange = {
  ...nobody,
  birthName: 'CARLIER',
  usedName: 'TISSOT',
  firstNames: ['Solange', 'Irène'],
  birthDate: '1971-03-09',
  sex: 'female',
} as const

const decide = (text: string, patient: Parameters<typeof judgeText>[0] = solange): string =>
  judgeText(patient, text, false).verdict.decision

describe('texts of somebody else', () => {
  it.each([
    ['a date behind the maiden name', 'Mme TISSOT Solange née GRANGE le 09/03/1971'],
    ['same first name and date', 'Madame HAMEL Solange née BRUN le 09/03/1971'],
    ['the wife of the patient', 'Mme HAMEL Odile née BRUN le 02/02/1950, mère de Solange TISSOT'],
    ['a twin with the second name', 'Mme CARLIER Irène née le 09/03/1971'],
    ['a list of patients', '1. CARLIER Solange 09/03/1971 NFS\n2. HAMEL Odile 02/02/1950 TSH'],
    ['twins', 'Jumelles CARLIER Solange et CARLIER Lise nées le 09/03/1971'],
    ['a couple', 'Couple TISSOT Solange (09/03/1971) / TISSOT Marc (01/05/1969)'],
    ['name and date below each other', 'TISSOT Marc\n01/05/1969\nÉchographie rénale'],
    ['a sex between name and date', 'HAMEL ODILE  F  02/02/1950\nSCANNER'],
    ['name and date between dashes', 'Consultation — HAMEL Odile — 02/02/1950 — 74 ans'],
    ['lower case', 'hamel odile 02/02/1950\nTSH 2,1'],
    ['an initial', 'HAMEL O. 02/02/1950 F\nTSH 2,1'],
    ['English labels', 'Patient Name: HAMEL^ODILE  Birth Date: 19500202 Sex: F'],
    ['a year alone', 'Mme HAMEL Odile, née en 1950, vue ce jour.'],
    ['an age alone', 'J’ai reçu ce jour Odile HAMEL, âgée de 74 ans.'],
    ['a label in print', 'Étiquette :\nHAMEL\nODILE\nF 02/02/1950'],
    ['the child with an age', 'Tim TISSOT\n9 ans (03/03/2015)\nMère : Solange'],
    [
      'the child of who asks',
      'À la demande de Mme TISSOT Solange pour son fils Tim TISSOT, né le 03/03/2015',
    ],
    [
      'the child of who consents',
      'Je soussignée Mme TISSOT Solange, née le 09/03/1971, autorise l’opération de mon fils ' +
        'TISSOT Tim, né le 03/03/2015.',
    ],
    ['the husband named beside', 'TISSOT Marc 01/05/1969 M\nÉpouse : TISSOT Solange 09/03/1971'],
  ])('holds %s', (_, text) => {
    expect(decide(text)).toBe('hold')
  })
})

describe('texts of the patient', () => {
  it.each([
    ['a maiden name that begins with LE', 'Mme Solange TISSOT née Carlier le 09/03/1971 va bien.'],
    ['a maiden name and a comma', 'Mme TISSOT Solange née CARLIER, 09/03/1971\nNFS'],
    [
      'a newborn below',
      'Mme TISSOT Solange née CARLIER 09/03/1971 G1\nEnfant : TISSOT Tim, né le 03/03/2015',
    ],
    [
      'a husband',
      'Mme TISSOT Solange, née le 09/03/1971, mariée à M. TISSOT Marc (né le 01/05/1969)',
    ],
    [
      'a sister',
      'Patiente : Mme TISSOT Solange née le 09/03/1971\nSœur : Lise CARLIER née le 01/01/1975',
    ],
    [
      'a third party',
      'Patiente : TISSOT Solange, née le 09/03/1971. Tiers : M. Luc HAMEL, né le 02/02/1950.',
    ],
    [
      'biologists above',
      'Biologistes : Mme BRUN Claire, Mme ROUX Lise\nMme TISSOT Solange\nNée le 09/03/1971',
    ],
    [
      'a label behind the first name',
      'Nom : TISSOT  Prénom : Solange  Taille : 164 cm  DDN : 09031971',
    ],
    ['results with dates', 'Hémoglobine Glyquée 12/04/2024 5,6 %\nTISSOT Solange 09/03/1971'],
    [
      'signatures with dates',
      'TISSOT Solange née le 09/03/1971\nClaire BRUN 12/03/2024 : vu\nJean ROUX 13/03/2024 : vu',
    ],
    ['a doctor with a date', 'Laboratoire Central\nDr Claire BRUN 12/03/2024\nGlycémie 0,95'],
    ['children of the patient', 'Mme TISSOT Solange 09/03/1971, deux enfants nés le 03/03/2015'],
  ])('accepts %s', (_, text) => {
    expect(decide(text)).toBe('accept')
  })

  it.each([
    [
      'a particle at the end of a line',
      'DA CUNHA',
      'Rui',
      'Patient : M. Rui DA\nCUNHA\nNé le 09/03/1971',
    ],
    ['a single capital', "O'NEIL", 'Sean', 'M. O NEIL SEAN né le 09.03.1971'],
    [
      'a compound name and a list',
      'LE BRAS',
      'jean-marc luc',
      'M. LE BRAS Jean-Marc né le 09/03/1971',
    ],
    ['a maiden name with LE', 'LEDUC', 'Ida', 'M. Ida HAMEL née Leduc le 09/03/1971'],
  ])('accepts %s', (_, birthName, first, text) => {
    const patient = {
      ...solange,
      birthName,
      usedName: '',
      firstNames: [first],
      sex: 'unknown',
    } as const
    expect(decide(text, patient)).toBe('accept')
  })
})
