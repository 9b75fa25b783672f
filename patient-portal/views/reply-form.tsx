import { limits } from '../../domain/limits.js'
import { longDate } from '../french-format.js'
import { texts } from '../texts.js'
import type { ShownMessage } from './message-view.js'
import { readableName } from './professional-names.js'

/** What stands after the newest message: the form, or why there is none. */
export type ReplyState =
  | { readonly kind: 'form'; readonly form: ReplyFormView }
  | { readonly kind: 'closed'; readonly says: string; readonly more: string | null }

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

export const hasReplyError = (state: ReplyState): boolean =>
  state.kind === 'form' &&
  (state.form.textError ?? state.form.filesError ?? state.form.formError) !== null

export const ReplyClosed = (state: { says: string; more: string | null }) => (
  <section class="closed" id="repondre" aria-labelledby="titre-reponse">
    <h2 id="titre-reponse">{texts.closed.heading}</h2>
    <p>{state.says}</p>
    {state.more !== null && <p>{state.more}</p>}
  </section>
)

export const ReplyErrors = ({ form }: { form: ReplyFormView }) => (
  <div class="refusal" role="alert" tabindex={-1} id="erreurs">
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
    <p>{texts.reply.keptText}</p>
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
      <p class="small">{texts.reply.to(form.professionalName)}</p>
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
