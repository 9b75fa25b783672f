import type { Hono } from 'hono'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { serveDocumentChoice } from './document-choice-routes.js'
import { serveNewMessages } from './new-message-routes.js'
import { serveReply } from './reply-routes.js'

/** Everything about writing. */
export function serveCompose(app: Hono<PortalEnv>, parts: PortalParts): void {
  serveNewMessages(app, parts)
  serveDocumentChoice(app, parts)
  serveReply(app, parts)
}
