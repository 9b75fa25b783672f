import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../world/eventually.js'
import { GatewayProcess } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'
import { newestCode, PreparedPatient } from './prepared-patient.js'
import { formsOf, type RawAnswer, RawBrowser, type RawForm } from './raw-browser.js'

/** Requests side by side, as two windows, a doubled click or somebody with a script send them. */
let gateway: GatewayProcess
let alice: PreparedPatient

beforeAll(async () => {
  gateway = await GatewayProcess.start()
  alice = await PreparedPatient.of(gateway, 0, 'AMARANTE')
}, 120_000)
afterAll(async () => {
  alice?.browser.close()
  await gateway?.stop()
})

const times = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => work(i)))
const statuses = (answers: readonly RawAnswer[]): number[] =>
  answers.map(({ status }) => status).sort((a, b) => a - b)
const signInForm = async (visitor: RawBrowser, path: string, field: string): Promise<RawForm> =>
  formsOf(await visitor.get(path)).find(({ fields }) => field in fields)!

/** How many messages with this word the professional has. */
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

describe('an answer', () => {
  it('sent eight times at once arrives once', async () => {
    const form = await alice.replyForm()
    const { retirer: _, ...values } = form.fields
    const fields = { ...values, texte: 'Une seule fois GENTIANE.', acte: 'envoyer' }
    const answers = await times(8, () => alice.browser.submit({ ...form, fields }))
    expect(answers.filter(({ status }) => status >= 500)).toEqual([])
    expect(await arrived('GENTIANE')).toBe(1)
    // Whoever clicked twice is not told that it failed.
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(303))
  })
})

describe('a code', () => {
  it('of six digits bears five attempts, however many come at once', async () => {
    const visitor = new RawBrowser(gateway)
    const form = await signInForm(visitor, '/connexion/courriel', 'courriel')
    const address = alice.ids.get('courriel')!
    const former = newestCode(gateway, address)
    await visitor.submit(form, { courriel: address })
    const code = await signInForm(visitor, '/connexion/courriel/code', 'code')
    const right = await eventually(
      () => newestCode(gateway, address) ?? '',
      (now) => now !== '' && now !== former,
    )
    const wrong = (i: number): string =>
      String((Number(right) + 1 + i) % 1_000_000).padStart(6, '0')
    const answers = await times(20, (i) => visitor.submit(code, { code: wrong(i) }))
    expect(answers.some(({ status }) => status < 400)).toBe(false)
    expect((await visitor.submit(code, { code: right })).status).toBeGreaterThanOrEqual(400)
    expect((await visitor.get('/echanges')).status).toBe(303)
    visitor.close()
  })

  it('of the operator opens one session', async () => {
    const made = gateway.mss('profile', 'activation', alice.patient.address.split('@')[0]!)
    const activation = /\b[0-9A-Z]{4}(?:[- ][0-9A-Z]{4}){2}\b/.exec(made)?.[0] ?? ''
    expect(activation, made.replace(/\d{13,}/g, '')).not.toBe('')
    const answers = await times(6, async () => {
      const visitor = new RawBrowser(gateway)
      const form = await signInForm(visitor, '/connexion/activation', 'activation')
      const answer = await visitor.submit(form, { activation })
      visitor.close()
      return answer
    })
    expect(statuses(answers).filter((status) => status === 303)).toHaveLength(1)
  })
})
