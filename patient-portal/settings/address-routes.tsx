import type { Context, Hono } from 'hono'
import { sessionForm } from '../forms/session-form.js'
import { answerPage, chromeOf, errorPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { unlessRecent } from '../sign-in/recent-sign-in.js'
import { AddressPage, CodePage } from './address-pages.js'
import type { PortalSettings } from './settings-contract.js'
import { settingsTexts } from './settings-texts.js'

export const notificationsPath = '/compte/notifications'
const addressPath = `${notificationsPath}/adresse`
const codePath = `${notificationsPath}/code`

interface AddressParts {
  readonly parts: PortalParts
  readonly settings: PortalSettings
}

type FaultStatus = 422 | 429 | 503

const showAddress = (
  { parts }: AddressParts,
  c: Context<PortalEnv>,
  fault: { typed: string; error: string; status: FaultStatus } | null = null,
) =>
  answerPage(
    c,
    <AddressPage
      chrome={{ ...chromeOf(parts, c), here: addressPath }}
      typed={fault?.typed ?? ''}
      error={fault?.error ?? null}
    />,
    fault?.status ?? 200,
  )

const showCode = (
  { parts }: AddressParts,
  c: Context<PortalEnv>,
  address: string,
  fault: { error: string; status: FaultStatus } | null = null,
) =>
  answerPage(
    c,
    <CodePage
      chrome={{ ...chromeOf(parts, c), here: codePath }}
      address={address}
      error={fault?.error ?? null}
    />,
    fault?.status ?? 200,
  )

async function sendCode(given: AddressParts, c: Context<PortalEnv>) {
  const { parts, settings } = given
  const form = await sessionForm(parts, c)
  if (form instanceof Response) return form
  // The address is a way to sign in: nobody changes it on a device that was left open.
  const again = unlessRecent(parts, c, addressPath)
  if (again !== null) return again
  const typed = form.field('courriel').trim().slice(0, 254)
  const words = settingsTexts.address
  const refuse = (error: string, status: FaultStatus) =>
    showAddress(given, c, { typed, error, status })
  if (typed === '') return refuse(words.missing, 422)
  const sent = await settings.startEmail(c.get('session').patientId, typed)
  if (sent.ok) return c.redirect(codePath, 303)
  if (sent.error === 'invalid') return refuse(words.invalid, 422)
  return sent.error === 'too-often' ? refuse(words.tooOften, 429) : refuse(words.unavailable, 503)
}

async function checkCode(given: AddressParts, c: Context<PortalEnv>) {
  const { parts, settings } = given
  const form = await sessionForm(parts, c)
  if (form instanceof Response) return form
  const session = c.get('session')
  const { patientId } = session
  const words = settingsTexts.code
  const awaited = await settings.awaitedEmail(patientId)
  const expired = (typed: string) =>
    showAddress(given, c, { typed, error: words.expired, status: 422 })
  if (awaited === null) return expired('')
  const code = form.field('code').replace(/\s/g, '')
  // Less than a code is no attempt.
  if (!/^\d{6}$/.test(code))
    return showCode(given, c, awaited, { error: words.missing, status: 422 })
  const done = await settings.finishEmail(patientId, code)
  if (done.ok) {
    session.notice = words.done
    return c.redirect(notificationsPath, 303)
  }
  if (done.error === 'wrong-code')
    return showCode(given, c, awaited, { error: words.wrong, status: 422 })
  return done.error === 'expired' ? expired(awaited) : errorPage(parts, c, 503)
}

async function removeAddress({ parts, settings }: AddressParts, c: Context<PortalEnv>) {
  const form = await sessionForm(parts, c)
  if (form instanceof Response) return form
  const again = unlessRecent(parts, c, notificationsPath)
  if (again !== null) return again
  const session = c.get('session')
  const done = await settings.forgetEmail(session.patientId)
  if (!done.ok) return errorPage(parts, c, 503)
  session.notice = settingsTexts.address.removed
  return c.redirect(notificationsPath, 303)
}

/** The personal address: given, proved by a code, changed, taken away. */
export function serveAddress(
  app: Hono<PortalEnv>,
  parts: PortalParts,
  settings: PortalSettings,
): void {
  const given = { parts, settings }
  app.get(addressPath, (c) => unlessRecent(parts, c, addressPath) ?? showAddress(given, c))
  app.post(addressPath, (c) => sendCode(given, c))
  app.get(codePath, async (c) => {
    const awaited = await settings.awaitedEmail(c.get('session').patientId)
    return awaited === null ? c.redirect(addressPath, 303) : showCode(given, c, awaited)
  })
  app.post(codePath, (c) => checkCode(given, c))
  app.post(`${notificationsPath}/retirer`, (c) => removeAddress(given, c))
}
