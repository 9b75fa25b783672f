import type { Context, Hono } from 'hono'
import { readForm } from '../../forms/portal-form.js'
import { answerPage, chromeOf, errorPage } from '../../page-answer.js'
import type { PortalEnv, PortalParts } from '../../portal-parts.js'
import { isEntryForm } from '../entry-form.js'
import { enter, entryCookieOf } from '../portal-entry.js'
import { wantedReturn } from '../sign-in-answer.js'
import { beginAttempt } from '../sign-in-attempt.js'
import type { ActivationSignIn } from '../sign-in-contract.js'
import { signInTexts, wayTexts } from '../sign-in-texts.js'
import { ActivationPage } from './activation-page.js'

/** Longer than any writing of twelve characters. */
const typedCharactersMax = 60

export function serveActivation(
  app: Hono<PortalEnv>,
  parts: PortalParts,
  activation: ActivationSignIn,
): void {
  const show = (
    c: Context<PortalEnv>,
    backTo: string,
    status: 200 | 400 | 401 | 403 | 429 | 503 = 200,
    error: string | null = null,
  ) =>
    answerPage(
      c,
      <ActivationPage
        chrome={{ ...chromeOf(parts, c), here: '/connexion/activation' }}
        entryToken={parts.entryTokens.tokenFor(entryCookieOf(c))}
        backTo={backTo}
        error={error}
      />,
      status,
    )

  app.get('/connexion/activation', (c) => show(c, wantedReturn(c.req.query('vers') ?? '')))
  app.post('/connexion/activation', async (c) => {
    const form = await readForm(c.req.raw, 'fields-only')
    if (!form.ok) return errorPage(parts, c, 400)
    const backTo = wantedReturn(form.value.field('vers'))
    if (!isEntryForm(parts, c, form.value)) return show(c, backTo, 403, signInTexts.staleForm)
    const code = form.value.field('activation').trim()
    if (code === '' || code.length > typedCharactersMax)
      return show(c, backTo, 400, wayTexts.activation.missing)
    // Whoever guesses has no name to type: the network alone counts, and 60 bits do the rest.
    const attempt = beginAttempt(parts, c, 'activation', null)
    if (attempt === null) return show(c, backTo, 429, signInTexts.blocked)
    const done = await activation.verify(code)
    if (!done.ok) {
      attempt.refused(done)
      return done.error === 'sign-in-unavailable'
        ? show(c, backTo, 503, signInTexts.unavailable)
        : show(c, backTo, 401, wayTexts.activation.wrong)
    }
    attempt.succeeded()
    return enter(parts, c, done.value, { way: 'activation', backTo })
  })
}
