import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { RawClient } from '../../test-fixtures/smtp/raw-client.js'
import {
  openTrustSpace,
  recordingFlows,
  rigCommon,
  rigSettings,
  type TrustSpace,
  type Verdicts,
} from '../../test-fixtures/smtp/smtp-rig.js'
import type { Listener } from '../settings.js'
import { startOperatorSmtp } from './operator-listener.js'
import type { SmtpListenerOptions } from './smtp-listener.js'

let trust: TrustSpace
beforeAll(() => {
  trust = openTrustSpace()
})

const listeners: Listener[] = []
afterEach(async () => {
  await Promise.all(listeners.splice(0).map((listener) => listener.close(0)))
})

async function start(
  setup: { verdicts?: Verdicts; held?: Promise<void>; bounds?: SmtpListenerOptions['bounds'] } = {},
) {
  const { flows, transactions } = recordingFlows(setup.verdicts, setup.held)
  const listener = await startOperatorSmtp({
    host: '127.0.0.1',
    port: 0,
    tls: trust.server,
    validator: trust.validator,
    flows,
    ...rigCommon,
    ...(setup.bounds && { bounds: setup.bounds }),
  })
  listeners.push(listener)
  return { listener, transactions }
}

const clientTls = (own?: { key: string; cert: string }) => ({
  ca: trust.ca,
  servername: rigSettings.hostName,
  ...own,
})

/** Greeted, TLS up with the neighbour's certificate, EHLO said. */
async function operatorClient(
  port: number,
  own = trust.neighbour as typeof trust.neighbour | null,
) {
  const client = await RawClient.plain(port)
  await client.reply()
  await client.say('EHLO mx.voisin.mssante.fr')
  await client.say('STARTTLS')
  await client.secure(clientTls(own ?? undefined))
  await client.say('EHLO mx.voisin.mssante.fr')
  return client
}

describe('operator listener', () => {
  it('takes a message over mutual TLS', async () => {
    const { listener, transactions } = await start()
    const client = await RawClient.plain(listener.port)
    expect(await client.reply()).toBe('220 smtp.cabinet.mssante.fr ESMTP')
    expect(await client.say('EHLO mx.voisin.mssante.fr')).toBe(
      '250-smtp.cabinet.mssante.fr|250-PIPELINING|250-SIZE 36700160|250-8BITMIME|250-ENHANCEDSTATUSCODES|250-DSN|250 STARTTLS',
    )
    expect(await client.say('MAIL FROM:<a@voisin.mssante.fr>')).toMatch(/^530 5\.7\.0 /)
    expect(await client.say('STARTTLS')).toBe('220 2.0.0 Pret pour TLS')
    await client.secure(clientTls(trust.neighbour))
    expect(client.protocol).toBe('TLSv1.3')
    expect(await client.say('MAIL FROM:<a@voisin.mssante.fr>')).toBe('503 5.5.1 EHLO attendu')
    expect(await client.say('EHLO mx.voisin.mssante.fr')).toBe(
      '250-smtp.cabinet.mssante.fr|250-PIPELINING|250-SIZE 36700160|250-8BITMIME|250-ENHANCEDSTATUSCODES|250 DSN',
    )
    expect(
      await client.say(
        'MAIL FROM:<a@voisin.mssante.fr> SIZE=10 BODY=8BITMIME RET=HDRS ENVID=E+3D1',
      ),
    ).toBe('250 2.1.0 Ok')
    expect(
      await client.say(
        'RCPT TO:<claire.morel@cabinet.mssante.fr> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;c+40x.fr',
      ),
    ).toBe('250 2.1.5 Ok')
    expect(await client.say('DATA')).toMatch(/^354 /)
    expect(await client.say('Subject: x\r\n\r\n..dot\r\n.')).toBe('250 2.0.0 Ok: queued as Q1')
    expect(await client.say('QUIT')).toBe('221 2.0.0 Au revoir')
    expect(await client.reply()).toBe('closed')
    const [transaction] = transactions
    expect(transaction).toMatchObject({
      session: {
        remoteAddress: '127.0.0.1',
        helo: 'mx.voisin.mssante.fr',
        transmission: 'ESMTPS',
        tls: { version: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384' },
        peer: { ok: true, value: { subjectText: trust.neighbourSubject } },
      },
      sender: {
        address: 'a@voisin.mssante.fr',
        declaredBytes: 10,
        ret: 'HDRS',
        envelopeId: 'E=1',
      },
      recipients: [
        {
          address: 'claire.morel@cabinet.mssante.fr',
          notify: ['SUCCESS', 'FAILURE'],
          originalRecipient: 'rfc822;c@x.fr',
        },
      ],
      body: 'Subject: x\r\n\r\n.dot\r\n',
      complete: true,
      calls: ['sender', 'recipient', 'message'],
    })
  })

  it('hands the missing or wrong certificate to the flow', async () => {
    const { listener, transactions } = await start()
    const bare = await operatorClient(listener.port, null)
    expect(await bare.say('MAIL FROM:<a@voisin.mssante.fr>')).toMatch(
      /^554 5\.7\.1 .*\[operator-certificate-missing\]$/,
    )
    const person = await operatorClient(listener.port, trust.doctor)
    const reply = await person.say('MAIL FROM:<a@voisin.mssante.fr>')
    expect(reply).toMatch(/^(250 2\.1\.0|554 5\.7\.1 .*\[operator-certificate-invalid\])/)
    expect(transactions.every(({ calls }) => calls.includes('sender'))).toBe(true)
  })
})

const greet = 'EHLO mx.voisin.mssante.fr'
const from = 'MAIL FROM:<a@voisin.mssante.fr>'
const to = 'RCPT TO:<claire.morel@cabinet.mssante.fr>'

describe('order of commands', () => {
  it.each([
    ['MAIL before EHLO after TLS', [], [from], /^503 5\.5\.1/],
    ['RCPT before MAIL', [greet], [to], /^503 5\.5\.1/],
    ['DATA before MAIL', [greet], ['DATA'], /^503 5\.5\.1/],
    ['DATA before RCPT', [greet, from], ['DATA'], /^503 5\.5\.1/],
    ['MAIL twice', [greet, from], [from], /^503 5\.5\.1/],
    ['EHLO without a name', [], ['EHLO'], /^501 [^5]/],
    ['EHLO with two names', [], ['EHLO a b'], /^501 [^5]/],
    ['STARTTLS twice', [greet], ['STARTTLS'], /^503 5\.5\.1/],
    ['STARTTLS with an argument', [greet], ['STARTTLS x'], /^501 5\.5\.4/],
    ['AUTH where it is not offered', [greet], ['AUTH PLAIN'], /^502 5\.5\.1/],
    ['DATA with an argument', [greet, from, to], ['DATA x'], /^501 5\.5\.4/],
    ['RSET with an argument', [greet], ['RSET x'], /^501 5\.5\.4/],
    ['BDAT', [greet, from, to], ['BDAT 3 LAST'], /^500 5\.5\.2/],
    ['XCLIENT', [greet], ['XCLIENT ADDR=1.2.3.4'], /^500 5\.5\.2/],
    ['WIZ of old', [greet], ['WIZ'], /^500 5\.5\.2/],
    ['an HTTP request', [greet], ['GET / HTTP/1.1'], /^500 5\.5\.2/],
    ['an empty line', [greet], [''], /^500 5\.5\.2/],
    ['a control character', [greet], ['NOOP \x07'], /^500 5\.5\.2/],
    ['a long line', [greet], [`NOOP ${'x'.repeat(600)}`], /^500 5\.5\.2 Ligne/],
    ['EXPN', [greet], ['EXPN staff'], /^502 5\.5\.1/],
    ['VRFY', [greet], ['VRFY claire.morel'], /^252 2\.5\.0/],
    ['VRFY of nobody', [greet], ['VRFY'], /^501 5\.5\.4/],
    ['HELP', [greet], ['HELP'], /^214 2\.0\.0/],
    ['NOOP with words', [greet], ['noop a b'], /^250 2\.0\.0/],
    ['SIZE above the limit', [greet], [`${from} SIZE=36700161`], /^552 5\.3\.4/],
    ['SIZE at the limit', [greet], [`${from} SIZE=36700160`], /^250 2\.1\.0/],
  ])('%s', async (_, before, lines, expected) => {
    const { listener } = await start()
    const client = await RawClient.plain(listener.port)
    await client.reply()
    await client.say(greet)
    await client.say('STARTTLS')
    await client.secure(clientTls(trust.neighbour))
    for (const line of before) await client.say(line)
    let answer = ''
    for (const line of lines) answer = await client.say(line)
    expect(answer).toMatch(expected)
    expect(await client.say('QUIT')).toMatch(/^221 2\.0\.0/)
  })

  it.each([
    ['RSET', 'RSET'],
    ['a new EHLO', greet],
    ['QUIT', 'QUIT'],
    ['a lost connection', null],
  ])('tells the flow when a transaction ends by %s', async (_, line) => {
    const { listener, transactions } = await start({
      verdicts: { 'claire.morel@cabinet.mssante.fr': 'recipient-unknown' },
    })
    const client = await operatorClient(listener.port)
    await client.say(from)
    expect(await client.say(to)).toMatch(/^550 5\.1\.1 .*\[recipient-unknown\]$/)
    expect(await client.say('DATA')).toMatch(/^554 5\.5\.1/)
    if (line === null) client.destroy()
    else await client.say(line)
    await expect.poll(() => transactions[0]!.calls).toEqual(['sender', 'recipient', 'abandon'])
  })

  it('ends a refused MAIL at once and takes the next', async () => {
    const { listener, transactions } = await start({
      verdicts: { 'a@voisin.mssante.fr': 'sender-domain-not-bound-to-certificate' },
    })
    const client = await operatorClient(listener.port)
    expect(await client.say(from)).toMatch(/^550 5\.7\.1/)
    expect(await client.say(to)).toMatch(/^503/)
    expect(await client.say('MAIL FROM:<b@voisin.mssante.fr>')).toMatch(/^250/)
    expect(transactions.map(({ calls }) => calls)).toEqual([['sender', 'abandon'], ['sender']])
  })

  it('counts the same recipient once and stops at a hundred', async () => {
    const { listener, transactions } = await start()
    const client = await operatorClient(listener.port)
    await client.say(from)
    client.send(Array.from({ length: 101 }, (_, i) => `RCPT TO:<p${i % 100}@x.fr>\r\n`).join(''))
    for (let i = 0; i < 101; i++) expect(await client.reply()).toMatch(/^250 2\.1\.5/)
    expect(await client.say('RCPT TO:<one-more@x.fr>')).toMatch(/^452 4\.5\.3/)
    expect(transactions[0]!.recipients).toHaveLength(100)
  })

  it('gives the postmaster without a domain one of ours', async () => {
    const { listener, transactions } = await start()
    const client = await operatorClient(listener.port)
    await client.say(from)
    expect(await client.say('RCPT TO:<Postmaster>')).toMatch(/^250/)
    expect(transactions[0]!.recipients[0]!.address).toBe('postmaster@cabinet.mssante.fr')
  })
})

describe('the stream', () => {
  it('drops commands that were injected in clear behind STARTTLS', async () => {
    const { listener, transactions } = await start()
    const client = await RawClient.plain(listener.port)
    await client.reply()
    client.send(`${greet}\r\nSTARTTLS\r\n${from}\r\n`)
    const answers = await client.untilClosed()
    expect(answers[1]).toMatch(/^554 5\.7\.0/)
    expect(answers).toHaveLength(2)
    expect(transactions).toEqual([])
  })

  it('breaks off when clear octets follow in the next packet', async () => {
    const { listener, transactions } = await start()
    const client = await RawClient.plain(listener.port)
    await client.reply()
    await client.say(greet)
    await client.say('STARTTLS')
    client.send(`${from}\r\n`)
    await expect(client.secure(clientTls(trust.neighbour))).rejects.toThrow()
    expect(transactions).toEqual([])
  })

  it('refuses octets before the greeting', async () => {
    const { listener } = await start()
    const client = await RawClient.plain(listener.port)
    client.send('POST / HTTP/1.1\r\n\r\n')
    expect(await client.untilClosed()).toEqual([expect.stringMatching(/^421 4\.7\.0/)])
  })

  it.each([
    ['bare LF', 'NOOP\n'],
    ['bare LF between commands', 'NOOP\nRSET\r\n'],
    ['bare CR', 'NOOP\rRSET\r\n'],
    ['endless line', 'x'.repeat(20_000)],
  ])('refuses %s in a command and closes', async (_, octets) => {
    const { listener } = await start()
    const client = await operatorClient(listener.port)
    client.send(octets)
    expect(await client.untilClosed()).toEqual([expect.stringMatching(/^500 5\.5\.2/)])
  })

  it.each(['\n.\n', '\n.\r\n', '\r\n.\n', '\r.\r', '\r\n.\r', '\r\r\n.\r\r\n'])(
    'gives smuggled ends to the flow as content: %j',
    async (sequence) => {
      const { listener, transactions } = await start({
        verdicts: { message: 'bare-line-ending' },
      })
      const client = await operatorClient(listener.port)
      client.send(`${from}\r\n${to}\r\nDATA\r\n`)
      await client.reply()
      await client.reply()
      expect(await client.reply()).toMatch(/^354/)
      const reply = await client.say(`a: b\r\n\r\nx${sequence}MAIL FROM:<z@x.fr>\r\nRSET\r\n.`)
      expect(reply).toMatch(/^554 5\.6\.0 .*\[bare-line-ending\]$/)
      expect(await client.say('NOOP')).toMatch(/^250/)
      expect(transactions).toHaveLength(1)
      expect(transactions[0]!.body).toContain('MAIL FROM:<z@x.fr>')
    },
  )

  const session =
    `${from}\r\n${to}\r\nDATA\r\na: b\r\n\r\n..x\r\n.\r\n` +
    `${from} FOO=1\r\nRSET\r\n${from}\r\n${to}\r\nDATA\r\n.\r\nNOOP\r\nQUIT\r\n`

  async function transcript(cuts: readonly number[]) {
    const { listener, transactions } = await start()
    const client = await operatorClient(listener.port)
    for (let from = 0; from < session.length; ) {
      const to = cuts.find((place) => place > from) ?? session.length
      client.send(session.slice(from, to))
      // The other side reads each piece on its own.
      await new Promise((turn) => setImmediate(turn))
      from = to
    }
    const answers = await client.untilClosed()
    return { answers, bodies: transactions.map(({ body, calls }) => ({ body, calls })) }
  }

  it('answers a pipelined session the same however it is cut', async () => {
    const whole = await transcript([])
    expect(whole.answers.map((answer) => answer.slice(0, 3)).join(' ')).toBe(
      '250 250 354 250 555 250 250 250 354 250 250 221',
    )
    expect(whole.bodies.map(({ body }) => body)).toEqual(['a: b\r\n\r\n.x\r\n', ''])
    const each = Array.from({ length: session.length }, (_, i) => i + 1)
    expect(await transcript(each)).toEqual(whole)
    for (const step of [2, 3, 7, 50]) {
      expect(await transcript(each.filter((place) => place % step === 0))).toEqual(whole)
    }
  })

  it('answers everything that came before the client closed its side', async () => {
    const { listener, transactions } = await start()
    const client = await operatorClient(listener.port)
    client.send(`${from}\r\n${to}\r\nDATA\r\na: b\r\n\r\n.\r\n`)
    client.finish()
    expect((await client.untilClosed()).at(-1)).toBe('250 2.0.0 Ok: queued as Q1')
    expect(transactions[0]!.complete).toBe(true)
  })

  it('never takes a message whose end did not come', async () => {
    const { listener, transactions } = await start()
    const client = await operatorClient(listener.port)
    client.send(`${from}\r\n${to}\r\nDATA\r\n`)
    for (let i = 0; i < 3; i++) await client.reply()
    client.send('a: b\r\n\r\nhalf of it\r\n')
    client.destroy()
    await expect.poll(() => transactions[0]!.complete).toBe(false)
    expect(transactions[0]!.calls).toEqual(['sender', 'recipient', 'message'])
  })

  it('reads a message that is too big to its end, then refuses it', async () => {
    const { listener, transactions } = await start({ bounds: { messageBytesMax: 1_000 } })
    const client = await operatorClient(listener.port)
    client.send(`${from}\r\n${to}\r\nDATA\r\n`)
    for (let i = 0; i < 3; i++) await client.reply()
    const text = `${'x'.repeat(98)}\r\n`
    expect(await client.say(`${text.repeat(30)}.`)).toMatch(/^552 5\.3\.4 .*\[message-too-big\]$/)
    expect(transactions[0]!.complete).toBe(false)
    expect(await client.say('NOOP')).toMatch(/^250/)
  })
})

describe('bounds', () => {
  it('closes after too many errors', async () => {
    const { listener } = await start()
    const client = await operatorClient(listener.port)
    client.send('FOO\r\n'.repeat(30))
    const answers = await client.untilClosed()
    expect(answers).toHaveLength(21)
    expect(answers.at(-1)).toMatch(/^421 4\.7\.0/)
  })

  it.each([
    ['per address', { connectionsPerAddressMax: 1 }],
    ['in all', { connectionsMax: 1 }],
  ])('refuses connections above the bound %s', async (_, bounds) => {
    const { listener } = await start({ bounds })
    const first = await RawClient.plain(listener.port)
    expect(await first.reply()).toMatch(/^220/)
    const second = await RawClient.plain(listener.port)
    expect(await second.untilClosed()).toEqual([expect.stringMatching(/^421 4\.3\.2/)])
    await first.say('QUIT')
    await first.untilClosed()
    await expect.poll(async () => (await RawClient.plain(listener.port)).reply()).toMatch(/^220/)
  })

  it('forgets a connection that used STARTTLS, however it ended', async () => {
    const { listener } = await start({ bounds: { connectionsPerAddressMax: 1 } })
    const polite = await operatorClient(listener.port)
    await polite.say('QUIT')
    await polite.untilClosed()
    const greeting = async () => {
      const next = await RawClient.plain(listener.port)
      const reply = await next.reply()
      if (!reply.startsWith('220')) return reply
      await next.say(greet)
      await next.say('STARTTLS')
      next.destroy()
      return reply
    }
    for (let i = 0; i < 3; i++) await expect.poll(greeting).toMatch(/^220/)
    await expect.poll(greeting).toMatch(/^220/)
  })

  it('cuts a silent client, and one that trickles', async () => {
    const { listener, transactions } = await start({ bounds: { idleMsMax: 250 } })
    const silent = await RawClient.plain(listener.port)
    await silent.reply()
    expect(await silent.untilClosed()).toEqual([expect.stringMatching(/^421 4\.4\.2/)])
    const slow = await RawClient.plain(listener.port)
    await slow.reply()
    const trickle = setInterval(() => slow.send('x'), 5)
    expect(await slow.untilClosed()).toEqual([expect.stringMatching(/^421 4\.4\.2/)])
    clearInterval(trickle)
    expect(transactions).toEqual([])
  })

  it('cuts a message that comes too slowly', async () => {
    const { listener, transactions } = await start({ bounds: { idleMsMax: 1_500 } })
    const client = await operatorClient(listener.port)
    client.send(`${from}\r\n${to}\r\nDATA\r\n`)
    for (let i = 0; i < 3; i++) await client.reply()
    const trickle = setInterval(() => client.send('x'), 10)
    expect(await client.untilClosed()).toEqual([expect.stringMatching(/^421 4\.4\.2/)])
    clearInterval(trickle)
    await expect.poll(() => transactions[0]!.complete).toBe(false)
  })

  it('refuses to start without a key of its own', async () => {
    const { flows } = recordingFlows()
    const start = () =>
      startOperatorSmtp({
        ...rigCommon,
        host: '127.0.0.1',
        port: 0,
        tls: { key: '', cert: '', clientCa: [] },
        validator: trust.validator,
        flows,
      })
    await expect(start()).rejects.toThrow(/key/)
  })
})

describe('closing', () => {
  it('says goodbye to idle sessions, lets a transaction end, takes nobody new', async () => {
    const { listener, transactions } = await start()
    const idle = await operatorClient(listener.port)
    const busy = await operatorClient(listener.port)
    await busy.say(from)
    const closed = listener.close(60_000)
    listeners.length = 0
    expect(await idle.untilClosed()).toEqual([expect.stringMatching(/^421 4\.3\.2/)])
    expect(await (await RawClient.plain(listener.port)).reply()).toBe('closed')
    await busy.say(to)
    await busy.say('DATA')
    expect(await busy.say('a: b\r\n\r\n.')).toBe('250 2.0.0 Ok: queued as Q1')
    expect(await busy.reply()).toMatch(/^421 4\.3\.2/)
    await closed
    expect(transactions[0]!.complete).toBe(true)
  })

  it('cuts what is not done after the grace, but not a verdict under way', async () => {
    let release = (): void => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const { listener, transactions } = await start({ held })
    const open = await operatorClient(listener.port)
    await open.say(from)
    const sent = await operatorClient(listener.port)
    sent.send(`${from}\r\n${to}\r\nDATA\r\na: b\r\n\r\n.\r\n`)
    for (let i = 0; i < 3; i++) await sent.reply()
    await expect.poll(() => transactions[1]?.complete).toBe(true)
    const closed = listener.close(20)
    listeners.length = 0
    expect(await open.untilClosed()).toEqual([expect.stringMatching(/^421 4\.3\.2/)])
    release()
    expect(await sent.reply()).toBe('250 2.0.0 Ok: queued as Q2')
    await closed
  })
})
