import { portalLimits } from '../../domain/portal-limits.js'
import { browserScripts } from '../assets/browser-scripts.js'
import { ErrorSummary, type SummedFault } from '../elements/error-summary.js'
import { Field } from '../elements/field.js'
import { FieldError } from '../elements/field-error.js'
import { fieldTies } from '../elements/field-ties.js'
import { FormToken } from '../elements/form-token.js'
import { dayOf, longDate } from '../language/french-format.js'
import { texts } from '../texts/texts.js'
import { readableName } from '../views/professional-names.js'
import { composeTexts } from './compose-texts.js'
import { DraftFiles } from './draft-files.js'
import { type ReplyFormView, roomBytes } from './reply-view.js'

/** What kept the answer from going, in the order of its fields. */
export const ReplyErrors = ({ form }: { form: ReplyFormView }) => {
  const { faults } = form
  const fault = (says: string | null, field: string | null): SummedFault[] =>
    says === null ? [] : [{ says, field }]
  return (
    <ErrorSummary
      heading={errorHeading(form)}
      faults={[
        ...fault(faults.form, null),
        ...fault(faults.subject, 'objet'),
        ...fault(faults.text, 'texte'),
        ...faults.files.map((says) => ({ says, field: 'pieces' })),
      ]}
    >
      {faults.text !== texts.reply.empty && form.text !== '' && (
        <p>
          {texts.reply.keptText}
          {form.files.length > 0 && ` ${texts.reply.keptFiles}`}
        </p>
      )}
    </ErrorSummary>
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
        // No browser puts an older edition back at a reload (HTML §4.10.19.7.2).
        autocomplete="off"
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
    <FormToken token={form.csrfToken} />
    <input type="hidden" name="envoi" value={form.formId} />
    <input type="hidden" name="message" value={form.answered?.summary.messageId ?? ''} />
    <input type="hidden" name="edition" value={form.edition} />
    <input type="hidden" name="page" value={form.place} />
    {/* What the Enter key presses in a line of text (HTML §4.10.21.2): nothing is sent by it. */}
    <button type="submit" name="acte" value="enregistrer" hidden>
      {composeTexts.draft.save}
    </button>
  </>
)

const Subject = ({ form }: { form: ReplyFormView }) => (
  <Field id="objet" label={composeTexts.fresh.subject} error={form.faults.subject}>
    {(control) => (
      <input
        {...control}
        name="objet"
        type="text"
        value={form.subject}
        maxlength={portalLimits.portalSubjectCharactersMax}
      />
    )}
  </Field>
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
    <FieldError of="texte" says={form.faults.text} />
    <textarea
      id="texte"
      {...fieldTies('texte', { hint: false, error: form.faults.text !== null })}
      name="texte"
      rows={7}
      maxlength={portalLimits.portalFormTextCharactersMax}
      // Without scripts nothing is saved meanwhile: what was typed survives a step back.
      autocomplete="on"
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
