import { type Chrome, Page } from '../views/page.js'
import type { ProfileExtent } from './profile-contract.js'
import { profileTexts } from './profile-texts.js'

export interface ExportView {
  readonly chrome: Chrome
  readonly extent: ProfileExtent
  /** The record is closed with the profile. */
  readonly isClosed: boolean
  readonly hasRecord: boolean
  readonly error: string | null
  /** The key is at fault: the error stands at its field, and what was typed is kept. */
  readonly isKeyFault: boolean
  readonly typedKey: string
}

export const ExportPage = (view: ExportView) => {
  const words = profileTexts.export
  const { chrome, error } = view
  const token = chrome.signedIn?.csrfToken ?? ''
  return (
    <Page chrome={chrome} title={words.title} hasError={error !== null}>
      <p class="back">
        <a href="/compte/profil">{words.back}</a>
      </p>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      {error !== null && (
        <div class="refusal" role="alert" id="erreurs" tabindex={-1} autofocus>
          <h2>{words.errorHeading}</h2>
          <p>{view.isKeyFault ? <a href="#cle">{error}</a> : error}</p>
        </div>
      )}
      <section class="card" aria-labelledby="contenu-copie">
        <h2 id="contenu-copie">{words.size}</h2>
        <Extent {...view} />
        <p>{words.format}</p>
        <p>{words.care}</p>
        <form method="post" action="/compte/export">
          <input type="hidden" name="jeton" value={token} />
          <button type="submit" class="primary">
            {words.submit}
          </button>
        </form>
      </section>
      <SealForm {...view} />
    </Page>
  )
}

const Extent = ({ extent, isClosed, hasRecord }: ExportView) => {
  const words = profileTexts.export
  const { messages, exchanges, bytes, documents } = extent
  return (
    <ul class="plain">
      <li>{words.messages(messages, exchanges, bytes)}</li>
      {hasRecord && <li>{isClosed ? words.documentsClosed : documentsLine(documents)}</li>}
      <li>{words.rest}</li>
    </ul>
  )
}

const documentsLine = (documents: number | null): string => {
  const words = profileTexts.export
  if (documents === null) return words.documentsUnknown
  return documents === 0 ? words.noDocuments : words.documents(documents)
}

const SealForm = (view: ExportView) => {
  const words = profileTexts.export
  const isWrong = view.error !== null && view.isKeyFault
  const described = isWrong ? 'aide-cle erreur-cle' : 'aide-cle'
  return (
    <section class="card" aria-labelledby="chiffrement">
      <h2 id="chiffrement">{words.sealHeading}</h2>
      <p>{words.sealLead}</p>
      <form method="post" action="/compte/export" enctype="multipart/form-data" class="stacked">
        <input type="hidden" name="jeton" value={view.chrome.signedIn?.csrfToken ?? ''} />
        <input type="hidden" name="scelle" value="oui" />
        <div class="field">
          <label for="cle">{words.key}</label>
          <p class="small" id="aide-cle">
            {words.keyHint}
          </p>
          {isWrong && (
            <p class="field-error" id="erreur-cle">
              {view.error}
            </p>
          )}
          <textarea
            id="cle"
            name="cle"
            rows={4}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            aria-describedby={described}
            {...(isWrong ? { 'aria-invalid': 'true' as const } : {})}
          >
            {view.typedKey}
          </textarea>
        </div>
        <div class="field">
          <label for="fichier-cle">{words.keyFile}</label>
          <input id="fichier-cle" name="pieces" type="file" accept=".asc,.gpg,.pgp,.key,.txt" />
        </div>
        <button type="submit" class="secondary">
          {words.sealSubmit}
        </button>
      </form>
    </section>
  )
}
