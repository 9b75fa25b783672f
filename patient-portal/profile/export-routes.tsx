import type { Context, Hono } from 'hono'
import { portalLimits } from '../../domain/portal-limits.js'
import { offerFile } from '../file-answer.js'
import type { PortalForm } from '../forms/portal-form.js'
import { sessionForm } from '../forms/session-form.js'
import { heldBytes } from '../forms/upload-gate.js'
import { withUploadRoom } from '../forms/upload-room.js'
import { answerPage, chromeOf } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { downloadStream } from './download-stream.js'
import { ExportPage } from './export-page.js'
import type { ExportFault, PortalProfile } from './profile-contract.js'
import { profileTexts } from './profile-texts.js'

interface Refused {
  readonly says: string
  readonly isKeyFault: boolean
  readonly status: 422 | 503 | 404
}

const refusalOf = (fault: ExportFault): Refused => ({
  says: profileTexts.export.faults[fault],
  isKeyFault: fault.startsWith('key-'),
  status: fault.startsWith('key-') ? 422 : fault === 'not-found' ? 404 : 503,
})

async function exportPage(
  parts: PortalParts,
  profile: PortalProfile,
  c: Context<PortalEnv>,
  refused: Refused | null,
  key = '',
) {
  const { patientId } = c.get('session')
  return answerPage(
    c,
    <ExportPage
      chrome={{ ...chromeOf(parts, c), here: '/compte/export' }}
      extent={await profile.extent(patientId)}
      isClosed={c.get('standing').profile !== 'open'}
      hasRecord={parts.record !== undefined}
      error={refused?.says ?? null}
      isKeyFault={refused?.isKeyFault ?? false}
      typedKey={key}
    />,
    refused?.status ?? 200,
  )
}

/** Null: none was asked for. Empty: asked for, but not given. */
function keyOf(form: PortalForm): Uint8Array | null {
  if (form.field('scelle') !== 'oui') return null
  const text = form.field('cle').trim()
  return text === '' ? (form.files[0]?.content ?? Buffer.alloc(0)) : Buffer.from(text)
}

/** What was typed comes back to be corrected; a private key never does. */
const shownAgain = (form: PortalForm, fault: ExportFault): string =>
  fault === 'key-private' ? '' : form.field('cle').slice(0, portalLimits.publicKeyBytesMax)

async function download(parts: PortalParts, profile: PortalProfile, c: Context<PortalEnv>) {
  const bytes = heldBytes(c.req.header('content-length'))
  const form = await withUploadRoom(parts, c, bytes, () => sessionForm(parts, c, 'with-files'))
  if (form instanceof Response) return form
  const key = keyOf(form)
  if (key !== null && key.length === 0) {
    const says = profileTexts.export.keyMissing
    return exportPage(parts, profile, c, { says, isKeyFault: true, status: 422 })
  }
  const made = await profile.export(c.get('session').patientId, key)
  if (!made.ok)
    return exportPage(parts, profile, c, refusalOf(made.error), shownAgain(form, made.error))
  offerFile(c, made.value)
  const breakOff = (failure: unknown) => {
    parts.log.error('portal-export', { protocol: 'portal', failure })
    c.env.outgoing?.destroy()
  }
  return c.body(downloadStream(made.value.content, breakOff))
}

export function serveExport(
  app: Hono<PortalEnv>,
  parts: PortalParts,
  profile: PortalProfile,
): void {
  app.get('/compte/export', (c) => exportPage(parts, profile, c, null))
  app.post('/compte/export', (c) => download(parts, profile, c))
}
