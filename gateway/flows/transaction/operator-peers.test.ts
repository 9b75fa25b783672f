import { beforeEach, expect, it } from 'vitest'
import { ok } from '../../../domain/result.js'
import {
  addresses,
  certificateOf,
  FlowSpace,
  lastOf,
} from '../../../test-fixtures/world/flow-space.js'

let space: FlowSpace
beforeEach(async () => {
  space = await FlowSpace.create()
})

it('tells no state of a patient to a certificate that speaks for no domain', async () => {
  const doctor = { peer: ok(certificateOf('CN=810000000001,O=Cabinet,C=FR')) }
  const bounce = { path: { address: '' }, to: [addresses.opposed, addresses.jeanne] }
  expect(await space.receive(bounce, doctor)).toEqual([
    { ok: false, error: 'operator-certificate-invalid' },
  ])
})

it('takes no mail of a patient from an operator, whatever the reverse path', async () => {
  const everyDomain = () => true
  Object.assign(space.whiteList, { binds: everyDomain })
  const sending = { from: addresses.marc, to: [addresses.jeanne] }
  expect(lastOf(await space.receive(sending))).toBe('sender-is-patient')
  expect(lastOf(await space.receive({ ...sending, to: [addresses.claire] }))).toBe(
    'sender-is-patient',
  )
  const bounce = { ...sending, path: { address: '' } }
  expect(lastOf(await space.receive(bounce))).toBe('sender-is-patient')
  expect((await space.inbox('jeanne')).count).toBe(0)
})

it('takes mail for the postmaster of each of our domains (RFC 5321 §4.5.1)', async () => {
  const own = 'postmaster@demo.mss.test'
  for (const to of [own, 'Postmaster@patient.mss.test', 'POSTMASTER@DEMO.MSS.TEST'])
    expect(lastOf(await space.receive({ to: [to] }))).toBe('ok')
  const account = await space.store.read.accountByAddress(own)
  expect(account).toMatchObject({ kind: 'organisational', state: 'active' })
  expect(await space.store.read.members(account!.id)).toEqual([])
  const inbox = await space.store.read.mailboxByRole(account!.id, 'inbox')
  expect(inbox?.exists).toBe(3)
  expect(await space.store.read.accountByAddress('postmaster@patient.mss.test')).toBeNull()
  expect(lastOf(await space.submit('claire', { to: [own] }))).toBe('ok')
  expect(await space.store.check()).toEqual([])
})

it('does not take the postmaster of the citizen domain for a second patient', async () => {
  const to = ['postmaster@patient.mss.test', addresses.jeanne]
  expect(lastOf(await space.receive({ to }))).toBe('ok')
})

it('invents no postmaster elsewhere', async () => {
  expect(lastOf(await space.receive({ to: ['postmaster@tiers.mss.test'] }))).toBe(
    'recipient-not-local',
  )
})
