import { randomBytes } from 'node:crypto'
import type { ClientRequest } from 'node:http'
import { request } from 'node:https'
import { afterEach, describe, expect, it } from 'vitest'
import { portalLimits } from '../../domain/portal-limits.js'
import { ok } from '../../domain/result.js'
import type { PagePreview } from '../../patient-portal/reading/preview-contract.js'
import { FakeGateway, fakeExchange, fakeMessage } from '../portal/fake-gateway.js'
import { openPortal, type PortalBench } from '../portal/portal-bench.js'
import { eventually } from '../world/eventually.js'

/** How much one patient can make the process hold, through real sockets. */
const fileBytes = 9_000_000
const pdf = randomBytes(fileBytes)
pdf.write('%PDF-1.4\n')
const part = (fileName: string) =>
  ({ type: 'application/pdf', fileName, content: pdf, encoding: 'base64' }) as const
const letter = fakeMessage(
  {
    type: 'multipart/mixed',
    children: [
      { type: 'text/plain', content: 'Bonjour' },
      // More than what lies in the buffers of a connection.
      ...['gros.pdf', 'encore.pdf', 'enfin.pdf'].map(part),
    ],
  },
  { hasAttachment: true },
)
const exchange = fakeExchange([letter])

let bench: PortalBench | null = null
afterEach(async () => {
  await bench?.listener.close(0)
  bench = null
})

const people = (gateway: FakeGateway) => [
  { login: 'a', code: 'x', patientId: gateway.add(1, 'A A', [exchange]), profile: 'open' as const },
  { login: 'c', code: 'x', patientId: gateway.add(3, 'C C', [exchange]), profile: 'open' as const },
]

describe('one patient', () => {
  it('holds two archives that nobody reads, and no place of others', async () => {
    const gateway = new FakeGateway()
    bench = await openPortal(gateway, people(gateway))
    const { port } = bench.listener
    const opened = async (login: string) => {
      const browser = bench!.browser()
      await browser.signIn(login, 'x')
      return [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    }
    const sockets: ClientRequest[] = []
    /** The status of an archive whose octets stay unread. */
    const unread = (cookie: string) =>
      new Promise<number>((resolve, reject) => {
        const path = `/echanges/${exchange.summary.exchangeId}/pieces.zip`
        const options = { host: '127.0.0.1', port, path, agent: false, headers: { cookie } }
        const asked = request({ ...options, rejectUnauthorized: false }, (answer) => {
          answer.pause()
          resolve(answer.statusCode ?? 0)
        })
        asked.once('error', reject)
        asked.end()
        sockets.push(asked)
      })
    const mine = await opened('a')
    const statuses: number[] = []
    for (let i = 0; i < 4; i++) statuses.push(await unread(mine))
    expect(statuses).toEqual([200, 200, 503, 503])
    expect(await unread(await opened('c'))).toBe(200)
    for (const one of sockets.splice(0)) one.on('error', () => {}).destroy()
    await eventually(
      () => unread(mine),
      (status) => status === 200,
    )
    for (const one of sockets) one.on('error', () => {}).destroy()
  })

  it('has few whole files in memory, however many previews are asked for at once', async () => {
    const open: (() => void)[] = []
    let inside = 0
    let most = 0
    const preview: PagePreview = {
      page: async () => {
        inside += 1
        most = Math.max(most, inside)
        await new Promise<void>((resolve) => open.push(resolve))
        inside -= 1
        return ok({ image: Buffer.from('x'), mediaType: 'image/png', pages: 99, text: '' })
      },
    }
    const gateway = new FakeGateway()
    bench = await openPortal(gateway, people(gateway), undefined, { preview })
    const browser = bench.browser()
    await browser.signIn('a', 'x')
    const { exchangeId } = exchange.summary
    const path = `/echanges/${exchangeId}/messages/${letter.summary.messageId}/pieces/2/page`
    let isDone = false
    const asked = Promise.all(
      Array.from({ length: 12 }, (_, i) => browser.ask('GET', `${path}?page=${i + 1}`)),
    ).finally(() => {
      isDone = true
    })
    await eventually(
      () => inside,
      (count) => count >= 5,
    )
    // Another page in the meantime: it does not wait behind the files.
    expect((await browser.ask('GET', '/echanges')).status).toBe(200)
    await eventually(
      () => {
        for (const release of open.splice(0)) release()
        return isDone
      },
      (done) => done,
    )
    const answers = await asked
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(most * 2 * fileBytes).toBeLessThan(portalLimits.portalUploadsPerPatientBytesMax * 1.1)
  })
})
