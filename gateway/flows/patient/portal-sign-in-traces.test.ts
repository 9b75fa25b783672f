import { beforeEach, describe, expect, it } from 'vitest'
import { type AccountId, asAccountId } from '../../../domain/ids.js'
import { limits } from '../../../domain/limits.js'
import { portalLimits } from '../../../domain/portal-limits.js'
import { CredentialSpace } from '../../../test-fixtures/portal/credential-space.js'
import { PortalSignInTraces } from './portal-sign-in-traces.js'

const origin = {
  way: 'passkey',
  remoteAddress: '192.0.2.7',
  browser: 'Firefox',
  system: 'Android',
}
const refusal = (patientIds: readonly AccountId[], remoteAddress = origin.remoteAddress) => ({
  ...{ ...origin, remoteAddress, patientIds, keyed: null },
  reason: 'sign-in-failed' as const,
})

let space: CredentialSpace
let traces: PortalSignInTraces
let lea: AccountId
let ange: AccountId
beforeEach(async () => {
  space = new CredentialSpace()
  traces = new PortalSignInTraces(space.deps)
  lea = await space.patient('288069999900194')
  ange = await space.patient('154112A99900272', { firstNames: ['ANGE'] })
})

/** Newest first. */
async function kept(accountId?: AccountId) {
  await traces.settled()
  const of = accountId === undefined ? {} : { accountId }
  return space.store.read.traces({ action: 'sign-in', ...of }, limits.pageRowsMax)
}

describe('sign-ins of patients', () => {
  it('leave who, when, how and from where', async () => {
    await traces.opened(lea, origin)
    const detail = { protocol: 'portal', remote: '192.0.2.7', via: 'passkey' }
    expect(await kept()).toMatchObject([
      {
        at: space.clock.now(),
        actor: { kind: 'patient', accountId: lea, label: 'patient' },
        accountId: lea,
        outcome: 'accepted',
        reason: null,
        detail: { ...detail, browser: 'Firefox', system: 'Android' },
      },
    ])
  })

  it('that are refused leave the account, or the keyed hash of a name', async () => {
    traces.refused(refusal([lea]))
    traces.refused({ ...refusal([]), keyed: 'abcd' })
    traces.refused({ ...refusal([]), reason: 'sign-in-blocked' })
    const found = await kept()
    expect(found.map(({ accountId, outcome, reason }) => [accountId, outcome, reason])).toEqual([
      [null, 'deferred', 'sign-in-blocked'],
      [null, 'refused', 'sign-in-failed'],
      [lea, 'refused', 'sign-in-failed'],
    ])
    expect(found.map(({ detail }) => detail['keyed'])).toEqual([undefined, 'abcd', undefined])
  })

  it('at an address that a family shares are known to each of them', async () => {
    traces.refused(refusal([lea, ange]))
    expect(await kept(lea)).toHaveLength(1)
    expect(await kept(ange)).toHaveLength(1)
  })
})

describe('a flood', () => {
  const many = portalLimits.portalSignInTracesMax + 5

  it('of one patient is told some times in a window, for each outcome', async () => {
    for (let n = 0; n < many; n++) {
      await traces.opened(lea, origin)
      traces.refused(refusal([lea], `203.0.113.${n}`))
    }
    traces.refused(refusal([ange]))
    expect(await kept(lea)).toHaveLength(2 * portalLimits.portalSignInTracesMax)
    expect(await kept(ange)).toHaveLength(1)
    space.clock.at += limits.signInFailureWindowMs
    traces.refused(refusal([lea]))
    expect(await kept(lea)).toHaveLength(2 * portalLimits.portalSignInTracesMax + 1)
  })

  it('of strangers is told some times a network, whatever address of it', async () => {
    for (let n = 0; n < many; n++) traces.refused(refusal([], `2001:db8::${n}:0:0:1`))
    expect(await kept()).toHaveLength(portalLimits.portalSignInTracesMax)
  })

  it('of strangers everywhere hides nothing about a patient', async () => {
    const { portalSignInTracesOfStrangersMax: strangersMax } = portalLimits
    for (let n = 0; n < strangersMax + 50; n++)
      traces.refused(refusal([], `10.0.${n >> 8}.${n & 255}`))
    traces.refused(refusal([lea]))
    expect(await kept(lea)).toHaveLength(1)
    const [last] = await space.store.read.traces({}, 1)
    expect(last?.sequence).toBe(strangersMax + 1)
  })
})

describe('the answer', () => {
  it('waits for no trace: nothing is written before it, for somebody as for nobody', async () => {
    const committed: string[] = []
    const commit = space.store.commit.bind(space.store)
    space.store.commit = (batch) => {
      committed.push(String(batch.traces?.[0]?.accountId))
      return commit(batch)
    }
    for (const patientIds of [[lea], [asAccountId(999)], []]) traces.refused(refusal(patientIds))
    await new Promise<void>((resolve) => setImmediate(resolve))
    expect(committed).toEqual([])
    expect(await kept()).toHaveLength(3)
    expect(committed).toHaveLength(1)
  })

  it('does not fail with its trace, and the log says so', async () => {
    space.store.commit = () => Promise.reject(new Error('the disk is full'))
    await traces.opened(lea, origin)
    traces.refused(refusal([lea]))
    await traces.settled()
    expect(space.logged.filter((line) => line.startsWith('trace-lost'))).toHaveLength(2)
  })
})
