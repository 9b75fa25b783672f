import type { Conversation } from '../contract.js'
import { createMask } from '../reading/masked-addresses.js'
import { texts } from '../texts.js'
import { FoldedMessage, MessageArticle, type ShownMessage } from './message-view.js'
import { type Chrome, Page } from './page.js'
import { professionalNames } from './professional-names.js'
import {
  hasReplyError,
  ReplyClosed,
  ReplyErrors,
  ReplyForm,
  type ReplyState,
} from './reply-form.js'

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
      {view.notice !== null && (
        <p class="notice" role="status">
          {view.notice}
        </p>
      )}
      {hasError && <ReplyArea state={view.reply} />}
      {view.messages.length === 0 && <p>{texts.exchange.noMessage}</p>}
      <Messages view={view} />
      <Paging view={view} />
    </Page>
  )
}

const ReplyArea = ({ state }: { state: ReplyState | null }) => {
  if (state === null) return null
  if (state.kind === 'closed') return <ReplyClosed {...state} />
  return (
    <>
      {hasReplyError(state) && <ReplyErrors form={state.form} />}
      <ReplyForm form={state.form} />
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
    addToken: chrome.hasRecord ? (chrome.signedIn?.csrfToken ?? null) : null,
  }
  const render = (message: ShownMessage) => {
    const Form = message.wasSeen ? FoldedMessage : MessageArticle
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
      {!hasReplyError(view.reply) && <ReplyArea state={view.reply} />}
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
