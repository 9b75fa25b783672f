import { DocumentRow } from '../record/document-list-page.js'
import { TraceDays } from '../record/trace-list.js'
import { Attachments } from '../views/attachment-list.js'
import { ExchangeNotice } from '../views/exchange-notice.js'
import { ExchangeRow } from '../views/exchange-row.js'
import { FoldedMessage, MessageArticle, type ShownMessage } from '../views/message-view.js'
import { type Chrome, Page } from '../views/page.js'
import { componentsTexts as words } from './components-texts.js'
import {
  ButtonSamples,
  FieldSamples,
  NoticeSamples,
  Sample,
  SignSamples,
} from './element-samples.js'
import {
  absentExchange,
  endedExchange,
  exchangeRows,
  inactiveExchange,
  sampleContent,
  sampleFiles,
  sampleMessage,
  sampleNow,
  sentMessage,
} from './sample-exchanges.js'
import { documentRows, sampleTraces } from './sample-record.js'

/** Each component on one page; those that are a page of their own stand behind links. */
export const ComponentsPage = ({ chrome, pages }: { chrome: Chrome; pages: readonly string[] }) => (
  <Page chrome={chrome} title={words.title} showsEmergency>
    <h1>{words.title}</h1>
    <p class="lead">{words.lead}</p>
    <ButtonSamples />
    <FieldSamples />
    <NoticeSamples />
    <SignSamples />
    <ExchangeSamples />
    <MessageSamples />
    <RecordSamples />
    <Sample name={words.pages}>
      <ul class="spaces">
        {pages.map((name) => (
          <li>
            <a href={`/composants/${name}`}>{name}</a>
          </li>
        ))}
      </ul>
    </Sample>
  </Page>
)

const ExchangeSamples = () => (
  <Sample name={words.exchanges}>
    <h3 class="sr">{words.marks}</h3>
    <ul class="exchanges">
      {exchangeRows.map((exchange) => (
        <ExchangeRow exchange={exchange} now={sampleNow} />
      ))}
    </ul>
    {[endedExchange, absentExchange, inactiveExchange].map((exchange) => (
      <ExchangeNotice exchange={exchange} />
    ))}
  </Sample>
)

const common = { exchangePath: '/echanges/exemple', canAdd: true, canPreview: true }
const articles: readonly ShownMessage[] = [
  sampleMessage('ouvert', { wasSeen: false, content: sampleContent({ hasFormatted: true }) }),
  sampleMessage('long', { content: sampleContent({ isCut: true, stretches: [] }) }),
  sampleMessage('illisible', { content: null }),
  sentMessage('envoye', 'sent'),
  sentMessage('remis', 'delivered'),
  sentMessage('lu', 'read'),
  sentMessage('revenu', 'failed'),
]

const MessageSamples = () => (
  <>
    <Sample name={words.messages}>
      <div class="conversation">
        {articles.map((message) => (
          <MessageArticle message={message} {...common} canAnswer={message.delivery === null} />
        ))}
        <FoldedMessage message={sampleMessage('plie')} {...common} canAnswer />
        <FoldedMessage message={sentMessage('plie-envoye', 'read')} {...common} canAnswer={false} />
      </div>
    </Sample>
    <Sample name={words.attachments}>
      <div class="message">
        <h3 class="sr">{words.files}</h3>
        <Attachments
          path="/echanges/exemple/messages/exemple"
          content={sampleContent({ attachments: sampleFiles, hiddenAttachments: 2 })}
          canAdd
          canPreview
        />
      </div>
    </Sample>
  </>
)

const RecordSamples = () => (
  <>
    <Sample name={words.documents}>
      <ul class="exchanges documents">
        {documentRows.map((document) => (
          <DocumentRow document={document} />
        ))}
      </ul>
    </Sample>
    <Sample name={words.traces}>
      <TraceDays traces={sampleTraces} level="h3" />
    </Sample>
  </>
)
