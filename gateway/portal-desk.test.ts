import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../domain/clock.js'
import type { AccountId } from '../domain/ids.js'
import type { ProfileState } from '../domain/profile.js'
import type { Reason } from '../domain/reasons.js'
import { err, ok } from '../domain/result.js'
import { scanMessage } from '../mail-format/scanner.js'
import { createMemoryStore } from '../mailbox-store/memory/memory-store.js'
import { openPortal, type PortalBench } from '../patient-portal/testing/portal-bench.js'
import { hiddenField, type PortalClient } from '../patient-portal/testing/portal-client.js'
import type { PatientReply } from './flows/contract.js'
import { MailboxSession } from './flows/mailbox-session.js'
import { createPortalDesk } from './portal-desk.js'
import { createDevelopmentSignIn, type DevelopmentIdentity } from './portal-desk-sign-in.js'
import { createPortalTokens } from './portal-desk-tokens.js'
import type { GatewaySettings } from './settings.js'

const settings: GatewaySettings = {
  hostName: 'passerelle.demo.mss.test',
  localDomains: new Set(['demo.mss.test']),
  citizenDomain: 'patient.mss.test',
  environment: 'test',
  development: true,
}
const store = createMemoryStore({})
const doctor = 'claire.morel@demo.mss.test'
const colleague = 'cardiologie@autre.mss.test'
const identities: DevelopmentIdentity[] = []
const replies: PatientReply[] = []
let refusal: Reason | null = null
let bench: PortalBench

async function addPatient(login: string, matricule: string, state: ProfileState = 'open') {
  const address = `${matricule}@patient.mss.test`
  const done = await store.commit({
    operations: [
      {
        op: 'put-account',
        account: {
          kind: 'patient',
          address,
          displayName: address,
          entity: '',
          state: 'active',
          acceptsPatientsFirst: false,
          ownerId: null,
          quotaBytes: 0,
          createdAt: 1,
        },
      },
    ],
  })
  if (!done.ok) throw new Error(done.reason)
  const accountId = (done.outcomes[0] as { accountId: AccountId }).accountId
  const profile = {
    accountId,
    matricule,
    insOid: '1.2.250.1.213.1.4.10',
    birthName: 'DURAND',
    usedName: '',
    firstNames: ['Camille'],
    birthDate: '1988-06-01',
    sex: 'female' as const,
    state,
    notificationEmail: null,
  }
  await store.commit({ operations: [{ op: 'put-profile', profile }] })
  identities.push({ login, code: `code-${login}`, displayName: 'Camille Durand', address })
  return { accountId, address }
}

const openExchange = (patientId: AccountId, professionalAddress: string, name: string) =>
  store.commit({
    operations: [
      {
        op: 'open-exchange',
        patientId,
        professionalAddress,
        professionalName: name,
        professionalEntity: 'Hôpital de démonstration',
        at: 1,
      },
    ],
  })

async function deliver(
  patientId: AccountId,
  message: string,
  more: { correspondent?: string; at?: number; mailbox?: 'inbox' | 'sent' } = {},
) {
  const body = Buffer.from(message.replace(/\r?\n/g, '\r\n'))
  const done = await store.commit({
    messages: [{ prefix: new Uint8Array(), body: { inline: body }, scanned: scanMessage(body) }],
    operations: [
      {
        op: 'append-email',
        accountId: patientId,
        mailbox: more.mailbox ?? 'inbox',
        message: { index: 0 },
        flags: more.mailbox === 'sent' ? ['\\Seen'] : [],
        internalDate: more.at ?? Date.UTC(2026, 10, 23, 8),
        correspondent: more.correspondent ?? doctor,
      },
    ],
  })
  if (!done.ok) throw new Error(done.reason)
}

const letter = (words: string, to: string) => `From: Claire_MOREL_CHU <${doctor}>
To: <${to}>
Cc: Cardiologie <${colleague}>
Subject: XDM/1.0/DDM+ Consignes
Message-ID: <${words}@demo.mss.test>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

${words} apr=E8s l=
'op=E9ration. ${doctor}
--b
Content-Type: text/html

<p>${words} <a href="mailto:${doctor}">${doctor}</a></p>
--b
Content-Type: application/pdf
Content-Disposition: attachment; filename*=utf-8''r%C3%A9sultat.pdf
Content-Transfer-Encoding: base64

JVBERi0xLjQKJeLjz9MK
--b
Content-Type: message/rfc822

From: <${doctor}>
Subject: joint

avant
--b--
`

let camille: { accountId: AccountId; address: string }
let other: { accountId: AccountId; address: string }
beforeAll(async () => {
  camille = await addPatient('camille', '288069999900104')
  other = await addPatient('autre', '188069999900197')
  await addPatient('ferme', '188069999900294', 'closed')
  for (const { accountId, address } of [camille, other]) {
    await openExchange(accountId, doctor, 'Dr Claire MOREL')
    await openExchange(accountId, colleague, 'Équipe de cardiologie')
    await deliver(accountId, letter(`mot-de-${accountId}`, address))
    await deliver(accountId, letter(`vieux-${accountId}`, address), { at: 1_000_000 })
  }
  const desk = createPortalDesk({
    read: store.read,
    flows: {
      mayReply: async () => (refusal === null ? ok(undefined) : err(refusal)),
      reply: async (reply) => {
        replies.push(reply)
        return ok({ queueId: 'q1' })
      },
    },
    openMailbox: (identity) =>
      new MailboxSession(
        {
          store,
          settings,
          clock: systemClock,
          watch: { watchMailbox: () => () => {}, watchAccount: () => () => {} },
        },
        identity,
      ),
    settings,
    tokenKey: Buffer.alloc(32, 7),
  })
  const signIn = createDevelopmentSignIn({ read: store.read, identities: async () => identities })
  bench = await openPortal(desk, signIn)
})
afterAll(() => bench.listener.close(100))

const enter = async (login: string): Promise<PortalClient> => {
  const browser = bench.browser()
  expect((await browser.signIn(login, `code-${login}`)).status).toBe(303)
  return browser
}

/** Every address that pages of a session lead to, by links, frames and forms. */
async function crawl(browser: PortalClient): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const waiting = ['/echanges']
  while (waiting.length > 0) {
    const path = waiting.pop()!
    const { text } = await browser.get(path)
    for (const [, kind, target] of text.matchAll(/ (href|src|action)="(\/[^"#]*)/g)) {
      const url = target!.replace(/&amp;/g, '&')
      if (found.has(url) || /^\/(?:fichiers|deconnexion|connexion)/.test(url)) continue
      found.set(url, kind!)
      if (kind === 'href') waiting.push(url)
    }
  }
  return found
}

describe('the portal over the store', () => {
  it('reads what was sent, decoded, and counts it as read', async () => {
    const browser = await enter('camille')
    const list = await browser.get('/echanges')
    expect(list.text).toContain('2\u00a0messages non lus')
    expect(list.text).toContain('Camille DURAND')
    const path = /href="(\/echanges\/[\w-]+)"/.exec(list.text)![1]!
    const page = await browser.get(path)
    expect(page.text).toContain('après l&#39;opération')
    expect(page.text).toContain('résultat.pdf')
    expect(page.text).toContain('message-joint.eml')
    expect(page.text).toContain('Répondre aussi à\u00a0: Équipe de cardiologie')
    expect((await browser.get('/echanges')).text).toContain('Tous vos messages sont lus')
    const pdf = /href="([^"]+\/pieces\/3)"/.exec(page.text)![1]!
    expect((await browser.get(pdf)).bytes.toString('latin1')).toBe('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n')
  })

  it('answers the message that was chosen, through the flow', async () => {
    const browser = await enter('camille')
    const [path] = [...(await crawl(browser)).keys()].filter((url) => /repondre=/.test(url))
    const page = (await browser.get(path!)).text
    const action = /action="([^"]+\/reponse)"/.exec(page)![1]!
    const fields = Object.fromEntries(
      ['jeton', 'envoi', 'message'].map((name) => [name, hiddenField(page, name)]),
    )
    const sent = await browser.post(action, { ...fields, texte: 'Merci', 'a-tous': 'oui' })
    expect(sent.status).toBe(303)
    expect(replies.at(-1)).toMatchObject({
      patientId: camille.accountId,
      professionalAddress: doctor,
      inReplyTo: { uid: 2 },
      replyAll: true,
      subject: 'Re: Consignes',
      text: 'Merci',
    })
  })

  it('answers nothing of one patient to another, whatever the route', async () => {
    const mine = await enter('camille')
    const theirs = await enter('autre')
    const stranger = bench.browser()
    const routes = [...(await crawl(mine))].filter(([url]) => /^\/echanges\/./.test(url))
    expect(routes.length).toBeGreaterThan(8)
    const jeton = hiddenField((await theirs.get('/echanges')).text, 'jeton')
    const sentBefore = replies.length
    for (const [url, kind] of routes) {
      const send = (browser: PortalClient) =>
        kind === 'action' ? browser.post(url, { jeton, texte: 'x' }) : browser.get(url)
      const answer = await send(theirs)
      // `?repondre=` chooses among one's own: the exchange itself is already not theirs.
      expect([url, answer.status]).toEqual([url, 404])
      expect(answer.text).not.toMatch(new RegExp(`(?:mot-de|vieux)-${camille.accountId}\\b`))
      expect([url, (await send(stranger)).status]).toEqual([url, 303])
    }
    // Parts of both put together.
    const theirRoutes = [...(await crawl(theirs)).keys()].filter((url) => /messages/.test(url))
    for (const [url] of routes.filter(([one]) => one.includes('/messages/'))) {
      for (const their of theirRoutes.slice(0, 3)) {
        const mixed = url.replace(/^\/echanges\/[\w-]+/, /^\/echanges\/[\w-]+/.exec(their)![0])
        expect([mixed, (await theirs.get(mixed)).status]).toEqual([mixed, 404])
      }
    }
    expect(replies).toHaveLength(sentBefore)
  })

  it('shows no address and no INS anywhere', async () => {
    const browser = await enter('camille')
    for (const [url, kind] of await crawl(browser)) if (kind !== 'action') await browser.get(url)
    expect(browser.seen.length).toBeGreaterThan(10)
    for (const { headers, text } of browser.seen) {
      const all = `${JSON.stringify(headers)}${text}`.toLowerCase()
      expect(all).not.toMatch(/@(?:demo|autre|patient)\.mss\.test/)
      expect(all).not.toContain('288069999900104')
      expect(all).not.toContain(
        Buffer.from(doctor).toString('base64url').slice(0, 12).toLowerCase(),
      )
    }
    expect(bench.logged.join('\n')).not.toMatch(/@|2880699/)
  })

  it('pages through a long conversation without loss or repetition', async () => {
    const { accountId } = camille
    const many = 'secretariat@demo.mss.test'
    await openExchange(accountId, many, 'Secrétariat')
    for (let i = 0; i < 45; i++) {
      const text = `From: <${many}>\nTo: <${camille.address}>\nSubject: s\n\nnumero-${i}-fin\n`
      // Threes of one millisecond, to lie across the ends of pages.
      await deliver(accountId, text, { correspondent: many, at: 5_000 + Math.floor(i / 3) })
    }
    const browser = await enter('camille')
    const list = (await browser.get('/echanges')).text
    let path = /href="(\/echanges\/[\w-]+)">Secrétariat/.exec(list)?.[1] ?? ''
    const numbers: string[] = []
    for (let page = 0; page < 5 && path !== ''; page++) {
      const { text } = await browser.get(path)
      numbers.push(...[...text.matchAll(/numero-(\d+)-fin/g)].map(([, n]) => n!))
      path = /href="([^"]+\?avant=[^"]+)"/.exec(text)?.[1] ?? ''
    }
    expect(numbers.map(Number)).toEqual(Array.from({ length: 45 }, (_, i) => 44 - i))
  })

  it('tells who ended an exchange, and why a message takes no answer', async () => {
    const browser = await enter('camille')
    const path = /href="(\/echanges\/[\w-]+)">Dr Claire/.exec(
      (await browser.get('/echanges')).text,
    )![1]!
    refusal = 'message-not-answerable'
    expect((await browser.get(path)).text).toContain('n’attend pas de réponse')
    await store.commit({
      operations: [
        {
          op: 'end-exchange',
          patientId: camille.accountId,
          professionalAddress: doctor,
          endedBy: 'Sophie LAMBERT',
          at: Date.UTC(2026, 10, 23, 9),
        },
      ],
    })
    refusal = 'exchange-ended'
    const { text } = await browser.get(path)
    expect(text).toContain('Sophie LAMBERT a mis fin à cet échange le 23 novembre 2026')
    refusal = null
  })

  it('explains a closed profile at sign-in', async () => {
    const answer = await bench.browser().signIn('ferme', 'code-ferme')
    expect([answer.status, answer.text.includes('est fermé')]).toEqual([403, true])
    expect((await bench.browser().signIn('camille', 'code-autre')).status).toBe(401)
  })
})

describe('tokens', () => {
  const tokens = createPortalTokens(Buffer.alloc(32, 7))
  const place = { mailboxId: 12, uid: 34, internalDate: 1_795_000_000_000 }
  const of = (patient: number, exchange: string, token: string) =>
    tokens.messagePlace(patient as AccountId, exchange, token)
  const token = tokens.messageId(1 as AccountId, 'e', place as never)

  it('opens for its patient and exchange only', () => {
    expect(token).toMatch(/^[\w-]{22}$/)
    expect(of(1, 'e', token)).toEqual(place)
    expect(of(2, 'e', token)).not.toEqual(place)
    expect(of(1, 'f', token)).not.toEqual(place)
  })

  it.each(['', 'x', 'A'.repeat(21), 'A'.repeat(23), `${'A'.repeat(21)}B`, '../../etc/passwd12345'])(
    'refuses %j',
    (text) => {
      expect(of(1, 'e', text)).toBeNull()
    },
  )
})
