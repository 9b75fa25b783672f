import type { DocumentType } from '../../document-vault/contract/classification.js'
import type { HeldDocument } from '../../document-vault/contract/vault.js'
import { FormToken } from '../elements/form-token.js'
import { Notice } from '../elements/notice.js'
import { plainDate } from '../language/french-format.js'
import { frenchWords } from '../language/language.js'
import { type Chrome, Page, tokenOf } from '../views/page.js'
import { DocumentFrame } from './document-frame.js'
import { isClinical } from './readable-file.js'
import { plainLabel, recordTexts, spaceName } from './record-texts.js'
import { shelves } from './shelves.js'

const words = recordTexts.held

export interface HeldView {
  readonly chrome: Chrome
  readonly held: readonly HeldDocument[]
  readonly types: readonly DocumentType[]
  readonly notice: string | null
}

export const HeldPage = (view: HeldView) => (
  <Page chrome={view.chrome} title={words.title}>
    <p class="back">
      <a href="/documents">{recordTexts.document.back}</a>
    </p>
    <h1>{words.title}</h1>
    <p class="lead">{view.held.length === 0 ? words.empty : words.lead}</p>
    <Notice says={view.notice} />
    {view.held.map((document) => (
      <HeldCard document={document} types={view.types} csrfToken={tokenOf(view.chrome)} />
    ))}
  </Page>
)

const HeldCard = (props: {
  document: HeldDocument
  types: readonly DocumentType[]
  csrfToken: string
}) => {
  const { document, csrfToken } = props
  const action = `/documents/a-classer/${document.documentId}`
  const name = document.title === '' ? document.fileName : document.title
  return (
    <section class="card held" aria-labelledby={`h-${document.documentId}`}>
      <h2 id={`h-${document.documentId}`} {...frenchWords()}>
        {name}
      </h2>
      <p class="small">{words.from(document.senderName, plainDate(document.heldAt))}</p>
      {document.reason === 'reimbursement' && <p class="warning">{words.reimbursement}</p>}
      {isClinical(document) && <DocumentFrame documentId={document.documentId} isOpen={false} />}
      <p class="downloads">
        <a href={`/documents/${document.documentId}/fichier`} download="">
          {recordTexts.document.open}
        </a>{' '}
        {isClinical(document) && (
          <a href={`/documents/${document.documentId}/lecture`}>{recordTexts.document.wholePage}</a>
        )}
      </p>
      {document.grounds.length > 0 && (
        <details>
          <summary>{recordTexts.document.why}</summary>
          <ul class="plain">
            {document.grounds.map((ground) => (
              <li {...frenchWords()}>{plainLabel(ground)}</li>
            ))}
          </ul>
        </details>
      )}
      <form method="post" action={action} class="stacked">
        <FormToken token={csrfToken} />
        <fieldset>
          <legend>{words.proposals}</legend>
          {document.proposals.map((proposal, index) => (
            <div class="choice">
              <input
                id={`p-${document.documentId}-${index}`}
                type="radio"
                name="proposition"
                value={proposal.typeCode}
                required
              />
              <label for={`p-${document.documentId}-${index}`}>
                <span {...frenchWords()}>{plainLabel(proposal.label)}</span> –{' '}
                {spaceName(proposal.space)}
              </label>
            </div>
          ))}
          <div class="choice">
            <input
              id={`p-${document.documentId}-autre`}
              type="radio"
              name="proposition"
              value="autre"
              required
            />
            <label for={`p-${document.documentId}-autre`}>{words.other}</label>
          </div>
          <label for={`t-${document.documentId}`}>{words.choose}</label>
          <TypeSelect id={`t-${document.documentId}`} types={props.types} />
        </fieldset>
        <button type="submit" class="primary" name="acte" value="classer">
          {words.submit}
        </button>
        <button type="submit" class="quiet" name="acte" value="retirer" formnovalidate>
          {words.reject}
        </button>
      </form>
    </section>
  )
}

const TypeSelect = ({ id, types }: { id: string; types: readonly DocumentType[] }) => (
  <select id={id} name="type">
    {shelves.map((space) => {
      const within = types.filter((type) => type.space === space)
      if (within.length === 0) return null
      return (
        <optgroup label={spaceName(space)}>
          {within.map((type) => (
            <option value={type.code} {...frenchWords()}>
              {plainLabel(type.label)}
            </option>
          ))}
        </optgroup>
      )
    })}
  </select>
)
