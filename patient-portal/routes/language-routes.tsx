import type { Context, Hono } from 'hono'
import { readForm } from '../forms/portal-form.js'
import { isOfSession } from '../forms/session-form.js'
import { inLanguage } from '../language/language.js'
import { isLanguage, keepLanguage } from '../language/page-language.js'
import { answerPage, chromeOf, errorPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { texts } from '../texts/texts.js'
import { LanguagePage } from '../views/language-page.js'
import { takeNotice } from '../walls/portal-sessions.js'
import { readCookie } from '../walls/session-cookie.js'
import { requireSession } from '../walls/session-wall.js'

const languagePath = '/compte/langue'

/**
 * A path of ours and nothing else: `//host` and `/\host` are other sites for browsers (ASVS 5.1.5).
 */
const ownPath = (text: string): string =>
  /^\/(?![/\\])[\x21-\x7e]*$/.test(text) && text.length <= 2_000 ? text : '/'

/** For this browser in every case; with the patient's own settings where the token is theirs. */
async function changeLanguage(parts: PortalParts, c: Context<PortalEnv>) {
  const form = await readForm(c.req.raw, 'fields-only')
  if (!form.ok) return errorPage(parts, c, form.error === 'too-big' ? 413 : 400)
  const language = form.value.field('langue')
  if (!isLanguage(language)) return errorPage(parts, c, 400)
  const token = readCookie(c, 'session')
  const session = token === '' ? null : await parts.sessions.find(token)
  const goTo = ownPath(form.value.field('retour'))
  // A page from before the sign-in has no token: then the choice is of this browser alone.
  if (session !== null && isOfSession(form.value, session)) {
    const kept = await parts.settings?.change(session.patientId, { language })
    if (kept?.ok === false) return errorPage(parts, c, 503)
    if (goTo === languagePath) session.notice = inLanguage(language, () => texts.language.done)
  }
  keepLanguage(c, language)
  return c.redirect(goTo, 303)
}

export function serveLanguage(app: Hono<PortalEnv>, parts: PortalParts): void {
  app.post('/langue', (c) => changeLanguage(parts, c))
  app.get(languagePath, requireSession(parts), (c) =>
    answerPage(
      c,
      <LanguagePage chrome={chromeOf(parts, c)} notice={takeNotice(c.get('session'))} />,
    ),
  )
}
