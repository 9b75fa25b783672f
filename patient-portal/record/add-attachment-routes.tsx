import type { Context, Hono } from 'hono'
import type { Deposit } from '../../document-vault/contract/vault.js'
import { limits } from '../../domain/limits.js'
import type { PortalForm } from '../forms/portal-form.js'
import { answerPage, chromeOf, errorPage, refusalPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { createMask } from '../reading/masked-addresses.js'
import { collect } from '../reading/part-decoding.js'
import {
  attachmentContent,
  type ReadableAttachment,
  readAttachment,
} from '../reading/readable-message.js'
import { shownSubject } from '../reading/subject-line.js'
import { openAttachment } from '../routes/opened-attachment.js'
import { AddAttachmentPage } from './add-attachment-page.js'
import { filingNotice } from './filing-notice.js'
import {
  holder,
  type OpenRecord,
  openForm,
  openRecord,
  vaultRefusalPage,
} from './record-session.js'
import { spaceAsked } from './shelves.js'

interface Adding {
  readonly file: ReadableAttachment
  readonly deposit: Deposit
  readonly backPath: string
}

/** The attachment that a path names as a deposit; or the page that refuses it. */
async function depositOf(
  parts: PortalParts,
  c: Context<PortalEnv>,
  open: OpenRecord,
): Promise<Adding | Response> {
  const found = await openAttachment(parts, c)
  if (!found.ok) return refusalPage(parts, c, found.error)
  const { opened, part, exchangeId, messageId } = found.value
  const sender = await open.record.senderOf(c.get('session').patientId, exchangeId)
  const file = await readAttachment(opened, part, createMask(opened.hidden))
  if (sender === null || file.kind.risk === 'active') return errorPage(parts, c, 404)
  const { bytes } = await collect(attachmentContent(opened, part), limits.messageBytesMax)
  const { summary } = opened
  return {
    file,
    backPath: `/echanges/${exchangeId}?depuis=${messageId}#m-${messageId}`,
    deposit: {
      record: open.key,
      caller: holder,
      file: { bytes, fileName: file.fileName, mediaType: file.kind.mediaType },
      source: {
        kind: 'mail',
        messageId: null,
        sender,
        senderName: summary.authorName,
        senderSpeciality: '',
        subject: shownSubject(summary.subject),
        at: summary.at,
      },
      asked: null,
    },
  }
}

async function proposal(parts: PortalParts, c: Context<PortalEnv>) {
  const open = await openRecord(parts, c)
  if (open === null) return errorPage(parts, c, 404)
  const adding = await depositOf(parts, c, open)
  if (adding instanceof Response) return adding
  const proposed = await open.vault.propose(adding.deposit)
  if (!proposed.ok && proposed.error !== 'unavailable')
    return vaultRefusalPage(parts, c, proposed.error)
  return answerPage(
    c,
    <AddAttachmentPage
      chrome={chromeOf(parts, c)}
      path={c.req.path}
      backPath={adding.backPath}
      file={adding.file}
      proposed={proposed.ok ? proposed.value : null}
    />,
  )
}

/** What the holder chose instead of what was proposed; null where they left it. */
function chosen(form: PortalForm): Deposit['asked'] {
  const [wanted, proposed] = [form.field('espace'), form.field('propose')]
  const space = spaceAsked(wanted)
  if (space === null || wanted === proposed) return null
  return { typeCode: null, title: null, space, masked: false }
}

/** "Ajouter à mes documents": an attachment that a professional sent, at the holder's wish. */
async function add(parts: PortalParts, c: Context<PortalEnv>) {
  const asked = await openForm(parts, c)
  if (asked instanceof Response) return asked
  const { open, form } = asked
  const adding = await depositOf(parts, c, open)
  if (adding instanceof Response) return adding
  const done = await open.vault.deposit({ ...adding.deposit, asked: chosen(form) })
  if (!done.ok) return vaultRefusalPage(parts, c, done.error)
  const { says, goTo } = filingNotice(done.value)
  c.get('session').notice = says
  return c.redirect(goTo, 303)
}

export function serveAttachmentAdding(app: Hono<PortalEnv>, parts: PortalParts): void {
  const path = '/echanges/:exchangeId/messages/:messageId/pieces/:partId/ajouter'
  app.get(path, (c) => proposal(parts, c))
  app.post(path, (c) => add(parts, c))
}
