import type { Context, Hono } from 'hono'
import type { DepositOutcome, DepositSource } from '../../document-vault/contract/vault.js'
import { limits } from '../../domain/limits.js'
import { spaces } from '../../domain/space.js'
import { answerPage, chromeOf, errorPage, refusalPage } from '../page-answer.js'
import { type PortalForm, readForm } from '../portal-form.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { randomToken } from '../portal-sessions.js'
import { createMask } from '../reading/masked-addresses.js'
import { collect } from '../reading/part-decoding.js'
import { attachmentContent, findAttachment, readAttachment } from '../reading/readable-message.js'
import { sameText } from '../request-guard.js'
import { shownSubject } from '../subject-line.js'
import { checkUploads } from '../uploaded-files.js'
import { openForm } from './record-act-routes.js'
import { holder, type OpenRecord, openRecord, vaultRefusalPage } from './record-session.js'
import { recordTexts, spaceName } from './record-texts.js'
import { UploadPage } from './upload-page.js'

const uploadForm = (parts: PortalParts, c: Context<PortalEnv>, fault: string | null, name = '') =>
  answerPage(
    c,
    <UploadPage chrome={chromeOf(parts, c)} formId={randomToken()} fileError={fault} name={name} />,
    fault === null ? 200 : 422,
  )

/** What the next page says of a filing, and where it is: several documents come of an archive. */
function saysOf(outcomes: readonly DepositOutcome[]): { says: string; goTo: string } {
  const words = recordTexts.documents
  const held = outcomes.find(({ result }) => result === 'held')
  const filed = outcomes.find(({ result }) => result === 'filed')
  if (held !== undefined && held.reason !== 'identity-doubt')
    return { says: words.waits, goTo: '/documents/a-classer' }
  if (filed !== undefined) {
    const { title, fileName, classification } = filed
    const space = spaceName(classification?.space ?? null)
    return { says: words.added(title || fileName, space), goTo: '/documents' }
  }
  if (outcomes.some(({ result }) => result === 'already-there'))
    return { says: words.alreadyThere, goTo: '/documents' }
  return { says: words.refusedFile, goTo: '/documents' }
}

async function deposit(
  parts: PortalParts,
  c: Context<PortalEnv>,
  open: OpenRecord,
  form: PortalForm,
) {
  const checked = await checkUploads(form)
  if (!checked.ok) return uploadForm(parts, c, checked.error, form.field('nom'))
  const [file] = checked.value
  if (file === undefined) return uploadForm(parts, c, recordTexts.upload.missing, form.field('nom'))
  const space = spaces[Number(form.field('espace') || Number.NaN)] ?? null
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
  const { says, goTo } = saysOf(done.value)
  c.get('session').notice = { says }
  return c.redirect(goTo, 303)
}

async function upload(parts: PortalParts, c: Context<PortalEnv>) {
  const form = await readForm(c.req.raw, 'with-files')
  if (!form.ok) return errorPage(parts, c, form.error === 'too-big' ? 413 : 400)
  if (!sameText(form.value.field('jeton'), c.get('session').csrfToken))
    return errorPage(parts, c, 403)
  const open = await openRecord(parts, c)
  if (open === null) return errorPage(parts, c, 404)
  return deposit(parts, c, open, form.value)
}

/** "Ajouter à mes documents": an attachment that a professional sent, at the holder's wish. */
async function addAttachment(parts: PortalParts, c: Context<PortalEnv>) {
  const asked = await openForm(parts, c)
  if (asked instanceof Response) return asked
  const { open } = asked
  const { patientId } = c.get('session')
  const exchangeId = c.req.param('exchangeId') ?? ''
  const opened = await parts.gateway.message(patientId, exchangeId, c.req.param('messageId') ?? '')
  if (!opened.ok) return refusalPage(parts, c, opened.error)
  const part = findAttachment(opened.value, c.req.param('partId') ?? '')
  const sender = await open.record.senderOf(patientId, exchangeId)
  if (part === null || sender === null) return errorPage(parts, c, 404)
  const mask = createMask(opened.value.hidden)
  const { fileName, kind } = await readAttachment(opened.value, part, mask)
  const content = await collect(attachmentContent(opened.value, part), limits.messageBytesMax)
  const { summary } = opened.value
  const source: DepositSource = {
    kind: 'mail',
    messageId: null,
    sender,
    senderName: summary.authorName,
    senderSpeciality: '',
    subject: shownSubject(summary.subject),
    at: summary.at,
  }
  const done = await open.vault.deposit({
    record: open.key,
    caller: holder,
    file: { bytes: content.bytes, fileName, mediaType: kind.mediaType },
    source,
    asked: null,
  })
  if (!done.ok) return vaultRefusalPage(parts, c, done.error)
  const { says, goTo } = saysOf(done.value)
  c.get('session').notice = { says }
  return c.redirect(goTo, 303)
}

export function serveRecordUploads(app: Hono<PortalEnv>, parts: PortalParts): void {
  app.get('/documents/ajouter', async (c) =>
    (await openRecord(parts, c)) === null ? errorPage(parts, c, 404) : uploadForm(parts, c, null),
  )
  app.post('/documents/ajouter', async (c) => {
    const leave = await parts.uploads.enter(2 * limits.portalUploadBytesMax)
    if (leave === null) return errorPage(parts, c, 503)
    try {
      return await upload(parts, c)
    } finally {
      leave()
    }
  })
  app.post('/echanges/:exchangeId/messages/:messageId/pieces/:partId/ajouter', (c) =>
    addAttachment(parts, c),
  )
}
