import type { Context } from 'hono'
import { answerPage, chromeOf } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { entryCookieOf } from './portal-entry.js'
import { safeReturn } from './recent-sign-in.js'
import { SignInPage } from './sign-in-page.js'
import { signInTexts, wayTexts } from './sign-in-texts.js'

export interface SignInAnswer {
  readonly status?: 200 | 400 | 401 | 403 | 429 | 503
  readonly login?: string
  readonly error?: string
  readonly notice?: string
  readonly backTo?: string
}

/** Empty unless a page of the account asked for a fresh sign-in. */
export const wantedReturn = (text: string): string => (safeReturn(text) === text ? text : '')

/**
 * Passkeys and the provider are bound to one host name (config/portal-url.ts). Null when the
 * browser is there, else its address.
 */
export function mainAddressFor(parts: PortalParts, c: Context<PortalEnv>): string | null {
  const main = parts.publicUrl()
  const isHere = (c.req.header('host') ?? '').toLowerCase() === new URL(main).host
  return isHere ? null : main
}

export async function showSignIn(
  parts: PortalParts,
  c: Context<PortalEnv>,
  answer: SignInAnswer = {},
) {
  const { oidc, passkey, emailCode, activation, form } = parts.signIn
  const { status = 200 } = answer
  return answerPage(
    c,
    <SignInPage
      chrome={{ ...chromeOf(parts, c), here: '/connexion' }}
      entryToken={parts.entryTokens.tokenFor(entryCookieOf(c))}
      backTo={answer.backTo ?? ''}
      login={answer.login ?? ''}
      error={answer.error ?? null}
      isFieldFault={status === 400 || status === 401}
      notice={answer.notice ?? null}
      ways={{
        oidc: oidc?.providerName ?? null,
        passkey: passkey !== undefined,
        emailCode: emailCode !== undefined,
        activation: activation !== undefined,
        form: form === undefined ? null : await form.hints(),
      }}
      mainAddress={mainAddressFor(parts, c)}
    />,
    status,
  )
}

/** Why a person comes to the page of sign-in, by the word in its address. */
export function motiveOf(parts: PortalParts, motive: string): SignInAnswer {
  const provider = parts.signIn.oidc?.providerName ?? ''
  const answers: Readonly<Record<string, () => SignInAnswer>> = {
    fin: () => ({ notice: signInTexts.ended }),
    partout: () => ({ notice: signInTexts.endedEverywhere }),
    session: () => ({ notice: signInTexts.expired }),
    confirmer: () => ({ notice: signInTexts.confirm }),
    refus: () => ({ notice: signInTexts.refused }),
    'refus-code': () => ({ notice: `${signInTexts.refused} ${signInTexts.refusedCode}` }),
    annule: () => ({ notice: wayTexts.oidc.cancelled(provider) }),
    echec: () => ({ error: wayTexts.oidc.failed(provider) }),
    inconnu: () => ({ error: wayTexts.oidc.unknown(provider) }),
    indisponible: () => ({ error: wayTexts.oidc.unavailable(provider) }),
    perime: () => ({ error: wayTexts.oidc.stale }),
    trop: () => ({ error: signInTexts.blocked }),
  }
  return Object.hasOwn(answers, motive) ? answers[motive]!() : {}
}
