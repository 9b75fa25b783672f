import type { Child } from 'hono/jsx'
import type { DocumentSummary, HistoryEntry } from '../../document-vault/contract/vault.js'
import { FormToken } from '../elements/form-token.js'
import { Notice } from '../elements/notice.js'
import { fileSize, longDate, plainDate, typeset } from '../language/french-format.js'
import { frenchWords } from '../language/language.js'
import { type Chrome, Page, tokenOf } from '../views/page.js'
import { DocumentFrame } from './document-frame.js'
import { DocumentMarks } from './document-list-page.js'
import { isClinical } from './readable-file.js'
import { authorOf, plainLabel, recordTexts, spaceName } from './record-texts.js'
import { SpaceSelect } from './space-select.js'

export interface DocumentView {
  readonly chrome: Chrome
  readonly document: DocumentSummary
  readonly history: readonly HistoryEntry[]
  readonly notice: string | null
}

const words = recordTexts.document

/** The title of the page is neutral: titles stay in browser histories. */
export const DocumentDetailPage = ({ chrome, document, history, notice }: DocumentView) => (
  <Page chrome={chrome} title={words.title}>
    <p class="back">
      <a href="/documents">{words.back}</a>
    </p>
    <h1 {...frenchWords()}>{document.title}</h1>
    <Notice says={notice} />
    <DocumentMarks document={{ ...document, isNew: false }} />
    <Standing document={document} history={history} />
    <dl class="facts">
      <Fact name={words.kind}>
        <span {...frenchWords()}>{plainLabel(document.typeLabel)}</span>
      </Fact>
      <Fact name={words.space}>{spaceName(document.space)}</Fact>
      <Fact name={words.author}>{authorOf(document)}</Fact>
      <Fact name={words.date}>{plainDate(document.createdAt)}</Fact>
      <Fact name={words.filed}>{longDate(document.filedAt)}</Fact>
      <Fact name={words.version}>{String(document.version)}</Fact>
    </dl>
    {document.status !== 'deleted' && <Content document={document} />}
    {document.grounds.length > 0 && (
      <details>
        <summary>{words.why}</summary>
        <ul class="plain">
          {document.grounds.map((ground) => (
            <li {...frenchWords()}>{plainLabel(ground)}</li>
          ))}
        </ul>
      </details>
    )}
    <Acts document={document} csrfToken={tokenOf(chrome)} />
    <History history={history} />
  </Page>
)

/** Why this may not be the document to rely on, and the way to the one that is. */
const Standing = ({ document, history }: Pick<DocumentView, 'document' | 'history'>) => {
  if (document.status === 'deleted') return <p class="closed">{words.isDeleted}</p>
  if (document.status !== 'superseded') return null
  const newer = history.find(({ summary }) => summary.status === 'current')
  return (
    <p class="closed">
      {words.newer}{' '}
      {newer !== undefined && (
        <a href={`/documents/${newer.summary.documentId}`}>{words.openNewer}</a>
      )}
    </p>
  )
}

const Fact = ({ name, children }: { name: string; children: Child }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
)

/** A clinical document is shown in its frame; other files are downloaded. */
const Content = ({ document }: { document: DocumentSummary }) => (
  <section class="content">
    {isClinical(document) && <DocumentFrame documentId={document.documentId} isOpen />}
    <p class="downloads">
      <a class="primary" href={`/documents/${document.documentId}/fichier`} download="">
        {words.open}
      </a>{' '}
      {!isClinical(document) && <span class="small">{fileSize(document.bytes)}</span>}
      {isClinical(document) && (
        <>
          <a href={`/documents/${document.documentId}/lecture`}>{words.wholePage}</a>{' '}
          <a href={`/documents/${document.documentId}/fichier?origine=oui`} download="">
            {words.original(fileSize(document.bytes))}
          </a>
        </>
      )}
    </p>
  </section>
)

const ActForm = (props: {
  document: DocumentSummary
  csrfToken: string
  act: string
  more?: string
  submit: string
  isMain?: boolean
  children?: Child
}) => (
  <form method="post" action={`/documents/${props.document.documentId}`} class="act">
    <FormToken token={props.csrfToken} />
    <input type="hidden" name="acte" value={props.act} />
    {props.children}
    {props.more !== undefined && <p class="small">{props.more}</p>}
    <button type="submit" class={props.isMain === true ? 'primary' : 'secondary'}>
      {props.submit}
    </button>
  </form>
)

const Acts = ({ document, csrfToken }: { document: DocumentSummary; csrfToken: string }) => {
  const common = { document, csrfToken }
  if (document.status === 'deleted') {
    return <ActForm {...common} act="retablir" submit={words.restore} isMain />
  }
  if (document.status === 'superseded') return null
  return (
    <section aria-labelledby="actes" class="card document-acts">
      <h2 id="actes">{words.acts}</h2>
      <ActForm {...common} act="ranger" submit={words.categorySubmit}>
        <label for="rangement">{words.category}</label>
        <SpaceSelect id="rangement" chosen={document.space} />
      </ActForm>
      {document.visibility.masked ? (
        <ActForm {...common} act="demasquer" submit={words.unmask} />
      ) : (
        <ActForm {...common} act="masquer" submit={words.mask} more={words.maskMore} />
      )}
      {document.status === 'archived' ? (
        <ActForm {...common} act="desarchiver" submit={words.unarchive} />
      ) : (
        <ActForm {...common} act="archiver" submit={words.archive} more={words.archiveMore} />
      )}
      <ActForm {...common} act="supprimer" submit={words.remove} more={words.removeMore} />
    </section>
  )
}

const History = ({ history }: { history: readonly HistoryEntry[] }) => (
  <section aria-labelledby="historique">
    <h2 id="historique">{words.history}</h2>
    <ol class="history">
      {history.map(({ summary, acts }) => (
        <li>
          <p>
            {words.version} {summary.version} – {plainDate(summary.createdAt)}{' '}
            <a href={`/documents/${summary.documentId}`} {...frenchWords()}>
              {summary.title}
            </a>
          </p>
          <ul class="plain small">
            {acts.map((act) => (
              <li>
                {longDate(act.at)}&nbsp;: <span {...frenchWords()}>{typeset(act.says)}</span>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  </section>
)
