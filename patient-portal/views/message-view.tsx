import type { DeliveryState, MessageSummary } from '../contract.js'
import { longDate, machineDate } from '../language/french-format.js'
import { frenchWords } from '../language/language.js'
import type { Mask } from '../reading/masked-addresses.js'
import { splitLinks, type TextStretch } from '../reading/quoted-text.js'
import type { ReadableMessage } from '../reading/readable-message.js'
import { deliveryTexts } from '../reading/reading-texts.js'
import { shownSubject } from '../reading/subject-line.js'
import { texts } from '../texts/texts.js'
import { Attachments } from './attachment-list.js'
import { readableName } from './professional-names.js'

export interface ShownMessage {
  readonly summary: MessageSummary
  readonly mask: Mask
  /** Null when it cannot be read now. */
  readonly content: ReadableMessage | null
  /** Seen before this page was opened. */
  readonly wasSeen: boolean
  /** Of the patient's own; null where it is not known. */
  readonly delivery: DeliveryState | null
}

export const subjectOf = ({ summary, mask }: ShownMessage): string => {
  const subject = mask(shownSubject(summary.subject))
  return subject === '' ? texts.exchange.noSubject : subject
}

export const headingOf = ({ summary, mask }: ShownMessage): string =>
  summary.direction === 'sent' ? texts.exchange.sent : readableName(summary.authorName, mask)

interface MessageProps {
  readonly message: ShownMessage
  readonly exchangePath: string
  readonly canAnswer: boolean
  /** Attachments can be added to the documents. */
  readonly canAdd: boolean
  /** Pages of attachments can be painted. */
  readonly canPreview: boolean
}

/** An open message. The newest and the unread ones are shown so. */
export const MessageArticle = (props: MessageProps) => {
  const { summary } = props.message
  return (
    <article
      class={`message ${summary.direction}`}
      id={`m-${summary.messageId}`}
      aria-labelledby={`t-${summary.messageId}`}
    >
      <header>
        <h3 id={`t-${summary.messageId}`}>{headingOf(props.message)}</h3>
        <p class="date">
          <time datetime={machineDate(summary.at)}>{longDate(summary.at)}</time>
        </p>
        {!props.message.wasSeen && summary.direction === 'received' && (
          <p class="marks">
            <span class="mark new">{texts.exchange.unread}</span>
          </p>
        )}
        <p class="subject" {...frenchWords()}>
          {subjectOf(props.message)}
        </p>
      </header>
      <MessageContent {...props} />
    </article>
  )
}

/** An earlier message, folded under its heading. */
export const FoldedMessage = (props: MessageProps) => {
  const { summary } = props.message
  return (
    <details class={`message folded ${summary.direction}`} id={`m-${summary.messageId}`}>
      <summary>
        <h3>
          <span>{headingOf(props.message)}</span>{' '}
          <span class="date">
            <time datetime={machineDate(summary.at)}>{longDate(summary.at)}</time>
          </span>{' '}
          <span class="subject" {...frenchWords()}>
            {subjectOf(props.message)}
          </span>
        </h3>
      </summary>
      <MessageContent {...props} />
    </details>
  )
}

const MessageContent = ({ message, exchangePath, canAnswer, ...can }: MessageProps) => {
  const { content, summary } = message
  if (content === null) return <p class="refusal">{texts.exchange.unreadable}</p>
  const path = `${exchangePath}/messages/${summary.messageId}`
  return (
    <>
      {message.delivery !== null && <Delivery state={message.delivery} />}
      <div class="body">
        {content.stretches.length === 0 && <p class="small">{texts.exchange.noText}</p>}
        {content.stretches.map((stretch) => (
          <Stretch stretch={stretch} />
        ))}
        {content.isCut && <p class="small">{texts.exchange.cut}</p>}
      </div>
      {content.hasFormatted && <FormattedFrame path={path} />}
      {content.attachments.length > 0 && (
        <Attachments
          path={path}
          content={content}
          canAdd={can.canAdd && summary.direction === 'received'}
          canPreview={can.canPreview}
        />
      )}
      {canAnswer && (
        <p>
          <a href={`${exchangePath}?repondre=${summary.messageId}#repondre`}>
            {texts.exchange.answerThis}
          </a>
        </p>
      )}
    </>
  )
}

/** In words: a colour or a tick alone says nothing to many (WCAG 2.2 §1.4.1). */
const Delivery = ({ state }: { state: DeliveryState }) => (
  <>
    <p class={`delivery ${state}`}>
      <span class="sr">{deliveryTexts.label} </span>
      <span class="mark">{deliveryTexts[state]}</span>
    </p>
    {state === 'failed' && <p class="warning">{deliveryTexts.failedMore}</p>}
  </>
)

/** The frame around a quotation says what the marks of its first level say. */
const unmarked = (quoted: string): string => quoted.replace(/^\s{0,3}> ?/gm, '')

const Stretch = ({ stretch }: { stretch: TextStretch }) =>
  stretch.kind === 'own' ? (
    <p class="words" {...frenchWords()}>
      <Linked text={stretch.text} />
    </p>
  ) : (
    <details class="quoted">
      <summary>{texts.exchange.quoted}</summary>
      <blockquote>
        <p class="words" {...frenchWords()}>
          <Linked text={unmarked(stretch.text)} />
        </p>
      </blockquote>
    </details>
  )

const Linked = ({ text }: { text: string }) => (
  <>
    {splitLinks(text).map((piece) =>
      piece.kind === 'words' ? (
        piece.text
      ) : (
        <a href={piece.url} rel="noopener noreferrer nofollow" target="_blank">
          {piece.url}
        </a>
      ),
    )}
  </>
)

/** The frame is sandboxed here and by the policy of its own answer; it loads when unfolded. */
const FormattedFrame = ({ path }: { path: string }) => (
  <details class="formatted">
    <summary>{texts.exchange.formatted}</summary>
    <iframe
      src={`${path}/mise-en-page`}
      title={texts.exchange.formattedFrame}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      loading="lazy"
      referrerpolicy="no-referrer"
    />
  </details>
)
