import { spawn } from 'node:child_process'
import { createTransport } from 'nodemailer'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { RawClient } from '../../test-fixtures/smtp/raw-client.js'
import {
  type ClientTls,
  doctorAddress,
  doctorPassword,
  doctorSignIn,
  openTrustSpace,
  recordingFlows,
  rigCommon,
  rigSettings,
  type TrustSpace,
} from '../../test-fixtures/smtp/smtp-rig.js'
import { findTool } from '../../test-fixtures/tools.js'
import type { Listener } from '../settings.js'
import { startSubmission } from './submission-listener.js'

let trust: TrustSpace
beforeAll(() => {
  trust = openTrustSpace()
})

const listeners: Listener[] = []
afterEach(async () => {
  await Promise.all(listeners.splice(0).map((listener) => listener.close(0)))
})

async function start(mode: 'implicit' | 'starttls' = 'implicit') {
  const { flows, transactions } = recordingFlows()
  const listener = await startSubmission({
    ...rigCommon,
    host: '127.0.0.1',
    port: 0,
    mode,
    tls: trust.server,
    validator: trust.validator,
    signIn: doctorSignIn(trust.doctorSubject),
    flows,
    bounds: { signInDelayMsMax: 1 },
  })
  listeners.push(listener)
  return { listener, transactions }
}

const clientTls = (own: ClientTls | null) => ({
  ca: trust.ca,
  servername: rigSettings.hostName,
  ...own,
})

async function client(port: number, own: ClientTls | null = null): Promise<RawClient> {
  const raw = await RawClient.tls(port, clientTls(own))
  expect(await raw.reply()).toBe('220 smtp.cabinet.mssante.fr ESMTP')
  return raw
}

const b64 = (text: string): string => Buffer.from(text).toString('base64')
const plain = (authzid: string) => b64(`${authzid}\0${doctorAddress}\0${doctorPassword}`)
const recipient = 'paul.durand@voisin.mssante.fr'

describe('submission listener', () => {
  it('announces EXTERNAL only to a certificate that opens an account', async () => {
    const { listener } = await start()
    const bare = await client(listener.port)
    expect(await bare.say('ehlo [127.0.0.1]')).toMatch(/\|250 AUTH PLAIN LOGIN$/)
    const doctor = await client(listener.port, trust.doctor)
    expect(await doctor.say('ehlo [127.0.0.1]')).toMatch(/\|250 AUTH EXTERNAL PLAIN LOGIN$/)
    const operator = await client(listener.port, trust.neighbour)
    expect(await operator.say('ehlo [127.0.0.1]')).toMatch(/\|250 AUTH PLAIN LOGIN$/)
  })

  it('offers no AUTH before TLS', async () => {
    const { listener, transactions } = await start('starttls')
    const raw = await RawClient.plain(listener.port)
    await raw.reply()
    expect(await raw.say('EHLO x')).toMatch(/\|250 STARTTLS$/)
    expect(await raw.say(`AUTH PLAIN ${plain('')}`)).toMatch(/^530 5\.7\.0 .*\[tls-required\]$/)
    expect(await raw.say('MAIL FROM:<a@b.fr>')).toMatch(/^530 5\.7\.0 /)
    await raw.say('STARTTLS')
    await raw.secure(clientTls(null))
    expect(await raw.say('EHLO x')).toMatch(/AUTH PLAIN LOGIN$/)
    expect(await raw.say(`AUTH PLAIN ${plain('')}`)).toBe('235 2.7.0 Identification acceptee')
    expect(transactions).toEqual([])
  })

  // The forms of client-transcripts.md.
  it.each([
    ['EXTERNAL =', ['AUTH EXTERNAL =']],
    ['EXTERNAL authzid', [`AUTH EXTERNAL ${b64(doctorAddress)}`]],
    ['EXTERNAL challenge, empty line', ['AUTH EXTERNAL', '']],
    ['EXTERNAL challenge, =', ['AUTH EXTERNAL', '=']],
    ['EXTERNAL challenge, authzid', ['auth external', b64(doctorAddress)]],
    ['PLAIN at once', [`AUTH PLAIN ${plain('')}`]],
    ['PLAIN with authzid = user', [`AUTH PLAIN ${plain(doctorAddress)}`]],
    ['PLAIN after a challenge', ['AUTH PLAIN', plain('')]],
    ['LOGIN', ['AUTH LOGIN', b64(doctorAddress), b64(doctorPassword)]],
    ['LOGIN with the user at once', [`auth login ${b64(doctorAddress)}`, b64(doctorPassword)]],
  ])('signs in with %s', async (_, lines) => {
    const { listener, transactions } = await start()
    const raw = await client(listener.port, trust.doctor)
    await raw.say('EHLO x')
    const answers: string[] = []
    for (const line of lines) answers.push(await raw.say(line))
    expect(answers.pop()).toBe('235 2.7.0 Identification acceptee')
    expect(answers.every((answer) => answer.startsWith('334 ') || answer === '334')).toBe(true)
    expect(await raw.say('AUTH PLAIN')).toMatch(/^503 5\.5\.1/)
    expect(await raw.say('EHLO x')).not.toContain('AUTH')
    await raw.say(`mail FROM:<${doctorAddress}> size=20`)
    await raw.say(`rcpt TO:<${recipient}>`)
    await raw.say('data')
    expect(await raw.say('a: b\r\n\r\nc\r\n.')).toBe('250 2.0.0 Ok: queued as Q1')
    expect(transactions[0]!.session).toMatchObject({
      transmission: 'ESMTPSA',
      identity: { account: { address: doctorAddress } },
    })
  })

  it.each([
    ['cancelled', ['AUTH PLAIN', '*'], /^501 5\.7\.0/],
    ['cancelled password', ['AUTH LOGIN', b64('a'), '*'], /^501 5\.7\.0/],
    ['no mechanism', ['AUTH'], /^501 5\.5\.4/],
    ['unknown mechanism', ['AUTH XOAUTH2 abc'], /^504 5\.5\.4 .*\[sign-in-mechanism\]/],
    ['CRAM-MD5', ['AUTH CRAM-MD5'], /^504 5\.5\.4/],
    ['too many words', ['AUTH PLAIN a b'], /^501 5\.5\.4/],
    ['no base64', ['AUTH PLAIN !!'], /^501 5\.5\.2/],
    ['no NUL', [`AUTH PLAIN ${b64('abc')}`], /^501 5\.5\.2/],
    ['no user', [`AUTH PLAIN ${b64('x\0\0y')}`], /^501 5\.5\.2/],
    ['control characters', [`AUTH PLAIN ${b64('\0a\r\nb\0y')}`], /^501 5\.5\.2/],
    ['empty LOGIN user', ['AUTH LOGIN', ''], /^501 5\.5\.2/],
    ['wrong password', [`AUTH PLAIN ${b64(`\0${doctorAddress}\0non`)}`], /^535 5\.7\.8/],
    ['other authzid', [`AUTH PLAIN ${plain('autre@x.fr')}`], /^535 5\.7\.8/],
    [
      'EXTERNAL without certificate',
      ['AUTH EXTERNAL ='],
      /^535 5\.7\.8 .*\[sign-in-certificate-missing\]/,
    ],
  ])('does not sign in: %s', async (_, lines, expected) => {
    const { listener, transactions } = await start()
    const raw = await client(listener.port)
    await raw.say('EHLO x')
    let answer = ''
    for (const line of lines) answer = await raw.say(line)
    expect(answer).toMatch(expected)
    // The next line is a command again, and nobody is signed in.
    expect(await raw.say(`MAIL FROM:<${doctorAddress}>`)).toMatch(/^530 5\.7\.0 .*sign-in-required/)
    expect(transactions).toEqual([])
  })

  it('closes after too many failures', async () => {
    const { listener } = await start()
    const raw = await client(listener.port)
    await raw.say('EHLO x')
    const wrong = `AUTH PLAIN ${b64(`\0${doctorAddress}\0non`)}`
    const answers: string[] = []
    for (let i = 0; i < 5; i++) answers.push((await raw.say(wrong)).slice(0, 3))
    expect(answers).toEqual(['535', '535', '535', '535', '421'])
    expect(await raw.reply()).toBe('closed')
  })

  it('takes a message on the certificate alone, as Thunderbird sends it', async () => {
    const { listener, transactions } = await start()
    const raw = await client(listener.port, trust.doctor)
    await raw.say('EHLO [192.168.1.2]')
    expect(await raw.say(`MAIL FROM:<${doctorAddress}> BODY=8BITMIME SIZE=300`)).toMatch(/^250/)
    await raw.say(`RCPT TO:<${recipient}>`)
    await raw.say('DATA')
    expect(await raw.say('a: b\r\n\r\nc\r\n.')).toMatch(/^250 2\.0\.0/)
    expect(transactions[0]!.session).toMatchObject({
      helo: '[192.168.1.2]',
      transmission: 'ESMTPS',
      identity: null,
      certificateIdentities: [{ account: { address: doctorAddress } }],
    })
  })

  it.each(['implicit', 'starttls'] as const)('serves nodemailer (%s)', async (mode) => {
    const { listener, transactions } = await start(mode)
    const transport = createTransport({
      host: '127.0.0.1',
      port: listener.port,
      secure: mode === 'implicit',
      requireTLS: true,
      auth: { user: doctorAddress, pass: doctorPassword },
      tls: clientTls(null),
    })
    const text = `.point\n..deux points\n\n${'é'.repeat(300_000)}`
    const sent = await transport.sendMail({
      from: doctorAddress,
      to: [recipient, 'anne@voisin.mssante.fr'],
      subject: 'Essai',
      text,
      dsn: { id: 'x', return: 'headers', notify: ['failure', 'delay'], recipient },
    })
    expect(sent.response).toBe('250 2.0.0 Ok: queued as Q1')
    expect(transactions[0]!.recipients).toHaveLength(2)
    expect(transactions[0]).toMatchObject({
      complete: true,
      sender: { ret: 'HDRS', envelopeId: 'x' },
      recipients: [{ notify: ['FAILURE', 'DELAY'] }, {}],
    })
    expect(transactions[0]!.body!.length).toBeGreaterThan(600_000)
    transport.close()
  })

  it('serves openssl s_client with a client certificate', async () => {
    const openssl = findTool('openssl')
    if (openssl === null) return
    const { listener } = await start('starttls')
    const { cert, key } = trust.space.accounts[doctorAddress]!
    const args = ['s_client', '-quiet', '-starttls', 'smtp', '-CAfile', trust.space.ca]
    args.push('-connect', `127.0.0.1:${listener.port}`, '-cert', cert, '-key', key)
    const child = spawn(openssl, [...args, '-verify_return_error'])
    let seen = ''
    const answered = new Promise<void>((resolve) => {
      child.stdout.on('data', (octets) => {
        seen += octets
        if (seen.includes('AUTH EXTERNAL') && !seen.includes('235')) {
          child.stdin.write('AUTH EXTERNAL =\r\n')
        }
        if (seen.includes('235 2.7.0')) child.stdin.end('quit\r\n')
      })
      child.on('close', () => resolve())
    })
    child.stdin.write('EHLO x\r\n')
    await answered
    expect(seen).toContain('235 2.7.0 Identification acceptee')
    expect(seen).toContain('221 2.0.0')
  })
})
