import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { type LogFields, silentLog } from '../../domain/log.js'
import { portalLimits } from '../../domain/portal-limits.js'
import { testCertificate } from '../../test-fixtures/portal/test-certificate.js'
import { fieldOf, SmarthostRig } from '../../test-fixtures/world/smarthost-rig.js'
import { createOutbox } from './outbox.js'
import { createSmarthost, type SmarthostOptions } from './smarthost.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const logged: string[] = []
const keep = (event: string, fields?: LogFields) =>
  void logged.push(`${event} ${JSON.stringify(fields)}`)
const log = { ...silentLog, warn: keep }
const clock = { now: () => Date.UTC(2026, 10, 23, 9) }

const sender = (port: number, more: Partial<SmarthostOptions> = {}) =>
  createSmarthost({
    host: '127.0.0.1',
    port,
    tls: 'none',
    trust: null,
    login: null,
    author: { address: 'avis@courriel.test', name: 'Messagerie de santé' },
    bounceAddress: 'retours@courriel.test',
    hostName: 'passerelle.demo.mss.test',
    clock,
    log,
    sendMsMax: 3_000,
    ...more,
  })

const rig = async (...options: Parameters<typeof SmarthostRig.start>) => {
  const started = await SmarthostRig.start(...options)
  closers.push(() => started.stop())
  return started
}

const camille = 'camille@exemple.test'
const send = (port: number, more: Partial<SmarthostOptions> = {}, to = camille) =>
  sender(port, more).send(to, 'Vous avez un nouveau message', 'Bonjour,\n\nÀ lire : ici.\n', {
    unsubscribeUrl: 'https://portail.test/courriels/desinscription/abc',
  })

describe('an email on the wire', () => {
  it('is plain text, and says that a machine wrote it (RFC 3834, RFC 8058)', async () => {
    const smarthost = await rig()
    expect(await send(smarthost.port)).toEqual({ ok: true, value: undefined })
    const [mail] = smarthost.mails
    expect(mail).toMatchObject({ from: 'retours@courriel.test', to: [camille] })
    const field = (name: string) => fieldOf(mail!.header, name)
    expect(field('From')).toContain('<avis@courriel.test>')
    expect(field('To')).toBe(camille)
    expect(field('Auto-Submitted')).toBe('auto-generated')
    expect(field('List-Unsubscribe')).toBe('<https://portail.test/courriels/desinscription/abc>')
    expect(field('List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click')
    expect(field('Message-ID')).toMatch(/^<[\w-]{24}@courriel\.test>$/)
    expect(field('Date')).toBe('Mon, 23 Nov 2026 09:00:00 +0000')
    expect(field('Content-Type')).toMatch(/^text\/plain; charset=utf-8/i)
    expect(mail!.subject).toBe('Vous avez un nouveau message')
    expect(mail!.text).toBe('Bonjour,\r\n\r\nÀ lire : ici.\r\n')
    expect(mail!.header).not.toMatch(/x-mailer|x-mss|disposition-notification/i)
  })

  it('has no way to unsubscribe from what was asked for', async () => {
    const smarthost = await rig()
    await sender(smarthost.port).send(camille, '123456 est votre code', 'Code')
    expect(smarthost.mails[0]!.header).not.toMatch(/list-unsubscribe/i)
  })

  it.each([
    ['a line end in the subject', `Bonjour\r\nBcc: autre@exemple.test`],
    ['a bare one', `Bonjour\nBcc: autre@exemple.test`],
  ])('takes no header from %s', async (_, subject) => {
    const smarthost = await rig()
    await sender(smarthost.port).send(camille, subject, 'Texte')
    expect(smarthost.mails[0]).toMatchObject({ to: [camille] })
    expect(fieldOf(smarthost.mails[0]!.header, 'Bcc')).toBe('')
  })
})

describe('transport', () => {
  const certificate = testCertificate()
  const tlsOptions = { key: certificate.key, cert: certificate.cert }

  it('goes by STARTTLS, signed in', async () => {
    const smarthost = await rig({ ...tlsOptions, hideSTARTTLS: false, authOptional: false })
    const login = { user: 'compte', password: 'secret' }
    const sent = await send(smarthost.port, { tls: 'starttls', trust: certificate.cert, login })
    expect(sent.ok).toBe(true)
    expect(smarthost.mails[0]).toMatchObject({ isTls: true, user: 'compte' })
  })
  it('goes by TLS from the first octet', async () => {
    const smarthost = await rig({ ...tlsOptions, secure: true })
    const sent = await send(smarthost.port, { tls: 'implicit', trust: certificate.cert })
    expect(sent.ok).toBe(true)
    expect(smarthost.mails[0]?.isTls).toBe(true)
  })
  it('never falls back to clear text', async () => {
    const smarthost = await rig()
    expect(await send(smarthost.port, { tls: 'starttls' })).toEqual({
      ok: false,
      error: 'unavailable',
    })
    expect(smarthost.mails).toEqual([])
  })
  it('refuses a certificate that nobody vouches for', async () => {
    const smarthost = await rig({ ...tlsOptions, secure: true })
    expect(await send(smarthost.port, { tls: 'implicit' })).toMatchObject({ error: 'unavailable' })
    expect(smarthost.mails).toEqual([])
  })
  it('takes a wrong password for a fault of ours, not of the address', async () => {
    const smarthost = await rig({ ...tlsOptions, secure: true, authOptional: false })
    const login = { user: 'compte', password: 'faux' }
    const sent = await send(smarthost.port, { tls: 'implicit', trust: certificate.cert, login })
    expect(sent).toEqual({ ok: false, error: 'unavailable' })
  })
})

describe('verdicts', () => {
  const answers: [at: 'recipientAnswer' | 'contentAnswer', code: number, error: string][] = [
    ['recipientAnswer', 550, 'refused'],
    ['recipientAnswer', 553, 'refused'],
    ['recipientAnswer', 450, 'unavailable'],
    ['recipientAnswer', 452, 'unavailable'],
    ['contentAnswer', 554, 'refused'],
    ['contentAnswer', 451, 'unavailable'],
  ]
  it.each(answers)('%s %i: %s', async (at, code, error) => {
    const smarthost = await rig()
    smarthost[at] = { code, says: `no such user ${camille}` }
    logged.length = 0
    expect(await send(smarthost.port)).toEqual({ ok: false, error })
    expect(logged.join()).toContain(String(code))
    // The reply quotes the address: the log does not.
    expect(logged.join()).not.toContain('camille')
  })

  it('a dead smarthost is unavailable', async () => {
    const smarthost = await rig()
    const { port } = smarthost
    await smarthost.stop()
    expect(await send(port)).toEqual({ ok: false, error: 'unavailable' })
  })

  const silences: [says: string, listen: () => Promise<number>][] = [
    ['before its greeting', () => mute()],
    ['after RCPT', async () => Object.assign(await rig(), { recipientAnswer: 'silence' }).port],
    [
      'after the final dot',
      async () => Object.assign(await rig(), { contentAnswer: 'silence' }).port,
    ],
  ]
  it.each(silences)('one that says nothing %s is given up in time', async (_, listen) => {
    const startedAt = performance.now()
    expect(await send(await listen(), { sendMsMax: 200 })).toEqual({
      ok: false,
      error: 'unavailable',
    })
    // The other bounds of a silent server are ten seconds and more.
    expect(performance.now() - startedAt).toBeLessThan(8_000)
  })

  it('an aborted attempt ends at once', async () => {
    const smarthost = await rig()
    smarthost.recipientAnswer = 'silence'
    const controller = new AbortController()
    const sent = sender(smarthost.port).send(camille, 's', 't', { signal: controller.signal })
    const startedAt = performance.now()
    controller.abort()
    expect(await sent).toEqual({ ok: false, error: 'unavailable' })
    expect(performance.now() - startedAt).toBeLessThan(8_000)
  })
})

function mute(): Promise<number> {
  const server: Server = createServer((socket) => void socket.on('error', () => {}))
  closers.push(() => server.close())
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
  )
}

describe('the development outbox', () => {
  it('keeps emails as files of their owner, and the newest only', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'mss-outbox-')), 'outbox')
    closers.push(() => rmSync(join(folder, '..'), { recursive: true }))
    let at = Date.UTC(2026, 10, 23)
    const author = { address: 'avis@courriel.test', name: 'Messagerie' }
    const outbox = createOutbox({ folder, author, clock: { now: () => (at += 1_000) } })
    for (let i = 0; i < portalLimits.noticeOutboxFilesMax + 3; i++)
      await outbox.send(camille, `Courriel ${i}`, 'Texte')
    const names = readdirSync(folder).sort()
    expect(names).toHaveLength(portalLimits.noticeOutboxFilesMax)
    expect(names.join()).not.toContain('camille')
    expect(readFileSync(join(folder, names[0]!), 'utf8')).toContain('Subject: Courriel 3\r\n')
    expect(statSync(join(folder, names[0]!)).mode & 0o077).toBe(0)
  })
})
