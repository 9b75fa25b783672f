import { fileSize } from '../language/french-format.js'
import { frenchWords } from '../language/language.js'
import type { ReadableAttachment } from '../reading/readable-message.js'
import { attachmentTexts } from '../reading/reading-texts.js'
import { recordTexts } from '../record/record-texts.js'
import { texts } from '../texts/texts.js'
import { type Chrome, Page } from './page.js'

/** What is seen of a file, or why nothing is. */
export type ShownFile =
  | { readonly kind: 'image' | 'clinical' }
  | {
      readonly kind: 'page'
      readonly page: number
      readonly pages: number
      readonly text: string
    }
  | { readonly kind: 'text'; readonly text: string; readonly isCut: boolean }
  | { readonly kind: 'refused'; readonly says: string; readonly mayRetry: boolean }

export interface PreviewView {
  readonly chrome: Chrome
  /** `/echanges/ID` */
  readonly exchangePath: string
  readonly messageId: string
  readonly file: ReadableAttachment
  readonly previousPartId: string | null
  readonly nextPartId: string | null
  readonly canAdd: boolean
  readonly shown: ShownFile
}

/** The name of the file stands in the page, never in its title or address. */
export const PreviewPage = (view: PreviewView) => {
  const { file, exchangePath, messageId } = view
  const messagePath = `${exchangePath}/messages/${messageId}`
  const path = `${messagePath}/pieces/${file.partId}`
  return (
    <Page chrome={view.chrome} title={attachmentTexts.preview} showsEmergency>
      <p class="back">
        <a href={`${exchangePath}?depuis=${messageId}#m-${messageId}`}>
          {attachmentTexts.backToMessage}
        </a>
      </p>
      <h1>{file.fileName}</h1>
      <p class="lead kind">
        {file.kind.label}, {fileSize(file.bytes)}
      </p>
      {file.isMisnamed && <p class="warning">{texts.exchange.misnamed}</p>}
      <p class="downloads">
        <a class="primary" href={path} download={file.fileName}>
          {attachmentTexts.download}
        </a>{' '}
        {view.canAdd && <a href={`${path}/ajouter`}>{recordTexts.attachment.add}</a>}
      </p>
      <Shown shown={view.shown} path={path} file={file} />
      <OtherFiles view={view} messagePath={messagePath} />
    </Page>
  )
}

const Shown = (props: { shown: ShownFile; path: string; file: ReadableAttachment }) => {
  const { shown, path, file } = props
  switch (shown.kind) {
    case 'image':
      return (
        <figure class="preview">
          <img src={`${path}/image`} alt={attachmentTexts.image(file.fileName)} />
        </figure>
      )
    case 'clinical':
      return (
        <iframe
          class="preview"
          src={`${path}/lecture`}
          title={attachmentTexts.frame}
          sandbox=""
          referrerpolicy="no-referrer"
        />
      )
    case 'page':
      return <PaintedPage {...shown} path={path} />
    case 'text':
      return (
        <div class="card preview">
          <p class="words" {...frenchWords()}>
            {shown.text}
          </p>
          {shown.isCut && <p class="small">{attachmentTexts.cut}</p>}
        </div>
      )
    case 'refused':
      return (
        <div class="closed">
          <p>{shown.says}</p>
          {shown.mayRetry && (
            <p>
              <a href={`${path}/apercu`}>{attachmentTexts.retry}</a>
            </p>
          )}
        </div>
      )
  }
}

const PaintedPage = (props: { page: number; pages: number; text: string; path: string }) => {
  const { page, pages, text, path } = props
  const words = text.trim()
  return (
    <>
      <PagesOf {...props} />
      <figure class="preview">
        <img
          src={`${path}/page?page=${page}`}
          alt={
            words === '' ? attachmentTexts.pageImageAlone(page) : attachmentTexts.pageImage(page)
          }
        />
      </figure>
      {pages > 1 && <PagesOf {...props} />}
      {words !== '' && (
        <details class="transcript">
          <summary>{attachmentTexts.pageText}</summary>
          <p class="words" {...frenchWords()}>
            {words}
          </p>
        </details>
      )}
    </>
  )
}

const PagesOf = ({ page, pages, path }: { page: number; pages: number; path: string }) =>
  pages === 1 ? null : (
    <div class="paging">
      {page > 1 && <a href={`${path}/apercu?page=${page - 1}`}>{attachmentTexts.previousPage}</a>}
      <span>{attachmentTexts.page(page, pages)}</span>{' '}
      {page < pages && <a href={`${path}/apercu?page=${page + 1}`}>{attachmentTexts.nextPage}</a>}
    </div>
  )

const OtherFiles = ({ view, messagePath }: { view: PreviewView; messagePath: string }) => {
  const { previousPartId, nextPartId } = view
  if (previousPartId === null && nextPartId === null) return null
  const to = (partId: string): string => `${messagePath}/pieces/${partId}/apercu`
  return (
    <nav class="paging other-files" aria-label={attachmentTexts.files}>
      {previousPartId !== null && <a href={to(previousPartId)}>{attachmentTexts.previousFile}</a>}
      {nextPartId !== null && <a href={to(nextPartId)}>{attachmentTexts.nextFile}</a>}
    </nav>
  )
}
