import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { limits } from '../../domain/limits.js'
import { portalLimits } from '../../domain/portal-limits.js'
import { hiddenField } from '../../test-fixtures/portal/portal-client.js'
import { isIn, SignInBench } from '../../test-fixtures/portal/sign-in-bench.js'
import { safeReturn } from './recent-sign-in.js'

const sessionCookie = '__Host-mss-session'

let at: SignInBench
beforeEach(async () => {
  at = await SignInBench.open()
})
afterEach(() => at.close())

const android = 'Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0'
const from = { remoteAddress: '127.0.0.1', browser: 'Firefox', system: 'Android' }

describe('the journal hears of each sign-in and each refusal', () => {
  const { activationCode } = SignInBench
  const posted = async (path: string, fields: Record<string, string>) => {
    const { browser, jeton } = await at.begun(path)
    const headers = { ...at.home, 'user-agent': android }
    await browser.post(path, { jeton, ...fields }, headers)
    return (more: Record<string, string>) =>
      browser.post(`${path}/code`, { jeton, ...more }, headers)
  }

  it('by a code of activation, without what was typed', async () => {
    await posted('/connexion/activation', { activation: 'K7QM-2R4T-9XWC' })
    const refusal = { ...from, way: 'activation', reason: 'sign-in-failed', patientIds: [] }
    expect(at.bench.journal.refusals).toEqual([{ ...refusal, keyed: null }])
    await posted('/connexion/activation', { activation: activationCode })
    const entered = { ...from, way: 'activation', patientId: at.paul }
    expect(at.bench.journal.entered).toEqual([entered])
  })

  it('by a code in the mail, with whose it was; asking for one is no attempt', async () => {
    const check = await posted('/connexion/courriel', { courriel: 'camille@exemple.fr' })
    expect(at.bench.journal.refusals).toEqual([])
    at.emailCodes.meant = [at.camille]
    await check({ code: '000000' })
    await check({ code: '123456' })
    const told = { ...from, way: 'email-code' }
    expect(at.bench.journal.refusals).toEqual([
      { ...told, reason: 'sign-in-failed', patientIds: [at.camille], keyed: null },
    ])
    expect(at.bench.journal.entered).toEqual([{ ...told, patientId: at.camille }])
  })

  it('of a profile that opens nothing', async () => {
    at.emailCodes.patients = [{ patientId: at.camille, profile: 'deceased', displayName: 'C' }]
    const check = await posted('/connexion/courriel', { courriel: 'camille@exemple.fr' })
    await check({ code: '123456' })
    expect(at.bench.journal.refusals).toMatchObject([
      { reason: 'patient-profile-not-open', patientIds: [at.camille] },
    ])
    expect(at.bench.journal.entered).toEqual([])
  })

  it('that came too often', async () => {
    for (let n = 0; n <= portalLimits.portalSignInFailuresPerAddressMax; n++)
      await posted('/connexion/activation', { activation: 'K7QM-2R4T-9XWC' })
    const reasons = at.bench.journal.refusals.map(({ reason }) => reason)
    expect(reasons.slice(-2)).toEqual(['sign-in-failed', 'sign-in-blocked'])
  })
})

describe('by a passkey', () => {
  async function answered(
    change: (fields: Record<string, string>) => Record<string, string> = (fields) => fields,
  ) {
    const { browser, jeton } = await at.begun()
    const start = await browser.post('/connexion/passkey/debut', { jeton }, at.home)
    const { challenge } = JSON.parse(start.text).options
    const fields = { jeton, defi: challenge, reponse: `bon:${challenge}` }
    const end = await browser.post('/connexion/passkey/fin', change(fields), at.home)
    return { browser, end, fields }
  }

  it('opens the session once', async () => {
    const { browser, end, fields } = await answered()
    expect(JSON.parse(end.text)).toEqual({ to: '/echanges' })
    expect(await isIn(browser)).toBe(true)
    const again = await browser.post('/connexion/passkey/fin', fields)
    expect(again.status).toBe(403)
  })

  it.each<[string, (fields: Record<string, string>) => Record<string, string>, number]>([
    ['without the token of the page', ({ jeton: _, ...rest }) => rest, 403],
    ['to a challenge that was not given', (one) => ({ ...one, defi: 'autre' }), 401],
    ['that is wrong', (one) => ({ ...one, reponse: 'faux' }), 401],
    ['that is too long', (one) => ({ ...one, reponse: 'x'.repeat(40_000) }), 400],
    ['that is empty', (one) => ({ ...one, reponse: '' }), 401],
  ])('refuses an answer %s', async (_what, change, status) => {
    const { browser, end } = await answered(change)
    expect(end.status).toBe(status)
    expect(JSON.parse(end.text).says).toMatch(/\w/)
    expect(await isIn(browser)).toBe(false)
  })

  it('takes each challenge once, in the browser that got it, for a while', async () => {
    const first = await answered((fields) => ({ ...fields, reponse: 'faux' }))
    const again = await first.browser.post('/connexion/passkey/fin', first.fields)
    expect(again.status).toBe(401)
    const { browser, jeton } = await at.begun()
    const stranger = await at.begun()
    const ask = async () => {
      const start = await browser.post('/connexion/passkey/debut', { jeton })
      return JSON.parse(start.text).options.challenge as string
    }
    const stolen = await ask()
    const theft = { jeton: stranger.jeton, defi: stolen, reponse: `bon:${stolen}` }
    expect((await stranger.browser.post('/connexion/passkey/fin', theft)).status).toBe(401)
    const late = await ask()
    at.bench.clock.advance(portalLimits.portalSignInStepMs)
    const fields = { jeton, defi: late, reponse: `bon:${late}` }
    expect((await browser.post('/connexion/passkey/fin', fields)).status).toBe(401)
  })

  it('explains a profile that opens nothing', async () => {
    at.passkeys.profile = 'deceased'
    const { browser, end } = await answered()
    expect(end.status).toBe(403)
    expect(JSON.parse(end.text).says).toContain('clos')
    expect(browser.cookies.has(sessionCookie)).toBe(false)
  })
})

describe('by a code in the mail', () => {
  async function asked(courriel = 'camille@exemple.fr') {
    const { browser, jeton } = await at.begun('/connexion/courriel')
    const sent = await browser.post('/connexion/courriel', { jeton, courriel })
    return { browser, jeton, sent }
  }

  it('answers an address that nobody has as any other', async () => {
    const pages = []
    for (const courriel of ['camille@exemple.fr', 'personne@exemple.fr']) {
      const { browser, sent } = await asked(courriel)
      expect(sent.location).toBe('/connexion/courriel/code')
      const { text } = await browser.get(sent.location)
      pages.push(text.replaceAll(hiddenField(text, 'jeton'), ''))
    }
    expect(pages[0]).toBe(pages[1])
    expect(pages[0]).not.toContain('@exemple.fr')
  })

  it('lets in with the code, blanks or not, and not again', async () => {
    const { browser, jeton } = await asked()
    const wrong = await browser.post('/connexion/courriel/code', { jeton, code: '000000' })
    expect(wrong.status).toBe(401)
    expect(wrong.text).toContain('aria-invalid="true"')
    const entry = browser.cookies.get('__Host-mss-entree')!
    const done = await browser.post('/connexion/courriel/code', { jeton, code: ' 123 456 ' })
    expect(done.location).toBe('/echanges')
    expect(await isIn(browser)).toBe(true)
    browser.cookies.set('__Host-mss-entree', entry)
    const again = await browser.post('/connexion/courriel/code', { jeton, code: '123456' })
    expect(again.status).toBe(401)
  })

  it('asks whose space it is, and takes nobody else', async () => {
    at.emailCodes.patients = [
      { patientId: at.camille, profile: 'open', displayName: 'Camille Durand' },
      { patientId: at.paul, profile: 'open', displayName: 'Paul Petit' },
    ]
    const { browser, jeton } = await asked()
    const choice = await browser.post('/connexion/courriel/code', { jeton, code: '123456' })
    expect(choice.text).toContain('Paul Petit')
    for (const personne of ['', '2', '-1', '1.5', 'x', '99'])
      expect((await browser.post('/connexion/courriel/choix', { jeton, personne })).status).toBe(
        400,
      )
    const done = await browser.post('/connexion/courriel/choix', { jeton, personne: '1' })
    expect(done.location).toBe('/echanges')
    expect((await browser.get('/echanges')).text).toContain('Paul Petit')
    const stranger = await asked()
    const theft = { jeton: stranger.jeton, personne: '0' }
    expect((await stranger.browser.post('/connexion/courriel/choix', theft)).status).toBe(401)
  })

  it.each(['', 'camille', 'camille@', '@exemple.fr', 'a b@exemple.fr', `${'a'.repeat(300)}@b.fr`])(
    'asks for a whole address instead of "%s"',
    async (courriel) => {
      const { sent } = await asked(courriel)
      expect(sent.status).toBe(400)
      expect(sent.text).toContain('aria-describedby="aide-courriel erreur-courriel"')
      expect(at.emailCodes.started).toEqual([])
    },
  )

  it('shows no code page to a browser that asked for none', async () => {
    const { browser } = await at.begun()
    expect((await browser.get('/connexion/courriel/code')).location).toBe('/connexion/courriel')
  })
})

describe('by an activation code', () => {
  const send = async (activation: string) => {
    const { browser, jeton } = await at.begun('/connexion/activation')
    return browser.post('/connexion/activation', { jeton, activation })
  }

  it('opens the first visit', async () => {
    expect((await send(SignInBench.activationCode)).location).toBe('/echanges')
    const wrong = await send('K7QM-2R4T-9XWC')
    expect(wrong.status).toBe(401)
    expect(wrong.text).not.toContain('9XWC')
  })

  it('stops a network that guesses, with every way', async () => {
    for (let i = 0; i < portalLimits.portalSignInFailuresPerAddressMax; i++) await send(`faux${i}`)
    const blocked = await send(SignInBench.activationCode)
    expect(blocked.status).toBe(429)
    expect(blocked.headers['retry-after']).toBe('600')
    const { browser, jeton } = await at.begun()
    const start = await browser.post('/connexion/passkey/debut', { jeton })
    const { challenge } = JSON.parse(start.text).options
    const fields = { jeton, defi: challenge, reponse: `bon:${challenge}` }
    expect((await browser.post('/connexion/passkey/fin', fields)).status).toBe(429)
    const courriel = 'camille@exemple.fr'
    expect((await browser.post('/connexion/courriel', { jeton, courriel })).status).toBe(429)
    at.bench.clock.advance(limits.signInFailureWindowMs)
    expect((await send(SignInBench.activationCode)).status).toBe(303)
  })
})

describe('a way back that somebody chose', () => {
  it('never leaves the pages of the account', () => {
    expect(safeReturn('/compte/securite')).toBe('/compte/securite')
    expect(safeReturn('/compte/notifications/adresse')).toBe('/compte/notifications/adresse')
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.constantFrom('//evil.test', '/compte//evil.test', '/compte/../evil', '/compte\\evil'),
          fc.string().map((text) => `/compte/${text}`),
        ),
        (text) => {
          const { origin, pathname, search, hash } = new URL(safeReturn(text), 'https://a.test')
          expect(origin + search + hash).toBe('https://a.test')
          expect(pathname === '/echanges' || /^\/compte\/[a-z/-]+$/.test(pathname)).toBe(true)
        },
      ),
    )
  })
})
