import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consentVersion } from '../../domain/consent-version.js'
import { defaultPatientSettings, type Language } from '../../domain/patient-settings.js'
import { ok } from '../../domain/result.js'
import { FakeGateway, fakeExchange, fakeMessage } from '../../test-fixtures/portal/fake-gateway.js'
import { FakeRecord } from '../../test-fixtures/portal/fake-record.js'
import { openPortal, type PortalBench } from '../../test-fixtures/portal/portal-bench.js'
import { hiddenField } from '../../test-fixtures/portal/portal-client.js'
import type { PortalSettings } from '../settings/settings-contract.js'
import { counted, fileSize, longDate, shortDate } from './french-format.js'
import { currentLanguage, inLanguage } from './language.js'

describe('words of a language', () => {
  const at = Date.UTC(2026, 2, 1, 9, 42)
  it('writes dates, sizes and numbers as it does', () => {
    expect(longDate(at)).toBe('dimanche 1er mars 2026 à 10\u00a0h\u00a042')
    expect(shortDate(at, at + 86_400_000)).toBe('hier')
    expect(fileSize(1_250_000)).toBe('1,3\u00a0Mo')
    expect(counted(0, 'fichier', 'fichiers')).toBe('0\u00a0fichier')
    inLanguage('en', () => {
      expect(longDate(at)).toBe('Sunday 1 March 2026 at 10:42')
      expect(shortDate(at, at + 86_400_000)).toBe('yesterday')
      expect(fileSize(1_250_000)).toBe('1.3\u00a0MB')
      expect(counted(0, 'file', 'files')).toBe('0\u00a0files')
    })
  })

  it('stay apart between requests that are answered at the same time', async () => {
    const said = await Promise.all(
      (['en', 'fr', 'en', 'fr'] as const).map((language) =>
        inLanguage(language, async () => {
          await new Promise((resolve) => setImmediate(resolve))
          return currentLanguage()
        }),
      ),
    )
    expect(said).toEqual(['en', 'fr', 'en', 'fr'])
  })
})

describe('the portal in two languages', () => {
  const text = { type: 'text/plain', content: 'Bonjour' }
  const exchange = fakeExchange([fakeMessage(text)])
  const gateway = new FakeGateway()
  const patientId = gateway.add(1, 'Camille', [exchange])
  let bench: PortalBench
  beforeAll(async () => {
    bench = await openPortal(
      gateway,
      [{ login: 'camille', code: 'bon', patientId, profile: 'open' }],
      new FakeRecord(patientId),
    )
  })
  afterAll(() => bench.listener.close(100))
  const english = { cookie: '__Host-mss-langue=en' }

  it('answers in French until somebody chooses', async () => {
    const browser = bench.browser()
    const asked = { 'accept-language': 'en-GB,en;q=0.9' }
    const french = await browser.get('/connexion', asked)
    expect(french.text).toMatch(/<html lang="fr">.*Votre messagerie/s)
    const page = await browser.get('/connexion', english)
    expect(page.text).toMatch(/<html lang="en">.*<h1>Your health messages<\/h1>/s)
    expect(page.text).toMatch(/<button [^>]*value="fr" lang="fr"[^>]*>Français<\/button>/)
  })

  it('keeps the choice made before sign-in, and comes back to the page', async () => {
    const browser = bench.browser()
    await browser.get('/connexion')
    const answer = await browser.post('/langue', {
      langue: 'en',
      jeton: '',
      retour: '/connexion?motif=fin',
    })
    expect([answer.status, answer.location]).toEqual([303, '/connexion?motif=fin'])
    expect(answer.setCookies[0]).toMatch(
      /^__Host-mss-langue=en; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect((await browser.get('/connexion')).text).toContain('<html lang="en">')
    await browser.signIn('camille', 'bon')
    expect((await browser.get('/echanges')).text).toContain('<h1>My exchanges</h1>')
    expect((await browser.get('/rien')).text).toContain('<h1>Page not found</h1>')
  })

  it('gives every page in English', async () => {
    const browser = bench.browser()
    await browser.signIn('camille', 'bon')
    browser.cookies.set('__Host-mss-langue', 'en')
    for (const path of [
      '/echanges',
      `/echanges/${exchange.summary.exchangeId}`,
      '/documents',
      '/documents/doc-1',
      '/documents/a-classer',
      '/documents/ajouter',
      '/documents?ecartes=oui',
      '/traces',
      '/acces',
      '/compte/langue',
    ]) {
      const page = (await browser.get(path)).text
      expect([path, /<html lang="(..)">/.exec(page)?.[1]]).toEqual([path, 'en'])
      // What people wrote is French, and marked so; the words of the page are not.
      const ours = page.replace(/<(\w+)[^>]* lang="fr"[^>]*>[^<]*<\/\1>/g, '')
      const words = ours.replace(/<[^>]+>/g, '\n')
      expect([path, /\b(?:vous|votre|vos|une|les|pour|dans)\b.*/i.exec(words)?.[0]]).toEqual([
        path,
        undefined,
      ])
    }
  })

  it('keeps the choice with the settings, which hold in every browser', async () => {
    let kept: Language | null = null
    const changes: unknown[] = []
    const settings = {
      sendsNotices: false,
      get: async () => ({
        ...defaultPatientSettings(patientId),
        consent: { version: consentVersion, at: 0 },
        language: kept,
      }),
      change: async (_: unknown, change: { language?: Language | null }) => {
        changes.push(change)
        kept = change.language ?? kept
        return ok(undefined)
      },
      visited: () => undefined,
    } as unknown as PortalSettings
    const portal = await openPortal(
      gateway,
      [{ login: 'camille', code: 'bon', patientId, profile: 'open' }],
      undefined,
      { settings },
    )
    try {
      const browser = portal.browser()
      await browser.signIn('camille', 'bon')
      const jeton = hiddenField((await browser.get('/compte/langue')).text, 'jeton')
      const form = { langue: 'en', retour: '/compte/langue' }
      expect((await browser.post('/langue', { ...form, jeton: 'autre' })).status).toBe(303)
      expect(changes).toEqual([])
      await browser.post('/langue', { ...form, jeton })
      expect(changes).toEqual([{ language: 'en' }])
      const page = (await browser.get('/compte/langue')).text
      expect(page).toContain('The language has been changed.')
      expect((await browser.get('/compte/langue')).text).not.toContain('has been changed')
      const elsewhere = portal.browser()
      await elsewhere.signIn('camille', 'bon')
      expect((await elsewhere.get('/echanges')).text).toContain('<html lang="en">')
    } finally {
      await portal.listener.close(100)
    }
  })

  it.each(['//ailleurs.example/', '/\\ailleurs.example', 'https://ailleurs.example/', ''])(
    'never goes to %s',
    async (retour) => {
      const browser = bench.browser()
      const answer = await browser.post('/langue', { langue: 'fr', jeton: '', retour })
      expect(answer.location).toBe('/')
    },
  )

  it('knows two languages only', async () => {
    const answer = await bench.browser().post('/langue', { langue: 'xx', retour: '/' })
    expect([answer.status, answer.setCookies]).toEqual([400, []])
  })

  it('lets no other site choose', async () => {
    const answer = await bench
      .browser()
      .post('/langue', { langue: 'en', retour: '/' }, { 'sec-fetch-site': 'cross-site' })
    expect([answer.status, answer.setCookies]).toEqual([403, []])
  })
})
