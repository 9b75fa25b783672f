import { describe, expect, it } from 'vitest'
import type { IdentityTraits } from '../../domain/identity-traits.js'
import { insKey, insOid } from '../../domain/ins.js'
import { cpuMsOf } from '../../test-fixtures/cpu-time.js'
import { judgeText } from './text-judgement.js'

const keyed = (thirteen: string): string => thirteen + insKey(thirteen)
const spaced = (ins: string): string =>
  ins.replace(/(.)(..)(..)(..)(...)(...)(..)/, '$1 $2 $3 $4 $5 $6 $7')

const own = keyed('2840375115042')
const foreign = keyed('1790513055108')
const corsican = keyed('284032A115042')

/** Camille DURAND, born MARTIN. */
const camille: IdentityTraits = {
  matricule: own,
  insOid: insOid.nirTest,
  birthName: 'MARTIN',
  usedName: 'DURAND',
  firstNames: ['CAMILLE', 'MARIE'],
  birthDate: '1984-03-12',
  sex: 'female',
}
/** A child, with a compound name. */
const lea: IdentityTraits = {
  matricule: keyed('2200275115042'),
  insOid: insOid.nirTest,
  birthName: "D'ARTIGUES-LE GOFF",
  usedName: '',
  firstNames: ['LÉA-ROSE'],
  birthDate: '2020-02-01',
  sex: 'female',
}

type Row = readonly [says: string, text: string]

const accepted: readonly Row[] = [
  ['nothing', 'Compte rendu de radiographie. Pas de lésion.'],
  ['the INS in one piece', `INS : ${own}`],
  ['the INS in groups', `N° INS : ${spaced(own)}`],
  ['the INS with dots', `INS ${spaced(own).replaceAll(' ', '.')}`],
  ['thirteen and the key apart', `NIR ${own.slice(0, 13)} ${own.slice(13)}`],
  ['thirteen, the key labelled', `NIR : ${own.slice(0, 13)} clé ${own.slice(13)}`],
  ['thirteen alone, labelled', `N° de sécurité sociale : ${own.slice(0, 13)}`],
  ['O for 0 by character recognition', `INS : ${own.replace('0', 'O')}`],
  ['l for 1 by character recognition', `INS : ${own.replace('1', 'l')}`],
  ['a label on the line above', `Matricule INS\n${own}`],
  [
    'birth name, first name, date',
    'Nom de naissance : MARTIN\nPrénom : Camille\nNée le : 12/03/1984',
  ],
  ['used name and birth name', "Nom d'usage : DURAND\nNom de naissance : MARTIN\nPrénom : CAMILLE"],
  ['all on one line', 'Nom : DURAND Prénom : Camille Né(e) le : 12/03/1984 Sexe : F'],
  ['name with its birth name', 'Patient : Mme DURAND Camille (née MARTIN)'],
  ['name born', 'Patiente : Mme Camille DURAND née MARTIN le 12/03/1984'],
  [
    'a letter',
    'Cher confrère,\nJe vois ce jour Madame Camille DURAND, née le 12 mars 1984, pour une toux.',
  ],
  ['a letter wrapped in the name', 'Je vous adresse Madame Camille\nDURAND, née le 12/03/1984.'],
  ['concerne', 'Concerne : Mme Camille DURAND - 12/03/1984'],
  ['title case', 'Patient : Camille Durand'],
  ['capitals', 'PATIENTE : DURAND CAMILLE'],
  [
    'labels on their own lines',
    'Nom de naissance\nMARTIN\nPrénom\nCAMILLE\nDate de naissance\n12/03/1984',
  ],
  ['a row below its heads', 'Nom   Prénom   Date de naissance\nDURAND   Camille   12/03/1984'],
  ['a slash label', 'NOM / Prénom : DURAND Camille'],
  ['DDN', 'DURAND Camille DDN : 12/03/1984'],
  ['two figures of the year', 'DURAND Camille née le 12/03/84'],
  ['the date in letters', 'Mme DURAND Camille, née le 12 mars 1984'],
  ['an accent too many', 'Nom de naissance : Mârtin\nPrénom : Camillé'],
  ['a slip in the name with date', 'Nom : MARTNI Prénom : Camille Née le 12/03/1984'],
  ['joined names', 'Patient : DURAND-MARTIN Camille'],
  ['initial', 'Patient : Mme DURAND C.'],
  ['all given names', 'Nom : MARTIN Prénoms : Camille, Marie Date de naissance : 12/03/1984'],
  ['the doctor named', 'Dr Paul LEROY\nRPPS : 10003456789\nPatient : Mme DURAND Camille'],
  ['the doctor in a field', 'Médecin traitant : Dr Paul LEROY\nNom : DURAND\nPrénom : Camille'],
  [
    'a block about the doctor',
    'Médecin traitant\nNom : LEROY\nPrénom : Paul\n\nPatient : DURAND Camille',
  ],
  [
    'labels with their owner',
    'Nom du médecin : LEROY Paul\nNom du patient : DURAND\nPrénom du patient : Camille',
  ],
  ['both names in the name field', 'Nom du patient : DURAND Camille'],
  ['both names in capitals', 'NOM : DURAND CAMILLE'],
  ['carets', 'Patient: DURAND^CAMILLE  12/03/1984  F'],
  [
    'a sex in brackets',
    'Opérateur : Dr LEROY  Aide : M. PETIT Jean\nPatient : DURAND Camille (F) 12/03/1984',
  ],
  ['an address', 'Madame DURAND CAMILLE\n5 RUE DES LILAS\n69003 LYON'],
  ['a prescriber', 'Prescripteur : LEROY Paul\nPatient : DURAND Camille, née le 12/03/1984'],
  [
    'telephone numbers',
    'Tél : 01 31 93 19 02 Fax : 01 31 93 19 03\nDURAND Camille née le 12/03/1984',
  ],
  ['FINESS and SIRET', 'FINESS 750803454 SIRET 26750045200011\nPatient : DURAND Camille'],
  ['a bar code', 'Lot 3400930000000 EAN 4006381333931'],
  [
    'the insured',
    `Assuré : DURAND Marc NIR : ${foreign}\nBénéficiaire : DURAND Camille née le 12/03/1984`,
  ],
  ['the insured number', `N° d'assuré : ${foreign}\nPatient : DURAND Camille 12/03/1984`],
  [
    'person of trust',
    'Patient : DURAND Camille\nPersonne de confiance : LEROY Jean, né le 01/02/1950',
  ],
  [
    'a block about somebody',
    'Patient : DURAND Camille\n\nPersonne à prévenir\nNom : LEROY\nPrénom : Jean\n',
  ],
  [
    'child of a mother',
    'Patiente : DURAND Camille née le 12/03/1984\nEnfant : DURAND Tom, né le 01/02/2024',
  ],
  [
    'a newborn in the text',
    'Mme DURAND Camille née le 12/03/1984 a accouché. Nouveau-né né le 01/02/2024.',
  ],
  [
    'the husband',
    'Mme Camille DURAND, née le 12/03/1984. Son mari M. Paul LEROY, né le 02/02/1980, est présent.',
  ],
  [
    'addressee',
    'Monsieur Paul LEROY\n12 rue des Lilas\n\nConcerne : Mme DURAND Camille née le 12/03/1984',
  ],
  ['a protocol', 'Nom du protocole : Protocole XYZ\nNom de l’étude : GAMMA'],
  ['lower case', 'nom : durand prenom : camille'],
  ['sign of nothing', 'Nom : Prénom : Date de naissance :'],
  ['unknown', 'Nom : non renseigné Prénom : inconnu'],
  [
    'certificate',
    'Je soussigné Dr LEROY certifie avoir examiné Mme Camille DURAND née le 12/03/1984.',
  ],
  ['hospital header', 'IPP : 123456789 NDA : 987654321\nDURAND (née MARTIN) Camille 12/03/1984 F'],
  [
    'the laboratory head',
    'Mme DURAND Camille\nNée MARTIN\nNée le 12/03/1984 (40 ans)\nDossier 240312-0456',
  ],
  ['civil number words', 'Identité : DURAND Camille, sexe féminin, née le 12/03/1984'],
  ['a date of another kind', 'DURAND Camille\nPrélevé le 05/06/2024\nÉdité le 06/06/2024'],
]

const held: readonly Row[] = [
  ['another INS', `INS : ${foreign}`],
  ['another INS without label', `Compte rendu\n${foreign}`],
  ['another INS in groups', `Réf. ${spaced(foreign)}`],
  ['another INS, thirteen and key', `${foreign.slice(0, 13)} ${foreign.slice(13)}`],
  ['another INS of Corsica', `NIR : ${corsican}`],
  [
    'another INS beside the right name',
    `Patient : DURAND Camille née le 12/03/1984\nINS : ${foreign}`,
  ],
  ['another patient', 'Patient : LEROY Paul'],
  ['another birth name', 'Nom de naissance : LEROY\nPrénom : Camille\nNée le 12/03/1984'],
  ['another first name', 'Nom de naissance : MARTIN\nPrénom : Élodie\nNée le 12/03/1984'],
  ['another birth date', 'Nom : MARTIN Prénom : Camille Née le 13/03/1984'],
  ['another birth date alone', 'Patient né le 01/01/1950'],
  ['a letter about another', 'Je vous adresse Monsieur Paul LEROY, né le 01/02/1950, pour avis.'],
  ['an order for another', 'Dr DUBOIS\nMonsieur Paul LEROY\nAmoxicilline 1 g'],
  ['concerne another', 'Concerne : M. LEROY Paul'],
  ['a man of the same name', 'Monsieur Camille DURAND, né le 12/03/1984'],
  ['mother with the same first name', 'Patiente : Mme DURAND Camille née le 12/03/1954'],
  [
    'the husband as patient',
    'Patient : M. DURAND Marc\nPersonne de confiance : Mme DURAND Camille',
  ],
  ['a sister', 'Nom de naissance : MARTIN Prénom : Camilla Née le 12/03/1984'],
  ['insured alone', 'Assuré : LEROY Paul, né le 01/02/1950'],
  ['two patients', 'DURAND Camille née le 12/03/1984\n\nPatient : LEROY Paul né le 01/02/1950'],
  ['a table of another', 'Nom Prénom Date de naissance\nLEROY Paul 01/02/1950'],
  [
    'labels on their own lines',
    'Nom de naissance\nLEROY\nPrénom\nPAUL\nDate de naissance\n01/02/1950',
  ],
  ['capitals', 'PATIENT : LEROY PAUL'],
  ['certificate of another', 'Je soussigné certifie avoir examiné M. Paul LEROY ce jour.'],
  [
    'the patient labelled, ours with a date',
    'Patient : LEROY Paul\nAccompagné de Mme Camille DURAND, née le 12/03/1984.',
  ],
  [
    'a person of trust above',
    'Personne de confiance\nMme DURAND Camille\nPatient : LEROY Paul\nNé le : 01/02/1950',
  ],
  ['a twin in the name field', 'Nom : DURAND SOPHIE née le 12/03/1984'],
  ['a twin in capitals', 'PATIENT : DURAND SOPHIE 12/03/1984'],
  ['labels with their owner', 'Nom du patient : LEROY\nPrénom du patient : Paul'],
  ['the head of a page', 'LEROY Paul 01/02/1950 M\nIPP 123'],
  ['carets', 'Patient: LEROY^PAUL'],
  ['our mother, as mother', 'Enfant : LEROY Tom\nMère : DURAND Camille, née le 12/03/1984'],
  ['an object', 'Objet : M. LEROY Paul - 01/02/1950'],
  [
    'a laboratory head',
    'Mme LEROY PAULE     Prescripteur : Dr MOREAU\nNée PETIT le 01/02/1950     Prélevé le 02/05/2024',
  ],
  ['a doctor on the same line', 'Dr DUBOIS  Nom : LEROY Prénom : Paul'],
  ['a service above', 'Service de cardiologie\nNom : LEROY\nPrénom : Paul'],
  ['a laboratory above', 'Laboratoire\nNom : LEROY\nPrénom : Paul'],
  ['a doctor above', 'Médecin : Dr DUBOIS\nNom : LEROY\nPrénom : Paul'],
  ['certified by a doctor', 'Je soussigné Dr DUBOIS certifie avoir examiné M. Paul LEROY.'],
  ['a letter of a doctor', 'Dr DUBOIS a vu M. Paul LEROY en consultation.'],
  ['a doctor, then a birth', 'Dr DUBOIS\nM. LEROY Paul né le 01/02/1950'],
  ['a doctor of the same name', 'Dr Camille DURAND\nPatient : LEROY Paul né le 01/02/1950'],
]

describe('texts of the right patient, or of nobody', () => {
  it.each(accepted)('%s', (_, text) => {
    expect(judgeText(camille, text, false).verdict).toMatchObject({ decision: 'accept' })
  })
})

describe('texts of another patient', () => {
  it.each(held)('%s', (_, text) => {
    expect(judgeText(camille, text, false).verdict).toMatchObject({ decision: 'hold' })
  })
})

describe('a child', () => {
  const rows: readonly (readonly [string, string, 'accept' | 'hold'])[] = [
    ['own name', "Enfant : D'Artigues Le Goff Léa Rose, née le 01/02/2020", 'accept'],
    [
      'the mother named',
      'Nom : D’ARTIGUES-LE GOFF Prénom : Léa-Rose\nMère : LE GOFF Anne née le 02/02/1990',
      'accept',
    ],
    [
      'name of the mother',
      'Nom de la mère : LE GOFF\nPrénom de la mère : Anne\nDate de naissance de la mère : 02/02/1990\nEnfant : D’ARTIGUES-LE GOFF Léa-Rose',
      'accept',
    ],
    ['her twin', "Nom : D'ARTIGUES-LE GOFF Prénom : Lou-Rose Née le 01/02/2020", 'hold'],
    ['the mother as patient', 'Patiente : LE GOFF Anne née le 02/02/1990', 'hold'],
    ['another child', 'Enfant : LEROY Tom, né le 03/03/2021', 'hold'],
  ]
  it.each(rows)('%s', (_, text, decision) => {
    expect(judgeText(lea, text, false).verdict).toMatchObject({ decision })
  })
})

it('reads hostile texts in bounded time', async () => {
  const hostile = [
    'nom '.repeat(120_000),
    `nom${' '.repeat(400_000)}x`,
    'Mme '.repeat(120_000),
    '1 84 03 75 '.repeat(45_000),
    'Patient : '.repeat(50_000),
    'Nom : A\nPrénom : B\n'.repeat(20_000),
    'A'.repeat(500_000),
    `né ${'('.repeat(300_000)}`,
    'Madame Aa Bb née le '.repeat(25_000),
  ]
  const judging = () => hostile.map((text) => judgeText(camille, text, false))
  expect(await cpuMsOf(judging)).toBeLessThan(10_000)
})
