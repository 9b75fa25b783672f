import { composeTexts } from '../compose/compose-texts.js'
import { noFaults } from '../compose/reply-view.js'
import { filterExchanges } from '../reading/exchange-filters.js'
import type { ErrorStatus } from '../texts/texts.js'
import { texts } from '../texts/texts.js'
import { ErrorPage } from '../views/error-page.js'
import { ExchangeListPage } from '../views/exchange-list-page.js'
import { ExchangePage, type ExchangeView } from '../views/exchange-page.js'
import { LanguagePage } from '../views/language-page.js'
import { accountSamples } from './account-page-samples.js'
import { composeSamples } from './compose-page-samples.js'
import type { PageSample } from './page-sample.js'
import { recordSamples } from './record-page-samples.js'
import {
  absentExchange,
  draftFiles,
  endedExchange,
  exchangeRows,
  inactiveExchange,
  sampleContent,
  sampleExchange,
  sampleFiles,
  sampleForm,
  sampleMessage,
  sampleNow,
  sentMessage,
} from './sample-exchanges.js'
import { signInSamples } from './sign-in-page-samples.js'

const live = { path: '/composants', mark: '' }

const list =
  (filter: string, exchanges = exchangeRows): PageSample =>
  (chrome) => (
    <ExchangeListPage
      chrome={chrome}
      list={filterExchanges(exchanges, { filter, page: undefined })}
      unread={exchanges.reduce((sum, { unread }) => sum + unread, 0)}
      notice={null}
      live={live}
      now={sampleNow}
    />
  )

const exchange =
  (more: () => Partial<Omit<ExchangeView, 'chrome'>>): PageSample =>
  (chrome) => (
    <ExchangePage
      chrome={chrome}
      conversation={{ exchange: sampleExchange(), messages: [], hasOlder: true }}
      messages={[
        sampleMessage('recent', {
          wasSeen: false,
          content: sampleContent({ hasFormatted: true, attachments: sampleFiles }),
        }),
        sentMessage('envoye', 'read'),
        sampleMessage('ancien'),
      ]}
      reply={{ kind: 'form', form: sampleForm() }}
      notice={null}
      before={null}
      lookedFor={null}
      canPreview
      live={live}
      {...more()}
    />
  )

const closed = (says: string, more: string | null, keptText: string | null = null) =>
  ({
    kind: 'closed',
    says,
    more,
    keptText,
    draft: null,
    exchangePath: '/echanges/exemple',
  }) as const

const words = 'La main est gonflée depuis hier, est-ce normal ?'
const conversation = (of = sampleExchange()) => ({ exchange: of, messages: [], hasOlder: false })

const exchangeSamples: Readonly<Record<string, PageSample>> = {
  liste: list('tous'),
  'liste-a-repondre': list('a-repondre'),
  'liste-filtre-vide': list('termines', [sampleExchange()]),
  'liste-vide': list('tous', []),
  echange: exchange(() => ({})),
  'echange-envoye': exchange(() => ({ notice: composeTexts.sent.answer })),
  'echange-brouillon': exchange(() => ({
    reply: {
      kind: 'form',
      form: sampleForm({
        text: words,
        files: draftFiles,
        savedAt: sampleNow - 60_000,
        toAll: true,
        otherText: 'Bonjour docteur, merci.',
      }),
    },
  })),
  'echange-fautes': exchange(() => ({
    reply: {
      kind: 'form',
      form: sampleForm({
        faults: {
          ...noFaults,
          text: texts.reply.empty,
          files: [texts.reply.fileEmpty('photo.jpg'), texts.reply.filesTooBig],
        },
      }),
    },
  })),
  'echange-nouveau-message': exchange(() => ({
    messages: [],
    reply: { kind: 'form', form: sampleForm({ answered: null }) },
  })),
  'echange-absent': exchange(() => ({ conversation: conversation(absentExchange) })),
  'echange-inactif': exchange(() => ({
    conversation: conversation(inactiveExchange),
    reply: closed(texts.closed.mailboxClosed, null),
  })),
  'echange-termine': exchange(() => ({
    conversation: conversation(endedExchange),
    reply: closed(texts.closed.endedBy('Sophie LAMBERT', sampleNow), texts.closed.endedMore),
  })),
  'echange-sans-reponse': exchange(() => ({
    reply: closed(texts.closed.notAnswerable, texts.closed.notAnswerableMore),
  })),
  'echange-trop-tard': exchange(() => ({
    reply: closed(texts.closed.ended, texts.closed.endedMore, words),
  })),
  langue: (chrome) => <LanguagePage chrome={chrome} notice={texts.language.done} />,
}

const statuses: readonly ErrorStatus[] = [400, 403, 404, 413, 429, 500, 503]
const errorSamples = Object.fromEntries(
  statuses.map((status): [string, PageSample] => [
    `erreur-${status}`,
    (chrome) => <ErrorPage chrome={chrome} status={status} />,
  ]),
)

/** Pages with made-up data, by the name of their state. */
export const pageSamples: ReadonlyMap<string, PageSample> = new Map(
  Object.entries({
    ...signInSamples,
    ...exchangeSamples,
    ...composeSamples,
    ...recordSamples,
    ...accountSamples,
    ...errorSamples,
  }),
)
