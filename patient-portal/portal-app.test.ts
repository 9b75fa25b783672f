import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AccountId } from '../domain/ids.js'
import { limits } from '../domain/limits.js'
import { portalLimits } from '../domain/portal-limits.js'
import { FakeGateway, fakeExchange, fakeMessage } from '../test-fixtures/portal/fake-gateway.js'
import { openPortal, type PortalBench } from '../test-fixtures/portal/portal-bench.js'
import { hiddenField } from '../test-fixtures/portal/portal-client.js'

const gateway = new FakeGateway()
const pdf = Buffer.from('%PDF-1.4\n%âãÏÓ\n1 0 obj\n')
const address = 'claire.morel@hopital.mssante.test'

const rich = fakeMessage(
  {
    type: 'multipart/mixed',
    children: [
      {
        type: 'multipart/alternative',
        children: [
          {
            type: 'text/plain',
            content: `Bonjour,\nvoir https://exemple.test/a?b=1.\nDr Morel <${address}>\n\nLe 3 mars, X <${address}> a écrit :\n> ancien message\n`,
          },
          {
            type: 'text/html',
            content: `<p onclick=a()>Bonjour <b>vous</b><script>x</script><img src="https://t.test/p.gif"> ${address}</p>`,
          },
        ],
      },
      { type: 'application/pdf', fileName: 'compte rendu é.pdf', content: pdf, encoding: 'base64' },
      { type: 'image/svg+xml', fileName: 'x.svg', content: '<svg onload="a()"/>' },
    ],
  },
  { subject: `XDM/1.0/DDM+ Consignes ${address}`, preview: `Bonjour ${address}` },
)
const open = fakeExchange([rich])
const ended = fakeExchange(
  [fakeMessage({ type: 'text/plain', content: 'Fin.' }, { seen: true })],
  { state: 'ended', endedBy: 'Dr Claire MOREL', endedAt: Date.UTC(2026, 10, 1, 12) },
  'exchange-ended',
)
const silent = fakeExchange(
  [fakeMessage({ type: 'text/plain', content: 'Info.' }, { seen: true, answerable: false })],
  {},
  'message-not-answerable',
)
const foreign = fakeExchange([fakeMessage({ type: 'text/plain', content: 'secret de Paul' })])

let bench: PortalBench
let camille: AccountId
beforeAll(async () => {
  camille = gateway.add(1, 'Camille Durand', [open, ended, silent])
  const paul = gateway.add(2, 'Paul Petit', [foreign])
  bench = await openPortal(gateway, [
    { login: 'camille', code: 'bon', patientId: camille, profile: 'open' },
    { login: 'paul', code: 'bon', patientId: paul, profile: 'open' },
    { login: 'ferme', code: 'bon', patientId: paul, profile: 'closed' },
    { login: 'oppose', code: 'bon', patientId: paul, profile: 'opposed' },
    { login: 'deces', code: 'bon', patientId: paul, profile: 'deceased' },
    { login: 'absent', code: 'bon', patientId: paul, profile: 'not-created' },
  ])
})
afterAll(() => bench.listener.close(100))

const signedIn = async () => {
  const browser = bench.browser()
  expect((await browser.signIn('camille', 'bon')).location).toBe('/echanges')
  return browser
}
const openPath = `/echanges/${open.summary.exchangeId}`
const richPath = `${openPath}/messages/${rich.summary.messageId}`

describe('sign-in', () => {
  it('sends strangers to the sign-in page from every page', async () => {
    const browser = bench.browser()
    for (const path of ['/echanges', openPath, `${richPath}/mise-en-page`, `${richPath}/pieces/2`])
      expect((await browser.get(path)).location).toBe('/connexion')
    expect((await browser.get('/')).location).toBe('/echanges')
  })

  it('keeps the login and says why after a wrong code', async () => {
    const answer = await bench.browser().signIn('camille', 'faux')
    expect(answer.status).toBe(401)
    expect(answer.text).toContain('Identifiant ou code incorrect')
    expect(answer.text).toContain('value="camille"')
    expect(answer.text).toContain('aria-invalid="true"')
  })

  it.each([
    ['ferme', 'est fermé'],
    ['oppose', 'Vous avez refusé l’ouverture'],
    ['deces', 'Cet espace santé est clos'],
    ['absent', 'n’est pas encore ouvert'],
  ])('explains the profile of %s and opens no session', async (login, words) => {
    const browser = bench.browser()
    const answer = await browser.signIn(login, 'bon')
    expect(answer.status).toBe(403)
    expect(answer.text).toContain(words)
    expect(browser.cookies.has('__Host-mss-session')).toBe(false)
  })

  it('sets a cookie of this host only, and a new one at each sign-in', async () => {
    const browser = bench.browser()
    browser.cookies.set('__Host-mss-session', 'planted')
    const answer = await browser.signIn('camille', 'bon')
    const cookie = answer.setCookies.find((line) => line.startsWith('__Host-mss-session='))
    expect(cookie).toMatch(
      /^__Host-mss-session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    )
    const first = browser.cookies.get('__Host-mss-session')!
    expect(first).not.toBe('planted')
    const page = bench.browser()
    const jeton = hiddenField((await page.get('/connexion')).text, 'jeton')
    page.cookies.set('__Host-mss-session', first)
    await page.post('/connexion', { jeton, identifiant: 'camille', code: 'bon' })
    expect(page.cookies.get('__Host-mss-session')).not.toBe(first)
    expect((await browser.get('/echanges')).location).toBe('/connexion?motif=session')
  })

  it('refuses a sign-in form without its token, or from elsewhere', async () => {
    const browser = bench.browser()
    const page = await browser.get('/connexion')
    const jeton = hiddenField(page.text, 'jeton')
    const fields = { identifiant: 'camille', code: 'bon' }
    expect((await browser.post('/connexion', fields)).status).toBe(403)
    const stranger = bench.browser()
    expect((await stranger.post('/connexion', { ...fields, jeton })).status).toBe(403)
    for (const headers of [
      { origin: 'https://evil.test' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
    ]) {
      const answer = await browser.post('/connexion', { ...fields, jeton }, headers)
      expect(answer.status).toBe(403)
    }
    const own = { origin: 'null', 'sec-fetch-site': 'same-origin' }
    expect((await browser.post('/connexion', { ...fields, jeton }, own)).status).toBe(303)
  })

  it('blocks a login after too many failures, also with the right code, for a while', async () => {
    const browser = bench.browser()
    for (let i = 0; i < limits.signInFailuresMax; i++) {
      expect((await browser.signIn('paul', `faux${i}`)).status).toBe(401)
    }
    const blocked = await browser.signIn('paul', 'bon')
    expect(blocked.status).toBe(429)
    expect(blocked.headers['retry-after']).toBe('600')
    bench.clock.advance(limits.signInFailureWindowMs)
    expect((await browser.signIn('paul', 'bon')).status).toBe(303)
  })

  it('ends a session by sign-out, idleness, age, and a closed profile', async () => {
    const left = await signedIn()
    const token = left.cookies.get('__Host-mss-session')!
    expect((await left.post('/deconnexion', { jeton: 'faux' })).status).toBe(403)
    const jeton = hiddenField((await left.get('/echanges')).text, 'jeton')
    expect((await left.post('/deconnexion', { jeton })).location).toBe('/connexion?motif=fin')
    left.cookies.set('__Host-mss-session', token)
    expect((await left.get('/echanges')).status).toBe(303)

    const idle = await signedIn()
    bench.clock.advance(portalLimits.portalSessionMs)
    expect((await idle.get('/echanges')).location).toBe('/connexion?motif=session')

    const old = await signedIn()
    for (
      let age = 0;
      age < portalLimits.portalSessionAbsoluteMs;
      age += portalLimits.portalSessionMs / 2
    ) {
      expect((await old.get('/echanges')).status).toBe(200)
      bench.clock.advance(portalLimits.portalSessionMs / 2)
    }
    expect((await old.get('/echanges')).status).toBe(303)

    const closed = await signedIn()
    const [patientId, standing] = [...gateway.patients][0]!
    gateway.patients.set(patientId, { ...standing, profile: 'closed' })
    expect((await closed.get('/echanges')).status).toBe(303)
    gateway.patients.set(patientId, standing)
    expect((await closed.get('/echanges')).status).toBe(303)
  })
})

describe('reading', () => {
  it('lists exchanges with unread and ended marks', async () => {
    const { text } = await (await signedIn()).get('/echanges')
    expect(text).toContain('Dr Claire MOREL')
    expect(text).toContain('CHU de Rivière')
    expect(text).toContain('1\u00a0message non lu')
    expect(text).toContain('Échange terminé')
    expect(text).toContain('appelez le\u00a015 ou le\u00a0112')
    expect(text).not.toContain('XDM/1.0')
    expect(text).not.toContain('secret de Paul')
  })

  it('shows the text with folded quotations, links, files, and marks it as seen', async () => {
    const answer = await (await signedIn()).get(openPath)
    expect(answer.text).toContain('Dr Claire MOREL CHU')
    expect(answer.text).toMatch(/<details class="quoted">.*ancien message/s)
    expect(answer.text).toContain('href="https://exemple.test/a?b=1"')
    expect(answer.text).toContain('compte rendu é.pdf')
    expect(answer.text).toContain('document PDF')
    expect(answer.text).toContain('lundi 23 novembre 2026 à 8\u00a0h\u00a005')
    expect(answer.text).toMatch(
      /<iframe[^>]* sandbox="allow-popups allow-popups-to-escape-sandbox"/,
    )
    expect(gateway.seen).toContain(rich.summary.messageId)
  })

  it('serves the formatted form sanitised in a sandbox', async () => {
    const answer = await (await signedIn()).get(`${richPath}/mise-en-page`)
    expect(answer.text).toContain('<b>vous</b>')
    expect(answer.text).not.toMatch(/<script|onclick|t\.test|<img/)
    const policy = String(answer.headers['content-security-policy'])
    expect(policy).toContain('sandbox allow-popups')
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/script-src|https?:|'self'.*img|unsafe/)
  })

  it('downloads what was sent, by sniffed type and clean name', async () => {
    const browser = await signedIn()
    const file = await browser.get(`${richPath}/pieces/2`)
    expect(file.bytes.equals(pdf)).toBe(true)
    expect(file.headers['content-type']).toBe('application/pdf')
    expect(file.headers['content-disposition']).toBe(
      `attachment; filename="compte rendu e.pdf"; filename*=UTF-8''compte%20rendu%20%C3%A9.pdf`,
    )
    expect(file.headers['x-content-type-options']).toBe('nosniff')
    expect(file.headers['content-security-policy']).toContain('sandbox')
    const svg = await browser.get(`${richPath}/pieces/3`)
    expect(svg.headers['content-type']).toBe('application/octet-stream')
    expect(svg.headers['content-disposition']).toMatch(/^attachment/)
    for (const part of ['1', '1.1', '9', '../2', 'x'])
      expect((await browser.get(`${richPath}/pieces/${part}`)).status).toBe(404)
  })

  it('puts every wall on every answer', async () => {
    const browser = await signedIn()
    for (const path of [
      '/echanges',
      openPath,
      `${richPath}/pieces/2`,
      '/nulle-part',
      '/robots.txt',
    ]) {
      const { headers } = await browser.get(path)
      expect(headers['strict-transport-security']).toContain('max-age=')
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('no-referrer')
      expect(headers['cross-origin-opener-policy']).toBe('same-origin')
      expect(headers['permissions-policy']).toContain('camera=()')
      expect(headers['cache-control']).toBe('no-store')
      expect(headers['content-security-policy']).toContain("default-src 'none'")
      expect(headers['content-security-policy']).not.toContain('unsafe')
    }
    const { text } = await browser.get(openPath)
    expect(text).not.toMatch(
      /<script(?! type="module" src="\/fichiers\/[\w.-]+">)|<style|\sstyle="|\son[a-z]+="|javascript:/i,
    )
    const css = /href="(\/fichiers\/portail\.[\w-]+\.css)"/.exec(text)![1]!
    const sheet = await browser.get(css)
    expect(sheet.headers['cache-control']).toContain('immutable')
    expect(sheet.text).not.toMatch(/url\(|@import/)
  })

  it('answers unknown pages and failures in French, without detail', async () => {
    const browser = await signedIn()
    const missing = await browser.get('/echanges/inconnu')
    expect(missing.status).toBe(404)
    expect(missing.text).toContain('Page introuvable')
    gateway.isBroken = true
    const broken = await browser.get('/echanges')
    gateway.isBroken = false
    expect(broken.status).toBe(500)
    expect(broken.text).toContain('Une erreur est survenue')
    expect(broken.text).not.toContain('broken on purpose')
    expect((await browser.ask('DELETE', '/echanges')).status).toBe(404)
  })
})

describe('answering', () => {
  const reply = async (
    fields: Record<string, string>,
    files: { name: string; content: Buffer | string }[] = [],
    exchange = open,
  ) => {
    const browser = await signedIn()
    const path = `/echanges/${exchange.summary.exchangeId}`
    await gateway.drafts.drop(camille, exchange.summary.exchangeId)
    const { text } = await browser.get(openPath)
    const message = exchange.messages[0]!.summary.messageId
    const jeton = hiddenField(text, 'jeton')
    const envoi = hiddenField(text, 'envoi')
    const edition = hiddenField(text, 'edition')
    const all = { jeton, envoi, edition, message, acte: 'envoyer', ...fields }
    return { browser, all, answer: await browser.postFiles(`${path}/reponse`, all, files) }
  }

  it('sends text and files once, with a subject that answers, and says so', async () => {
    gateway.replies.length = 0
    const { browser, all, answer } = await reply({ texte: 'Merci\r\nbeaucoup' }, [
      { name: 'C:\\scan\\ordonnance.pdf', content: pdf },
      { name: '', content: '' },
    ])
    expect(answer.status).toBe(303)
    const again = await browser.postFiles(`${openPath}/reponse`, all, [])
    expect(again.status).toBe(303)
    expect(gateway.replies).toHaveLength(1)
    const [sent] = gateway.replies
    expect(sent).toMatchObject({ text: 'Merci\nbeaucoup', replyAll: false })
    expect(sent!.subject).toBe(`Re: Consignes ${address}`)
    expect(sent!.attachments[0]).toMatchObject({
      fileName: 'C__scan_ordonnance.pdf',
      contentType: 'application/pdf',
    })
    expect(Buffer.from(sent!.attachments[0]!.content).equals(pdf)).toBe(true)
    expect((await browser.get(openPath)).text).toContain('Votre réponse a été envoyée')
    expect((await browser.get(openPath)).text).not.toContain('Votre réponse a été envoyée')
  })

  it('takes no post without the token of the session', async () => {
    gateway.replies.length = 0
    for (const jeton of ['', 'faux']) {
      expect((await reply({ texte: 'x', jeton })).answer.status).toBe(403)
    }
    const other = await signedIn()
    const jeton = hiddenField((await other.get(openPath)).text, 'jeton')
    expect((await reply({ texte: 'x', jeton })).answer.status).toBe(403)
    expect(gateway.replies).toHaveLength(0)
  })

  const exe = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200, 1)])
  it.each([
    ['nothing', {}, [], 422, 'Écrivez un message', 'texte'],
    ['blanks', { texte: ' \n\t' }, [], 422, 'Écrivez un message', 'texte'],
    ['a program', { texte: 'gardé' }, [{ name: 'a.pdf', content: exe }], 422, 'accepté', 'pieces'],
    [
      'a page',
      { texte: 'gardé' },
      [{ name: 'a.html', content: '<html>' }],
      422,
      'accepté',
      'pieces',
    ],
    [
      'a drawing',
      { texte: 'gardé' },
      [{ name: 'a.svg', content: '<svg/>' }],
      422,
      'accepté',
      'pieces',
    ],
    [
      'a disguise',
      { texte: 'gardé' },
      [{ name: 'a.jpg', content: pdf }],
      422,
      'correspond pas',
      'pieces',
    ],
    [
      'an empty file',
      { texte: 'gardé' },
      [{ name: 'a.pdf', content: '' }],
      422,
      'est vide',
      'pieces',
    ],
    [
      'too many files',
      { texte: 'gardé' },
      Array.from({ length: portalLimits.portalAttachmentsMax + 1 }, (_, i) => ({
        name: `${i}.pdf`,
        content: pdf,
      })),
      422,
      'Trop de fichiers',
      'pieces',
    ],
    [
      'too many octets',
      { texte: 'gardé' },
      [
        {
          name: 'a.pdf',
          content: Buffer.concat([pdf, Buffer.alloc(portalLimits.portalUploadBytesMax)]),
        },
      ],
      413,
      'dépassent',
      'pieces',
    ],
    ['too long a text', { texte: 'gardé'.repeat(10_001) }, [], 422, 'trop long', 'texte'],
  ])(
    'refuses %s beside its field and keeps the text',
    async (_, fields, files, status, says, field) => {
      gateway.replies.length = 0
      const { answer } = await reply(fields as Record<string, string>, files)
      expect(answer.status).toBe(status)
      expect(answer.text).toContain(says)
      expect(answer.text).toContain(`href="#${field}"`)
      expect(answer.text).toContain(`id="erreur-${field}"`)
      expect(answer.text).toContain('<title>Erreur')
      if ('texte' in fields && fields.texte?.startsWith('gardé'))
        expect(answer.text).toContain('gardé')
      expect(gateway.replies).toHaveLength(0)
    },
  )

  it('keeps the text when the gateway refuses', async () => {
    gateway.replyRefusal = 'storage-full'
    const { answer } = await reply({ texte: 'mes mots gardés' })
    gateway.replyRefusal = null
    expect(answer.status).toBe(503)
    expect(answer.text).toContain('mes mots gardés')
    expect(answer.text).toContain('L’envoi ne marche pas')
  })

  it('shows a notice in place of the form where no answer is allowed', async () => {
    const browser = await signedIn()
    const gone = (await browser.get(`/echanges/${ended.summary.exchangeId}`)).text
    expect(gone).toContain('Dr Claire MOREL a mis fin à cet échange le 1er novembre 2026')
    expect(gone).not.toContain('<textarea')
    const info = (await browser.get(`/echanges/${silent.summary.exchangeId}`)).text
    expect(info).toContain('n’attend pas de réponse')
    expect(info).not.toContain('<textarea')
  })

  it('keeps the words of an answer that came too late, and does not offer to send them again', async () => {
    const { answer } = await reply({ texte: 'mes mots tardifs' }, [], ended)
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('Votre réponse n’a pas été envoyée')
    expect(answer.text).toMatch(/<textarea[^>]* readonly[^>]*>mes mots tardifs<\/textarea>/)
    expect(answer.text).not.toContain('Envoyer la réponse')
    expect(answer.text).not.toContain('type="file"')
  })
})

describe('other people', () => {
  it('never answers with an object of another patient', async () => {
    const browser = await signedIn()
    const { exchangeId } = foreign.summary
    const { messageId } = foreign.messages[0]!.summary
    const jeton = hiddenField((await browser.get('/echanges')).text, 'jeton')
    const paths = [exchangeId, open.summary.exchangeId].flatMap((exchange) => [
      `/echanges/${exchange}/messages/${messageId}/mise-en-page`,
      `/echanges/${exchange}/messages/${messageId}/pieces/1`,
      `/echanges/${exchange}?avant=${messageId}`,
    ])
    for (const path of [...paths, `/echanges/${exchangeId}`]) {
      const answer = await browser.get(path)
      expect([path, answer.status]).toEqual([path, 404])
      expect(answer.text).not.toContain('secret')
    }
    for (const exchange of [exchangeId, open.summary.exchangeId]) {
      const fields = { jeton, message: messageId, texte: 'x', envoi: exchange }
      expect((await browser.post(`/echanges/${exchange}/reponse`, fields)).status).toBe(404)
    }
    expect(gateway.replies.some(({ inReplyTo }) => inReplyTo === messageId)).toBe(false)
  })

  it('shows no address of a professional and logs no name', async () => {
    const browser = await signedIn()
    const paths = ['/echanges', openPath, `${richPath}/mise-en-page`]
    for (const path of paths) await browser.get(path)
    for (const answer of browser.seen) {
      const all = `${JSON.stringify(answer.headers)}${answer.text}`.toLowerCase()
      expect(all).not.toContain(address)
      expect(all).not.toContain('mssante.test')
    }
    expect(browser.seen.map(({ text }) => text).join()).toContain('[adresse masquée]')
    expect(bench.logged.join('\n')).not.toMatch(/camille|morel|@|consignes/i)
  })
})
