import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { portalLimits } from '../../../domain/portal-limits.js'
import { hiddenField, type PortalClient } from '../../../test-fixtures/portal/portal-client.js'
import { isIn, SignInBench } from '../../../test-fixtures/portal/sign-in-bench.js'

const returnCookie = '__Host-mss-retour'

let at: SignInBench
beforeEach(async () => {
  at = await SignInBench.open()
})
afterEach(() => at.close())

describe('by the provider', () => {
  async function sentOn(vers = '') {
    const { browser, jeton } = await at.begun()
    const sent = await browser.post('/connexion/fournisseur', { jeton, vers }, at.home)
    const state = /state=(\w+)/.exec(String(sent.headers['refresh']))?.[1] ?? ''
    return { browser, jeton, sent, state }
  }

  it('leads there by a page of its own, and back by another', async () => {
    const { browser, sent, state } = await sentOn()
    expect(sent.status).toBe(200)
    expect(sent.headers['refresh']).toBe(`0; url=https://fournisseur.test/auth?state=${state}`)
    expect(sent.text).toContain(`href="https://fournisseur.test/auth?state=${state}"`)
    const cookie = sent.setCookies.find((line) => line.startsWith(returnCookie))
    expect(cookie).toMatch(
      /^__Host-mss-retour=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    // What a browser sends when another site began the navigation: the Lax cookie alone.
    const lax = at.bench.browser()
    lax.cookies.set(returnCookie, browser.cookies.get(returnCookie)!)
    const back = await lax.get(`/connexion/retour?code=bon&state=${state}`)
    expect(back.status).toBe(200)
    expect(back.headers['refresh']).toBe('0; url=/echanges')
    expect(back.text).not.toContain('code=bon')
    expect(lax.cookies.has(returnCookie)).toBe(false)
    expect(await isIn(lax)).toBe(true)
    expect(at.provider.finished[0]!.url.href).toBe(
      `https://127.0.0.1:${at.port}/connexion/retour?code=bon&state=${state}`,
    )
  })

  it.each<[string, (one: { browser: PortalClient; state: string }) => Promise<PortalClient>]>([
    ['without the cookie', async () => at.bench.browser()],
    ['in a browser that began another sign-in', async () => (await sentOn()).browser],
    [
      'a second time',
      async ({ browser, state }) => {
        const cookie = browser.cookies.get(returnCookie)!
        await browser.get(`/connexion/retour?code=faux&state=${state}`)
        browser.cookies.set(returnCookie, cookie)
        return browser
      },
    ],
    [
      'too late',
      async ({ browser }) => {
        at.bench.clock.advance(portalLimits.portalSignInStepMs)
        return browser
      },
    ],
  ])('takes no way back %s', async (_what, turn) => {
    const begun = await sentOn()
    const browser = await turn(begun)
    const asked = at.provider.finished.length
    const back = await browser.get(`/connexion/retour?code=bon&state=${begun.state}`)
    expect(back.location).toBe('/connexion?motif=perime')
    expect(at.provider.finished.slice(asked)).toEqual([])
    expect(await isIn(browser)).toBe(false)
  })

  it.each([
    ['sign-in-failed', 'echec', 'n’a pas abouti'],
    ['sign-in-unavailable', 'indisponible', 'ne répond pas'],
    ['sign-in-cancelled', 'annule', 'Vous n’avez pas terminé'],
    ['person-unknown', 'inconnu', 'nous ne trouvons pas d’espace de santé'],
  ] as const)('says what %s means', async (fault, motive, words) => {
    const { browser, state } = await sentOn()
    at.provider.fault = fault
    const back = await browser.get(`/connexion/retour?code=bon&state=${state}`)
    expect(back.location).toBe(`/connexion?motif=${motive}`)
    expect((await browser.get(back.location)).text).toContain(words)
    // Whoever goes back at the provider's was refused by nobody.
    const told = fault === 'person-unknown' ? 'patient-unknown' : fault
    expect(at.bench.journal.refusals.map(({ way, reason }) => [way, reason])).toEqual(
      fault === 'sign-in-cancelled' ? [] : [['oidc', told]],
    )
  })

  it('says that the provider is away, and offers the rest', async () => {
    at.provider.isAway = true
    const { sent } = await sentOn()
    expect(sent.status).toBe(503)
    expect(sent.text).toContain('FranceConnect ne répond pas')
    expect(sent.text).toContain('/connexion/courriel')
  })

  it('refuses a start that no page of ours asked for', async () => {
    const { browser } = await at.begun()
    expect((await browser.post('/connexion/fournisseur', {}, at.home)).status).toBe(403)
    expect(at.provider.started).toEqual([])
  })

  it('sends browsers at another address to the one that the provider knows', async () => {
    const { browser, jeton } = await at.begun()
    const sent = await browser.post('/connexion/fournisseur', { jeton }, { host: '127.0.0.1' })
    expect(sent.location).toBe(`https://127.0.0.1:${at.port}/connexion`)
    const page = await at.bench.browser().get('/connexion', { host: '127.0.0.1' })
    expect(page.text).not.toContain('action="/connexion/fournisseur"')
  })

  it('tells the provider at sign-out', async () => {
    const { browser, state } = await sentOn()
    await browser.get(`/connexion/retour?code=bon&state=${state}`)
    const jeton = hiddenField((await browser.get('/echanges')).text, 'jeton')
    const out = await browser.post('/deconnexion', { jeton })
    expect(out.headers['refresh']).toContain(
      'https://fournisseur.test/fin?idToken=jeton-d-identite',
    )
    expect(out.headers['clear-site-data']).toBe('"cache", "storage"')
    expect(await isIn(browser)).toBe(false)
    expect((await browser.get('/connexion/fin')).location).toBe('/connexion?motif=fin')
  })
})
