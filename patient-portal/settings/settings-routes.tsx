import type { Context, Hono } from 'hono'
import { type ReminderDays, reminderDaysChoices } from '../../domain/patient-settings.js'
import { sessionForm } from '../forms/session-form.js'
import { answerPage, chromeOf } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { takeNotice } from '../walls/portal-sessions.js'
import { requireSession } from '../walls/session-wall.js'
import { AccountPage, type NoticeState } from './account-page.js'
import { notificationsPath, serveAddress } from './address-routes.js'
import { NotificationsPage } from './notifications-page.js'
import type { PortalSettings } from './settings-contract.js'
import { settingsTexts } from './settings-texts.js'

async function noticeState(
  settings: PortalSettings,
  patientId: Parameters<PortalSettings['get']>[0],
): Promise<NoticeState> {
  if (!settings.sendsNotices) return { kind: 'none' }
  const { notificationEmail, emailVerifiedAt, notifiesMessages } = await settings.get(patientId)
  const awaited = await settings.awaitedEmail(patientId)
  if (awaited !== null) return { kind: 'waits', address: awaited }
  if (notificationEmail === null || emailVerifiedAt === null) return { kind: 'no-address' }
  const address = notificationEmail
  if (!notifiesMessages) return { kind: 'off', address }
  return { kind: (await settings.addressFails(patientId)) ? 'failing' : 'on', address }
}

async function showAccount(parts: PortalParts, settings: PortalSettings, c: Context<PortalEnv>) {
  const session = c.get('session')
  return answerPage(
    c,
    <AccountPage
      chrome={chromeOf(parts, c)}
      notice={takeNotice(session)}
      notices={await noticeState(settings, session.patientId)}
      hasProfile={parts.profile !== undefined}
    />,
  )
}

async function showNotifications(
  parts: PortalParts,
  settings: PortalSettings,
  c: Context<PortalEnv>,
  fault: { readonly error: string; readonly status: 422 | 503 } | null = null,
) {
  const session = c.get('session')
  const { patientId } = session
  return answerPage(
    c,
    <NotificationsPage
      chrome={chromeOf(parts, c)}
      notice={takeNotice(session)}
      settings={await settings.get(patientId)}
      awaited={await settings.awaitedEmail(patientId)}
      isFailing={await settings.addressFails(patientId)}
      example={await settings.exampleNotice(patientId)}
      outbox={settings.outbox}
      error={fault?.error ?? null}
    />,
    fault?.status ?? 200,
  )
}

const remindersOf = (text: string): ReminderDays | undefined =>
  reminderDaysChoices.find((days) => String(days) === text)

async function saveChoices(parts: PortalParts, settings: PortalSettings, c: Context<PortalEnv>) {
  const form = await sessionForm(parts, c)
  if (form instanceof Response) return form
  const reminderDays = remindersOf(form.field('rappel'))
  if (reminderDays === undefined)
    return showNotifications(parts, settings, c, {
      error: settingsTexts.choices.invalid,
      status: 422,
    })
  const session = c.get('session')
  const notifiesMessages = form.field('messages') === 'oui'
  const done = await settings.change(session.patientId, { notifiesMessages, reminderDays })
  if (!done.ok)
    return showNotifications(parts, settings, c, {
      error: settingsTexts.page.unavailable,
      status: 503,
    })
  session.notice = settingsTexts.page.saved
  return c.redirect(notificationsPath, 303)
}

/** The account's first page, and the pages about e-mails. */
export function serveSettings(app: Hono<PortalEnv>, parts: PortalParts): void {
  const { settings } = parts
  if (settings === undefined) return
  app.get('/compte', requireSession(parts), (c) => showAccount(parts, settings, c))
  if (!settings.sendsNotices) return
  app.use(notificationsPath, requireSession(parts))
  app.use(`${notificationsPath}/*`, requireSession(parts))
  app.get(notificationsPath, (c) => showNotifications(parts, settings, c))
  app.post(notificationsPath, (c) => saveChoices(parts, settings, c))
  serveAddress(app, parts, settings)
}
