import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CredentialId } from '../../../domain/ids.js'
import { silentLog } from '../../../domain/log.js'
import { RawClient } from '../../../test-fixtures/smtp/raw-client.js'
import { openTrustSpace, recordingFlows, rigCommon } from '../../../test-fixtures/smtp/smtp-rig.js'
import { ImapClient } from '../../../test-fixtures/transcripts/imap-client.js'
import {
  addresses,
  certificateOf,
  FlowSpace,
  type Name,
  settings,
} from '../../../test-fixtures/world/flow-space.js'
import { hashApplicationPassword } from '../../directory/application-password.js'
import { startImap } from '../../imap/listener.js'
import { IdleHub } from '../../reactors/idle-hub.js'
import type { Listener } from '../../settings.js'
import { startSubmission } from '../../smtp/submission-listener.js'
import type { Identity, SignIn } from '../contract.js'
import { MailboxSession } from '../mailbox/mailbox-session.js'
import { OpenTraces } from '../mailbox/open-traces.js'
import { identityStands } from './identity-standing.js'
import { createSignIn } from './sign-in.js'

const password = 'mot de passe'
const card = certificateOf('CN=810000000001+GN=Claire+SN=MOREL,T=Médecin,C=FR')
const session = { remoteAddress: '192.0.2.7', protocol: 'imap' as const }

let space: FlowSpace
let signIn: SignIn
const listeners: Listener[] = []

beforeEach(async () => {
  space = await FlowSpace.create()
  signIn = createSignIn(space.deps)
})
afterEach(async () => {
  await Promise.all(listeners.splice(0).map((listener) => listener.close(0)))
})

async function credential(
  kind: 'certificate' | 'password',
  of: { account?: Name; person?: boolean },
): Promise<CredentialId> {
  const secret = kind === 'password' ? await hashApplicationPassword(password) : card.subjectText
  const accountId = of.account ? await space.id(of.account) : null
  const personId = of.person ? space.claireId : null
  const done = await space.store.commit({
    operations: [
      {
        op: 'put-credential',
        credential: { kind, secret, accountId, personId, label: '', createdAt: 1 },
      },
    ],
  })
  const outcome = done.ok ? done.outcomes[0] : undefined
  if (outcome?.op !== 'put-credential') throw new Error('credential refused')
  return outcome.credentialId
}
const remove = (credentialId: CredentialId) =>
  space.store.commit({ operations: [{ op: 'remove-credential', credentialId }] })

async function byPassword(user: Name, target: Name): Promise<Identity> {
  const result = await signIn.password({
    authenticationId: addresses[user],
    authorizationId: addresses[target],
    password,
    certificate: null,
    ...session,
  })
  if (!result.ok) throw new Error('refused')
  return result.value
}
async function byCard(target: Name): Promise<Identity> {
  const result = await signIn.external(card, addresses[target], session)
  if (!result.ok) throw new Error(result.error)
  return result.value
}
const stands = (identity: Identity) => identityStands(space.store.read, identity, space.clock.now())

describe('a sign-in', () => {
  it.each<[string, 'certificate' | 'password', { account?: Name; person?: boolean }, Name]>([
    ['the password of the account', 'password', { account: 'claire' }, 'claire'],
    ['a password of the own account, on the team', 'password', { account: 'claire' }, 'team'],
    ['a password of the person on the team', 'password', { account: 'team', person: true }, 'team'],
    ['the certificate of the person', 'certificate', { person: true }, 'claire'],
    ['the certificate of the person, on the team', 'certificate', { person: true }, 'team'],
    ['the certificate of the account', 'certificate', { account: 'team' }, 'team'],
  ])('ends with %s', async (_says, kind, of, target) => {
    const id = await credential(kind, of)
    const other = await credential(kind === 'password' ? 'certificate' : 'password', {
      account: 'claire',
    })
    const user = of.account === 'team' ? 'team' : 'claire'
    const identity = kind === 'password' ? await byPassword(user, target) : await byCard(target)
    expect(identity.credentialId).toBe(id)
    await remove(other)
    expect(await stands(identity)).toBe(true)
    await remove(id)
    expect(await stands(identity)).toBe(false)
    expect(await signIn.stands(identity)).toBe(false)
  })

  it('ends with the account and with the membership, at the minute of its dates', async () => {
    await credential('certificate', { person: true })
    const accountId = await space.id('team')
    const at = space.clock.now()
    const member = { op: 'put-member', accountId, personId: space.claireId } as const
    await space.store.commit({
      operations: [{ ...member, right: 'answer', fromAt: at, untilAt: at + 1_000 }],
    })
    const team = await byCard('team')
    const own = await byCard('claire')
    space.clock.at = at + 999
    expect(await stands(team)).toBe(true)
    space.clock.at = at + 1_000
    expect(await stands(team)).toBe(false)
    space.clock.at = at - 1
    expect(await stands(team)).toBe(false)
    // A smaller right is no end.
    const operations = [{ ...member, right: 'read' as const, fromAt: null, untilAt: null }]
    await space.store.commit({ operations })
    expect(await stands(team)).toBe(true)
    await space.store.commit({
      operations: [{ op: 'remove-member', accountId, personId: space.claireId }],
    })
    expect(await stands(team)).toBe(false)
    expect(await stands(own)).toBe(true)
    const change = { state: 'closed' as const }
    await space.store.commit({
      operations: [{ op: 'change-account', accountId: own.account.id, change }],
    })
    expect(await stands(own)).toBe(false)
  })
})

describe('sessions under way', () => {
  it('IDLE ends when its password is removed, and other sessions stay', async () => {
    const own = await credential('password', { account: 'claire' })
    const { store } = space
    const hub = new IdleHub(store)
    const openTraces = new OpenTraces(space.deps)
    const listener = await startImap({
      host: '127.0.0.1',
      port: 0,
      mode: 'plain-for-tests',
      tls: null,
      validator: null,
      log: silentLog,
      clock: space.clock,
      backend: {
        signIn,
        open: (identity) =>
          new MailboxSession(
            { store, settings, clock: space.clock, watch: hub, openTraces },
            identity,
          ),
      },
    })
    listeners.push(listener)
    const idle = async (): Promise<ImapClient> => {
      const client = await ImapClient.connect(listener.port)
      client.send(`1 LOGIN ${addresses.claire} "${password}"\r\n2 SELECT INBOX\r\n3 IDLE\r\n`)
      while (!(await client.next())?.startsWith('+ '));
      return client
    }
    const first = await idle()
    const kept = await credential('password', { account: 'claire' })
    await remove(own)
    let last = ''
    for (let line = await first.next(); line !== null; line = await first.next()) last = line
    expect(last).toMatch(/^\* BYE \[UNAVAILABLE\] Boite fermee ou droits retires/)
    const second = await idle()
    await space.store.commit({
      operations: [
        {
          op: 'subscribe',
          accountId: await space.id('claire'),
          name: 'Archive',
          subscribed: true,
        },
      ],
    })
    second.send('DONE\r\n')
    expect(await second.next()).toMatch(/^3 OK/)
    expect(await space.store.read.credentialsOfAccount(await space.id('claire'))).toMatchObject([
      { id: kept },
    ])
    second.close()
  })

  it('submission sends no more once the password is removed', async () => {
    const id = await credential('password', { account: 'claire' })
    const trust = openTrustSpace()
    const listener = await startSubmission({
      ...rigCommon,
      host: '127.0.0.1',
      port: 0,
      mode: 'implicit',
      tls: trust.server,
      validator: trust.validator,
      signIn,
      flows: recordingFlows().flows,
    })
    listeners.push(listener)
    const raw = await RawClient.tls(listener.port, {
      ca: trust.ca,
      servername: 'smtp.cabinet.mssante.fr',
    })
    await raw.reply()
    await raw.say('EHLO pc')
    const plain = Buffer.from(`\0${addresses.claire}\0${password}`).toString('base64')
    expect(await raw.say(`AUTH PLAIN ${plain}`)).toMatch(/^235/)
    expect(await raw.say(`MAIL FROM:<${addresses.claire}>`)).toMatch(/^250/)
    await raw.say('RSET')
    await remove(id)
    expect(await raw.say(`MAIL FROM:<${addresses.claire}>`)).toMatch(/^530 5\.7\.0 /)
    expect(await raw.say(`AUTH PLAIN ${plain}`)).toMatch(/^535 5\.7\.8 /)
  })
})
