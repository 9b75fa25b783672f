import { beforeEach, describe, expect, it } from 'vitest'
import { limits } from '../../../domain/limits.js'
import { reasonOf } from '../../../domain/sign-in-refusal.js'
import type { PutCredential } from '../../../mailbox-store/contract.js'
import { cpuMsOf } from '../../../test-fixtures/cpu-time.js'
import {
  addresses,
  certificateOf,
  FlowSpace,
  lastOf,
  type Name,
} from '../../../test-fixtures/world/flow-space.js'
import { hashApplicationPassword } from '../../directory/application-password.js'
import type { PasswordAttempt, SignIn } from '../contract.js'
import { createSignIn } from './sign-in.js'

const cards = {
  claire: certificateOf('CN=810000000001+GN=Claire+SN=MOREL,T=Médecin,C=FR'),
  team: certificateOf('CN=cardiologie,OU=1750000001,O=Hôpital,C=FR'),
  software: certificateOf('CN=logiciel,OU=1750000001,O=Hôpital,C=FR'),
  stranger: certificateOf('CN=inconnu,C=FR'),
}
const session = { remoteAddress: '192.0.2.7', protocol: 'imap' as const }
const password = 'mot de passe de Claire'

let space: FlowSpace
let signIn: SignIn

beforeEach(async () => {
  space = await FlowSpace.create()
  signIn = createSignIn(space.deps)
})

async function credential(
  kind: 'certificate' | 'password',
  secret: string,
  of: { account?: Name; person?: 'claire' | 'paul' },
): Promise<void> {
  const personId = of.person ? (of.person === 'claire' ? space.claireId : space.paulId) : null
  const operation: PutCredential = {
    op: 'put-credential',
    credential: {
      kind,
      secret,
      accountId: of.account ? await space.id(of.account) : null,
      personId,
      label: '',
      createdAt: 1,
    },
  }
  const done = await space.store.commit({ operations: [operation] })
  if (!done.ok) throw new Error(done.reason)
}
const attempt = (user: string, typed: string, more: Partial<PasswordAttempt> = {}) =>
  signIn.password({
    authorizationId: '',
    authenticationId: user,
    password: typed,
    certificate: null,
    ...session,
    ...more,
  })
const accountOf = (result: Awaited<ReturnType<SignIn['password']>>) =>
  result.ok ? result.value.account.address : reasonOf(result.error)

describe('EXTERNAL', () => {
  beforeEach(async () => {
    await credential('certificate', cards.claire.subjectText, { person: 'claire' })
    await credential('certificate', cards.team.subjectText, { account: 'team' })
    await credential('certificate', cards.software.subjectText, { account: 'software' })
  })

  it.each([
    ['the own account by default', 'claire', '', addresses.claire],
    ['the own account by name', 'claire', addresses.claire, addresses.claire],
    ['in any case', 'claire', 'Claire.MOREL@DEMO.mss.test', addresses.claire],
    ['a shared account by name', 'claire', addresses.team, addresses.team],
    ['the only account of a team', 'team', '', addresses.team],
    ['software', 'software', '', addresses.software],
    ['not someone else', 'claire', addresses.paul, 'sign-in-failed'],
    ['not a patient', 'claire', addresses.jeanne, 'sign-in-failed'],
    ['not the member from the team', 'team', addresses.claire, 'sign-in-failed'],
    ['not what is no address', 'claire', 'claire', 'sign-in-failed'],
    ['no stranger', 'stranger', '', 'sign-in-failed'],
    ['no stranger by name', 'stranger', addresses.claire, 'sign-in-failed'],
  ] as const)('opens %s', async (_says, card, authzid, wanted) => {
    expect(accountOf(await signIn.external(cards[card], authzid, session))).toBe(wanted)
  })

  it('needs a certificate', async () => {
    const result = await signIn.external(null, addresses.claire, session)
    expect(lastOf([result])).toBe('sign-in-certificate-missing')
  })

  it('tells the human and the right on a shared account', async () => {
    const result = await signIn.external(cards.claire, addresses.team, session)
    expect(result).toMatchObject({
      value: {
        right: 'answer',
        actor: { kind: 'person', label: 'Claire MOREL' },
        via: 'certificate',
      },
    })
    const [own, team] = await signIn.identitiesOf(cards.claire)
    expect([own?.account.address, team?.account.address]).toEqual([
      addresses.claire,
      addresses.team,
    ])
  })

  it('asks to choose between two accounts that are not the own', async () => {
    await credential('certificate', cards.team.subjectText, { account: 'software' })
    expect(accountOf(await signIn.external(cards.team, '', session))).toBe(
      'account-choice-required',
    )
  })

  it('does not open a closed account, nor one that was left', async () => {
    await space.store.commit({
      operations: [
        { op: 'change-account', accountId: await space.id('claire'), change: { state: 'closed' } },
        { op: 'remove-member', accountId: await space.id('team'), personId: space.claireId },
      ],
    })
    expect(await signIn.identitiesOf(cards.claire)).toEqual([])
    expect(accountOf(await signIn.external(cards.claire, '', session))).toBe('sign-in-failed')
  })

  it('takes any password beside a certificate that opens the account, and only then', async () => {
    const certificate = cards.claire
    expect(accountOf(await attempt(addresses.claire, 'x', { certificate }))).toBe(addresses.claire)
    expect(accountOf(await attempt(addresses.team, '', { certificate }))).toBe(addresses.team)
    expect(accountOf(await attempt(addresses.paul, 'x', { certificate }))).toBe('sign-in-failed')
    const stranger = { certificate: cards.stranger }
    expect(accountOf(await attempt(addresses.claire, 'x', stranger))).toBe('sign-in-failed')
  })
})

describe('application passwords', () => {
  beforeEach(async () => {
    await credential('password', await hashApplicationPassword(password), { account: 'claire' })
    const shared = await hashApplicationPassword('mot de passe partagé')
    await credential('password', shared, { account: 'team', person: 'paul' })
  })

  it.each([
    ['the right one', addresses.claire, password, '', addresses.claire],
    [
      'with authzid = user (neomutt)',
      addresses.claire,
      password,
      addresses.claire,
      addresses.claire,
    ],
    ['a wrong one', addresses.claire, 'faux', '', 'sign-in-failed'],
    ['an empty one', addresses.claire, '', '', 'sign-in-failed'],
    ['one too long', addresses.claire, 'x'.repeat(300), '', 'sign-in-failed'],
    ['of an unknown account', 'rien@demo.mss.test', password, '', 'sign-in-failed'],
    ['of a patient', addresses.jeanne, password, '', 'sign-in-failed'],
    ['of someone else', addresses.paul, password, '', 'sign-in-failed'],
    ['towards someone else', addresses.claire, password, addresses.paul, 'sign-in-failed'],
    ['of a member, for the team', addresses.claire, password, addresses.team, addresses.team],
    ['of Paul on the team', addresses.team, 'mot de passe partagé', '', addresses.team],
    [
      'of Paul, typed by name',
      addresses.paul,
      'mot de passe partagé',
      addresses.team,
      addresses.team,
    ],
    [
      'of Paul, typed by Claire',
      addresses.claire,
      'mot de passe partagé',
      addresses.team,
      'sign-in-failed',
    ],
  ])('%s', async (_says, user, typed, authorizationId, wanted) => {
    expect(accountOf(await attempt(user, typed, { authorizationId }))).toBe(wanted)
  })

  it('names the member behind a password of the team, with the right of the member', async () => {
    expect(await attempt(addresses.team, 'mot de passe partagé')).toMatchObject({
      value: {
        right: 'read',
        actor: { kind: 'person', label: expect.stringContaining('GARNIER') },
      },
    })
    const accountId = await space.id('team')
    await space.store.commit({
      operations: [{ op: 'remove-member', accountId, personId: space.paulId }],
    })
    expect(accountOf(await attempt(addresses.team, 'mot de passe partagé'))).toBe('sign-in-failed')
  })

  it.each([
    ['within the dates', -1, 1, addresses.claire],
    ['without an end', -1, null, addresses.claire],
    ['before they begin', 1, 2, 'sign-in-failed'],
    ['at their end', -1, 0, 'sign-in-failed'],
  ] as const)(
    'a delegate opens the mailbox of the owner %s',
    async (_says, from, until, wanted) => {
      const now = space.clock.now()
      const accountId = await space.id('claire')
      await space.store.commit({
        operations: [
          {
            op: 'put-member',
            accountId,
            personId: space.paulId,
            right: 'answer',
            fromAt: now + from * 1_000,
            untilAt: until === null ? null : now + until * 1_000,
          },
        ],
      })
      await credential('certificate', cards.stranger.subjectText, { person: 'paul' })
      const opened = await signIn.external(cards.stranger, addresses.claire, session)
      expect(accountOf(opened)).toBe(wanted)
      const own = await signIn.external(cards.stranger, '', session)
      expect(accountOf(own)).toBe(addresses.paul)
    },
  )

  it('forgets a password with its credential, and a closed account at once', async () => {
    expect(accountOf(await attempt(addresses.claire, password))).toBe(addresses.claire)
    const accountId = await space.id('claire')
    const change = (state: 'active' | 'closed') =>
      space.store.commit({ operations: [{ op: 'change-account', accountId, change: { state } }] })
    await change('closed')
    expect(accountOf(await attempt(addresses.claire, password))).toBe('sign-in-failed')
    await change('active')
    expect(accountOf(await attempt(addresses.claire, password))).toBe(addresses.claire)
    const [held] = await space.store.read.credentialsOfAccount(accountId)
    await space.store.commit({
      operations: [{ op: 'remove-credential', credentialId: held!.id }],
    })
    expect(accountOf(await attempt(addresses.claire, password))).toBe('sign-in-failed')
  })

  it('blocks an account from one address after many different wrong ones', async () => {
    for (let i = 0; i < limits.signInFailuresMax; i++)
      expect(accountOf(await attempt(addresses.claire, `faux ${i}`))).toBe('sign-in-failed')
    expect(accountOf(await attempt(addresses.claire, password))).toBe('sign-in-blocked')
    const elsewhere = { remoteAddress: '192.0.2.99' }
    expect(accountOf(await attempt(addresses.claire, password, elsewhere))).toBe(addresses.claire)
    space.clock.at += limits.signInFailureWindowMs
    expect(accountOf(await attempt(addresses.claire, password))).toBe(addresses.claire)
  })

  it('blocks unknown accounts the same way', async () => {
    for (let i = 0; i < limits.signInFailuresMax; i++)
      await attempt('rien@demo.mss.test', `faux ${i}`)
    expect(accountOf(await attempt('rien@demo.mss.test', 'x'))).toBe('sign-in-blocked')
  })

  it('forgives a mail client that repeats one old password', async () => {
    for (let i = 0; i < limits.signInFailuresMax * 3; i++)
      expect(accountOf(await attempt(addresses.claire, 'ancien'))).toBe('sign-in-failed')
    expect(accountOf(await attempt(addresses.claire, password))).toBe(addresses.claire)
  })

  it('makes repeated and simultaneous sign-ins cheap', async () => {
    const burst = await Promise.all(
      Array.from({ length: 50 }, () => attempt(addresses.claire, password)),
    )
    expect(burst.every(({ ok }) => ok)).toBe(true)
    const signingIn = async () => {
      for (let i = 0; i < 200; i++) await attempt(addresses.claire, password)
    }
    // 200 times argon2 would be 4 seconds of a core.
    expect(await cpuMsOf(signingIn)).toBeLessThan(1_500)
  })

  it('traces a burst once, a refusal by name of nobody, and never what was typed', async () => {
    await Promise.all(Array.from({ length: 5 }, () => attempt(addresses.claire, password)))
    await attempt(addresses.claire, 'faux')
    await attempt('mot de passe tapé ici', 'faux')
    const traces = (await space.traces()).toReversed()
    expect(traces.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      'sign-in accepted',
      'sign-in refused',
      'sign-in refused',
    ])
    expect(traces[0]).toMatchObject({
      accountId: await space.id('claire'),
      actor: { kind: 'person', label: 'Claire MOREL' },
      detail: { protocol: 'imap', via: 'password' },
    })
    expect(JSON.stringify(traces)).not.toMatch(/tapé|faux/)
  })

  it('answers "later" when the directory is down', async () => {
    space.store.read.accountByAddress = async () => {
      throw new Error('disk')
    }
    expect(accountOf(await attempt(addresses.claire, password))).toBe('sign-in-unavailable')
  })
})
