import { ErrorSummary } from '../elements/error-summary.js'
import { Field } from '../elements/field.js'
import { FormToken } from '../elements/form-token.js'
import { type Chrome, Page, tokenOf } from '../views/page.js'
import { recordTexts } from './record-texts.js'
import { SpaceSelect } from './space-select.js'

const words = recordTexts.upload

export interface UploadView {
  readonly chrome: Chrome
  readonly formId: string
  readonly fileError: string | null
  readonly name: string
}

export const UploadPage = ({ chrome, formId, fileError, name }: UploadView) => (
  <Page chrome={chrome} title={words.title} hasError={fileError !== null}>
    <p class="back">
      <a href="/documents">{recordTexts.document.back}</a>
    </p>
    <h1>{words.title}</h1>
    <p class="lead">{words.lead}</p>
    {fileError !== null && (
      <ErrorSummary heading={words.errorHeading} faults={[{ says: fileError, field: 'pieces' }]} />
    )}
    <form
      method="post"
      action="/documents/ajouter"
      enctype="multipart/form-data"
      class="stacked card"
    >
      <FormToken token={tokenOf(chrome)} />
      <input type="hidden" name="envoi" value={formId} />
      <Field id="pieces" label={words.file} hint={words.hint} error={fileError}>
        {(control) => <input {...control} name="pieces" type="file" />}
      </Field>
      <div class="field">
        <label for="nom">{words.name}</label>
        <input id="nom" name="nom" type="text" maxlength={200} value={name} />
      </div>
      <div class="field">
        <label for="rangement">{words.category}</label>
        <SpaceSelect id="rangement" chosen={null} automatic={words.automatic} />
      </div>
      <div class="choice">
        <input id="masque" name="masque" type="checkbox" value="oui" />
        <label for="masque">{words.masked}</label>
      </div>
      <button type="submit" class="primary">
        {words.submit}
      </button>
    </form>
  </Page>
)
