import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { consentVersion } from '../../domain/consent-version.js'
import type { AccountId } from '../../domain/ids.js'
import type { PatientSettings } from '../../domain/patient-settings.js'
import { portalLimits } from '../../domain/portal-limits.js'
import { err, ok } from '../../domain/result.js'
import type { NoticeFault } from '../../gateway/notices/notice-sender.js'
import { createUnsubscribeLinks } from '../../gateway/notices/unsubscribe-links.js'
import { PortalSettingsDesk } from '../../gateway/portal/settings/portal-settings.js'
import { FakeGateway } from '../../test-fixtures/portal/fake-gateway.js'
import { openPortal, type PortalBench } from '../../test-fixtures/portal/portal-bench.js'
import { hiddenField, type PortalClient } from '../../test-fixtures/portal/portal-client.js'
import { FlowSpace } from '../../test-fixtures/world/flow-space.js'

/** The pages over the real desk, on the memory store; e-mails are kept. */
const camille = 'camille@exemple.test'
const notifications = '/compte/notifications'
const address = `${notifications}/adresse`
const code = `${notifications}/code`

let space: FlowSpace
let desk: PortalSettingsDesk
let bench: PortalBench
let browser: PortalClient
let jeton: string
let patientId: AccountId
let sent: { to: string; text: string }[]
let fault: NoticeFault | null

beforeEach(async () => {
  space = await FlowSpace.create()
  patientId = await space.id('jeanne')
  sent = []
  fault = null
  desk = new PortalSettingsDesk({
    deps: space.deps,
    sender: {
      send: async (to, _subject, text) => {
        if (fault !== null) return err(fault)
        sent.push({ to, text })
        return ok(undefined)
      },
      close: () => {},
    },
    links: createUnsubscribeLinks(Buffer.alloc(32, 7)),
    portalUrl: () => 'https://portail.test',
    author: { address: 'avis@courriel.test', name: 'Messagerie de santé' },
    outbox: '/donnees/run/outbox',
  })
  await desk.change(patientId, { consent: { version: consentVersion, at: 1 } })
  const gateway = new FakeGateway()
  gateway.add(patientId, 'Jeanne Essai', [])
  const identity = { login: 'jeanne', code: 'bon', patientId, profile: 'open' } as const
  bench = await openPortal(gateway, [identity], undefined, { settings: desk })
  browser = bench.browser()
  await browser.signIn('jeanne', 'bon')
  jeton = hiddenField((await browser.get('/compte')).text, 'jeton')
})
afterEach(async () => {
  await bench.listener.close(100)
  await desk.close()
})

const settings = () => desk.get(patientId)
const post = (path: string, fields: Record<string, string> = {}) =>
  browser.post(path, { jeton, ...fields })
const lastCode = () => /Votre code\u00a0: (\d{6})/.exec(sent.at(-1)!.text)![1]!
const words = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, '’')
    .replace(/[\s\u00a0\u202f]+/g, ' ')
const wordsOf = async (path: string) => words((await browser.get(path)).text)
const verified = async (more: Partial<PatientSettings> = {}) => {
  const change = { notificationEmail: camille, emailVerifiedAt: 1, ...more }
  await space.store.commit({
    operations: [{ op: 'change-patient-settings', accountId: patientId, change }],
  })
}

describe('walls', () => {
  it.each(['/compte', notifications, address, code])('sends strangers from %s', async (path) => {
    expect((await bench.browser().get(path)).location).toBe('/connexion')
  })

  const acts = [notifications, address, code, `${notifications}/retirer`]
  it.each(acts)('takes no form for %s without the token of the session', async (path) => {
    await verified()
    for (const fields of [{}, { jeton: 'autre' }]) {
      const answer = await browser.post(path, { ...fields, courriel: 'autre@exemple.test' })
      expect(answer.status).toBe(403)
    }
    expect(sent).toEqual([])
    expect((await settings()).notificationEmail).toBe(camille)
  })

  it('asks for a fresh sign-in before the address changes: it opens the account too', async () => {
    await verified()
    bench.clock.advance(portalLimits.portalRecentSignInMs + 1)
    const back = encodeURIComponent(address)
    for (const answer of [
      await browser.get(address),
      await post(address, { courriel: 'autre@exemple.test' }),
    ])
      expect(answer.location).toBe(`/connexion?motif=confirmer&vers=${back}`)
    expect((await post(`${notifications}/retirer`)).location).toContain('/connexion')
    expect(sent).toEqual([])
    expect((await settings()).notificationEmail).toBe(camille)
    // Choices can be undone: they ask for nothing.
    expect((await post(notifications, { rappel: '3' })).location).toBe(notifications)
  })

  it('keeps the address out of titles, URLs and logs', async () => {
    await post(address, { courriel: camille })
    await post(code, { code: lastCode() })
    await browser.get(notifications)
    for (const { text, location } of browser.seen) {
      expect(/<title>([^<]*)/.exec(text)?.[1] ?? '').not.toContain('camille')
      expect(location).not.toContain('camille')
    }
    expect(bench.logged.join()).not.toContain('camille')
  })
})

describe('the account', () => {
  const states: [says: string, more: Partial<PatientSettings>, shown: string][] = [
    ['an address', {}, `annoncés à ${camille}`],
    ['notices off', { notifiesMessages: false }, 'ne vous sont pas annoncés'],
    ['none', { notificationEmail: null, emailVerifiedAt: null }, 'Indiquez une adresse'],
    ['an unverified one', { emailVerifiedAt: null }, 'Indiquez une adresse'],
  ]
  it.each(states)('shows how it stands with %s', async (_, more, shown) => {
    await verified(more)
    const text = await wordsOf('/compte')
    expect(text).toContain(shown)
    for (const name of ['Sécurité', 'Langue']) expect(text).toContain(name)
  })

  it('leads to the pages that are there only', async () => {
    const { text } = await browser.get('/compte')
    expect(text).toContain('href="/compte/securite"')
    expect(text).not.toContain('href="/compte/profil"')
  })

  it('is a section of every page', async () => {
    expect((await browser.get('/echanges')).text).toContain('href="/compte"')
  })
})

describe('an address', () => {
  it('is given, proved by its code, shown, and taken away', async () => {
    expect((await post(address, { courriel: camille })).location).toBe(code)
    expect(sent[0]?.to).toBe(camille)
    expect(await wordsOf(code)).toContain(camille)
    expect(await wordsOf('/compte')).toContain('attend son code')
    expect((await post(code, { code: lastCode() })).location).toBe(notifications)
    const page = await wordsOf(notifications)
    expect(page).toContain('Adresse confirmée')
    expect(page).toContain(`Adresse utilisée : ${camille}`)
    expect((await post(`${notifications}/retirer`)).location).toBe(notifications)
    expect(await wordsOf(notifications)).toContain('Vous n’avez pas indiqué d’adresse')
  })

  const refusals: [courriel: string, status: number, says: string][] = [
    ['', 422, 'Écrivez votre adresse'],
    ['camille', 422, 'ne convient pas'],
    ['claire.morel@demo.mss.test', 422, 'ne convient pas'],
  ]
  it.each(refusals)('"%s" is refused at its field', async (courriel, status, says) => {
    const answer = await post(address, { courriel })
    expect(answer.status).toBe(status)
    expect(words(answer.text)).toContain(says)
    const input = /<input id="courriel"[^>]*>/.exec(answer.text)![0]
    expect(input).toContain('aria-invalid="true"')
    expect(input).toContain('aria-describedby="aide-courriel erreur-courriel"')
    expect(answer.text).toContain('<a href="#courriel">')
    expect(input).toContain(`value="${courriel}"`)
    expect(/<title>([^<]*)/.exec(answer.text)![1]).toMatch(/^Erreur/)
  })

  it('says when the smarthost is away, and when too many codes were asked for', async () => {
    fault = 'unavailable'
    expect((await post(address, { courriel: camille })).status).toBe(503)
    fault = null
    for (let i = 1; i < portalLimits.emailCodesPerAddressMax; i++)
      await post(address, { courriel: camille })
    const answer = await post(address, { courriel: camille })
    expect(answer.status).toBe(429)
    expect(words(answer.text)).toContain('Attendez une heure')
  })

  it('shows what was typed without trusting it', async () => {
    const answer = await post(address, { courriel: '"><script>alert(1)</script>' })
    expect(answer.text).not.toContain('<script>alert')
  })

  const codes: [typed: () => string, status: number, says: string][] = [
    [() => '', 422, 'Écrivez les six chiffres'],
    [() => '12345', 422, 'Écrivez les six chiffres'],
    [() => 'abcdef', 422, 'Écrivez les six chiffres'],
    [() => (lastCode() === '000000' ? '000001' : '000000'), 422, 'n’est pas le bon'],
  ]
  it.each(codes)('a wrong code is refused at its field', async (typed, status, says) => {
    await post(address, { courriel: camille })
    const answer = await post(code, { code: typed() })
    expect(answer.status).toBe(status)
    expect(words(answer.text)).toContain(says)
    expect(answer.text).toContain('aria-describedby="aide-code-recu erreur-code-recu"')
    // What is no code costs no attempt.
    expect((await post(code, { code: lastCode() })).location).toBe(notifications)
  })

  it('wants a new code after five wrong ones, with the address kept in the form', async () => {
    await post(address, { courriel: camille })
    const wrong = lastCode() === '000000' ? '000001' : '000000'
    let answer = await post(code, { code: wrong })
    for (let i = 1; i < portalLimits.emailCodeTriesMax; i++)
      answer = await post(code, { code: wrong })
    expect(words(answer.text)).toContain('n’est plus valable')
    expect(answer.text).toContain(`value="${camille}"`)
    expect((await post(code, { code: lastCode() })).status).toBe(422)
    expect((await settings()).notificationEmail).toBeNull()
  })

  it('has no code page without an address that waits', async () => {
    expect((await browser.get(code)).location).toBe(address)
  })
})

describe('choices', () => {
  beforeEach(() => verified())

  it('are kept and shown', async () => {
    expect((await post(notifications, { rappel: '14' })).location).toBe(notifications)
    expect(await settings()).toMatchObject({ notifiesMessages: false, reminderDays: 14 })
    const { text } = await browser.get(notifications)
    expect(words(text)).toContain('C’est enregistré')
    expect(/<input id="rappel-14"[^>]*>/.exec(text)![0]).toContain('checked')
    expect(/<input id="messages"[^>]*>/.exec(text)![0]).not.toContain('checked')
    await post(notifications, { rappel: '0', messages: 'oui' })
    expect(await settings()).toMatchObject({ notifiesMessages: true, reminderDays: 0 })
  })

  it.each(['', '1', '7 ', '-3', 'NaN'])('"%s" is no choice of days', async (rappel) => {
    const answer = await post(notifications, { rappel })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('href="#rappel-0"')
    expect((await settings()).reminderDays).toBe(7)
  })

  it('stand beside the e-mail as it will be, letter by letter', async () => {
    const { text, subject, from } = await desk.exampleNotice(patientId)
    const page = (await browser.get(notifications)).text.replace(/&#39;/g, "'")
    for (const part of [subject, from.replace('<', '&lt;').replace('>', '&gt;'), text.trim()])
      expect(page).toContain(part)
  })

  it('say where e-mails go in a demonstration', async () => {
    expect(await wordsOf(notifications)).toContain('/donnees/run/outbox')
  })

  it('speak English', async () => {
    await desk.change(patientId, { language: 'en' })
    await browser.post('/langue', { jeton, langue: 'en', retour: notifications })
    const page = await wordsOf(notifications)
    expect(page).toContain('When to tell you')
    expect(page).toContain('You have a new message')
    const own = page.replace(/Messagerie de santé|Opérateur d’essai|Français/g, '')
    expect(own).not.toMatch(/[éèà]/)
  })
})

describe('the link of a notice', () => {
  const stop = async () => {
    await verified()
    const { text } = await desk.exampleNotice(patientId)
    return new URL(/https:\S*desinscription\S*/.exec(text)![0]).pathname
  }

  it('asks first: a mail scanner that follows links switches nothing off', async () => {
    const path = await stop()
    const stranger = bench.browser()
    const answer = await stranger.get(path)
    expect(answer.status).toBe(200)
    expect((await settings()).notifiesMessages).toBe(true)
    expect((await stranger.post(path, {})).text).toContain('role="status"')
    expect((await settings()).notifiesMessages).toBe(false)
  })

  it('is one click for a mail service, from wherever it posts (RFC 8058)', async () => {
    const path = await stop()
    const headers = { origin: 'https://courriel.test', 'sec-fetch-site': 'cross-site' }
    const answer = await bench.browser().post(path, { 'List-Unsubscribe': 'One-Click' }, headers)
    expect(answer.status).toBe(200)
    expect((await settings()).notifiesMessages).toBe(false)
    // The wall stands for everything else.
    expect((await browser.post(notifications, { jeton, rappel: '3' }, headers)).status).toBe(403)
  })

  it.each(['x', 'A'.repeat(21), 'A'.repeat(64)])(
    'of another making is unknown: %s',
    async (token) => {
      await verified()
      const answer = await bench.browser().post(`/courriels/desinscription/${token}`, {})
      expect(answer.status).toBe(404)
      expect((await settings()).notifiesMessages).toBe(true)
    },
  )

  it('names nobody, and opens no session', async () => {
    const path = await stop()
    const answer = await bench.browser().post(path, {})
    expect(answer.text).not.toMatch(/Jeanne|camille/)
    expect(answer.setCookies.join()).not.toContain('session')
  })
})

it('a visit is told to the gateway, and kept at the end', async () => {
  await browser.get('/echanges')
  await desk.close()
  expect((await settings()).visitedAt).toBe(space.clock.at)
})
