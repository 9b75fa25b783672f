import { type Chrome, Page } from '../views/page.js'
import { SpaceSelect } from './document-page.js'
import { recordTexts } from './record-texts.js'

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
      <div class="refusal" role="alert" id="erreurs" tabindex={-1} autofocus>
        <h2>{words.errorHeading}</h2>
        <p>
          <a href="#pieces">{fileError}</a>
        </p>
      </div>
    )}
    <form
      method="post"
      action="/documents/ajouter"
      enctype="multipart/form-data"
      class="stacked card"
    >
      <input type="hidden" name="jeton" value={chrome.signedIn?.csrfToken ?? ''} />
      <input type="hidden" name="envoi" value={formId} />
      <div class="field">
        <label for="pieces">{words.file}</label>
        <p class="small" id="aide-pieces">
          {words.hint}
        </p>
        {fileError !== null && (
          <p class="field-error" id="erreur-pieces">
            {fileError}
          </p>
        )}
        <input
          id="pieces"
          name="pieces"
          type="file"
          aria-describedby={fileError === null ? 'aide-pieces' : 'aide-pieces erreur-pieces'}
          {...(fileError === null ? {} : { 'aria-invalid': 'true' as const })}
        />
      </div>
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
