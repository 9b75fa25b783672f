import { portalLimits } from '../../domain/portal-limits.js'
import { browserScripts } from '../browser-scripts.js'
import { dayOf, longDate } from '../french-format.js'
import { texts } from '../texts.js'
import { readableName } from '../views/professional-names.js'
import { composeTexts } from './compose-texts.js'
import { DraftFiles } from './draft-files.js'
import { attention, FieldError, faulty } from './field-error.js'
import { type ReplyFormView, roomBytes } from './reply-view.js'

/** What went wrong, each line leading to its field (WCAG 2.2, 3.3.1; technique G139). */
export const ReplyErrors = ({ form }: { form: ReplyFormView }) => {
  const { faults } = form
  return (
    <div class="refusal" role="alert" id="erreurs" {...attention}>
      <h2>{errorHeading(form)}</h2>
      <ul>
        {faults.form !== null && <li>{faults.form}</li>}
        {faults.subject !== null && (
          <li>
            <a href="#objet">{faults.subject}</a>
          </li>
        )}
        {faults.text !== null && (
          <li>
            <a href="#texte">{faults.text}</a>
          </li>
        )}
        {faults.files.map((says) => (
          <li>
            <a href="#pieces">{says}</a>
          </li>
        ))}
      </ul>
      {faults.text !== texts.reply.empty && form.text !== '' && (
        <p>
          {texts.reply.keptText}
          {form.files.length > 0 && ` ${texts.reply.keptFiles}`}
        </p>
      )}
    </div>
  )
}

const errorHeading = ({ isSending, answered }: ReplyFormView): string => {
  if (!isSending) return texts.reply.saveErrorHeading
  return answered === null ? texts.reply.newErrorHeading : texts.reply.errorHeading
}

export const ReplyForm = ({ form }: { form: ReplyFormView }) => {
  const { answered } = form
  return (
    <section class="reply" id="repondre" aria-labelledby="titre-reponse">
      <h2 id="titre-reponse">{answered === null ? texts.reply.newHeading : texts.reply.heading}</h2>
      <p class="small">
        {texts.reply.to(form.professionalName)} {texts.common.notWatched}
      </p>
      {form.isOlder && answered !== null && (
        <p class="notice">{texts.reply.aboutOlder(longDate(answered.summary.at))}</p>
      )}
      <form
        method="post"
        action={`${form.exchangePath}/reponse`}
        enctype="multipart/form-data"
        class="stacked"
        data-draft
        data-failed={composeTexts.draft.failed}
        data-signed-out={composeTexts.draft.signedOut}
        data-sending={composeTexts.files.sending}
        data-joined={composeTexts.files.joined}
        data-reduced={composeTexts.files.reduced}
        data-lost={composeTexts.files.lost}
        data-remove={composeTexts.files.remove}
        data-remaining={roomBytes(form.files)}
        data-too-big={texts.reply.filesTooBig}
      >
        <HiddenFields form={form} />
        {answered === null && <Subject form={form} />}
        <Words form={form} />
        <AnswerAll form={form} />
        <DraftFiles form={form} />
        <Acts form={form} />
      </form>
      <script type="module" src={browserScripts.images.path} />
      <script type="module" src={browserScripts.drafts.path} />
    </section>
  )
}

const HiddenFields = ({ form }: { form: ReplyFormView }) => (
  <>
    <input type="hidden" name="jeton" value={form.csrfToken} />
    <input type="hidden" name="envoi" value={form.formId} autocomplete="off" />
    <input type="hidden" name="message" value={form.answered?.summary.messageId ?? ''} />
    <input type="hidden" name="edition" value={form.edition} autocomplete="off" />
    <input type="hidden" name="page" value={form.place} />
    {/* What the Enter key presses in a line of text (HTML §4.10.21.2): nothing is sent by it. */}
    <button type="submit" name="acte" value="enregistrer" hidden>
      {composeTexts.draft.save}
    </button>
  </>
)

const Subject = ({ form }: { form: ReplyFormView }) => (
  <div class="field">
    <label for="objet">{composeTexts.fresh.subject}</label>
    <FieldError id="erreur-objet" says={form.faults.subject} />
    <input
      id="objet"
      name="objet"
      type="text"
      value={form.subject}
      maxlength={portalLimits.portalSubjectCharactersMax}
      autocomplete="off"
      {...faulty(form.faults.subject, 'erreur-objet')}
    />
  </div>
)

const Words = ({ form }: { form: ReplyFormView }) => (
  <div class="field">
    {form.otherText !== null && (
      <details class="other-text">
        <summary>{composeTexts.draft.other}</summary>
        <p class="words">{form.otherText}</p>
      </details>
    )}
    <label for="texte">{texts.reply.text}</label>
    <FieldError id="erreur-texte" says={form.faults.text} />
    <textarea
      id="texte"
      name="texte"
      rows={7}
      maxlength={portalLimits.portalFormTextCharactersMax}
      {...faulty(form.faults.text, 'erreur-texte')}
    >
      {/* The first line end after the tag would not be of the text (HTML §13.1.2.5). */}
      {form.text.startsWith('\n') ? `\n${form.text}` : form.text}
    </textarea>
  </div>
)

const AnswerAll = ({ form }: { form: ReplyFormView }) => {
  const { answered } = form
  if (answered === null || answered.summary.otherRecipients.length === 0) return null
  const names = answered.summary.otherRecipients.map((name) => readableName(name, answered.mask))
  return (
    <div class="choice">
      <input id="a-tous" name="a-tous" type="checkbox" value="oui" checked={form.toAll} />
      <label for="a-tous">{texts.reply.all(names.join(', '))}</label>
    </div>
  )
}

const savedWords = (at: number, now: number): string =>
  dayOf(at) === dayOf(now) ? composeTexts.draft.saved(at) : composeTexts.draft.savedOn(at, now)

const Acts = ({ form }: { form: ReplyFormView }) => (
  <>
    <p role="status" class="small" data-said>
      {form.savedAt !== null && savedWords(form.savedAt, form.now)}
    </p>
    <div class="acts">
      <button type="submit" class="primary" name="acte" value="envoyer">
        {form.answered === null ? texts.reply.submitNew : texts.reply.submit}
      </button>
      <button type="submit" class="quiet" name="acte" value="enregistrer">
        {composeTexts.draft.save}
      </button>
      <button
        type="submit"
        class="quiet"
        name="acte"
        value="supprimer"
        data-drop
        hidden={form.savedAt === null}
      >
        {composeTexts.draft.drop}
      </button>
    </div>
  </>
)
