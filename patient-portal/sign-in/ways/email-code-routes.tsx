import type { Context, Hono } from 'hono'
import { parseEmailAddress } from '../../../domain/email-address.js'
import { type PortalForm, readForm } from '../../forms/portal-form.js'
import { answerPage, chromeOf, errorPage } from '../../page-answer.js'
import type { PortalEnv, PortalParts } from '../../portal-parts.js'
import { readCookie } from '../../walls/session-cookie.js'
import { isEntryForm } from '../entry-form.js'
import { KeptSteps } from '../kept-steps.js'
import { enter, entryCookieOf } from '../portal-entry.js'
import { wantedReturn } from '../sign-in-answer.js'
import { beginAttempt } from '../sign-in-attempt.js'
import type { EmailCodePatient, EmailCodeSignIn } from '../sign-in-contract.js'
import { signInTexts, wayTexts } from '../sign-in-texts.js'
import { EmailAddressPage, EmailChoicePage, EmailCodePage } from './email-code-pages.js'

type FaultStatus = 400 | 401 | 403 | 429 | 503

/** Address, code, and the choice of a person where the address is a family's. */
export function serveEmailCode(
  app: Hono<PortalEnv>,
  parts: PortalParts,
  emailCode: EmailCodeSignIn,
): void {
  const pages = new EmailCodePages(parts, emailCode)
  app.get('/connexion/courriel', (c) =>
    pages.showAddress(c, wantedReturn(c.req.query('vers') ?? '')),
  )
  app.get('/connexion/courriel/code', (c) => pages.showCode(c))
  app.post('/connexion/courriel', (c) => pages.posted(c, (form) => pages.send(c, form)))
  app.post('/connexion/courriel/code', (c) => pages.posted(c, (form) => pages.check(c, form)))
  app.post('/connexion/courriel/choix', (c) => pages.posted(c, (form) => pages.choose(c, form)))
}

class EmailCodePages {
  readonly #parts: PortalParts
  readonly #emailCode: EmailCodeSignIn
  readonly #steps: KeptSteps

  constructor(parts: PortalParts, emailCode: EmailCodeSignIn) {
    this.#parts = parts
    this.#emailCode = emailCode
    this.#steps = new KeptSteps(parts.clock)
  }

  async posted(
    c: Context<PortalEnv>,
    answer: (form: PortalForm) => Response | Promise<Response>,
  ): Promise<Response> {
    const form = await readForm(c.req.raw, 'fields-only')
    if (!form.ok) return errorPage(this.#parts, c, 400)
    if (!isEntryForm(this.#parts, c, form.value)) {
      const backTo = wantedReturn(form.value.field('vers'))
      return this.showAddress(c, backTo, 403, signInTexts.staleForm)
    }
    return answer(form.value)
  }

  #view(c: Context<PortalEnv>, error: string | null, backTo = '') {
    const entryToken = this.#parts.entryTokens.tokenFor(entryCookieOf(c))
    const chrome = { ...chromeOf(this.#parts, c), here: '/connexion/courriel' }
    return { chrome, entryToken, error, backTo }
  }

  showAddress(
    c: Context<PortalEnv>,
    backTo: string,
    status: 200 | FaultStatus = 200,
    error: string | null = null,
    email = '',
  ) {
    return answerPage(
      c,
      <EmailAddressPage {...this.#view(c, error, backTo)} email={email} />,
      status,
    )
  }

  showCode(c: Context<PortalEnv>, status: 200 | FaultStatus = 200, error: string | null = null) {
    if (this.#steps.peek('email-code', readCookie(c, 'entry'), 'code') === null)
      return c.redirect('/connexion/courriel', 303)
    return answerPage(c, <EmailCodePage {...this.#view(c, error)} />, status)
  }

  /** The same answer for an address that nobody has (ASVS 5.0 §6.3.8). */
  async send(c: Context<PortalEnv>, form: PortalForm): Promise<Response> {
    const typed = form.field('courriel').trim()
    const backTo = wantedReturn(form.field('vers'))
    const parsed = parseEmailAddress(typed)
    if (!parsed.ok)
      return this.showAddress(c, backTo, 400, wayTexts.email.badAddress, typed.slice(0, 254))
    const email = parsed.value.text
    const attempt = beginAttempt(this.#parts, c, 'email-code', `courriel:${email}`)
    if (attempt === null) return this.showAddress(c, backTo, 429, signInTexts.blocked, email)
    const { handle } = await this.#emailCode.start(email)
    const browser = readCookie(c, 'entry')
    this.#steps.put(browser, 'code', { kind: 'email-code', handle, backTo })
    return c.redirect('/connexion/courriel/code', 303)
  }

  async check(c: Context<PortalEnv>, form: PortalForm): Promise<Response> {
    const browser = readCookie(c, 'entry')
    const step = this.#steps.peek('email-code', browser, 'code')
    if (step === null) return this.showAddress(c, '', 401, wayTexts.email.wrong)
    const attempt = beginAttempt(this.#parts, c, 'email-code', null)
    if (attempt === null) return this.showCode(c, 429, signInTexts.blocked)
    const code = form.field('code').replace(/\D/g, '')
    const done = await this.#emailCode.finish(step.handle, code)
    if (!done.ok) {
      attempt.refused(done)
      return done.error === 'sign-in-unavailable'
        ? this.showCode(c, 503, signInTexts.unavailable)
        : this.showCode(c, 401, wayTexts.email.wrong)
    }
    attempt.succeeded()
    this.#steps.take('email-code', browser, 'code')
    const { patients } = done.value
    const [only] = patients
    if (only === undefined) return this.showAddress(c, '', 401, wayTexts.email.wrong)
    if (patients.length === 1) return this.#enter(c, only, step.backTo)
    this.#steps.put(browser, 'choix', { kind: 'choice', patients, backTo: step.backTo })
    return answerPage(c, <EmailChoicePage {...this.#view(c, null)} patients={patients} />)
  }

  /** Only among those whose address the code proved: the form holds a place in that list. */
  choose(c: Context<PortalEnv>, form: PortalForm): Response | Promise<Response> {
    const browser = readCookie(c, 'entry')
    const step = this.#steps.peek('choice', browser, 'choix')
    if (step === null) return this.showAddress(c, '', 401, signInTexts.staleForm)
    const { patients, backTo } = step
    const chosen = /^\d{1,2}$/.test(form.field('personne'))
      ? patients[Number(form.field('personne'))]
      : undefined
    if (chosen === undefined) {
      const view = this.#view(c, wayTexts.email.whoseMissing)
      return answerPage(c, <EmailChoicePage {...view} patients={patients} />, 400)
    }
    this.#steps.take('choice', browser, 'choix')
    return this.#enter(c, chosen, backTo)
  }

  #enter(c: Context<PortalEnv>, { patientId, profile }: EmailCodePatient, backTo: string) {
    return enter(this.#parts, c, { patientId, profile }, { way: 'email-code', backTo })
  }
}
