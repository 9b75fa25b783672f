import type { Context, Hono } from 'hono'
import { documentLimits } from '../../domain/document-limits.js'
import { limits } from '../../domain/limits.js'
import { portalLimits } from '../../domain/portal-limits.js'
import { withUploadRoom } from '../forms/upload-room.js'
import { answerPage, chromeOf, errorPage, refusalPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { previewOf } from '../reading/attachment-preview.js'
import { createMask } from '../reading/masked-addresses.js'
import { sortParts } from '../reading/message-parts.js'
import { octetStream } from '../reading/octet-stream.js'
import { collect, decodeText } from '../reading/part-decoding.js'
import type { PreviewRefusal } from '../reading/preview-contract.js'
import { PreviewShelf } from '../reading/preview-shelf.js'
import {
  attachmentContent,
  maskOutsideData,
  type ReadableAttachment,
  readAttachment,
} from '../reading/readable-message.js'
import { attachmentTexts } from '../reading/reading-texts.js'
import { framedDocument } from '../record/framed-document.js'
import { PreviewPage, type ShownFile } from '../views/preview-page.js'
import { policies } from '../walls/security-headers.js'
import { type OpenedAttachment, openAttachment } from './opened-attachment.js'

interface Previewing {
  readonly parts: PortalParts
  readonly c: Context<PortalEnv>
  readonly shelf: PreviewShelf
  readonly found: OpenedAttachment
  readonly file: ReadableAttachment
}

const kindOf = ({ parts, file }: Pick<Previewing, 'parts' | 'file'>) =>
  previewOf(file.kind, {
    paints: parts.preview !== undefined,
    renders: parts.record !== undefined,
  })

const refused = (says: string, mayRetry = false): ShownFile => ({ kind: 'refused', says, mayRetry })

const pageAsked = (c: Context<PortalEnv>): number =>
  /^[1-9]\d{0,3}$/.test(c.req.query('page') ?? '') ? Number(c.req.query('page')) : 1

async function wholeFile({ found: { opened, part } }: Previewing, bytesMax: number) {
  const { bytes, isWhole } = await collect(attachmentContent(opened, part), bytesMax)
  return isWhole ? bytes : null
}

async function paintedPage(asked: Previewing, page: number) {
  const { parts, c, shelf, found, file } = asked
  const { exchangeId, messageId, part } = found
  const { patientId } = c.get('session')
  const name = [patientId, exchangeId, messageId, part.partId, page].join('/')
  return shelf.take(name, async () => {
    const bytes = await wholeFile(asked, limits.messageBytesMax)
    if (bytes === null || parts.preview === undefined) return { ok: false, error: 'too-big' }
    return parts.preview.page(bytes, file.kind.mediaType, page)
  })
}

const refusalWords = (refusal: PreviewRefusal): ShownFile => {
  switch (refusal) {
    case 'unreadable':
      return refused(attachmentTexts.unreadable)
    case 'too-big':
      return refused(attachmentTexts.tooBig)
    case 'busy':
      return refused(attachmentTexts.busy, true)
    case 'unavailable':
      return refused(attachmentTexts.unavailable, true)
  }
}

async function shownText(asked: Previewing): Promise<ShownFile> {
  const { opened, part } = asked.found
  const max = portalLimits.portalPreviewTextCharactersMax
  const { bytes, isWhole } = await collect(attachmentContent(opened, part), max * 4)
  const text = createMask(opened.hidden)(decodeText(bytes, part.charset)).replace(/^\ufeff/, '')
  return { kind: 'text', text: text.slice(0, max), isCut: !isWhole || text.length > max }
}

/** Null when it is none, or too big to be read here. */
async function clinicalPage(asked: Previewing): Promise<string | null> {
  const bytes = await wholeFile(asked, documentLimits.uploadBytesMax)
  const html = bytes === null ? null : (asked.parts.record?.renderedCda(bytes) ?? null)
  return html === null ? null : maskOutsideData(html, createMask(asked.found.opened.hidden))
}

async function shownFile(asked: Previewing): Promise<ShownFile> {
  switch (kindOf(asked)) {
    case 'image':
      return { kind: 'image' }
    case 'text':
      return shownText(asked)
    case 'clinical':
      return (await clinicalPage(asked)) === null
        ? refused(attachmentTexts.noPreview)
        : { kind: 'clinical' }
    case 'pages': {
      const page = pageAsked(asked.c)
      const done = await paintedPage(asked, page)
      if (!done.ok) return refusalWords(done.error)
      const { pages, text } = done.value
      return { kind: 'page', page, pages, text: createMask(asked.found.opened.hidden)(text) }
    }
    case 'none':
      return refused(
        /^IHE_XDM/i.test(asked.file.fileName) && asked.parts.record !== undefined
          ? attachmentTexts.archive
          : attachmentTexts.noPreview,
      )
  }
}

async function previewPage(asked: Previewing) {
  const { parts, c, found, file } = asked
  const { opened, part, exchangeId, messageId } = found
  const ids = sortParts(opened.root).attachments.map(({ partId }) => partId)
  const at = ids.indexOf(part.partId)
  const shown = await shownFile(asked)
  const isBusy = shown.kind === 'refused' && shown.mayRetry
  return answerPage(
    c,
    <PreviewPage
      chrome={chromeOf(parts, c)}
      exchangePath={`/echanges/${exchangeId}`}
      messageId={messageId}
      file={file}
      previousPartId={ids[at - 1] ?? null}
      nextPartId={ids[at + 1] ?? null}
      canAdd={
        parts.record !== undefined &&
        opened.summary.direction === 'received' &&
        file.kind.risk !== 'active'
      }
      shown={shown}
    />,
    isBusy ? 503 : 200,
  )
}

/** Octets for an `<img>`; opened alone they do nothing. */
function imageHead(c: Context<PortalEnv>, mediaType: string): void {
  c.header('Content-Type', mediaType)
  c.header('Content-Disposition', 'inline')
  c.header('Content-Security-Policy', policies.download)
}

/** As it comes from the store: nobody's pictures wait in memory for a slow phone. */
async function image(asked: Previewing) {
  const { parts, c, file, found } = asked
  if (kindOf(asked) !== 'image') return errorPage(parts, c, 404)
  imageHead(c, file.kind.mediaType)
  return c.body(octetStream(attachmentContent(found.opened, found.part)))
}

async function page(asked: Previewing) {
  const { parts, c } = asked
  if (kindOf(asked) !== 'pages') return errorPage(parts, c, 404)
  const done = await paintedPage(asked, pageAsked(c))
  if (!done.ok) return errorPage(parts, c, done.error === 'busy' ? 503 : 404)
  imageHead(c, done.value.mediaType)
  return c.body(Uint8Array.from(done.value.image))
}

async function clinical(asked: Previewing) {
  const { parts, c } = asked
  const html = kindOf(asked) === 'clinical' ? await clinicalPage(asked) : null
  if (html === null) return errorPage(parts, c, 404)
  c.header('Content-Security-Policy', policies.document(framedDocument.styleHash))
  return c.html(framedDocument.page(html))
}

/** Files that are read as a whole take their place among the uploads: memory is the same. */
async function withinRoom(asked: Previewing, answer: (asked: Previewing) => Promise<Response>) {
  const { parts, c, file } = asked
  if (!['pages', 'clinical'].includes(kindOf(asked))) return answer(asked)
  return withUploadRoom(parts, c, 2 * file.bytes, () => answer(asked))
}

/** Attachments looked at in a page, without a program of the phone. */
export function servePreviews(app: Hono<PortalEnv>, parts: PortalParts): void {
  const shelf = new PreviewShelf(parts.clock)
  const attachment = '/echanges/:exchangeId/messages/:messageId/pieces/:partId'
  const serve = (name: string, answer: (asked: Previewing) => Promise<Response>): void => {
    app.get(`${attachment}/${name}`, async (c) => {
      const found = await openAttachment(parts, c)
      if (!found.ok) return refusalPage(parts, c, found.error)
      const { opened, part } = found.value
      const file = await readAttachment(opened, part, createMask(opened.hidden))
      return withinRoom({ parts, c, shelf, found: found.value, file }, answer)
    })
  }
  serve('apercu', previewPage)
  serve('image', image)
  serve('page', page)
  serve('lecture', clinical)
}
