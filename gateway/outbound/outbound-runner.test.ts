import { type AddressInfo, createServer, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { AccountKind } from '../../domain/account.js'
import { parseDistinguishedName } from '../../domain/distinguished-name.js'
import type { AccountId } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import { silentLog } from '../../domain/log.js'
import { scanMessage } from '../../mail-format/scanner.js'
import type { MailboxStore } from '../../mailbox-store/contract.js'
import { createMemoryStore } from '../../mailbox-store/memory/memory-store.js'
import type { WhiteList } from '../../pki/contract.js'
import {
  openTrustSpace,
  recordingFlows,
  rigCommon,
  rigSettings,
  type TrustSpace,
  type Verdicts,
} from '../../test-fixtures/smtp/smtp-rig.js'
import type { Listener } from '../settings.js'
import { startOperatorSmtp } from '../smtp/operator-listener.js'
import { newOutboundJob, type OutboundJob } from './outbound-job.js'
import { startOutbound } from './start-outbound.js'

const domain = 'voisin.mssante.fr'
const colleague = `paul.durand@${domain}`
const sender = 'claire.morel@cabinet.mssante.fr'
const message = [
  `From: <${sender}>`,
  `To: <${colleague}>`,
  'Subject: Compte rendu',
  'Message-ID: <m1@cabinet.mssante.fr>',
  '',
  '.Un point en tête de ligne',
  'Fin',
  '',
].join('\r\n')

let trust: TrustSpace
beforeAll(() => {
  trust = openTrustSpace()
})

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** The list as of now, with the certificate that the neighbour really has, or another. */
const whiteList = (subject: string, has = true): WhiteList => {
  const bound = parseDistinguishedName(subject)!
  return {
    state: () => ({ generatedAt: Date.now(), stale: false, domains: 1 }),
    has: (name) => has && name === domain,
    binds: (name, peer) => name === domain && JSON.stringify(peer) === JSON.stringify(bound),
    lists: (peer) => JSON.stringify(peer) === JSON.stringify(bound),
  }
}

async function neighbour(verdicts: Verdicts = {}, own = trust.neighbour) {
  const { flows, transactions } = recordingFlows(verdicts)
  const listener = await startOperatorSmtp({
    ...rigCommon,
    host: '127.0.0.1',
    port: 0,
    tls: { ...own, clientCa: [trust.ca] },
    validator: trust.validator,
    flows,
    settings: { ...rigSettings, hostName: 'smtp.voisin.mssante.fr' },
  })
  closers.push(() => listener.close(0))
  return { listener, transactions }
}

async function storeWithJob(change: Partial<OutboundJob> = {}, kind: AccountKind = 'personal') {
  const store = createMemoryStore()
  closers.push(() => store.close())
  const made = await store.commit({
    operations: [
      {
        op: 'put-account',
        account: {
          kind,
          address: sender,
          displayName: 'Dr Claire MOREL',
          entity: '',
          state: 'active',
          acceptsPatientsFirst: false,
          ownerId: null,
          quotaBytes: 0,
          createdAt: 0,
        },
      },
    ],
  })
  if (!made.ok || made.outcomes[0]!.op !== 'put-account') throw new Error('account')
  const accountId = made.outcomes[0].accountId
  const bytes = Buffer.from(message)
  const job: OutboundJob = {
    sender,
    domain,
    recipients: [{ address: colleague, notify: null, originalRecipient: null }],
    ret: null,
    envelopeId: null,
    arrivalAt: Date.now(),
    accountId,
    messageIdHeader: 'm1@cabinet.mssante.fr',
    queueId: 'q1',
    ...change,
  }
  const queued = await store.commit({
    messages: [{ prefix: new Uint8Array(0), body: { inline: bytes }, scanned: scanMessage(bytes) }],
    jobs: [newOutboundJob(job, { index: 0 }, Date.now())],
  })
  if (!queued.ok) throw new Error(queued.reason)
  return { store, accountId }
}

/** Runs the queue against `listener` until the first attempt is committed, then stops it. */
async function relayOnce(store: MailboxStore, port: number, list: WhiteList, now?: number) {
  const settled = new Promise<void>((resolve) => {
    store.onCommitted(() => resolve())
  })
  const runner = startOutbound({
    store,
    trust: { tls: trust.server, validator: trust.validator, whiteList: list },
    config: { outbound: { routes: { [domain]: `127.0.0.1:${port}` } } },
    settings: rigSettings,
    log: silentLog,
    clock: { now: () => now ?? Date.now() },
  })
  await settled
  await runner.close(1_000)
}

async function setExchange(
  store: MailboxStore,
  patientId: AccountId,
  professionalAddress: string,
  state: 'open' | 'ended',
) {
  const exchange = { patientId, professionalAddress, at: 1 }
  const names = { professionalName: 'Dr DURAND', professionalEntity: '' }
  await store.commit({ operations: [{ op: 'open-exchange', ...exchange, ...names }] })
  if (state === 'ended')
    await store.commit({ operations: [{ op: 'end-exchange', ...exchange, endedBy: 'Dr DURAND' }] })
}

/** A neighbour of old: STARTTLS and no other extension. */
async function sevenBitPeer() {
  const heard: string[] = []
  const serve = (socket: Socket): void => {
    socket.on('error', () => {})
    socket.on('data', (octets) => {
      const line = octets.toString()
      heard.push(line)
      if (line.startsWith('STARTTLS')) {
        socket.removeAllListeners('data')
        socket.write('220 2.0.0 go\r\n')
        const { key, cert } = trust.neighbour
        serve(new TLSSocket(socket, { isServer: true, key, cert, requestCert: true }))
      } else socket.write(line.startsWith('EHLO') ? '250-mx\r\n250 STARTTLS\r\n' : '221 bye\r\n')
    })
  }
  const server = createServer((socket) => {
    socket.write('220 mx ESMTP\r\n')
    serve(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => new Promise((resolve) => server.close(() => resolve())))
  return { port: (server.address() as AddressInfo).port, heard: () => heard.join('') }
}

const waiting = (store: MailboxStore) => store.jobs.list('outbound', 10)

async function inboxOf(store: MailboxStore, accountId: AccountId): Promise<string[]> {
  const inbox = await store.read.mailboxByRole(accountId, 'inbox')
  const snapshot = await store.read.snapshot(inbox!.id)
  const texts: string[] = []
  for (const id of snapshot!.messageIds) {
    const bytes = await store.read.bodyRange(id as never, 0, 1_000_000)
    texts.push(Buffer.from(bytes!).toString('utf8'))
  }
  return texts
}

const port = (listener: Listener): number => listener.port

describe('outbound', () => {
  it('relays over mutual TLS with all it was given, and leaves a trace', async () => {
    const { listener, transactions } = await neighbour()
    const { store, accountId } = await storeWithJob({
      ret: 'HDRS',
      envelopeId: 'suivi 1',
      recipients: [
        { address: colleague, notify: ['FAILURE'], originalRecipient: 'rfc822;paul@x.fr' },
        { address: `anne@${domain}`, notify: null, originalRecipient: null },
      ],
    })
    await relayOnce(store, port(listener), whiteList(trust.neighbourSubject))
    expect(await waiting(store)).toEqual([])
    expect(transactions).toHaveLength(2)
    expect(transactions[0]).toMatchObject({
      session: { transmission: 'ESMTPS', peer: { ok: true } },
      sender: { address: sender, ret: 'HDRS', envelopeId: 'suivi 1' },
      recipients: [
        { address: colleague, notify: ['FAILURE'], originalRecipient: 'rfc822;paul@x.fr' },
      ],
      body: Buffer.from(message).toString('latin1'),
      complete: true,
    })
    expect(transactions[1]!.recipients.map(({ address }) => address)).toEqual([`anne@${domain}`])
    expect(await inboxOf(store, accountId)).toEqual([])
    const [trace] = await store.read.traces({ action: 'message.relay' }, 10)
    expect(trace).toMatchObject({ outcome: 'accepted', detail: { domain, recipients: 2 } })
    expect(JSON.stringify(trace)).not.toContain('paul')
  })

  it.each([
    ['permanent at RCPT', { [colleague]: 'recipient-unknown' }, '5.1.1'],
    ['permanent after DATA', { message: 'message-malformed' }, '5.6.0'],
    ['permanent at MAIL', { [sender]: 'sender-domain-not-bound-to-certificate' }, '5.7.1'],
  ] as const)('returns a DSN: %s', async (_, verdicts, status) => {
    const { listener } = await neighbour(verdicts)
    const { store, accountId } = await storeWithJob()
    await relayOnce(store, port(listener), whiteList(trust.neighbourSubject))
    expect(await waiting(store)).toEqual([])
    const [dsn, ...more] = await inboxOf(store, accountId)
    expect(more).toEqual([])
    expect(dsn).toContain('report-type=delivery-status')
    expect(dsn).toMatch(/^Return-Path: <>\r\n/)
    expect(dsn).toContain(
      `Final-Recipient: rfc822; ${colleague}\r\nAction: failed\r\nStatus: ${status}`,
    )
    expect(dsn).toContain('Remote-MTA: dns; 127.0.0.1')
    expect(dsn).toContain('Subject: Compte rendu')
    expect(await store.read.traces({ action: 'message.bounce' }, 10)).toHaveLength(1)
    expect(await store.check()).toEqual([])
  })

  it('keeps who was deferred and bounces who was refused, in one commit', async () => {
    const later = `plus.tard@${domain}`
    const { listener, transactions } = await neighbour({
      [colleague]: 'recipient-unknown',
      [later]: 'over-quota',
    })
    const recipients = [colleague, later, `anne@${domain}`].map((address) => ({
      address,
      notify: null,
      originalRecipient: null,
    }))
    const { store, accountId } = await storeWithJob({ recipients })
    const before = Date.now()
    await relayOnce(store, port(listener), whiteList(trust.neighbourSubject))
    const [job] = await waiting(store)
    expect(job!.payload).toMatchObject({ recipients: [{ address: later }] })
    expect(job!.lastError).toMatch(/^452 4\.2\.2 /)
    expect(job!.dueAt).toBeGreaterThanOrEqual(before + limits.outboundRetryMsMin)
    expect(transactions[0]!.complete).toBe(true)
    const inbox = await inboxOf(store, accountId)
    expect(inbox).toHaveLength(1)
    expect(inbox[0]).toContain(colleague)
    expect(inbox[0]).not.toContain(`rfc822; ${later}`)
  })

  describe('never sends to a server that is not one of the domain', () => {
    it.each([
      ['a certificate of another operator', () => trust.server, undefined],
      ['a certificate that no authority gave', () => trust.neighbour, 'CN=autre,C=FR'],
      ['a certificate of a person', () => trust.doctor, undefined],
    ])('%s', async (_, own, subject) => {
      const { listener, transactions } = await neighbour({}, own())
      const { store } = await storeWithJob()
      await relayOnce(store, port(listener), whiteList(subject ?? trust.neighbourSubject))
      expect(transactions).toEqual([])
      const [job] = await waiting(store)
      expect(job!.lastError).toMatch(/certificate/)
      expect(await store.read.traces({}, 10)).toEqual([])
    })

    it('says so in a DSN when it lasts', async () => {
      const { listener, transactions } = await neighbour({}, trust.server)
      const { store, accountId } = await storeWithJob()
      const late = Date.now() + limits.outboundAttemptsMsMax + 1
      await relayOnce(store, port(listener), whiteList(trust.neighbourSubject), late)
      expect(transactions).toEqual([])
      expect(await waiting(store)).toEqual([])
      expect((await inboxOf(store, accountId))[0]).toContain('Status: 5.7.5')
    })

    it('has no plaintext fallback', async () => {
      const lines: string[] = []
      const plain = createServer((socket) => {
        socket.write('220 mx ESMTP\r\n')
        socket.on('error', () => {})
        socket.on('data', (octets) => {
          lines.push(octets.toString())
          socket.write(octets.toString().startsWith('EHLO') ? '250 mx\r\n' : '502 5.5.1 no\r\n')
        })
      })
      await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve))
      closers.push(() => new Promise((resolve) => plain.close(() => resolve())))
      const { store } = await storeWithJob()
      const { port: plainPort } = plain.address() as AddressInfo
      await relayOnce(store, plainPort, whiteList(trust.neighbourSubject))
      expect(lines.join('')).not.toMatch(/MAIL|RCPT|DATA|Subject/)
      expect(await waiting(store)).toHaveLength(1)
    })

    it('bounces when the domain left the list', async () => {
      const { listener, transactions } = await neighbour()
      const { store, accountId } = await storeWithJob()
      await relayOnce(store, port(listener), whiteList(trust.neighbourSubject, false))
      expect(transactions).toEqual([])
      expect((await inboxOf(store, accountId))[0]).toContain('Status: 5.7.1')
    })
  })

  it('tries again when nobody answers, and gives up with a DSN in the end', async () => {
    const { listener } = await neighbour()
    await listener.close(0)
    const { store, accountId } = await storeWithJob()
    await relayOnce(store, port(listener), whiteList(trust.neighbourSubject))
    expect(await waiting(store)).toHaveLength(1)
    expect(await inboxOf(store, accountId)).toEqual([])
    const late = Date.now() + limits.outboundAttemptsMsMax + 1
    await relayOnce(store, port(listener), whiteList(trust.neighbourSubject), late)
    expect(await waiting(store)).toEqual([])
    expect((await inboxOf(store, accountId))[0]).toContain('Status: 5.4.7')
  })

  describe('tells of a delay', () => {
    const asked = (notify: OutboundJob['recipients'][number]['notify']) => ({
      recipients: [{ address: colleague, notify, originalRecipient: null }],
    })
    const afterDelay = () => Date.now() + limits.outboundDelayNoticeMs

    it.each([
      ['with NOTIFY=DELAY', ['DELAY'] as const],
      ['without NOTIFY', null],
    ])('once, %s', async (_, notify) => {
      const { listener } = await neighbour({ [colleague]: 'over-quota' })
      const { store, accountId } = await storeWithJob(asked(notify))
      const list = whiteList(trust.neighbourSubject)
      await relayOnce(store, port(listener), list)
      expect(await inboxOf(store, accountId)).toEqual([])
      await relayOnce(store, port(listener), list, afterDelay())
      const [dsn, ...more] = await inboxOf(store, accountId)
      expect(more).toEqual([])
      expect(dsn).toContain('Action: delayed\r\nStatus: 4.2.2')
      expect(dsn).toContain('Will-Retry-Until: ')
      await relayOnce(store, port(listener), list, afterDelay() + limits.outboundRetryMsMax)
      expect(await inboxOf(store, accountId)).toHaveLength(1)
      expect(await waiting(store)).toHaveLength(1)
    })

    it.each([[['FAILURE']], [['NEVER']], [['SUCCESS', 'FAILURE']]] as const)(
      'never with NOTIFY=%s',
      async (notify) => {
        const { listener } = await neighbour({ [colleague]: 'over-quota' })
        const { store, accountId } = await storeWithJob(asked(notify))
        await relayOnce(store, port(listener), whiteList(trust.neighbourSubject), afterDelay())
        expect(await inboxOf(store, accountId)).toEqual([])
      },
    )
  })

  it('sends no eight-bit content to a server without 8BITMIME (RFC 6152 §3)', async () => {
    const peer = await sevenBitPeer()
    const { store, accountId } = await storeWithJob()
    await relayOnce(store, peer.port, whiteList(trust.neighbourSubject))
    expect(peer.heard()).toMatch(/^EHLO/)
    expect(peer.heard()).not.toMatch(/MAIL|DATA/)
    expect(await waiting(store)).toEqual([])
    expect((await inboxOf(store, accountId))[0]).toContain('Status: 5.6.3')
  })

  describe("a patient's answer that waits when the exchange is ended", () => {
    const patient = '288069999900194@patient.mssante.fr'

    it('is refused, and the patient is told without an address', async () => {
      const { listener, transactions } = await neighbour()
      const other = `anne@${domain}`
      const recipients = [colleague, other].map((address) => ({
        address,
        notify: null,
        originalRecipient: null,
      }))
      const { store, accountId } = await storeWithJob({ sender: patient, recipients }, 'patient')
      await setExchange(store, accountId, colleague, 'ended')
      await setExchange(store, accountId, other, 'open')
      await relayOnce(store, port(listener), whiteList(trust.neighbourSubject))
      expect(transactions.flatMap((one) => one.recipients.map((to) => to.address))).toEqual([other])
      const [dsn] = await inboxOf(store, accountId)
      expect(dsn).toContain('Action: failed\r\nStatus: 5.7.1')
      expect(dsn).toContain('change clos par le professionnel')
      expect(dsn).not.toContain('paul.durand')
      const [trace] = await store.read.traces({ action: 'message.bounce' }, 10)
      expect(trace).toMatchObject({ reason: 'exchange-ended', detail: { recipients: 1 } })
      expect(await waiting(store)).toEqual([])
    })

    it('goes nowhere even when the other server cannot be reached', async () => {
      const { store, accountId } = await storeWithJob({ sender: patient }, 'patient')
      await setExchange(store, accountId, colleague, 'ended')
      await relayOnce(store, 1, whiteList(trust.neighbourSubject))
      expect(await waiting(store)).toEqual([])
      expect(await inboxOf(store, accountId)).toHaveLength(1)
    })
  })

  it.each([
    [
      'NOTIFY=NEVER',
      { recipients: [{ address: colleague, notify: ['NEVER'] as const, originalRecipient: null }] },
    ],
    ['the null reverse path', { sender: '', accountId: null }],
  ])('sends no DSN with %s', async (_, change) => {
    const { listener } = await neighbour({ [colleague]: 'recipient-unknown' })
    const { store, accountId } = await storeWithJob(change)
    await relayOnce(store, port(listener), whiteList(trust.neighbourSubject))
    expect(await waiting(store)).toEqual([])
    expect(await inboxOf(store, accountId)).toEqual([])
    expect(await store.read.traces({ action: 'message.bounce' }, 10)).toHaveLength(1)
  })

  it('does not tell a patient the address of a professional', async () => {
    const { listener } = await neighbour({ [colleague]: 'recipient-unknown' })
    const { store, accountId } = await storeWithJob({}, 'patient')
    await relayOnce(store, port(listener), whiteList(trust.neighbourSubject))
    const [dsn] = await inboxOf(store, accountId)
    expect(dsn).toContain('Status: 5.1.1')
    expect(dsn).not.toContain('paul.durand')
  })
})
