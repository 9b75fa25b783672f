import type { Context, Hono } from 'hono'
import { offerFile, toldType } from '../file-answer.js'
import { errorPage, refusalPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { createMask } from '../reading/masked-addresses.js'
import { octetStream } from '../reading/octet-stream.js'
import { attachmentContent, formattedMessage, readAttachment } from '../reading/readable-message.js'
import { formattedMessagePage } from '../views/formatted-message.js'
import { policies } from '../walls/security-headers.js'
import { serveArchives } from './archive-routes.js'
import { type OpenedAttachment, openAttachment, openMessage } from './opened-attachment.js'
import { servePreviews } from './preview-routes.js'

async function download(c: Context<PortalEnv>, { opened, part }: OpenedAttachment) {
  const { fileName, kind } = await readAttachment(opened, part, createMask(opened.hidden))
  offerFile(c, { fileName, mediaType: toldType(kind.mediaType) })
  return c.body(octetStream(attachmentContent(opened, part)))
}

export function serveDocuments(app: Hono<PortalEnv>, parts: PortalParts): void {
  const message = '/echanges/:exchangeId/messages/:messageId'
  app.get(`${message}/mise-en-page`, async (c) => {
    const opened = await openMessage(parts, c)
    if (!opened.ok) return refusalPage(parts, c, opened.error)
    const html = await formattedMessage(opened.value)
    if (html === null) return errorPage(parts, c, 404)
    c.header('Content-Security-Policy', policies.message(formattedMessagePage.styleHash))
    return c.html(formattedMessagePage.page(html))
  })
  app.get(`${message}/pieces/:partId`, async (c) => {
    const found = await openAttachment(parts, c)
    return found.ok ? download(c, found.value) : refusalPage(parts, c, found.error)
  })
  servePreviews(app, parts)
  serveArchives(app, parts)
}
