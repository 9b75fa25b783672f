import { AccessPage } from '../record/access-page.js'
import { DocumentListPage, type DocumentListView } from '../record/document-list-page.js'
import { DocumentDetailPage } from '../record/document-page.js'
import { HeldPage } from '../record/held-page.js'
import { NoRecordPage } from '../record/no-record-page.js'
import { recordTexts } from '../record/record-texts.js'
import { TracePage } from '../record/trace-page.js'
import { UploadPage } from '../record/upload-page.js'
import type { Chrome } from '../views/page.js'
import type { PageSample } from './page-sample.js'
import {
  documentRows,
  sampleAccess,
  sampleDocument,
  sampleHeld,
  sampleProfessionals,
  sampleTraces,
  sampleTypes,
} from './sample-record.js'

const urgentNotice = {
  noticeId: 'avis',
  at: 0,
  isUrgent: true,
  says: 'Le 23 novembre 2026 à 14 h 30, Dr Inès URGENT a ouvert votre dossier en urgence.',
}

const documents =
  (more: Partial<DocumentListView> = {}): PageSample =>
  (chrome) => (
    <DocumentListPage
      chrome={chrome}
      page={{ documents: documentRows, next: 'suite', total: 31 }}
      chosen={null}
      isSetAside={false}
      words=""
      held={2}
      notices={[urgentNotice]}
      notice={null}
      {...more}
    />
  )
const none = { page: { documents: [], next: null, total: 0 }, held: 0, notices: [] }

const document =
  (more: Parameters<typeof sampleDocument>[0] = {}, hasHistory = true): PageSample =>
  (chrome) => {
    const summary = sampleDocument(more)
    const acts = [{ at: summary.filedAt, says: 'Reçu de Dr Claire MOREL et classé.' }]
    return (
      <DocumentDetailPage
        chrome={chrome}
        document={summary}
        history={hasHistory ? [{ summary: { ...summary, status: 'current' }, acts }] : []}
        notice={null}
      />
    )
  }

const filter = { who: '', from: '', to: '', onlyEmergencies: false, withOwn: false }

const access =
  (settings = sampleAccess, professionals = sampleProfessionals): PageSample =>
  (chrome: Chrome) => (
    <AccessPage chrome={chrome} settings={settings} professionals={professionals} notice={null} />
  )

export const recordSamples: Readonly<Record<string, PageSample>> = {
  documents: documents(),
  'documents-vides': documents(none),
  'documents-recherche-vide': documents({ ...none, words: 'fracture' }),
  'documents-espace': documents({ chosen: 2, held: 0, notices: [] }),
  'documents-ecartes': documents({ isSetAside: true }),
  document: document(),
  'document-clinique': document({ mediaType: 'text/xml' }),
  'document-masque': document({ visibility: { ...sampleDocument().visibility, masked: true } }),
  'document-remplace': document({ status: 'superseded' }),
  'document-archive': document({ status: 'archived' }),
  'document-supprime': document({ status: 'deleted' }),
  'a-classer': (chrome) => (
    <HeldPage chrome={chrome} held={[sampleHeld]} types={sampleTypes} notice={null} />
  ),
  'a-classer-vide': (chrome) => (
    <HeldPage chrome={chrome} held={[]} types={[]} notice={recordTexts.documents.done} />
  ),
  ajouter: (chrome) => <UploadPage chrome={chrome} formId="" fileError={null} name="" />,
  'ajouter-refuse': (chrome) => (
    <UploadPage chrome={chrome} formId="" fileError={recordTexts.upload.refused} name="Bilan" />
  ),
  'dossier-absent': (chrome) => <NoRecordPage chrome={chrome} />,
  traces: (chrome) => <TracePage chrome={chrome} traces={sampleTraces} filter={filter} next={9} />,
  'traces-vides': (chrome) => (
    <TracePage chrome={chrome} traces={[]} filter={{ ...filter, who: 'X' }} next={null} />
  ),
  acces: access(),
  'acces-vide': access({ ...sampleAccess, authorised: [], blocked: [], referringDoctor: null }, []),
}
