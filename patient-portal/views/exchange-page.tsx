import { ReplyClosed } from '../compose/reply-closed.js'
import { ReplyErrors, ReplyForm } from '../compose/reply-form.js'
import { hasReplyError, type ReplyState } from '../compose/reply-view.js'
import type { Conversation } from '../contract.js'
import { Notice } from '../elements/notice.js'
import { createMask } from '../reading/masked-addresses.js'
import { attachmentTexts } from '../reading/reading-texts.js'
import { texts } from '../texts/texts.js'
import { ExchangeNotice } from './exchange-notice.js'
import { type LivePage, LiveRegion } from './live-region.js'
import { FoldedMessage, MessageArticle, type ShownMessage } from './message-view.js'
import { type Chrome, Page } from './page.js'
import { professionalNames } from './professional-names.js'

export interface ExchangeView {
  readonly chrome: Chrome
  readonly conversation: Conversation
  /** Newest first. */
  readonly messages: readonly ShownMessage[]
  /** Null on pages of older messages. */
  readonly reply: ReplyState | null
  readonly notice: string | null
  /** Id of the message after which older ones were asked for; null on the first page. */
  readonly before: string | null
  /** Id of a message that is shown unfolded. */
  readonly lookedFor: string | null
  /** Pages of attachments can be painted. */
  readonly canPreview: boolean
  readonly live: LivePage
}

/**
 * The newest message first, then the answer, then the history folded: on a phone the news and
 * what one can do about it come without scrolling. An answer that was refused comes before all, to
 * be mended at once.
 */
export const ExchangePage = (view: ExchangeView) => {
  const { exchange } = view.conversation
  const { name, entity } = professionalNames(exchange, createMask(exchange.hidden))
  const hasError = hasReplyError(view.reply)
  return (
    <Page chrome={view.chrome} title={texts.exchange.title} hasError={hasError} showsEmergency>
      <p class="back">
        <a href="/echanges">{texts.exchange.back}</a>
      </p>
      <h1>{name}</h1>
      {entity !== '' && <p class="entity lead">{entity}</p>}
      <Notice says={view.notice} />
      <LiveRegion live={view.live} />
      {hasError && <ReplyArea view={view} />}
      {view.messages.length === 0 && <p>{texts.exchange.noMessage}</p>}
      <Messages view={view} />
      <Paging view={view} />
      <WholeExchange view={view} />
    </Page>
  )
}

const ReplyArea = ({ view }: { view: ExchangeView }) => {
  const { reply, conversation } = view
  if (reply === null) return null
  return (
    <>
      {reply.kind === 'closed' ? (
        <>
          <ReplyClosed {...reply} />
          <ExchangeNotice exchange={conversation.exchange} />
        </>
      ) : (
        <>
          <ExchangeNotice exchange={conversation.exchange} />
          {hasReplyError(reply) && <ReplyErrors form={reply.form} />}
          <ReplyForm form={reply.form} />
        </>
      )}
    </>
  )
}

const Messages = ({ view }: { view: ExchangeView }) => {
  const path = `/echanges/${view.conversation.exchange.exchangeId}`
  const [newest, ...earlier] = view.messages
  const answered = view.reply?.kind === 'form' ? view.reply.form.answered : null
  const canAnswer = (message: ShownMessage): boolean =>
    view.reply?.kind === 'form' &&
    message.summary.answerable &&
    message.summary.messageId !== answered?.summary.messageId
  const { chrome } = view
  const common = {
    exchangePath: path,
    canAdd: chrome.hasRecord,
    canPreview: view.canPreview,
  }
  const render = (message: ShownMessage) => {
    const isOpen = !message.wasSeen || message.summary.messageId === view.lookedFor
    const Form = isOpen ? MessageArticle : FoldedMessage
    return <Form message={message} {...common} canAnswer={canAnswer(message)} />
  }
  return (
    <section aria-labelledby="titre-messages" class="conversation">
      <h2 id="titre-messages" class="sr">
        {texts.exchange.messages}
      </h2>
      {newest !== undefined && (
        <MessageArticle message={newest} {...common} canAnswer={canAnswer(newest)} />
      )}
      {!hasReplyError(view.reply) && <ReplyArea view={view} />}
      {earlier.map(render)}
    </section>
  )
}

const Paging = ({ view }: { view: ExchangeView }) => {
  const path = `/echanges/${view.conversation.exchange.exchangeId}`
  const last = view.messages.at(-1)
  if (view.before === null && !view.conversation.hasOlder) return null
  return (
    <nav class="paging" aria-label={texts.exchange.messages}>
      {view.before !== null && <a href={path}>{texts.exchange.newest}</a>}{' '}
      {view.conversation.hasOlder && last !== undefined && (
        <a href={`${path}?avant=${last.summary.messageId}`}>{texts.exchange.older}</a>
      )}
    </nav>
  )
}

/** Paper, and all files at once. */
const WholeExchange = ({ view }: { view: ExchangeView }) => {
  const { exchange } = view.conversation
  if (exchange.messages === 0) return null
  const path = `/echanges/${exchange.exchangeId}`
  return (
    <p class="downloads whole">
      <a href={`${path}/impression`}>{attachmentTexts.print}</a>{' '}
      {exchange.messagesWithAttachment > 0 && (
        <a href={`${path}/pieces.zip`} download="">
          {attachmentTexts.downloadExchange}
        </a>
      )}
    </p>
  )
}
