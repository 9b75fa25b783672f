import { ErrorSummary } from '../elements/error-summary.js'
import { Field } from '../elements/field.js'
import { FormToken } from '../elements/form-token.js'
import { type Chrome, Page, tokenOf } from '../views/page.js'
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
  const token = tokenOf(chrome)
  return (
    <Page chrome={chrome} title={words.title} hasError={error !== null}>
      <p class="back">
        <a href="/compte/profil">{words.back}</a>
      </p>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      {error !== null && (
        <ErrorSummary
          heading={words.errorHeading}
          faults={[{ says: error, field: view.isKeyFault ? 'cle' : null }]}
        />
      )}
      <section class="card" aria-labelledby="contenu-copie">
        <h2 id="contenu-copie">{words.size}</h2>
        <Extent {...view} />
        <p>{words.format}</p>
        <p>{words.care}</p>
        <form method="post" action="/compte/export">
          <FormToken token={token} />
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
  return (
    <section class="card" aria-labelledby="chiffrement">
      <h2 id="chiffrement">{words.sealHeading}</h2>
      <p>{words.sealLead}</p>
      <form method="post" action="/compte/export" enctype="multipart/form-data" class="stacked">
        <FormToken token={tokenOf(view.chrome)} />
        <input type="hidden" name="scelle" value="oui" />
        <Field
          id="cle"
          label={words.key}
          hint={words.keyHint}
          error={view.isKeyFault ? view.error : null}
        >
          {(control) => (
            <textarea
              {...control}
              name="cle"
              rows={4}
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
            >
              {view.typedKey}
            </textarea>
          )}
        </Field>
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
