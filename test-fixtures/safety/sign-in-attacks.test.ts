import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../world/eventually.js'
import { GatewayProcess } from '../world/gateway-process.js'
import { PreparedPatient } from './prepared-patient.js'
import { formsOf, type RawAnswer, RawBrowser } from './raw-browser.js'

/** Who wants in, or wants emails to go out, without being a patient. */
let gateway: GatewayProcess
let alice: PreparedPatient
const known = (): string => alice.ids.get('courriel')!

beforeAll(async () => {
  gateway = await GatewayProcess.start()
  alice = await PreparedPatient.of(gateway, 0, 'AMARANTE')
}, 120_000)
afterAll(async () => {
  alice?.browser.close()
  await gateway?.stop()
})

const mails = (): string[] => {
  const folder = join(gateway.folder, 'run', 'outbox')
  return readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
}

/** The form of a page, sent with these fields and headers. */
async function sent(
  visitor: RawBrowser,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<RawAnswer> {
  const [field] = Object.keys(fields)
  const form = formsOf(await visitor.get(path)).find((one) => field! in one.fields)
  if (form === undefined) throw new Error(`${path} has no field ${field}`)
  const body = new URLSearchParams({ ...form.fields, ...fields }).toString()
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  return visitor.ask('POST', form.action, body, { ...type, ...headers })
}

const withVisitor = async <T>(work: (visitor: RawBrowser) => Promise<T>): Promise<T> => {
  const visitor = new RawBrowser(gateway)
  try {
    return await work(visitor)
  } finally {
    visitor.close()
  }
}

describe('where a sign-in leads', () => {
  const elsewhere = [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/compte/../../evil',
    '/compte//evil.example',
    '/compte/x?y=//evil.example',
    '%2f%2fevil.example',
    '/compte/profil\r\nset-cookie: x=y',
    '/echanges/autre',
  ]
  it('is a page of the account, whatever is asked for', () =>
    withVisitor(async (visitor) => {
      const { login = '', code = '' } = alice.patient.portal ?? {}
      for (const vers of elsewhere) {
        const page = await visitor.get(`/connexion?vers=${encodeURIComponent(vers)}`)
        expect(page.body).not.toContain('evil')
        const answer = await sent(visitor, '/connexion', { identifiant: login, code, vers })
        expect([answer.status, answer.headers['location']], vers).toEqual([303, '/echanges'])
        visitor.cookies.clear()
        const spoken = await sent(visitor, '/connexion', { langue: 'en', retour: vers })
        const to = String(spoken.headers['location'])
        expect(new URL(to, visitor.origin).origin, vers).toBe(visitor.origin)
      }
    }))

  it('names no host that a request named', () =>
    withVisitor(async (visitor) => {
      const before = mails().length
      const host = { host: 'evil.example', 'x-forwarded-host': 'evil.example' }
      const answer = await sent(visitor, '/connexion/courriel', { courriel: known() }, host)
      expect(JSON.stringify(answer)).not.toContain('evil')
      await eventually(
        () => mails().length,
        (count) => count > before,
      )
      expect(mails().join()).not.toContain('evil')
      expect(JSON.stringify(await visitor.get('/connexion', host))).not.toContain('evil.example"')
    }))
})

describe('the form for a code', () => {
  it('answers an address that nobody has as one that somebody has', async () => {
    const answers = await Promise.all(
      [known(), 'personne@exemple.test'].map((courriel) =>
        withVisitor(async (visitor) => {
          const first = await sent(visitor, '/connexion/courriel', { courriel })
          const page = await visitor.get('/connexion/courriel/code')
          const wrong = await sent(visitor, '/connexion/courriel/code', { code: '000000' })
          const plain = ({ status, headers, body }: RawAnswer) => [
            status,
            Object.keys(headers).sort(),
            headers['location'],
            body.replace(/value="[\w-]{43}"/g, ''),
          ]
          return [first, page, wrong].map(plain)
        }),
      ),
    )
    expect(answers[0]).toEqual(answers[1])
  })

  it('writes to nobody else, and fills nobody’s mailbox', async () => {
    const hostile = [
      `${known()}\r\nBcc: autre@exemple.test`,
      `${known()},autre@exemple.test`,
      `"a" <${known()}>, autre@exemple.test`,
      `${known()}>`,
      `autre@exemple.test\0${known()}`,
    ]
    await withVisitor(async (visitor) => {
      for (const courriel of hostile)
        expect((await sent(visitor, '/connexion/courriel', { courriel })).status).toBe(400)
      for (const courriel of [known(), known().toUpperCase(), `  ${known()} `])
        for (let i = 0; i < 4; i++) await sent(visitor, '/connexion/courriel', { courriel })
    })
    const codes = mails().filter((one) => one.includes('connexion'))
    expect(codes.length).toBeLessThanOrEqual(5)
    for (const mail of mails()) {
      const [head = ''] = mail.split('\r\n\r\n')
      expect(head).not.toMatch(/^(?:bcc|cc):|autre@/im)
    }
  })
})

interface ListedTrace {
  readonly accountId: number | null
  readonly outcome: string
  readonly reason: string | null
  readonly detail: { readonly via: string; readonly remote: string; readonly keyed?: string }
}

describe('the trace of sign-ins', () => {
  const traces = (...filter: string[]): ListedTrace[] =>
    JSON.parse(gateway.mss('trace', 'list', '--action', 'sign-in', '--json', ...filter))
  const guess = (fields: Record<string, string>) =>
    withVisitor((visitor) => sent(visitor, '/connexion', { code: 'faux', ...fields }))

  it('holds each success and each refusal, and the account where it is known', async () => {
    const { login = '' } = alice.patient.portal ?? {}
    await guess({ identifiant: login })
    await guess({ identifiant: 'mon-mot-de-passe-secret' })
    const byForm = ({ detail }: ListedTrace) => detail.via === 'form'
    const [stranger, own] = await eventually(
      () => traces('--outcome', 'refused').filter(byForm),
      ({ length }) => length >= 2,
    )
    expect(stranger).toMatchObject({ accountId: null, reason: 'sign-in-failed' })
    expect(stranger!.detail.keyed).toMatch(/^[0-9a-f]{16}$/)
    expect(stranger!.detail.remote).toMatch(/127\.0\.0\.1$/)
    expect(own).toMatchObject({ accountId: expect.any(Number), reason: 'sign-in-failed' })
    const ofAlice = traces('--account', alice.patient.address)
    expect(ofAlice).toContainEqual(own)
    expect(ofAlice.map(({ detail, outcome }) => `${detail.via} ${outcome}`)).toEqual(
      expect.arrayContaining(['form accepted', 'form refused', 'email-code refused']),
    )
    const shown = JSON.parse(gateway.mss('account', 'show', alice.patient.address, '--json'))
    expect(shown.lastSignInAt).toBeGreaterThan(Date.now() - 600_000)
    const listed = gateway.mss('trace', 'list', '--action', 'sign-in')
    expect(listed).toMatch(/ patient +sign-in +accepted +portail usager, identité d’essai/)
    expect(listed).toMatch(/refused +sign-in-failed +portail usager, code par courriel/)
    expect(listed + JSON.stringify(traces())).not.toMatch(/mot-de-passe-secret|faux/)
  })

  it('stands for the patient on the page of security, without networks', async () => {
    const browser = await RawBrowser.signedIn(gateway, alice.patient)
    const { body } = await browser.get('/compte/securite')
    browser.close()
    const past = body.slice(body.indexOf('Dernières connexions'))
    expect(past).toMatch(/Connexion réussie.*Moyen\s: identité d’essai/s)
    expect(past).toMatch(/Tentative refusée.*Moyen\s: identité d’essai/s)
    expect(past.match(/<li>/g)).toHaveLength(10)
    expect(past).not.toContain('127.0.0.1')
  })

  it('is bounded for one network that guesses', async () => {
    const before = traces('--outcome', 'refused').length
    for (let n = 0; n < 30; n++) await guess({ identifiant: `inconnu${n}` })
    await guess({ identifiant: alice.patient.portal!.login })
    const isAlice = ({ accountId }: ListedTrace) => accountId !== null
    await eventually(
      () => traces('--outcome', 'refused'),
      ([newest]) => isAlice(newest!),
    )
    expect(traces('--outcome', 'refused').length - before).toBeLessThanOrEqual(11)
  })
})

describe('links of emails', () => {
  it('that nobody made do nothing, and say nothing of anybody', () =>
    withVisitor(async (visitor) => {
      const forged = ['A'.repeat(22), 'AAAA', 'x'.repeat(64), alice.ids.get('cle')!]
      for (const token of forged) {
        const path = `/courriels/desinscription/${token}`
        const asked = await visitor.get(path)
        const done = await visitor.ask('POST', path, 'List-Unsubscribe=One-Click', {
          'content-type': 'application/x-www-form-urlencoded',
        })
        // Of a block of the right length nobody learns whether it was one of ours.
        const isOfLength = token.length === 22
        expect([asked.status, done.status]).toEqual([200, isOfLength ? 200 : 404])
        expect(asked.body + done.body).not.toMatch(/AMARANTE|exemple\.test/i)
      }
      // The many sign-ins above took the place of the first session.
      await alice.browser.signIn(alice.patient)
      const page = await alice.browser.get('/compte/notifications')
      expect(page.body).toMatch(/name="messages"[^>]*checked/)
    }))
})

describe('what is written down meanwhile', () => {
  it('names nobody, and holds no code, subject, file or address', () => {
    const traces = gateway.mss('trace', 'list', '--json')
    const secret = [
      alice.patient.address.split('@')[0]!,
      known(),
      'AMARANTE',
      'Sujet',
      'courrier.pdf',
      alice.patient.portal!.code,
      alice.ids.get('jeton')!,
      alice.ids.get('joint')!,
      ...[...alice.browser.cookies.values()].filter((value) => value.length > 10),
      ...mails().flatMap((mail) => /\b\d{6}\b/.exec(mail.slice(mail.indexOf('\r\n\r\n'))) ?? []),
    ]
    for (const [name, text] of Object.entries({ log: gateway.log, traces })) {
      expect(text.length, name).toBeGreaterThan(100)
      expect(
        secret.filter((one) => text.toLowerCase().includes(one.toLowerCase())).length,
        name,
      ).toBe(0)
    }
  })
})
