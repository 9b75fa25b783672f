import type { AccessSettings } from '../../document-vault/contract/access.js'
import type { DocumentType } from '../../document-vault/contract/classification.js'
import type { VaultTrace } from '../../document-vault/contract/traces.js'
import type { DocumentSummary, HeldDocument } from '../../document-vault/contract/vault.js'
import { sampleNow } from './sample-exchanges.js'

const dayMs = 86_400_000

export const sampleDocument = (more: Partial<DocumentSummary> = {}): DocumentSummary => ({
  documentId: 'exemple',
  uniqueId: '1.2.3',
  setId: null,
  version: 1,
  status: 'current',
  title: 'Compte rendu opératoire',
  typeCode: '11504-8',
  typeLabel: 'CR opératoire',
  classCode: '10',
  classLabel: 'Compte rendu',
  space: 'Comptes rendus',
  category: 'CPT_REND',
  mediaType: 'application/pdf',
  bytes: 312_400,
  sha1: '',
  fileName: 'cr-operatoire.pdf',
  authorName: 'Dr Claire MOREL',
  authorId: '810000000001',
  organisation: 'Centre hospitalier des Trois Vallées',
  depositedBy: 'professional',
  sourceKind: 'mail',
  createdAt: sampleNow - 3 * dayMs,
  filedAt: sampleNow - 2 * dayMs,
  serviceStart: null,
  serviceStop: null,
  visibility: { masked: false, hiddenFromHolder: false, hiddenFromRepresentatives: false },
  confidence: 0.97,
  grounds: ['Le titre contient « compte rendu opératoire ».', 'Le texte nomme un chirurgien.'],
  isNew: false,
  ...more,
})

const masked = { masked: true, hiddenFromHolder: false, hiddenFromRepresentatives: false }

/** One row for each mark. */
export const documentRows: readonly DocumentSummary[] = [
  sampleDocument({ isNew: true }),
  sampleDocument({
    documentId: 'exemple-2',
    title: 'Bilan sanguin',
    space: 'Analyses',
    visibility: masked,
  }),
  sampleDocument({
    documentId: 'exemple-3',
    title: 'Certificat de sport',
    space: 'Certificats',
    authorName: '',
    organisation: '',
    depositedBy: 'patient',
  }),
  sampleDocument({
    documentId: 'exemple-4',
    title: 'Ordonnance de sortie',
    space: 'Traitement',
    status: 'superseded',
  }),
  sampleDocument({
    documentId: 'exemple-5',
    title: 'Courrier de 2019',
    status: 'archived',
    space: null,
  }),
  sampleDocument({
    documentId: 'exemple-6',
    title: 'Doublon',
    status: 'deleted',
    visibility: masked,
  }),
]

export const sampleHeld: HeldDocument = {
  documentId: 'attente',
  title: 'Courrier',
  fileName: 'courrier.xml',
  mediaType: 'text/xml',
  senderName: 'Dr Antoine GIRARD',
  heldAt: sampleNow - dayMs,
  reason: 'not-certain',
  proposals: [
    {
      typeCode: '11488-4',
      label: 'CR ou fiche de consultation ou de visite',
      classCode: '10',
      space: 'Comptes rendus',
      probability: 0.5,
    },
    {
      typeCode: '57833-6',
      label: 'Prescription de produits de santé',
      classCode: '31',
      space: 'Traitement',
      probability: 0.3,
    },
  ],
  grounds: ['Le texte est court.'],
}

const type = (code: string, label: string, space: DocumentType['space']): DocumentType => ({
  code,
  system: '2.16.840.1.113883.6.1',
  label,
  classCode: '10',
  classLabel: 'Compte rendu',
  space,
  alsoAcceptable: null,
  inRecordSet: true,
  depositor: 'professionnel',
  isLegacy: false,
})
export const sampleTypes: readonly DocumentType[] = [
  type('11488-4', 'CR ou fiche de consultation ou de visite', 'Comptes rendus'),
  type('57833-6', 'Prescription de produits de santé', 'Traitement'),
]

const doctor: VaultTrace['caller'] = {
  kind: 'professional',
  nationalId: '810000000001',
  name: 'Claire MOREL',
  profession: '10',
  speciality: null,
  structureName: 'CH des Trois Vallées',
  structureId: '1',
}
const trace = (sequence: number, says: string, more: Partial<VaultTrace> = {}): VaultTrace => ({
  sequence,
  at: sampleNow - sequence * 3_600_000,
  act: 'document.read',
  caller: doctor,
  door: 'care-team',
  outcome: 'done',
  documentId: 'exemple',
  documentTitle: '',
  detail: {},
  hash: '',
  says,
  ...more,
})

const urgent = { ...doctor, nationalId: '810000000009', name: 'Inès URGENT' }
export const sampleTraces: readonly VaultTrace[] = [
  trace(
    1,
    'Le 23 novembre 2026 à 14 h 30, Dr Inès URGENT (médecin, Samu) a ouvert votre dossier en ' +
      'urgence (bris de glace). Motif : patient inconscient.',
    { act: 'access.emergency', door: 'break-glass', caller: urgent },
  ),
  ...[2, 3, 4].map((hour) =>
    trace(
      hour,
      `Le 23 novembre 2026 à ${15 - hour} h 30, Dr Claire MOREL (médecin, CH des Trois Vallées) ` +
        'a lu « Compte rendu opératoire », comme membre de l’équipe de soins.',
    ),
  ),
  trace(
    20,
    'Le 22 novembre 2026 à 19 h 30, Paul MARTIN (votre représentant légal ou aidant) a voulu ' +
      'lire « Bilan sanguin » : refusé (document masqué).',
    { caller: { kind: 'representative', name: 'Paul MARTIN' }, outcome: 'forbidden' },
  ),
]

export const sampleAccess: AccessSettings = {
  filingOpposed: false,
  readingConsented: true,
  breakGlassOpposed: false,
  regulationOpposed: true,
  authorised: [
    {
      nationalId: '810000000001',
      name: 'Dr Claire MOREL',
      since: sampleNow - 90 * dayMs,
      until: sampleNow + 90 * dayMs,
      grantedBy: 'holder',
    },
  ],
  blocked: [{ nationalId: '810000000003', name: 'Dr Paul MARTIN' }],
  referringDoctor: { nationalId: '810000000002', name: 'Dr Anne ROY' },
}
export const sampleProfessionals = [
  { nationalId: '810000000005', name: 'Dr Jean DUPONT' },
  { nationalId: '810000000006', name: 'Dr Jean DUPONT' },
]
