import { type Space, spaces } from '../../../domain/space.js'
import { catalogue } from '../../language/language.js'

const french = Object.fromEntries(spaces.map((space) => [space, space])) as Record<Space, string>

/** In French, the nine spaces bear the names that the record itself gives them. */
export const spaceTexts = catalogue<Record<Space, string>>(french, {
  Certificats: 'Certificates',
  Traitement: 'Treatment',
  Synthèse: 'Summary',
  Imagerie: 'Imaging',
  'Données de remboursement': 'Reimbursement data',
  'Comptes rendus': 'Reports',
  Analyses: 'Test results',
  Prévention: 'Prevention',
  'Espace personnel': 'Personal space',
})
