import { beforeEach, describe, expect, it } from 'vitest'
import type { MemberRight } from '../../../domain/account.js'
import {
  addresses,
  FlowSpace,
  lastOf,
  messageBytes,
  type Name,
  type Sending,
} from '../../../test-fixtures/world/flow-space.js'
import type { Identity, MailTransaction } from '../contract.js'

let space: FlowSpace
const day = 86_400_000

beforeEach(async () => {
  space = await FlowSpace.create()
})

/** Claire delegates to Paul, as seen from now in days. */
async function delegate(right: MemberRight, from: number | null, until: number | null) {
  const now = space.clock.now()
  const accountId = await space.id('claire')
  const done = await space.store.commit({
    operations: [
      {
        op: 'put-member',
        accountId,
        personId: space.paulId,
        right,
        fromAt: from === null ? null : now + from * day,
        untilAt: until === null ? null : now + until * day,
      },
    ],
  })
  if (!done.ok) throw new Error(done.reason)
}
const asClaire: Partial<Sending> = { from: addresses.claire }
const sendAs = (who: Name, sending: Partial<Sending>) =>
  space.submit(who, { to: [addresses.pharmacy], ...sending })

describe('a delegate writes as the owner', () => {
  const rows = [
    ['may answer, without dates', 'answer', null, null, 'ok'],
    ['may manage', 'manage', null, null, 'ok'],
    ['within the dates', 'answer', -1, 1, 'ok'],
    ['from this very moment', 'answer', 0, null, 'ok'],
    ['may only read', 'read', null, null, 'right-missing'],
    ['before it begins', 'answer', 1, 2, 'sender-not-owned'],
    ['at the moment it ends', 'answer', -1, 0, 'sender-not-owned'],
    ['long after', 'answer', -3, -2, 'sender-not-owned'],
  ] as const
  it.each(rows)('%s: %s', async (_says, right, from, until, wanted) => {
    await delegate(right, from, until)
    expect(lastOf(await sendAs('paul', asClaire))).toBe(wanted)
  })

  it('leaves a trace of the delegate on the account of the owner', async () => {
    await delegate('answer', null, null)
    await sendAs('paul', asClaire)
    const [trace] = await space.traces()
    expect(trace).toMatchObject({
      action: 'message.submit',
      accountId: await space.id('claire'),
      actor: { kind: 'person', label: 'Paul GARNIER' },
    })
  })

  it('tells the recipient nothing of the delegate', async () => {
    await delegate('answer', null, null)
    await sendAs('paul', asClaire)
    const text = await space.text('pharmacy')
    expect(text).not.toMatch(/^Sender:/im)
    expect(text.toLowerCase()).not.toContain('paul')
  })

  it.each([
    ['a stranger', 'software', {}],
    ['a From of the owner in one’s own mail', 'paul', { from: addresses.paul }],
  ] as const)('%s is refused without a delegation', async (_says, who, more) => {
    const headers = { From: addresses.claire }
    const sent = await sendAs(who, { ...asClaire, ...more, headers })
    expect(lastOf(sent)).toBe('sender-not-owned')
  })

  it('never from the closed mailbox of the owner', async () => {
    await delegate('answer', null, null)
    const accountId = await space.id('claire')
    await space.store.commit({
      operations: [{ op: 'change-account', accountId, change: { state: 'closed' } }],
    })
    expect(lastOf(await sendAs('paul', asClaire))).toBe('sender-not-owned')
  })

  it('never with From in another domain', async () => {
    await delegate('answer', null, null)
    const headers = { From: 'claire.morel@autre.mss.test' }
    expect(lastOf(await sendAs('paul', { ...asClaire, headers }))).toBe('sender-not-owned')
  })
})

describe('between MAIL and the final dot', () => {
  async function finalDot(flow: MailTransaction, from: string) {
    async function* body() {
      yield messageBytes({ from, to: [addresses.pharmacy] })
    }
    return flow.message(body(), () => true)
  }
  async function begun(from: string): Promise<MailTransaction> {
    const flow = space.mail.submit(await space.submissionSession('paul'))
    const path = { declaredBytes: null, ret: null, envelopeId: null, address: from }
    expect((await flow.sender(path)).ok).toBe(true)
    await flow.recipient({ address: addresses.pharmacy, notify: null, originalRecipient: null })
    return flow
  }

  it('a delegation that ends refuses the message', async () => {
    await delegate('answer', -1, 1)
    const flow = await begun(addresses.claire)
    space.clock.at += day
    expect(await finalDot(flow, addresses.claire)).toEqual({ ok: false, error: 'sender-not-owned' })
    expect((await space.inbox('pharmacy')).count).toBe(0)
  })

  it('a right lowered within the commit refuses it too', async () => {
    await delegate('answer', null, null)
    const flow = await begun(addresses.claire)
    const commit = space.store.commit.bind(space.store)
    space.store.commit = async (batch) => {
      space.store.commit = commit
      await delegate('read', null, null)
      return commit(batch)
    }
    expect(await finalDot(flow, addresses.claire)).toEqual({ ok: false, error: 'right-missing' })
    expect((await space.inbox('pharmacy')).count).toBe(0)
  })

  it('the own mailbox that is closed sends no more, not even as the team', async () => {
    await space.store.commit({
      operations: [
        {
          op: 'put-member',
          accountId: await space.id('team'),
          personId: space.paulId,
          right: 'answer',
          fromAt: null,
          untilAt: null,
        },
      ],
    })
    const flow = await begun(addresses.team)
    const accountId = await space.id('paul')
    await space.store.commit({
      operations: [{ op: 'change-account', accountId, change: { state: 'closed' } }],
    })
    expect(await finalDot(flow, addresses.team)).toEqual({ ok: false, error: 'mailbox-closed' })
  })
})

describe('a sign-in to the delegated mailbox itself', () => {
  it('is judged by the rights of now, not by those of the sign-in', async () => {
    await delegate('answer', -1, 1)
    const { person, actor } = await space.identity('paul')
    const identity: Identity = {
      ...(await space.identity('claire')),
      person,
      actor,
      right: 'answer',
      via: 'password',
    }
    const session = { ...(await space.submissionSession('claire')), identity }
    const send = () =>
      space.run(space.mail.submit(session), { ...asClaire, to: [addresses.pharmacy] })
    expect(lastOf(await send())).toBe('ok')
    space.clock.at += 2 * day
    expect(lastOf(await send())).toBe('sender-not-owned')
  })
})

describe('the shared Sent', () => {
  const asTeam: Partial<Sending> = { from: addresses.team }
  const sent = async (name: Name = 'team') => (await space.inbox(name, 'sent')).count

  it.each([
    ['to a colleague', { to: [addresses.paul] }],
    ['to another operator', { to: [addresses.remote] }],
    ['to a patient', { to: [addresses.jeanne] }],
    ['to both', { to: [addresses.paul, addresses.remote] }],
    ['to the team itself', { to: [addresses.team] }],
    ['a large one', { to: [addresses.remote], body: 'x'.repeat(70).concat('\r\n').repeat(9_000) }],
    [
      'a large one to both',
      { to: [addresses.paul, addresses.remote], body: 'y\r\n'.repeat(300_000) },
    ],
  ] as [string, Partial<Sending>][])(
    'holds what is sent %s, once and seen',
    async (_s, sending) => {
      expect(lastOf(await sendAs('claire', { ...asTeam, ...sending }))).toBe('ok')
      expect(await sent()).toBe(1)
      const { snapshot } = await space.inbox('team', 'sent')
      expect(snapshot.mailbox.unseen).toBe(0)
      expect(await space.text('team', 0, 'sent')).toContain('Subject: Bonjour')
      expect(await sent('claire')).toBe(0)
      expect(await space.store.check()).toEqual([])
    },
  )

  it('holds the end of an exchange, which the patient gets as a state only', async () => {
    await sendAs('claire', { ...asTeam, to: [addresses.jeanne] })
    const headers = { Subject: '[FIN]', 'Message-ID': '<fin@client.test>' }
    await sendAs('claire', { ...asTeam, to: [addresses.jeanne], headers })
    expect(await sent()).toBe(2)
    expect((await space.inbox('jeanne')).count).toBe(1)
  })

  it('has nothing of what is refused, sent as oneself, or received', async () => {
    await sendAs('claire', { ...asTeam, to: ['rien@demo.mss.test'] })
    await sendAs('claire', { from: addresses.claire })
    await space.receive({ to: [addresses.team] })
    expect(await sent()).toBe(0)
    expect(await sent('claire')).toBe(0)
  })

  it('has none where the account wants none, and has one where it does', async () => {
    const set = async (name: Name, sentCopy: boolean) =>
      space.store.commit({
        operations: [
          { op: 'change-account', accountId: await space.id(name), change: { sentCopy } },
        ],
      })
    await set('team', false)
    await set('claire', true)
    await sendAs('claire', asTeam)
    await sendAs('claire', { from: addresses.claire })
    expect(await sent()).toBe(0)
    expect(await sent('claire')).toBe(1)
  })

  it('gets no second copy of what a client has put there before it sent it', async () => {
    await sendAs('claire', asTeam)
    await sendAs('claire', asTeam)
    expect(await sent()).toBe(1)
    await sendAs('claire', { ...asTeam, headers: { 'Message-ID': '<m2@client.test>' } })
    expect(await sent()).toBe(2)
    space.clock.at += 2 * day
    await sendAs('claire', { ...asTeam, headers: { 'Message-ID': '<m2@client.test>' } })
    expect(await sent()).toBe(3)
  })
})
