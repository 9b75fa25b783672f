import type { DocumentPage, DocumentSummary } from '../../document-vault/contract/vault.js'
import { ErrorSummary } from '../elements/error-summary.js'
import { FormToken } from '../elements/form-token.js'
import { fileSize, plainDate } from '../language/french-format.js'
import { frenchWords } from '../language/language.js'
import { plainLabel, spaceName } from '../record/record-texts.js'
import { shelves } from '../record/shelves.js'
import { type Chrome, Page, tokenOf } from '../views/page.js'
import { composeTexts } from './compose-texts.js'

export interface DocumentChoice {
  readonly chrome: Chrome
  readonly exchangePath: string
  readonly isNew: boolean
  readonly found: DocumentPage
  readonly words: string
  /** Index in `shelves`, or null for all. */
  readonly space: number | null
  readonly room: string
  readonly faults: readonly string[]
}

/** Documents of the patient, to attach copies of them to what they write. */
export const DocumentChoicePage = (view: DocumentChoice) => {
  const words = composeTexts.choice
  const { exchangePath, isNew, found, faults } = view
  const formPath = isNew ? `${exchangePath}/ecrire` : `${exchangePath}#repondre`
  return (
    <Page chrome={view.chrome} title={words.title} hasError={faults.length > 0}>
      <p class="back">
        <a href={formPath}>{words.back}</a>
      </p>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <ErrorSummary faults={faults.map((says) => ({ says, field: null }))} />
      <Search view={view} />
      {found.documents.length === 0 ? (
        <p role="status">{words.none}</p>
      ) : (
        <form method="post" action={`${exchangePath}/documents`} class="stacked">
          <FormToken token={tokenOf(view.chrome)} />
          <input type="hidden" name="page" value={isNew ? 'new' : 'exchange'} />
          <fieldset class="files">
            <legend>{words.found}</legend>
            {view.room !== '' && <p class="small">{view.room}</p>}
            <ul class="draft-files">
              {found.documents.map((document) => (
                <Choice document={document} />
              ))}
            </ul>
          </fieldset>
          <button type="submit" class="primary">
            {words.submit}
          </button>
        </form>
      )}
      {found.next !== null && (
        <p>
          <a href={`${exchangePath}/documents?${nextPage(view)}`}>{words.more}</a>
        </p>
      )}
    </Page>
  )
}

function nextPage({ words, space, isNew, found }: DocumentChoice): string {
  const query = new URLSearchParams({ suite: found.next ?? '' })
  if (words !== '') query.set('mots', words)
  if (space !== null) query.set('espace', String(space))
  if (isNew) query.set('page', 'new')
  return query.toString()
}

const Search = ({ view }: { view: DocumentChoice }) => {
  const words = composeTexts.choice
  return (
    <search>
      <form method="get" action={`${view.exchangePath}/documents`} class="stacked card">
        {view.isNew && <input type="hidden" name="page" value="new" />}
        <div class="field">
          <label for="mots">{words.search}</label>
          <input id="mots" name="mots" type="text" maxlength={100} value={view.words} />
        </div>
        <div class="field">
          <label for="espace">{words.space}</label>
          <select id="espace" name="espace">
            <option value="">{words.allSpaces}</option>
            {shelves.map((space, index) => (
              <option value={String(index)} selected={index === view.space}>
                {spaceName(space)}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" class="quiet">
          {words.find}
        </button>
      </form>
    </search>
  )
}

const Choice = ({ document }: { document: DocumentSummary }) => {
  const { documentId, title, fileName, typeLabel, createdAt, bytes } = document
  const id = `document-${documentId}`
  return (
    <li class="choice">
      <input id={id} name="document" type="checkbox" value={documentId} />
      <label for={id}>
        <span {...frenchWords()}>{title || fileName}</span>
        <span class="small">
          {' '}
          <span {...frenchWords()}>{plainLabel(typeLabel)}</span>, {plainDate(createdAt)},{' '}
          {fileSize(bytes)}
        </span>
      </label>
    </li>
  )
}
