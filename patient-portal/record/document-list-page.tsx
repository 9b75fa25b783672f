import type { HolderNotice } from '../../document-vault/contract/access.js'
import type { DocumentPage, DocumentSummary } from '../../document-vault/contract/vault.js'
import { FormToken } from '../elements/form-token.js'
import { Notice } from '../elements/notice.js'
import { machineDate, plainDate, typeset } from '../language/french-format.js'
import { frenchWords } from '../language/language.js'
import { type Chrome, Page, tokenOf } from '../views/page.js'
import { MoreRows } from './more-rows.js'
import { authorOf, plainLabel, recordTexts, spaceName } from './record-texts.js'
import { shelves } from './shelves.js'

export interface DocumentListView {
  readonly chrome: Chrome
  readonly page: DocumentPage
  /** Number of the shelf in `shelves`; null for all. */
  readonly chosen: number | null
  /** The list of what the holder archived or deleted, instead of the current documents. */
  readonly isSetAside: boolean
  readonly words: string
  readonly held: number
  readonly notices: readonly HolderNotice[]
  readonly notice: string | null
}

const words = recordTexts.documents

/** The address says a number, never the name of a space: addresses stay in browser histories. */
export const DocumentListPage = (view: DocumentListView) => {
  const { page, chosen, isSetAside } = view
  if (isSetAside) return <SetAsidePage {...view} />
  return (
    <Page chrome={view.chrome} title={words.title}>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <Notice says={view.notice} />
      <Notices notices={view.notices} csrfToken={tokenOf(view.chrome)} />
      {view.held > 0 && (
        <p class="notice">
          {words.held(view.held)}. <a href="/documents/a-classer">{words.heldLink}</a>
        </p>
      )}
      <p>
        <a href="/documents/ajouter" class="primary">
          {words.add}
        </a>
      </p>
      <SpaceChoice chosen={chosen} />
      <search>
        <form method="post" action="/documents/recherche" class="search">
          <FormToken token={tokenOf(view.chrome)} />
          {chosen !== null && <input type="hidden" name="espace" value={String(chosen)} />}
          <label for="mots">{words.search}</label>
          <input id="mots" name="mots" type="text" value={view.words} maxlength={100} />
          <button type="submit" class="secondary">
            {words.searchSubmit}
          </button>
        </form>
      </search>
      <h2>{chosen === null ? words.all : spaceName(shelves[chosen]!)}</h2>
      {page.documents.length === 0 ? (
        <Nothing wasSearched={view.words !== ''} />
      ) : (
        <DocumentRows view={view} />
      )}
      <p class="set-aside">
        <a href="/documents?ecartes=oui">{words.setAside}</a>
      </p>
    </Page>
  )
}

/** Archived and deleted documents: each page of one has the way back. */
const SetAsidePage = (view: DocumentListView) => (
  <Page chrome={view.chrome} title={words.setAside}>
    <p class="back">
      <a href="/documents">{recordTexts.document.back}</a>
    </p>
    <h1>{words.setAside}</h1>
    {view.page.documents.length === 0 ? (
      <p class="lead">{words.setAsideEmpty}</p>
    ) : (
      <>
        <p class="lead">{words.setAsideMore}</p>
        <h2 class="sr">{words.all}</h2>
        <DocumentRows view={view} />
      </>
    )}
  </Page>
)

const Nothing = ({ wasSearched }: { wasSearched: boolean }) => (
  <div class="card empty">
    <p>
      <strong>{wasSearched ? words.nothingFound : words.empty}</strong>
    </p>
    {wasSearched ? (
      <p>
        <a href="/documents">{words.clearSearch}</a>
      </p>
    ) : (
      <p>{words.emptyMore}</p>
    )}
  </div>
)

const DocumentRows = ({ view }: { view: DocumentListView }) => (
  <>
    <p class="small">{words.count(view.page.total)}</p>
    <ul class="exchanges documents">
      {view.page.documents.map((document) => (
        <DocumentRow document={document} />
      ))}
    </ul>
    {view.page.next !== null && <Next view={view} next={view.page.next} />}
  </>
)

const Next = ({ view, next }: { view: DocumentListView; next: string }) => {
  const { chrome, chosen, isSetAside } = view
  const fields = {
    suite: next,
    ...(isSetAside ? { ecartes: 'oui' } : {}),
    ...(chosen === null ? {} : { espace: String(chosen) }),
  }
  return (
    <MoreRows
      path="/documents"
      fields={fields}
      typed={{ mots: view.words }}
      token={tokenOf(chrome)}
      label={words.next}
    />
  )
}

const SpaceChoice = ({ chosen }: { chosen: number | null }) => (
  <details class="space-choice">
    <summary>
      {words.chosenSpace(chosen === null ? words.all : spaceName(shelves[chosen]!))}
    </summary>
    <nav aria-label={words.spaces}>
      <ul class="spaces">
        <li>
          <a href="/documents" {...current(chosen === null)}>
            {words.all}
          </a>
        </li>
        {shelves.map((space, number) => (
          <li>
            <a href={`/documents?espace=${number}`} {...current(chosen === number)}>
              {spaceName(space)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  </details>
)

const current = (isCurrent: boolean) => (isCurrent ? { 'aria-current': 'page' as const } : {})

export const DocumentRow = ({ document }: { document: DocumentSummary }) => (
  <li class={document.isNew && document.status === 'current' ? 'exchange unread' : 'exchange'}>
    <h3>
      <a href={`/documents/${document.documentId}`} {...frenchWords()}>
        {document.title}
      </a>
    </h3>
    <p class="date">
      <time datetime={machineDate(document.createdAt)}>{plainDate(document.createdAt)}</time>
    </p>
    <p class="entity">{authorOf(document)}</p>
    <p class="extract">
      {spaceName(document.space)} – <span {...frenchWords()}>{plainLabel(document.typeLabel)}</span>
    </p>
    <DocumentMarks document={document} />
  </li>
)

export const DocumentMarks = ({ document }: { document: DocumentSummary }) => {
  const marks = [
    document.visibility.masked ? words.masked : null,
    document.status === 'superseded' ? words.superseded : null,
    document.status === 'archived' ? words.archived : null,
    document.status === 'deleted' ? words.deleted : null,
  ].filter((mark) => mark !== null)
  // News is what nobody read yet, not what was put away.
  const isNew = document.isNew && document.status === 'current'
  if (marks.length === 0 && !isNew) return null
  return (
    <p class="marks">
      {isNew && <span class="mark new">{words.isNew}</span>}
      {marks.map((mark) => (
        <span class="mark">{mark}</span>
      ))}
    </p>
  )
}

/** What the holder must know, an emergency access above all; stays until acknowledged. */
const Notices = (props: { notices: readonly HolderNotice[]; csrfToken: string }) => {
  if (props.notices.length === 0) return null
  return (
    <section class="closed" aria-labelledby="avis">
      <h2 id="avis">{recordTexts.notices.heading}</h2>
      <ul>
        {props.notices.map((notice) => (
          <li>
            <p>
              {notice.isUrgent && (
                <>
                  <strong>{recordTexts.traces.emergency}</strong>
                  <br />
                </>
              )}
              <span {...frenchWords()}>{typeset(notice.says)}</span>
            </p>
            <form method="post" action="/traces/avis">
              <FormToken token={props.csrfToken} />
              <input type="hidden" name="avis" value={notice.noticeId} />
              <button type="submit" class="secondary">
                {recordTexts.notices.acknowledge}
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )
}
