import type { Hono } from 'hono'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { requireSession } from '../walls/session-wall.js'
import { serveAccess } from './access-routes.js'
import { serveAttachmentAdding } from './add-attachment-routes.js'
import { serveRecordDocuments } from './document-routes.js'
import { serveRecordActs } from './record-act-routes.js'
import { serveTraces } from './trace-routes.js'
import { serveRecordUploads } from './upload-routes.js'

/** Documents, traces and access of the patient of the session. Nothing here without a vault. */
export function serveRecord(app: Hono<PortalEnv>, parts: PortalParts): void {
  if (parts.record === undefined) return
  for (const path of ['/documents', '/documents/*', '/traces', '/traces/*', '/acces'])
    app.use(path, requireSession(parts))
  // Fixed paths first: `ajouter` and `a-classer` are no documents.
  serveRecordUploads(app, parts)
  serveAttachmentAdding(app, parts)
  serveRecordDocuments(app, parts)
  serveRecordActs(app, parts)
  serveTraces(app, parts)
  serveAccess(app, parts)
}
