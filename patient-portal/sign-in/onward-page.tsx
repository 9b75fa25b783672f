import type { Context } from 'hono'
import { Notice } from '../elements/notice.js'
import { answerPage, chromeOf } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { Page } from '../views/page.js'
import { signInTexts, wayTexts } from './sign-in-texts.js'

/**
 * A page that leads on by itself, for the two places where a redirection fails:
 * `form-action 'self'` blocks the redirection of a form to the provider, and to wherever it leads
 * from there (CSP Level 3 §6.4.1); and `Strict` cookies do not follow a redirection that the
 * provider's site began (RFC 6265bis §5.2). `Refresh` is a navigation of this page itself; without
 * delay, so that nothing moves under a reader (WCAG 2.2.1). The link is there for browsers that do
 * not follow it. The address of the page may hold what the provider sent: no form of the page comes
 * back to it.
 */
export function onwardPage(
  parts: PortalParts,
  c: Context<PortalEnv>,
  to: string,
  says: string,
): Response | Promise<Response> {
  c.header('Refresh', `0; url=${to}`)
  return answerPage(
    c,
    <Page chrome={{ ...chromeOf(parts, c), here: '/connexion' }} title={signInTexts.title}>
      <div class="narrow">
        <h1>{signInTexts.title}</h1>
        <Notice says={says} />
        <p>
          <a class="primary" href={to}>
            {wayTexts.oidc.onward}
          </a>
        </p>
      </div>
    </Page>,
  )
}
