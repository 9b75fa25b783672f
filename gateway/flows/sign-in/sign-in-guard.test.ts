import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { limits } from '../../../domain/limits.js'
import { silentLog } from '../../../domain/log.js'
import { imapRefusal, reasonOf, smtpRefusal } from '../../../domain/sign-in-refusal.js'
import { addresses, certificateOf, FlowSpace } from '../../../test-fixtures/world/flow-space.js'
import * as passwords from '../../directory/application-password.js'
import type { PasswordAttempt, SignIn } from '../contract.js'
import { createSignIn } from './sign-in.js'
import { blocksAt, unblockTrace } from './sign-in-blocks.js'

const password = 'mot de passe de Claire'
const log = {
  ...silentLog,
  keyed: (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16),
}
const minute = 60_000
const attacker = '198.51.100.7'
const clinic = '192.0.2.7'

let space: FlowSpace
let signIn: SignIn
let waits: number[]

const create = (trustedNetworks: readonly string[] = []): SignIn =>
  createSignIn({
    ...space.deps,
    log,
    trustedNetworks,
    pause: async (ms) => {
      waits.push(ms)
    },
  })

beforeEach(async () => {
  space = await FlowSpace.create()
  waits = []
  signIn = create()
  for (const name of ['claire', 'paul'] as const) {
    const credential = {
      kind: 'password' as const,
      secret: await passwords.hashApplicationPassword(password),
      accountId: await space.id(name),
      personId: null,
      label: '',
      createdAt: 1,
    }
    await space.store.commit({ operations: [{ op: 'put-credential', credential }] })
  }
})
afterEach(() => {
  vi.restoreAllMocks()
})

async function attempt(
  user: string,
  typed: string,
  remoteAddress = clinic,
  more: Partial<PasswordAttempt> = {},
): Promise<string> {
  const result = await signIn.password({
    authorizationId: '',
    authenticationId: user,
    password: typed,
    certificate: null,
    remoteAddress,
    protocol: 'imap',
    ...more,
  })
  return result.ok ? 'ok' : reasonOf(result.error)
}
async function guess(
  user: string,
  remoteAddress = clinic,
  times: number = limits.signInFailuresMax,
) {
  for (let n = 0; n < times; n++) await attempt(user, `faux ${Math.random()}`, remoteAddress)
}
/** One wrong password on each of so many accounts that nobody has. */
async function spray(remoteAddress: string, accounts: number, from = 0): Promise<void> {
  vi.spyOn(passwords, 'matchesApplicationPassword').mockResolvedValue(false)
  for (let n = 0; n < accounts; n++)
    await attempt(`inconnu${from + n}@demo.mss.test`, 'Printemps2026', remoteAddress)
  vi.restoreAllMocks()
}
const blocks = () => blocksAt(space.store.read, space.clock.now())

describe('one account from one network', () => {
  it('is blocked after different wrong passwords, and told until when', async () => {
    await guess(addresses.claire)
    const refused = await signIn.password({
      authorizationId: '',
      authenticationId: addresses.claire,
      password,
      certificate: null,
      remoteAddress: clinic,
      protocol: 'imap',
    })
    if (refused.ok) throw new Error('opened')
    expect(imapRefusal(refused.error)).toBe(
      "[UNAVAILABLE] Trop d'echecs d'identification : acces suspendu jusqu a 08h10 UTC " +
        '(le 23/11) (sign-in-blocked)',
    )
    expect(smtpRefusal(refused.error)).toMatch(/^454 4\.7\.0 .* 08h10 UTC .*\[sign-in-blocked\]$/)
    expect(await attempt(addresses.claire, password, '192.0.2.99')).toBe('ok')
    expect(await attempt(addresses.paul, password)).toBe('ok')
    space.clock.at += 10 * minute
    expect(await attempt(addresses.claire, password)).toBe('ok')
  })

  it('is blocked twice as long each time, a day at most, and forgiven after a day', async () => {
    const lasted: number[] = []
    for (let n = 0; n < 9; n++) {
      await guess(addresses.claire)
      const [block] = await blocks()
      lasted.push((block!.untilAt - block!.sinceAt) / minute)
      space.clock.at = block!.untilAt
    }
    expect(lasted).toEqual([10, 20, 40, 80, 160, 320, 640, 1_280, 1_440])
    space.clock.at += limits.signInBlockMsMax
    await guess(addresses.claire)
    expect((await blocks())[0]).toMatchObject({ level: 1 })
  })

  it('leaves one trace for the block, with its reason, and none for those turned away', async () => {
    await guess(addresses.claire)
    for (let n = 0; n < 20; n++) await attempt(addresses.claire, `encore ${n}`)
    const traces = await space.store.read.traces({}, 100)
    const begun = traces.filter(({ action }) => action === 'sign-in.block')
    expect(begun).toHaveLength(1)
    expect(begun[0]).toMatchObject({
      accountId: await space.id('claire'),
      reason: 'sign-in-blocked',
      detail: { kind: 'account', remote: clinic, failures: 10, level: 1 },
    })
    expect(traces.filter(({ reason }) => reason === 'sign-in-failed')).toHaveLength(10)
    expect(JSON.stringify(traces)).not.toContain('faux')
  })

  it('never closes the way of the client certificate', async () => {
    const card = certificateOf('CN=810000000001+GN=Claire+SN=MOREL,T=Médecin,C=FR')
    const credential = {
      kind: 'certificate' as const,
      secret: card.subjectText,
      accountId: null,
      personId: space.claireId,
      label: '',
      createdAt: 1,
    }
    await space.store.commit({ operations: [{ op: 'put-credential', credential }] })
    await guess(addresses.claire)
    expect(await attempt(addresses.claire, password)).toBe('sign-in-blocked')
    expect(await attempt(addresses.claire, 'x', clinic, { certificate: card })).toBe('ok')
    const session = { remoteAddress: clinic, protocol: 'imap' as const }
    expect(await signIn.external(card, '', session)).toMatchObject({ ok: true })
  })
})

describe('one network on many accounts', () => {
  it('is slowed, then blocked for those who were never there', async () => {
    await spray(attacker, 10)
    expect(waits).toEqual([])
    await spray(attacker, 10, 10)
    expect(waits.length).toBeGreaterThan(5)
    expect(Math.max(...waits)).toBe(limits.signInSlowMsMax)
    expect(await attempt(addresses.claire, password, attacker)).toBe('sign-in-blocked')
    expect(await attempt(addresses.claire, password, clinic)).toBe('ok')
    expect(await blocks()).toMatchObject([
      { kind: 'network', network: attacker, failures: 20, accountId: null, keyed: '' },
    ])
  })

  it('does not lock out a clinic: who came before may come, and more may fail', async () => {
    expect(await attempt(addresses.claire, password)).toBe('ok')
    await spray(clinic, limits.signInSprayAccountsMax * 2 - 1)
    expect(await attempt(addresses.paul, password)).toBe('ok')
    // Two are known now: it takes sixty.
    await spray(clinic, 60, 100)
    expect(await blocks()).toMatchObject([{ kind: 'network', network: clinic }])
    expect(await attempt(addresses.claire, password)).toBe('ok')
    expect(await attempt(addresses.paul, password)).toBe('ok')
    expect(await attempt(addresses.team, password)).toBe('sign-in-blocked')
  })

  it('counts a whole IPv6 subscriber, and IPv4 in either form, as one', async () => {
    for (let n = 0; n < 20; n++) await spray(`2001:db8:1:2::${n.toString(16)}`, 1, n)
    expect(await attempt(addresses.claire, password, '2001:db8:1:2:ffff::1')).toBe(
      'sign-in-blocked',
    )
    expect(await attempt(addresses.claire, password, '2001:db8:1:3::1')).toBe('ok')
  })
})

describe('one account from many networks', () => {
  it('is slowed for strangers, never for where it signed in, and locked nowhere', async () => {
    expect(await attempt(addresses.claire, password)).toBe('ok')
    for (let n = 1; n <= 40; n++) await guess(addresses.claire, `203.0.113.${n}`, 1)
    expect(waits.length).toBeGreaterThan(30)
    waits = []
    expect(await attempt(addresses.claire, password)).toBe('ok')
    expect(waits).toEqual([])
    expect(await attempt(addresses.claire, password, '198.51.100.1')).toBe('ok')
    expect(waits).toEqual([limits.signInSlowMsMax])
    expect(await blocks()).toEqual([])
  })
})

describe('over time', () => {
  it('takes no sign-in of a patient’s portal for one of a mail client', async () => {
    const { clock, store } = space
    const detail = { protocol: 'portal', remote: clinic, keyed: log.keyed(addresses.claire) }
    const failure = {
      at: clock.now(),
      actor: { kind: 'system', label: 'sign-in' },
      action: 'sign-in',
      accountId: null,
      outcome: 'refused',
      reason: 'sign-in-failed',
      messageId: null,
      detail,
    } as const
    await store.commit({ traces: Array(limits.signInFailuresMax).fill(failure) })
    signIn = create()
    await guess(addresses.claire, clinic, 1)
    expect(await blocks()).toEqual([])
    expect(await attempt(addresses.claire, password)).toBe('ok')
  })

  it('survives a restart: blocks, their length, failures, and who is known', async () => {
    await guess(addresses.claire)
    await guess(addresses.paul, clinic, limits.signInFailuresMax - 1)
    signIn = create()
    expect(await attempt(addresses.claire, password)).toBe('sign-in-blocked')
    await attempt(addresses.paul, 'la dixième')
    expect(await attempt(addresses.paul, password)).toBe('sign-in-blocked')
    space.clock.at += 10 * minute
    expect(await attempt(addresses.claire, password)).toBe('ok')
    await spray(clinic, 40)
    signIn = create()
    expect(await attempt(addresses.claire, password)).toBe('ok')
    expect(await attempt(addresses.team, password)).toBe('sign-in-blocked')
    await guess(addresses.claire)
    expect(await blocks()).toMatchObject([{ kind: 'account', level: 2 }, { kind: 'network' }])
  })

  it('a block that was lifted stays lifted', async () => {
    await guess(addresses.claire)
    const [block] = await blocks()
    const trace = {
      ...unblockTrace(block!),
      at: space.clock.now() + 1,
      actor: { kind: 'administrator', label: 'test' } as const,
      outcome: 'accepted' as const,
      reason: null,
      messageId: null,
    }
    await space.store.commit({ traces: [trace] })
    expect(await blocks()).toEqual([])
    signIn = create()
    expect(await attempt(addresses.claire, password)).toBe('ok')
  })

  it('networks that the administrator trusts are never slowed or blocked', async () => {
    signIn = create(['198.51.100.0/24', '2001:db8::/32'])
    await spray(attacker, 100)
    await guess(addresses.claire, attacker, 30)
    expect(await attempt(addresses.claire, password, attacker)).toBe('ok')
    expect(await attempt(addresses.claire, password, `::ffff:${attacker}`)).toBe('ok')
    expect(waits).toEqual([])
    await guess(addresses.claire)
    expect(await attempt(addresses.claire, password)).toBe('sign-in-blocked')
  })
})

it('an account that nobody has costs as many hashes as one with a password', async () => {
  const spy = vi.spyOn(passwords, 'matchesApplicationPassword')
  const runs = async (user: string): Promise<number> => {
    spy.mockClear()
    await attempt(user, 'une seule fois')
    return spy.mock.calls.length
  }
  expect(await runs(addresses.claire)).toBe(1)
  expect(await runs('rien@demo.mss.test')).toBe(1)
  expect(await runs('pas une adresse')).toBe(1)
  // Without a password, closed, a patient.
  for (const name of ['software', 'closed', 'jeanne'] as const)
    expect(await runs(addresses[name])).toBe(1)
  // A blocked one costs nothing, whether it exists or not.
  for (const user of [addresses.claire, 'rien@demo.mss.test']) {
    await guess(user, attacker)
    spy.mockClear()
    expect(await attempt(user, password, attacker)).toBe('sign-in-blocked')
    expect(spy).not.toHaveBeenCalled()
  }
})
