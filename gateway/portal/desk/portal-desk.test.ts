import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AccountId } from '../../../domain/ids.js'
import { createMemoryStore } from '../../../mailbox-store/memory/memory-store.js'
import { deskDeps, openDesk } from '../../../test-fixtures/portal/desk-bench.js'
import { openPortal, type PortalBench } from '../../../test-fixtures/portal/portal-bench.js'
import { hiddenField, type PortalClient } from '../../../test-fixtures/portal/portal-client.js'
import {
  colleague,
  doctor,
  letter,
  PortalPeople,
} from '../../../test-fixtures/portal/portal-people.js'
import { createExchangeFlows } from '../../flows/exchange-flows.js'
import {
  createDevelopmentSignIn,
  type DevelopmentIdentity,
} from '../sign-in/development-sign-in.js'

const store = createMemoryStore({})
const identities: DevelopmentIdentity[] = []
let bench: PortalBench

const people = new PortalPeople(store)
const signInAs = (login: string, address: string): void => {
  identities.push({ login, code: `code-${login}`, displayName: 'Camille Durand', address })
}

let camille: { accountId: AccountId; address: string }
let other: { accountId: AccountId; address: string }
beforeAll(async () => {
  await people.addAccount('personal', doctor, 'Dr Claire MOREL')
  camille = await people.addPatient('288069999900104')
  other = await people.addPatient('188069999900197')
  signInAs('camille', camille.address)
  signInAs('autre', other.address)
  signInAs('ferme', (await people.addPatient('188069999900294', 'closed')).address)
  for (const { accountId, address } of [camille, other]) {
    await people.openExchange(accountId, doctor, 'Dr Claire MOREL')
    await people.openExchange(accountId, colleague, 'Équipe de cardiologie')
    await people.deliver(accountId, letter(`mot-de-${accountId}`, address))
    await people.deliver(accountId, letter(`vieux-${accountId}`, address), { at: 1_000_000 })
  }
  const desk = openDesk(store)
  const signIn = createDevelopmentSignIn({ read: store.read, identities: async () => identities })
  bench = await openPortal(desk, { form: signIn })
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
    const path = /href="(\/echanges\/[\w-]{22})"/.exec(list.text)![1]!
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
    const inbox = await people.inboxOf(doctor)
    expect(inbox).toHaveLength(1)
    expect(inbox[0]).toContain('Subject: Re: Consignes')
    expect(inbox[0]).toContain('Merci')
    expect(inbox[0]).toContain(`In-Reply-To: <vieux-${camille.accountId}@demo.mss.test>`)
    expect(inbox[0]).toContain(colleague)
    const { text } = await browser.get(action.replace('/reponse', ''))
    expect(text).toContain('Votre réponse a été envoyée')
    expect(text).toMatch(/Votre réponse<\/h3>.*Merci/s)
  })

  it('answers nothing of one patient to another, whatever the route', async () => {
    const mine = await enter('camille')
    const theirs = await enter('autre')
    const stranger = bench.browser()
    const routes = [...(await crawl(mine))].filter(([url]) => /^\/echanges\/[\w-]{22}/.test(url))
    expect(routes.length).toBeGreaterThan(8)
    const jeton = hiddenField((await theirs.get('/echanges')).text, 'jeton')
    const sentBefore = await people.inboxOf(doctor)
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
    expect(await people.inboxOf(doctor)).toEqual(sentBefore)
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
    await people.openExchange(accountId, many, 'Secrétariat')
    for (let i = 0; i < 45; i++) {
      const text = `From: <${many}>\nTo: <${camille.address}>\nSubject: s\n\nnumero-${i}-fin\n`
      // Threes of one millisecond, to lie across the ends of pages.
      await people.deliver(accountId, text, { correspondent: many, at: 5_000 + Math.floor(i / 3) })
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

  it('writes first in an exchange that has no message yet', async () => {
    const midwife = 'sage.femme@demo.mss.test'
    await people.addAccount('personal', midwife, 'Anne ROUX')
    await people.openExchange(camille.accountId, midwife, 'Anne ROUX, sage-femme')
    const browser = await enter('camille')
    const list = (await browser.get('/echanges')).text
    expect(list).toContain('vous pouvez écrire à ce professionnel')
    const path = /href="(\/echanges\/[\w-]+)">Anne/.exec(list)![1]!
    const page = (await browser.get(path)).text
    expect(page).toContain('Écrire un message')
    const fields = { jeton: hiddenField(page, 'jeton'), envoi: hiddenField(page, 'envoi') }
    const sent = await browser.postFiles(`${path}/reponse`, { ...fields, texte: 'Bonjour' }, [
      { name: 'écho é.pdf', content: '%PDF-1.4' },
    ])
    expect(sent.location).toBe(path)
    const [message] = await people.inboxOf(midwife)
    expect(message).toContain('Subject: Nouveau message')
    expect(message).toContain("utf-8''%C3%A9cho%20%C3%A9.pdf")
  })

  it('tells who ended an exchange, and why a message takes no answer', async () => {
    const browser = await enter('camille')
    const path = /href="(\/echanges\/[\w-]+)">Dr Claire/.exec(
      (await browser.get('/echanges')).text,
    )![1]!
    expect((await browser.get(path)).text).toContain('<textarea')
    const last = letter('dernier', camille.address).replace('MIME-V', 'X-MSS-MES: FIN\nMIME-V')
    await people.deliver(camille.accountId, last, { at: Date.UTC(2040, 0, 1) })
    const info = (await browser.get(path)).text
    expect(info).toContain('n’attend pas de réponse')
    expect(info).not.toContain('<textarea')
    const ended = await createExchangeFlows(deskDeps(store)).end({
      patientId: camille.accountId,
      professionalAddress: doctor,
      endedBy: 'Sophie LAMBERT',
      actor: { kind: 'administrator', label: 'essai' },
    })
    expect(ended).toEqual({ ok: true, value: { changed: true } })
    const { text } = await browser.get(path)
    expect(text).toMatch(/Sophie LAMBERT a mis fin à cet échange le \d/)
    expect(text).not.toContain('<textarea')
  })

  it('names who only informed, and says that no answer is expected: no exchange is open', async () => {
    const nurse = 'paule.roy@demo.mss.test'
    await people.addAccount('personal', nurse, 'Paule ROY')
    const text = letter('conseils', camille.address)
      .replace(/^From: .*$/m, `From: ${nurse}`)
      .replace('MIME-V', 'X-MSS-MES: FIN\nMIME-V')
    await people.deliver(camille.accountId, text, { correspondent: nurse })
    const browser = await enter('camille')
    const list = (await browser.get('/echanges')).text
    const page = (await browser.get(/href="([^"]+)">Paule ROY/.exec(list)![1]!)).text
    expect(page).toMatch(/<h3[^>]*>Paule ROY<\/h3>/)
    expect(page).toContain('n’attend pas de réponse')
    expect(page).not.toContain('<textarea')
    expect(page).not.toContain(nurse)
  })

  it('explains a closed profile at sign-in', async () => {
    const answer = await bench.browser().signIn('ferme', 'code-ferme')
    expect([answer.status, answer.text.includes('est fermé')]).toEqual([403, true])
    expect((await bench.browser().signIn('camille', 'code-autre')).status).toBe(401)
  })
})
