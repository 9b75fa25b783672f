import { ContactListPage } from '../compose/contact-list-page.js'
import { DocumentChoicePage } from '../compose/document-choice-page.js'
import { DropDraftPage } from '../compose/drop-draft-page.js'
import type { PortalContact } from '../contract.js'
import { AddAttachmentPage } from '../record/add-attachment-page.js'
import { recordTexts } from '../record/record-texts.js'
import { PreviewPage, type ShownFile } from '../views/preview-page.js'
import { PrintedExchangePage } from '../views/printed-exchange-page.js'
import { SearchPage, type SearchView } from '../views/search-page.js'
import type { PageSample } from './page-sample.js'
import {
  absentExchange,
  sampleExchange,
  sampleFiles,
  sampleMessage,
  sampleNow,
  sentMessage,
} from './sample-exchanges.js'
import { documentRows } from './sample-record.js'

const nothingFound: Omit<SearchView, 'chrome'> = {
  typed: 'fracture',
  words: ['fracture'],
  finds: [],
  exchanges: [],
  isCut: false,
  error: null,
  now: sampleNow,
}
const found = (): Omit<SearchView, 'chrome'> => {
  const { summary, mask } = sampleMessage('trouve')
  const { hidden, professionalName, professionalEntity } = sampleExchange()
  const message = { exchangeId: 'exemple', professionalName, professionalEntity, summary, hidden }
  return {
    ...nothingFound,
    typed: 'main',
    words: ['main'],
    exchanges: [sampleExchange()],
    finds: [{ message, mask, text: 'Gardez la main surélevée.', fileNames: ['main.jpg'] }],
    isCut: true,
  }
}
const search =
  (view: () => Omit<SearchView, 'chrome'>): PageSample =>
  (chrome) => <SearchPage chrome={chrome} {...view()} />

const preview =
  (shown: ShownFile): PageSample =>
  (chrome) => (
    <PreviewPage
      chrome={chrome}
      exchangePath="/echanges/exemple"
      messageId="exemple"
      file={sampleFiles[0]!}
      previousPartId="1"
      nextPartId="3"
      canAdd
      shown={shown}
    />
  )

const contact = (more: Partial<PortalContact>): PortalContact => {
  const { exchangeId, professionalName, professionalEntity, hidden } = sampleExchange()
  const common = { exchangeId, professionalName, professionalEntity, hidden }
  return { ...common, state: 'open', notice: null, hasDraft: false, ...more }
}
const contacts: readonly PortalContact[] = [
  contact({}),
  contact({ professionalName: 'Accueil des patients', state: 'first', hasDraft: true }),
  contact({ professionalName: 'Dr Antoine GIRARD', notice: absentExchange.notice }),
  contact({ professionalName: 'Dr Paul ANCIEN', notice: { kind: 'inactive' } }),
  contact({ professionalName: 'Service de cardiologie', state: 'ended' }),
]

export const composeSamples: Readonly<Record<string, PageSample>> = {
  recherche: search(found),
  'recherche-vide': search(() => nothingFound),
  'apercu-texte': preview({ kind: 'text', text: 'Bonjour,\nvoici le texte.', isCut: true }),
  'apercu-refuse': preview({ kind: 'refused', says: 'Trop de demandes.', mayRetry: true }),
  'echange-imprime': (chrome) => (
    <PrintedExchangePage
      chrome={chrome}
      exchange={sampleExchange()}
      messages={[sampleMessage('un'), sentMessage('deux', 'read')]}
      isCut
    />
  ),
  contacts: (chrome) => <ContactListPage chrome={chrome} contacts={contacts} />,
  'contacts-aucun': (chrome) => <ContactListPage chrome={chrome} contacts={[]} />,
  'echange-brouillon-supprimer': (chrome) => <DropDraftPage chrome={chrome} exchangeId="exemple" />,
  'echange-documents': (chrome) => (
    <DocumentChoicePage
      chrome={chrome}
      exchangePath="/echanges/exemple"
      isNew={false}
      found={{ documents: documentRows, next: 'suite', total: 31 }}
      words=""
      space={null}
      room=""
      faults={[recordTexts.upload.missing]}
    />
  ),
  'ajouter-piece': (chrome) => (
    <AddAttachmentPage
      chrome={chrome}
      path="/composants"
      backPath="/composants"
      file={sampleFiles[0]!}
      proposed={[
        {
          title: 'Lettre',
          typeLabel: 'Lettre de liaison',
          space: 'Comptes rendus',
          outcome: 'filed',
        },
      ]}
    />
  ),
}
