import { limits } from '../../domain/limits.js'
import { longDate } from '../french-format.js'
import { texts } from '../texts.js'
import type { ShownMessage } from './message-view.js'
import { readableName } from './professional-names.js'

/** What stands after the newest message: the form, or why there is none. */
export type ReplyState =
  | { readonly kind: 'form'; readonly form: ReplyFormView }
  | {
      readonly kind: 'closed'
      readonly says: string
      readonly more: string | null
      /** What was typed before the door closed; null when nothing was sent. */
      readonly keptText: string | null
    }

export interface ReplyFormView {
  readonly action: string
  readonly csrfToken: string
  /** Number of this form: sent twice, it goes once. */
  readonly formId: string
  /** The message answered, or null for a new message in the exchange. */
  readonly answered: ShownMessage | null
  readonly isOlder: boolean
  readonly professionalName: string
  readonly text: string
  readonly toAll: boolean
  readonly textError: string | null
  readonly filesError: string | null
  /** A refusal that belongs to no field. */
  readonly formError: string | null
}

export const hasReplyError = (state: ReplyState | null): boolean =>
  state?.kind === 'closed'
    ? state.keptText !== null
    : state !== null &&
      (state.form.textError ?? state.form.filesError ?? state.form.formError) !== null

/** Without a script: the browser itself brings keyboard and screen reader to what went wrong. */
const attention = { tabindex: -1, autofocus: true } as const

type Closed = Omit<Extract<ReplyState, { kind: 'closed' }>, 'kind'>

/** A reply that came too late finds its words here; nothing suggests to send them again. */
export const ReplyClosed = ({ says, more, keptText }: Closed) => (
  <section
    class={keptText === null ? 'closed' : 'refusal'}
    id="repondre"
    aria-labelledby="titre-reponse"
    {...(keptText === null ? {} : attention)}
  >
    <h2 id="titre-reponse">
      {keptText === null ? texts.closed.heading : texts.reply.errorHeading}
    </h2>
    <p>{says}</p>
    {more !== null && <p>{more}</p>}
    {keptText !== null && keptText !== '' && (
      <div class="field">
        <label for="texte-garde">{texts.closed.keptText}</label>
        <textarea id="texte-garde" rows={5} readonly>
          {keptText}
        </textarea>
      </div>
    )}
  </section>
)

export const ReplyErrors = ({ form }: { form: ReplyFormView }) => (
  <div class="refusal" role="alert" id="erreurs" {...attention}>
    <h2>{texts.reply.errorHeading}</h2>
    <ul>
      {form.formError !== null && <li>{form.formError}</li>}
      {form.textError !== null && (
        <li>
          <a href="#texte">{form.textError}</a>
        </li>
      )}
      {form.filesError !== null && (
        <li>
          <a href="#pieces">{form.filesError}</a>
        </li>
      )}
    </ul>
    {form.textError !== texts.reply.empty && (
      <p>
        {form.text === '' ? '' : `${texts.reply.keptText} `}
        {texts.reply.filesAgain}
      </p>
    )}
  </div>
)

const FieldError = ({ id, says }: { id: string; says: string | null }) =>
  says === null ? null : (
    <p class="field-error" id={id}>
      {says}
    </p>
  )

const invalid = (says: string | null) =>
  says === null ? {} : ({ 'aria-invalid': 'true' } as const)

export const ReplyForm = ({ form }: { form: ReplyFormView }) => {
  const answered = form.answered
  return (
    <section class="reply" id="repondre" aria-labelledby="titre-reponse">
      <h2 id="titre-reponse">{answered === null ? texts.reply.newHeading : texts.reply.heading}</h2>
      <p class="small">
        {texts.reply.to(form.professionalName)} {texts.common.notWatched}
      </p>
      {form.isOlder && answered !== null && (
        <p class="notice">{texts.reply.aboutOlder(longDate(answered.summary.at))}</p>
      )}
      <form method="post" action={form.action} enctype="multipart/form-data" class="stacked">
        <input type="hidden" name="jeton" value={form.csrfToken} />
        <input type="hidden" name="envoi" value={form.formId} />
        <input type="hidden" name="message" value={answered?.summary.messageId ?? ''} />
        <div class="field">
          <label for="texte">{texts.reply.text}</label>
          <FieldError id="erreur-texte" says={form.textError} />
          <textarea
            id="texte"
            name="texte"
            rows={7}
            maxlength={limits.portalFormTextCharactersMax}
            {...invalid(form.textError)}
            {...(form.textError === null ? {} : { 'aria-describedby': 'erreur-texte' })}
          >
            {form.text}
          </textarea>
        </div>
        <AnswerAll form={form} />
        <div class="field">
          <label for="pieces">{texts.reply.files}</label>
          <p class="small" id="aide-pieces">
            {texts.reply.filesHint}
          </p>
          <FieldError id="erreur-pieces" says={form.filesError} />
          <input
            id="pieces"
            name="pieces"
            type="file"
            multiple
            aria-describedby={
              form.filesError === null ? 'aide-pieces' : 'aide-pieces erreur-pieces'
            }
            {...invalid(form.filesError)}
          />
        </div>
        <button type="submit" class="primary">
          {texts.reply.submit}
        </button>
      </form>
    </section>
  )
}

const AnswerAll = ({ form }: { form: ReplyFormView }) => {
  const answered = form.answered
  if (answered === null || answered.summary.otherRecipients.length === 0) return null
  const names = answered.summary.otherRecipients.map((name) => readableName(name, answered.mask))
  return (
    <div class="choice">
      <input id="a-tous" name="a-tous" type="checkbox" value="oui" checked={form.toAll} />
      <label for="a-tous">{texts.reply.all(names.join(', '))}</label>
    </div>
  )
}
