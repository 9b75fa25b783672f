import type { Context, Hono } from 'hono'
import { offerFile } from '../file-answer.js'
import { readForm } from '../forms/portal-form.js'
import { sessionForm } from '../forms/session-form.js'
import { answerPage, chromeOf, errorPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { unlessRecent } from '../sign-in/recent-sign-in.js'
import { dropCookie } from '../walls/session-cookie.js'
import { ErasedPage, ErasurePage, ReceiptGonePage } from './erasure-page.js'
import { erasureTexts } from './erasure-texts.js'
import type { PortalProfile } from './profile-contract.js'
import { createReceiptDesk, type ReceiptDesk } from './receipt-desk.js'

const path = '/compte/effacement'

interface Desk {
  readonly parts: PortalParts
  readonly profile: PortalProfile
  readonly receipts: ReceiptDesk
}

async function erasurePage({ parts, profile }: Desk, c: Context<PortalEnv>, error: string | null) {
  return answerPage(
    c,
    <ErasurePage
      chrome={{ ...chromeOf(parts, c), here: path }}
      extent={await profile.extent(c.get('session').patientId)}
      isOpen={c.get('standing').profile === 'open'}
      error={error}
    />,
    error === null ? 200 : 422,
  )
}

const isWord = (typed: string): boolean =>
  typed.trim().toLocaleUpperCase('fr-FR') === erasureTexts.erase.word

async function erase(desk: Desk, c: Context<PortalEnv>) {
  const { parts, profile, receipts } = desk
  const form = await sessionForm(parts, c)
  if (form instanceof Response) return form
  const again = unlessRecent(parts, c, path)
  if (again !== null) return again
  if (!isWord(form.field('mot'))) return erasurePage(desk, c, erasureTexts.erase.wrongWord)
  const { patientId } = c.get('session')
  const done = await profile.erase(patientId)
  if (!done.ok) return erasurePage(desk, c, erasureTexts.erase.failed)
  await parts.sessions.closeAllOf(patientId)
  dropCookie(c, 'session')
  c.header('Clear-Site-Data', '"cache", "storage"')
  const receipt = receipts.leave(done.value)
  const chrome = { ...chromeOf(parts, c), signedIn: null, here: '/connexion' }
  return answerPage(c, <ErasedPage chrome={chrome} proof={done.value} receipt={receipt} />)
}

/** Before the wall: who asks has no session any more; the name in the form opens one receipt. */
async function receipt({ parts, receipts }: Desk, c: Context<PortalEnv>) {
  const form = await readForm(c.req.raw, 'fields-only')
  if (!form.ok) return errorPage(parts, c, 400)
  const proof = receipts.take(form.value.field('recu'))
  if (proof === null) {
    const chrome = { ...chromeOf(parts, c), here: '/connexion' }
    return answerPage(c, <ReceiptGonePage chrome={chrome} />, 404)
  }
  offerFile(c, proof)
  return c.body(Buffer.from(proof.content))
}

export function serveErasure(
  app: Hono<PortalEnv>,
  parts: PortalParts,
  profile: PortalProfile,
): void {
  const desk = { parts, profile, receipts: createReceiptDesk(parts.clock) }
  app.get(path, (c) => unlessRecent(parts, c, path) ?? erasurePage(desk, c, null))
  app.post(path, (c) => erase(desk, c))
  app.post('/recu-effacement', (c) => receipt(desk, c))
}
