import type { Context, Hono } from 'hono'
import { portalLimits } from '../../domain/portal-limits.js'
import type { PortalForm } from '../forms/portal-form.js'
import { heldBytes } from '../forms/upload-gate.js'
import { withUploadRoom } from '../forms/upload-room.js'
import { checkUploads } from '../forms/uploaded-files.js'
import { answerPage, chromeOf, errorPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { type AttemptLimiter, createAttemptLimiter } from '../walls/attempt-limiter.js'
import { randomToken } from '../walls/portal-sessions.js'
import { filingNotice } from './filing-notice.js'
import {
  holder,
  type OpenRecord,
  openForm,
  openRecord,
  vaultRefusalPage,
} from './record-session.js'
import { recordTexts } from './record-texts.js'
import { spaceAsked } from './shelves.js'
import { UploadPage } from './upload-page.js'

const uploadForm = (parts: PortalParts, c: Context<PortalEnv>, fault: string | null, name = '') =>
  answerPage(
    c,
    <UploadPage chrome={chromeOf(parts, c)} formId={randomToken()} fileError={fault} name={name} />,
    fault === null ? 200 : 422,
  )

async function deposit(
  parts: PortalParts,
  c: Context<PortalEnv>,
  open: OpenRecord,
  form: PortalForm,
  added: AttemptLimiter,
) {
  const { files, faults } = await checkUploads(form, parts.scanUpload)
  if (faults[0] !== undefined) return uploadForm(parts, c, faults[0], form.field('nom'))
  const [file] = files
  if (file === undefined) return uploadForm(parts, c, recordTexts.upload.missing, form.field('nom'))
  // No quota stands behind the vault: nobody fills the disk of all (OWASP ASVS 5.0 §2.4.1).
  const who = String(c.get('session').patientId)
  if (added.isBlocked(who))
    return uploadForm(parts, c, recordTexts.upload.tooMany, form.field('nom'))
  added.count(who)
  const space = spaceAsked(form.field('espace'))
  const title = form.field('nom').trim().slice(0, 200)
  const done = await open.vault.deposit({
    record: open.key,
    caller: holder,
    file: { bytes: file.content, fileName: file.fileName, mediaType: file.contentType },
    source: {
      kind: 'portal',
      messageId: null,
      sender: '',
      senderName: '',
      senderSpeciality: '',
      subject: '',
      at: parts.clock.now(),
    },
    asked: {
      typeCode: null,
      title: title === '' ? null : title,
      space,
      masked: form.field('masque') === 'oui',
    },
  })
  if (!done.ok) {
    if (done.error === 'invalid')
      return uploadForm(parts, c, recordTexts.upload.refused, form.field('nom'))
    return vaultRefusalPage(parts, c, done.error)
  }
  const { says, goTo } = filingNotice(done.value)
  c.get('session').notice = says
  return c.redirect(goTo, 303)
}

async function upload(parts: PortalParts, c: Context<PortalEnv>, added: AttemptLimiter) {
  const asked = await openForm(parts, c, 'with-files')
  return asked instanceof Response ? asked : deposit(parts, c, asked.open, asked.form, added)
}

export function serveRecordUploads(app: Hono<PortalEnv>, parts: PortalParts): void {
  const added = createAttemptLimiter({
    clock: parts.clock,
    countMax: portalLimits.portalDocumentsPerPatientMax,
    windowMs: portalLimits.portalDocumentsWindowMs,
    keysMax: portalLimits.portalSignInKeysMax,
  })
  app.get('/documents/ajouter', async (c) =>
    (await openRecord(parts, c)) === null ? errorPage(parts, c, 404) : uploadForm(parts, c, null),
  )
  app.post('/documents/ajouter', (c) =>
    withUploadRoom(parts, c, heldBytes(c.req.header('content-length')), () =>
      upload(parts, c, added),
    ),
  )
}
