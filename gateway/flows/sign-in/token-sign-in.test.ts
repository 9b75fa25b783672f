import { generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../domain/clock.js'
import { silentLog } from '../../../domain/log.js'
import { RawClient } from '../../../test-fixtures/smtp/raw-client.js'
import { openTrustSpace, recordingFlows, rigCommon } from '../../../test-fixtures/smtp/smtp-rig.js'
import { ImapClient } from '../../../test-fixtures/transcripts/imap-client.js'
import { addresses, FlowSpace, settings } from '../../../test-fixtures/world/flow-space.js'
import { type TokenClaims, TokenIssuer } from '../../../test-fixtures/world/token-issuer.js'
import { startImap } from '../../imap/listener.js'
import { IdleHub } from '../../reactors/idle-hub.js'
import type { Listener } from '../../settings.js'
import { startSubmission } from '../../smtp/submission-listener.js'
import type { SignIn } from '../contract.js'
import { MailboxSession } from '../mailbox/mailbox-session.js'
import { OpenTraces } from '../mailbox/open-traces.js'
import { createSignIn } from './sign-in.js'

const claire = { nationalId: '810000000001' }
const session = { remoteAddress: '192.0.2.7', protocol: 'imap' as const }

let space: FlowSpace
let issuer: TokenIssuer
let signIn: SignIn

beforeEach(async () => {
  space = await FlowSpace.create()
  issuer = new TokenIssuer(space.clock)
  signIn = createSignIn({ ...space.deps, tokens: issuer.verifier })
})

const open = async (token: string, authorizationId = ''): Promise<string> => {
  const result = await signIn.bearer!.token({ token, authorizationId, ...session })
  return result.ok ? result.value.account.address : result.error
}
const hours = (n: number): number => Math.floor(space.clock.now() / 1000) + n * 3_600

it('is not there without an identity provider', () => {
  expect(createSignIn(space.deps).bearer).toBeUndefined()
})

describe('what a token opens', () => {
  it.each<[string, TokenClaims, string, string]>([
    ['the own account', claire, addresses.claire, addresses.claire],
    ['the own account by default', claire, '', addresses.claire],
    ['in any case', claire, 'Claire.MOREL@DEMO.mss.test', addresses.claire],
    ['a team of the person', claire, addresses.team, addresses.team],
    ['an account by its address', { sub: addresses.claire }, '', addresses.claire],
    ['a team by the own address', { sub: addresses.paul }, addresses.team, addresses.team],
    ['a software', { sub: addresses.software }, '', addresses.software],
    ['not someone else', claire, addresses.paul, 'token-account-refused'],
    ['not a team of others', claire, addresses.pharmacy, 'token-account-refused'],
    ['not a patient', claire, addresses.jeanne, 'token-account-refused'],
    ['not an unknown account', claire, 'rien@demo.mss.test', 'token-account-refused'],
    ['not what is no address', claire, 'claire', 'token-account-refused'],
    ['no unknown person', { nationalId: '899999999999' }, '', 'token-account-refused'],
    ['no patient by address', { sub: addresses.jeanne }, '', 'token-account-refused'],
    ['no closed account', { sub: addresses.closed }, '', 'token-account-refused'],
    [
      'no team from a software',
      { sub: addresses.software },
      addresses.team,
      'token-account-refused',
    ],
    ['nobody with an old token', { ...claire, exp: 1 }, '', 'token-refused'],
    ['nobody of another issuer', { ...claire, iss: 'https://autre.test' }, '', 'token-refused'],
    ['nobody meant for others', { ...claire, aud: 'autre.test' }, '', 'token-refused'],
  ])('%s', async (_says, claims, authorizationId, wanted) => {
    expect(await open(issuer.token(claims), authorizationId)).toBe(wanted)
  })

  it('is nothing when it was signed by somebody else, changed, or not signed', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const good = issuer.token(claire)
    const [head, body, signature] = good.split('.')
    const paul = issuer.token({ sub: addresses.paul }).split('.')[1]
    for (const token of [
      issuer.token(claire, privateKey),
      issuer.token(claire, undefined, 'none'),
      `${head}.${paul}.${signature}`,
      `${head}.${body}.`,
      `${head}.${body}`,
      'x',
      '',
    ])
      expect(await open(token)).toBe('token-refused')
    expect(await open(good)).toBe(addresses.claire)
  })

  it('is nothing after its end, and the end of a membership', async () => {
    const token = issuer.token({ ...claire, exp: hours(2) })
    expect(await open(token, addresses.team)).toBe(addresses.team)
    const accountId = await space.id('team')
    await space.store.commit({
      operations: [{ op: 'remove-member', accountId, personId: space.claireId }],
    })
    expect(await open(token, addresses.team)).toBe('token-account-refused')
    space.clock.at += 7_200_000
    expect(await open(token)).toBe('token-refused')
  })

  it('waits for a provider that cannot be asked', async () => {
    issuer.isReachable = false
    expect(await open(issuer.token(claire))).toBe('sign-in-unavailable')
  })

  it('is traced, without the token', async () => {
    await open(issuer.token(claire), addresses.team)
    await open(issuer.token({ ...claire, exp: 1 }), addresses.claire)
    const traces = await space.store.read.traces({ action: 'sign-in' }, 10)
    expect(traces.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['refused', 'token-refused'],
      ['accepted', null],
    ])
    expect(traces[1]).toMatchObject({
      actor: { kind: 'person', label: 'Claire MOREL' },
      detail: { via: 'token' },
    })
    expect(JSON.stringify(traces)).not.toContain('eyJ')
  })
})

const b64 = (text: string): string => Buffer.from(text).toString('base64')
const oauth = (token: string, user: string = addresses.claire) =>
  b64(`n,a=${user},\x01host=mss.test\x01port=993\x01auth=Bearer ${token}\x01\x01`)
const xoauth2 = (token: string, user: string = addresses.claire) =>
  b64(`user=${user}\x01auth=Bearer ${token}\x01\x01`)
const explained = (line: string): unknown =>
  JSON.parse(Buffer.from(line.replace(/^(\+|334) /, ''), 'base64').toString())
const terms = {
  schemes: 'bearer',
  scope: 'openid mssante',
  'openid-configuration': 'https://identite.test/.well-known/openid-configuration',
}

const listeners: Listener[] = []
afterEach(async () => {
  await Promise.all(listeners.splice(0).map((listener) => listener.close(0)))
})

const malformed = [
  b64('\x01'),
  b64(''),
  b64('n,,\x01auth=Bearer abc'),
  b64('n,,\x01auth=Bearer abc\x01'),
  b64('p=tls-unique,,\x01auth=Bearer abc\x01\x01'),
  b64('n,a=a=2Db,\x01auth=Bearer abc\x01\x01'),
  b64('n,,\x01auth=Basic abc\x01\x01'),
  b64('n,,\x01auth=Bearer a b\x01\x01'),
  b64('n,,\x01auth=Bearer abc\x01auth=Bearer abc\x01\x01'),
  b64('n,,\x01port=99999\x01auth=Bearer abc\x01\x01'),
  b64('n,,\x01au th=x\x01auth=Bearer abc\x01\x01'),
]

describe('IMAP', () => {
  async function client(given: SignIn = signIn): Promise<ImapClient> {
    const hub = new IdleHub(space.store)
    const openTraces = new OpenTraces({ ...space.deps, clock: systemClock })
    const { store } = space
    const listener = await startImap({
      host: '127.0.0.1',
      port: 0,
      mode: 'plain-for-tests',
      tls: null,
      validator: null,
      log: silentLog,
      clock: systemClock,
      limits: { imapSignInDelayMs: 1, signInFailuresMax: 50 },
      backend: {
        signIn: given,
        open: (identity) =>
          new MailboxSession(
            { store, settings, clock: space.clock, watch: hub, openTraces },
            identity,
          ),
      },
    })
    listeners.push(listener)
    return ImapClient.connect(listener.port)
  }
  const say = async (raw: ImapClient, line: string): Promise<string> => {
    raw.send(`${line}\r\n`)
    return (await raw.next()) ?? 'closed'
  }

  it('announces the mechanisms where a provider is configured, and only there', async () => {
    const with_ = await client()
    expect(await with_.next()).toMatch(/ AUTH=OAUTHBEARER AUTH=XOAUTH2[ \]]/)
    const without = await client(createSignIn(space.deps))
    expect(await without.next()).not.toMatch(/OAUTH/)
    expect(await say(without, '1 AUTHENTICATE OAUTHBEARER')).toMatch(/^1 NO \[CANNOT\]/)
    expect(await say(without, `2 AUTHENTICATE XOAUTH2 ${xoauth2('x')}`)).toMatch(/^2 NO \[CANNOT\]/)
  })

  it.each([
    ['OAUTHBEARER', (token: string) => [`1 AUTHENTICATE OAUTHBEARER ${oauth(token)}`]],
    [
      'OAUTHBEARER after a challenge',
      (token: string) => ['1 AUTHENTICATE OAUTHBEARER', oauth(token)],
    ],
    [
      'OAUTHBEARER without names',
      (token: string) => [
        `1 authenticate oauthbearer ${b64(`n,,\x01auth=bearer ${token}\x01\x01`)}`,
      ],
    ],
    ['XOAUTH2', (token: string) => [`1 AUTHENTICATE XOAUTH2 ${xoauth2(token)}`]],
    ['XOAUTH2 after a challenge', (token: string) => ['1 AUTHENTICATE XOAUTH2', xoauth2(token)]],
    [
      'XOAUTH2 on a team',
      (token: string) => [`1 AUTHENTICATE XOAUTH2 ${xoauth2(token, addresses.team)}`],
    ],
  ])('opens by %s', async (_says, lines) => {
    const raw = await client()
    await raw.next()
    const answers: string[] = []
    for (const line of lines(issuer.token(claire))) answers.push(await say(raw, line))
    expect(answers.pop()).toMatch(/^1 OK \[CAPABILITY /)
    for (const answer of answers) expect(answer).toBe('+ ')
    expect(await say(raw, '2 SELECT INBOX')).toMatch(/^\* /)
  })

  it('explains a refusal in a challenge, takes the dummy, and says NO', async () => {
    const raw = await client()
    await raw.next()
    const old = issuer.token({ ...claire, exp: 1 })
    const line = await say(raw, `1 AUTHENTICATE OAUTHBEARER ${oauth(old)}`)
    expect(explained(line)).toEqual({ status: 'invalid_token', ...terms })
    expect(await say(raw, 'AQ==')).toMatch(/^1 NO \[AUTHENTICATIONFAILED\] .*\(token-refused\)$/)
    const other = await say(
      raw,
      `2 AUTHENTICATE XOAUTH2 ${xoauth2(issuer.token(claire), addresses.paul)}`,
    )
    expect(explained(other)).toEqual({ status: 'insufficient_scope', ...terms })
    expect(await say(raw, '')).toMatch(/^2 NO \[AUTHORIZATIONFAILED\] .*\(token-account-refused\)$/)
    const asked = b64(`n,a=${addresses.claire},\x01auth=\x01\x01`)
    const question = await say(raw, `3 AUTHENTICATE OAUTHBEARER ${asked}`)
    expect(explained(question)).toEqual({ status: 'invalid_token', ...terms })
    expect(await say(raw, '*')).toMatch(/^3 NO /)
    issuer.isReachable = false
    const unavailable = `4 AUTHENTICATE OAUTHBEARER ${oauth(issuer.token(claire))}`
    expect(await say(raw, unavailable)).toMatch(/^4 NO \[UNAVAILABLE\]/)
    issuer.isReachable = true
    const good = `5 AUTHENTICATE OAUTHBEARER ${oauth(issuer.token(claire))}`
    expect(await say(raw, good)).toMatch(/^5 OK /)
  })

  it('calls malformed messages so, and never asks the provider about them', async () => {
    const raw = await client()
    await raw.next()
    for (const message of malformed) {
      const line = await say(raw, `1 AUTHENTICATE OAUTHBEARER ${message || '='}`)
      expect(explained(line)).toEqual({ status: 'invalid_request', ...terms })
      expect(await say(raw, 'AQ==')).toMatch(/^1 NO /)
    }
    expect(await say(raw, '2 AUTHENTICATE OAUTHBEARER !!')).toMatch(/^2 BAD/)
    expect(await say(raw, '3 AUTHENTICATE OAUTHBEARER')).toBe('+ ')
    expect(await say(raw, '*')).toMatch(/^3 BAD/)
    for (const message of [
      'auth=Bearer x\x01\x01',
      'user=\x01auth=Bearer x\x01\x01',
      'user=a\x01\x01x',
    ]) {
      const line = await say(raw, `4 AUTHENTICATE XOAUTH2 ${b64(message)}`)
      expect(explained(line)).toEqual({ status: 'invalid_request', ...terms })
      expect(await say(raw, '')).toMatch(/^4 NO /)
    }
  })
})

describe('submission', () => {
  it('takes a token, and explains a refusal', async () => {
    const trust = openTrustSpace()
    const { flows } = recordingFlows()
    const listener = await startSubmission({
      ...rigCommon,
      host: '127.0.0.1',
      port: 0,
      mode: 'implicit',
      tls: trust.server,
      validator: trust.validator,
      signIn,
      flows,
      bounds: { signInDelayMsMax: 1 },
    })
    listeners.push(listener)
    const tls = { ca: trust.ca, servername: 'smtp.cabinet.mssante.fr' }
    const raw = await RawClient.tls(listener.port, tls)
    await raw.reply()
    expect(await raw.say('EHLO x')).toMatch(/AUTH PLAIN LOGIN OAUTHBEARER XOAUTH2$/)
    const old = issuer.token({ ...claire, exp: 1 })
    const line = await raw.say(`AUTH OAUTHBEARER ${oauth(old)}`)
    expect(explained(line)).toEqual({ status: 'invalid_token', ...terms })
    expect(await raw.say('AQ==')).toMatch(/^535 5\.7\.8 .*\[token-refused\]$/)
    const other = await raw.say(`AUTH XOAUTH2 ${xoauth2(issuer.token(claire), addresses.paul)}`)
    expect(explained(other)).toEqual({ status: 'insufficient_scope', ...terms })
    expect(await raw.say('')).toMatch(/^535 5\.7\.8 .*\[token-account-refused\]$/)
    expect(explained(await raw.say(`AUTH OAUTHBEARER ${malformed[2]}`))).toEqual({
      status: 'invalid_request',
      ...terms,
    })
    expect(await raw.say('*')).toMatch(/^535 /)
    expect(await raw.say('AUTH OAUTHBEARER')).toBe('334')
    expect(await raw.say(oauth(issuer.token(claire)))).toBe('235 2.7.0 Identification acceptee')
  })
})
