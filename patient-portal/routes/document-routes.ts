import { type Context, Hono } from 'hono'
import type { OpenedMessage } from '../contract.js'
import { errorPage, refusalPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { attachmentDisposition } from '../reading/file-name.js'
import { createMask } from '../reading/masked-addresses.js'
import {
  attachmentContent,
  findAttachment,
  formattedMessage,
  readAttachment,
} from '../reading/readable-message.js'
import { policies } from '../security-headers.js'
import { formattedDocument, formattedStyleHash } from '../views/formatted-message.js'

/** Types that a browser or a viewer may be told; all else is octets. Never HTML, SVG or XML. */
const toldTypes = /^(?:application\/pdf|image\/(?:jpeg|png|gif|webp|tiff|heic))$/

const streamOf = (source: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> => {
  const iterator = source[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next()
      if (done === true) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await iterator.return?.()
    },
  })
}

async function download(
  parts: PortalParts,
  c: Context<PortalEnv>,
  opened: OpenedMessage,
  partId: string,
) {
  const part = findAttachment(opened, partId)
  if (part === null) return errorPage(parts, c, 404)
  const { fileName, kind } = await readAttachment(opened, part, createMask(opened.hidden))
  c.header(
    'Content-Type',
    toldTypes.test(kind.mediaType) ? kind.mediaType : 'application/octet-stream',
  )
  c.header('Content-Disposition', attachmentDisposition(fileName))
  c.header('Content-Security-Policy', policies.download)
  c.header('X-Download-Options', 'noopen')
  return c.body(streamOf(attachmentContent(opened, part)))
}

export function serveDocuments(app: Hono<PortalEnv>, parts: PortalParts): void {
  const message = '/:exchangeId/messages/:messageId'
  const routes = new Hono<PortalEnv>()
  const open = (c: Context<PortalEnv>) =>
    parts.gateway.message(
      c.get('session').patientId,
      c.req.param('exchangeId') ?? '',
      c.req.param('messageId') ?? '',
    )
  routes.get(`${message}/mise-en-page`, async (c) => {
    const opened = await open(c)
    if (!opened.ok) return refusalPage(parts, c, opened.error)
    const html = await formattedMessage(opened.value)
    if (html === null) return errorPage(parts, c, 404)
    c.header('Content-Security-Policy', policies.message(formattedStyleHash))
    return c.html(formattedDocument(html))
  })
  routes.get(`${message}/pieces/:partId`, async (c) => {
    const opened = await open(c)
    if (!opened.ok) return refusalPage(parts, c, opened.error)
    return download(parts, c, opened.value, c.req.param('partId'))
  })
  app.route('/echanges', routes)
}
