import type { ExchangeSummary } from '../contract.js'
import { fileSize, longDate, machineDate } from '../language/french-format.js'
import { frenchWords } from '../language/language.js'
import { createMask } from '../reading/masked-addresses.js'
import { attachmentTexts, deliveryTexts, printTexts } from '../reading/reading-texts.js'
import { texts } from '../texts/texts.js'
import { headingOf, type ShownMessage, subjectOf } from './message-view.js'
import { type Chrome, Page } from './page.js'
import { professionalNames } from './professional-names.js'

/** All messages in full, newest first as on the screen; files by their names. */
export const PrintedExchangePage = (props: {
  chrome: Chrome
  exchange: ExchangeSummary
  messages: readonly ShownMessage[]
  isCut: boolean
}) => {
  const { exchange, messages, isCut } = props
  const { name, entity } = professionalNames(exchange, createMask(exchange.hidden))
  return (
    <Page chrome={props.chrome} title={printTexts.title}>
      <p class="back">
        <a href={`/echanges/${exchange.exchangeId}`}>{attachmentTexts.backToMessage}</a>
      </p>
      <h1>{name}</h1>
      {entity !== '' && <p class="entity lead">{entity}</p>}
      <p class="notice on-screen">{printTexts.how}</p>
      <div class="conversation printed">
        {messages.map((message) => (
          <PrintedMessage message={message} />
        ))}
      </div>
      {isCut && <p class="small">{printTexts.cut(messages.length)}</p>}
    </Page>
  )
}

const PrintedMessage = ({ message }: { message: ShownMessage }) => {
  const { summary, content } = message
  return (
    <article class={`message ${summary.direction}`} aria-labelledby={`t-${summary.messageId}`}>
      <header>
        <h2 id={`t-${summary.messageId}`}>{headingOf(message)}</h2>
        <p class="date">
          <time datetime={machineDate(summary.at)}>{longDate(summary.at)}</time>
        </p>
        <p class="subject">{subjectOf(message)}</p>
        {message.delivery !== null && (
          <p class="small">
            {deliveryTexts.label} {deliveryTexts[message.delivery]}
          </p>
        )}
      </header>
      {content === null && <p class="refusal">{texts.exchange.unreadable}</p>}
      {content?.stretches.map(({ kind, text }) =>
        kind === 'own' ? (
          <p class="words" {...frenchWords()}>
            {text}
          </p>
        ) : (
          <blockquote class="quoted">
            <p class="words" {...frenchWords()}>
              {text}
            </p>
          </blockquote>
        ),
      )}
      {content !== null && content.attachments.length > 0 && (
        <>
          <h3>{texts.exchange.attachments}</h3>
          <ul class="plain">
            {content.attachments.map(({ fileName, kind, bytes }) => (
              <li>
                {fileName} ({kind.label}, {fileSize(bytes)})
              </li>
            ))}
          </ul>
        </>
      )}
    </article>
  )
}
