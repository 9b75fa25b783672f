import { AccessMatrix } from './access-matrix.js'

/** Refused to dentists by the arrêté of 26 October 2023, as their professional press lists it. */
const refusedToDentists = [
  '80788-3', // projet personnalisé d'accompagnement (EHPAD)
  '75496-0', // demande d'acte de télémédecine
  '83981-1', // lettre de liaison à la sortie d'une structure sociale ou médico-sociale
  '83901-9', // bilan psychologique
  '68599-0', // synthèse psychiatrique
]
/** Not even doctors read it, whose row is the widest: no other row reads it. */
const refusedToAll = ['ATTEST-RESID']

const interim = {
  speciality: null,
  reads: 'all-but',
  types: [...refusedToAll, ...refusedToDentists],
  regulation: false,
  isOfficial: false,
  note:
    "Provisoire : tout ce qu'un texte trouvé refuse à une profession de santé est refusé ici. " +
    'À remplacer par la matrice officielle.',
} as const

/**
 * What could be found of the official matrix, and nothing invented (dmp.md §3): the rows of
 * doctors and dentists. Pharmacists, midwives and nurses are said to read "slightly less" than
 * doctors, without the rows: theirs are the careful choice and marked as provisional. Every other
 * profession reads nothing until the official matrix is loaded (option `accessMatrixFile`).
 *
 * Emergency doors: L1111-17 I of the Code de la santé publique lets any health professional break
 * the glass; here the medical professions that meet such an emergency do, the regulating door being
 * the doctor's alone.
 */
export const defaultAccessMatrix = new AccessMatrix({
  version: 'provisoire-1',
  source: "Faits publics sur l'arrêté du 26 octobre 2023 (JO du 29 octobre 2023)",
  rows: [
    {
      profession: '10',
      speciality: null,
      label: 'Médecin',
      reads: 'all-but',
      types: [...refusedToAll],
      breakGlass: true,
      regulation: true,
      isOfficial: true,
      note: '',
    },
    {
      profession: '40',
      speciality: null,
      label: 'Chirurgien-dentiste',
      reads: 'all-but',
      types: [...refusedToAll, ...refusedToDentists],
      breakGlass: false,
      regulation: false,
      isOfficial: true,
      note: '',
    },
    {
      profession: '21',
      label: 'Pharmacien',
      breakGlass: false,
      ...interim,
      types: [...interim.types],
    },
    {
      profession: '50',
      label: 'Sage-femme',
      breakGlass: true,
      ...interim,
      types: [...interim.types],
    },
    {
      profession: '60',
      label: 'Infirmier',
      breakGlass: false,
      ...interim,
      types: [...interim.types],
    },
  ],
})
