import type { IncomingMessage } from 'node:http'
import { get } from 'node:https'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AccountId } from '../../domain/ids.js'
import { portalLimits } from '../../domain/portal-limits.js'
import { FakeGateway, fakeExchange } from '../../test-fixtures/portal/fake-gateway.js'
import { openPortal, type PortalBench } from '../../test-fixtures/portal/portal-bench.js'
import { hiddenField, type PortalClient } from '../../test-fixtures/portal/portal-client.js'

/** One stream as a browser has it, with all that came so far. */
class Listening {
  text = ''
  isOver = false
  constructor(readonly answer: IncomingMessage) {
    answer.setEncoding('utf8')
    answer.on('data', (chunk: string) => {
      this.text += chunk
    })
    for (const end of ['end', 'error', 'close'] as const)
      answer.on(end, () => {
        this.isOver = true
      })
  }

  get changes(): number {
    return this.text.split('event: change\ndata:\n\n').length - 1
  }

  static open(port: number, browser: PortalClient, query = ''): Promise<Listening> {
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const path = `/echanges/suivi${query}`
    const options = { host: '127.0.0.1', port, path, headers: { cookie }, agent: false as const }
    return new Promise((resolve, reject) => {
      get({ ...options, rejectUnauthorized: false }, (answer) => {
        resolve(new Listening(answer))
      }).on('error', reject)
    })
  }
}

let gateway: FakeGateway
let bench: PortalBench
let camille: PortalClient
let patientId: AccountId
const opened: Listening[] = []
const listen = async (browser = camille, query = '?vu=debut') => {
  const stream = await Listening.open(bench.listener.port, browser, query)
  opened.push(stream)
  return stream
}
beforeEach(async () => {
  gateway = new FakeGateway()
  patientId = gateway.add(1, 'Camille Durand', [fakeExchange([])])
  const other = gateway.add(2, 'Paul Petit', [])
  bench = await openPortal(gateway, [
    { login: 'camille', code: 'bon', patientId, profile: 'open' },
    { login: 'paul', code: 'bon', patientId: other, profile: 'open' },
  ])
  camille = bench.browser()
  await camille.signIn('camille', 'bon')
})
afterEach(async () => {
  for (const { answer } of opened.splice(0)) answer.destroy()
  await bench.listener.close(100)
})
const soon = { timeout: 3 * portalLimits.portalLiveSessionLookMs, interval: 20 }

describe('live updates', () => {
  it('are an event without any content', async () => {
    const stream = await listen()
    expect(stream.answer.statusCode).toBe(200)
    expect(stream.answer.headers['content-type']).toMatch(/^text\/event-stream/)
    expect(stream.answer.headers['cache-control']).toBe('no-store')
    await expect.poll(() => stream.text, soon).toBe('retry: 10000\n\n')
    gateway.change(patientId, 'nouveau')
    await expect.poll(() => stream.changes, soon).toBe(1)
    expect(stream.text).toBe('retry: 10000\n\nevent: change\ndata:\n\n')
  })

  it('tell nothing when the patient did it, and a burst once', async () => {
    const stream = await listen()
    const control = await listen(camille, '?vu=autre')
    gateway.change(patientId)
    await expect.poll(() => control.changes, soon).toBe(1)
    expect(stream.changes).toBe(0)
    for (let i = 0; i < 20; i++) gateway.change(patientId, `mot${i}`)
    await expect.poll(() => control.changes, soon).toBe(2)
    await expect.poll(() => stream.changes, soon).toBe(1)
  })

  it('tell what came between the page and its stream', async () => {
    const page = (await camille.get('/echanges')).text
    const query = /data-live="\/echanges\/suivi(\?vu=[\w-]+)"/.exec(page)![1]!
    gateway.mark = 'meanwhile'
    const stream = await listen(camille, query)
    await expect.poll(() => stream.changes, soon).toBe(1)
  })

  it('reach nobody else', async () => {
    const paul = bench.browser()
    await paul.signIn('paul', 'bon')
    const [theirs, mine] = [await listen(paul), await listen()]
    gateway.change(patientId, 'nouveau')
    await expect.poll(() => mine.changes, soon).toBe(1)
    expect(theirs.changes).toBe(0)
  })

  it('are refused to strangers in a way that makes no browser come back', async () => {
    const answer = await bench.browser().get('/echanges/suivi')
    expect([answer.status, answer.text]).toEqual([204, ''])
  })

  it('end with a sign-out', async () => {
    const stream = await listen()
    const jeton = hiddenField((await camille.get('/echanges')).text, 'jeton')
    await camille.post('/deconnexion', { jeton })
    await expect.poll(() => stream.isOver, soon).toBe(true)
    expect(gateway.watchers.get(patientId)?.size).toBe(0)
  })

  it('end with a profile that was closed', async () => {
    const stream = await listen()
    gateway.patients.set(patientId, { displayName: 'Camille Durand', profile: 'closed' })
    gateway.change(patientId)
    await expect.poll(() => stream.isOver, soon).toBe(true)
    expect(stream.changes).toBe(0)
  })

  it('end with an idle session, and do not keep it', async () => {
    const stream = await listen()
    bench.clock.advance(portalLimits.portalSessionMs - 1)
    gateway.change(patientId, 'nouveau')
    await expect.poll(() => stream.changes, soon).toBe(1)
    bench.clock.advance(1)
    await expect.poll(() => stream.isOver, soon).toBe(true)
    expect((await camille.get('/echanges')).location).toBe('/connexion?motif=session')
  })

  it('are few for one session, and free again when a page is left', async () => {
    const streams = []
    for (let i = 0; i < portalLimits.portalLiveStreamsPerSessionMax; i++)
      streams.push(await listen())
    expect((await listen()).answer.statusCode).toBe(204)
    const second = bench.browser()
    await second.signIn('camille', 'bon')
    expect((await listen(second)).answer.statusCode).toBe(200)
    streams[0]!.answer.destroy()
    await expect.poll(async () => (await listen()).answer.statusCode, soon).toBe(200)
  })

  it('end at once when the portal stops, long before the grace time', async () => {
    const stream = await listen()
    const started = performance.now()
    await bench.listener.close(60_000)
    expect(performance.now() - started).toBeLessThan(30_000)
    await expect.poll(() => stream.isOver, soon).toBe(true)
  })
})
