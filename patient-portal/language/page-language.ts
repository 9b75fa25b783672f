import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Language } from '../../domain/patient-settings.js'
import { inLanguage } from './language.js'

const cookieName = '__Host-mss-langue'
const yearSeconds = 365 * 86_400

export const isLanguage = (text: string): text is Language => text === 'fr' || text === 'en'

/** The choice of this browser, for pages before sign-in. It says nothing about a person. */
export const keepLanguage = (c: Context, language: Language): void =>
  setCookie(c, cookieName, language, {
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: yearSeconds,
  })

/**
 * Pages speak the language chosen in this browser, and French before a choice: the messages
 * themselves are in French, and many browsers ask for English without their owners' knowledge. The
 * way to English stands at the foot of every page.
 */
export const speakChosenLanguage: MiddlewareHandler = (c, next) => {
  const chosen = getCookie(c, cookieName) ?? ''
  return inLanguage(isLanguage(chosen) ? chosen : 'fr', next)
}
