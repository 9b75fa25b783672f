import type { Context, Hono } from 'hono'
import { errorPage, refusalPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { attachmentDisposition } from '../reading/file-name.js'
import { createMask } from '../reading/masked-addresses.js'
import { octetStream } from '../reading/octet-stream.js'
import { attachmentContent, formattedMessage, readAttachment } from '../reading/readable-message.js'
import { policies } from '../security-headers.js'
import { formattedDocument, formattedStyleHash } from '../views/formatted-message.js'
import { serveArchives } from './archive-routes.js'
import { type OpenedAttachment, openAttachment, openMessage } from './opened-attachment.js'
import { servePreviews } from './preview-routes.js'

/** Types that a browser or a viewer may be told; all else is octets. Never HTML, SVG or XML. */
const toldTypes = /^(?:application\/pdf|image\/(?:jpeg|png|gif|webp|tiff|heic))$/

async function download(c: Context<PortalEnv>, { opened, part }: OpenedAttachment) {
  const { fileName, kind } = await readAttachment(opened, part, createMask(opened.hidden))
  c.header(
    'Content-Type',
    toldTypes.test(kind.mediaType) ? kind.mediaType : 'application/octet-stream',
  )
  c.header('Content-Disposition', attachmentDisposition(fileName))
  c.header('Content-Security-Policy', policies.download)
  c.header('X-Download-Options', 'noopen')
  return c.body(octetStream(attachmentContent(opened, part)))
}

export function serveDocuments(app: Hono<PortalEnv>, parts: PortalParts): void {
  const message = '/echanges/:exchangeId/messages/:messageId'
  app.get(`${message}/mise-en-page`, async (c) => {
    const opened = await openMessage(parts, c)
    if (!opened.ok) return refusalPage(parts, c, opened.error)
    const html = await formattedMessage(opened.value)
    if (html === null) return errorPage(parts, c, 404)
    c.header('Content-Security-Policy', policies.message(formattedStyleHash))
    return c.html(formattedDocument(html))
  })
  app.get(`${message}/pieces/:partId`, async (c) => {
    const found = await openAttachment(parts, c)
    return found.ok ? download(c, found.value) : refusalPage(parts, c, found.error)
  })
  servePreviews(app, parts)
  serveArchives(app, parts)
}
