import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../world/eventually.js'
import { GatewayProcess } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'
import { PreparedPatient } from './prepared-patient.js'
import type { RawAnswer, RawBrowser } from './raw-browser.js'

/** A profile that ends while other requests of the same patient are under way. */
let gateway: GatewayProcess

beforeAll(async () => {
  gateway = await GatewayProcess.start()
}, 60_000)
afterAll(() => gateway?.stop())

async function arrived(word: string): Promise<number> {
  const client = await new MailClient(gateway, 'claire.morel').imap()
  try {
    await client.mailboxOpen('INBOX')
    const found = await client.search({ body: word })
    return found ? found.length : 0
  } finally {
    await client.logout()
  }
}

/** Everything that writes, sent twice while the ending is on its way. */
async function beside(one: PreparedPatient, word: string, end: () => Promise<RawAnswer>) {
  const form = await one.replyForm()
  const { retirer: _, ...fields } = form.fields
  const reply = (more: Record<string, string>) =>
    one.browser.submit({ ...form, fields: { ...fields, ...more } })
  const writing = () => [
    reply({ acte: 'enregistrer', texte: `${word} gardé` }),
    reply({ acte: 'envoyer', texte: word }),
    one.post('/compte/notifications', { messages: 'oui', rappel: '7' }),
    one.browser.get(`/echanges/${one.exchange}/pieces.zip`),
    one.browser.get('/documents'),
  ]
  const first = writing()
  const ended = end()
  return { ended: await ended, others: await Promise.all([...first, ...writing()]) }
}

const stream = (browser: RawBrowser): Promise<RawAnswer> => browser.get('/echanges/suivi')

describe('a profile that is closed', () => {
  it('takes nothing more, sends once or not at all, and fails nowhere', async () => {
    const one = await PreparedPatient.of(gateway, 1, 'BERGAMOTE')
    const close = () => one.post('/compte/profil', { acte: 'fermer' })
    const { ended, others } = await beside(one, 'CLOTURE', close)
    expect(ended.status).toBe(303)
    expect(others.filter(({ status }) => status >= 500).map(({ path }) => path)).toEqual([])
    const before = await arrived('CLOTURE')
    expect(before).toBeLessThanOrEqual(1)
    for (const path of ['/echanges', '/documents', '/traces', '/acces', '/compte/securite'])
      expect((await one.browser.get(path)).headers['location'], path).toBe('/compte/profil')
    await one.post(`/echanges/${one.exchange}/reponse`, { acte: 'envoyer', texte: 'CLOTURE' })
    expect(await arrived('CLOTURE')).toBe(before)
    // The stream of news has nothing to say, and no page opens through it.
    expect((await stream(one.browser)).body).toBe('')
    one.browser.close()
  })
})

describe('a mailbox that is erased', () => {
  it('leaves no session, no way in, and no word behind', async () => {
    const one = await PreparedPatient.of(gateway, 0, 'AMARANTE')
    const erase = () => one.post('/compte/effacement', { mot: 'EFFACER' })
    const kept = new Map(one.browser.cookies)
    const { ended, others } = await beside(one, 'EFFACEMENT', erase)
    expect(ended.status).toBe(200)
    expect(others.filter(({ status }) => status >= 500).map(({ path }) => path)).toEqual([])
    expect(await arrived('EFFACEMENT')).toBeLessThanOrEqual(1)
    for (const [name, value] of kept) one.browser.cookies.set(name, value)
    for (const path of ['/echanges', '/compte/profil', '/compte/export'])
      expect((await one.browser.get(path)).status, path).toBe(303)
    expect((await stream(one.browser)).status).toBe(204)
    const receipt = /name="recu" value="([^"]+)"/.exec(ended.body)?.[1] ?? ''
    const take = () => one.post('/recu-effacement', { recu: receipt })
    const taken = await Promise.all([take(), take(), take()])
    expect(taken.map(({ status }) => status).sort()).toEqual([200, 404, 404])
    const signIn = await one.browser.signIn(one.patient).catch(() => null)
    expect(signIn?.status ?? 401).toBeGreaterThanOrEqual(400)
    await eventually(
      () => gateway.log,
      (log) => log.includes('profile.erased'),
    )
    expect(gateway.log).not.toMatch(/AMARANTE|EFFACEMENT|portal-failure/)
    one.browser.close()
  })
})
