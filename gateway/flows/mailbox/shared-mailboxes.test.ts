import { beforeEach, describe, expect, it } from 'vitest'
import type { MemberRight } from '../../../domain/account.js'
import { flagBit } from '../../../domain/flags.js'
import type { Uid } from '../../../domain/ids.js'
import { silentLog } from '../../../domain/log.js'
import { addresses, FlowSpace, settings } from '../../../test-fixtures/world/flow-space.js'
import { IdleHub } from '../../reactors/idle-hub.js'
import { MailboxSession } from './mailbox-session.js'
import { OpenTraces } from './open-traces.js'

let space: FlowSpace
let claire: MailboxSession
let paul: MailboxSession
const team = `Equipes/${addresses.team}`
const one = [1 as Uid]

beforeEach(async () => {
  space = await FlowSpace.create()
  const { store, clock } = space
  const openTraces = new OpenTraces({ store, clock, log: silentLog })
  const deps = { store, settings, clock, watch: new IdleHub(store), openTraces }
  claire = new MailboxSession(deps, await space.identity('claire'))
  paul = new MailboxSession(deps, await space.identity('paul'))
})

async function put(session: MailboxSession, mailbox: string, id = 'a', more = '') {
  async function* body() {
    yield Buffer.from(`Message-ID: <${id}@client.test>\r\nSubject: essai\r\n${more}\r\ncorps\r\n`)
  }
  const begun = await session.append(mailbox)
  if (!begun.ok) return begun
  const facts = { flags: [], internalDate: null, zoneMinutes: 0 }
  const taken = await begun.value.take({ ...facts, body: body() })
  const stored = taken.ok ? await begun.value.commit(null) : taken
  await begun.value.abort()
  return stored
}
const found = async (session: MailboxSession, name: string) => {
  const mailbox = await session.find(name)
  if (mailbox === null) throw new Error(`no ${name}`)
  return mailbox
}
async function member(right: MemberRight | null, who = space.claireId, account = 'team' as const) {
  const accountId = await space.id(account)
  const done = await space.store.commit({
    operations: [
      right === null
        ? { op: 'remove-member', accountId, personId: who }
        : { op: 'put-member', accountId, personId: who, right, fromAt: null, untilAt: null },
    ],
  })
  if (!done.ok) throw new Error(done.reason)
}
const acts = async () =>
  (await space.traces()).map(({ action, actor, accountId, detail }) => ({
    act: `${actor.label} ${action}`,
    accountId,
    detail,
  }))

describe('names', () => {
  it('own ones first and plain, those of the team below their prefix', async () => {
    const names = (await claire.mailboxes()).map(({ name }) => name)
    expect(names[0]).toBe('INBOX')
    expect(names).toContain(`${team}/INBOX`)
    expect(names.filter((name) => name.startsWith('Equipes/'))).toHaveLength(7)
    expect(await found(claire, `${team}/Envoyés`)).toMatchObject({ name: `${team}/Sent` })
  })

  it('a sign-in to the team sees the team only', async () => {
    const { store, clock } = space
    const openTraces = new OpenTraces({ store, clock, log: silentLog })
    const identity = { ...(await space.identity('claire')), account: await space.account('team') }
    const at = new MailboxSession(
      { store, settings, clock, watch: new IdleHub(store), openTraces },
      { ...identity, right: 'answer' },
    )
    expect(at.seesNamespaces).toBe(false)
    expect((await at.mailboxes()).map(({ name }) => name)).not.toContain(`${team}/INBOX`)
    expect(await at.find(`${team}/INBOX`)).toBeNull()
    expect(claire.seesNamespaces).toBe(true)
  })

  it.each(['Equipes', 'Equipes/x', 'Delegations', 'Delegations/a/b', team])(
    'nobody makes %s at home',
    async (name) => {
      expect(await claire.create(name, null)).toEqual({ ok: false, error: 'mailbox-name-invalid' })
      expect(await claire.rename('Archive', name)).toMatchObject({ ok: false })
    },
  )

  it('subscriptions to mailboxes of others are one’s own', async () => {
    await claire.subscribe(`${team}/Sent`, true)
    expect(await claire.subscriptions()).toContain(`${team}/Sent`)
    expect(await paul.subscriptions()).not.toContain(`${team}/Sent`)
    await paul.subscribe(`${team}/INBOX`, true)
    expect(await paul.subscriptions()).toContain(`${team}/INBOX`)
  })

  it('tells who has rights, the owner first', async () => {
    expect(await claire.members(`${team}/INBOX`)).toMatchObject([
      { person: { displayName: 'Claire MOREL' }, right: 'answer' },
      { person: { displayName: 'Paul GARNIER' }, right: 'read' },
    ])
    expect(await claire.members('INBOX')).toMatchObject([{ right: 'manage' }])
    expect(await claire.members('Equipes/autre@demo.mss.test/INBOX')).toBeNull()
  })
})

describe('between two accounts', () => {
  it('a reader copies out and changes nothing there', async () => {
    await put(claire, `${team}/INBOX`)
    const { id } = (await found(paul, `${team}/INBOX`)).mailbox
    expect(await paul.copy(id, one, 'INBOX')).toMatchObject({ ok: true, value: { to: [1] } })
    const refused = { ok: false, error: 'right-missing' }
    expect(await paul.move(id, one, 'INBOX')).toEqual(refused)
    expect(await paul.expunge(id, null)).toEqual(refused)
    expect(await paul.changeFlags(id, { uids: one, change: 'add', flags: ['\\Seen'] })).toEqual(
      refused,
    )
    const own = (await found(paul, 'INBOX')).mailbox
    expect(await paul.copy(own.id, one, `${team}/INBOX`)).toEqual(refused)
    expect(await put(paul, `${team}/INBOX`)).toEqual(refused)
  })

  it('leaves a line in each account, in the name of the human', async () => {
    await put(claire, `${team}/INBOX`)
    const { id } = (await found(claire, `${team}/INBOX`)).mailbox
    await claire.move(id, one, 'Archive')
    const [own, teams] = [await space.id('claire'), await space.id('team')]
    expect((await acts()).slice(0, 2)).toMatchObject([
      { act: 'Claire MOREL message.append', accountId: own, detail: { fromAccountId: teams } },
      { act: 'Claire MOREL message.expunge', accountId: teams, detail: { toAccountId: own } },
    ])
  })

  it('a mailbox is not carried over', async () => {
    await claire.create('Suivi', null)
    expect(await claire.rename('Suivi', `${team}/Suivi`)).toEqual({
      ok: false,
      error: 'mailbox-other-account',
    })
  })

  it('the own “Échanges clos” ends no exchange of the team', async () => {
    await space.submit('claire', { from: addresses.team, to: [addresses.jeanne] })
    await put(claire, `${team}/INBOX`, 'b', `From: <${addresses.jeanne}>\r\n`)
    const { id } = (await found(claire, `${team}/INBOX`)).mailbox
    await claire.copy(id, one, 'Échanges clos')
    expect(await space.exchange('jeanne', 'team')).toBe('open')
    await claire.move(id, one, `${team}/Échanges clos`)
    expect(await space.exchange('jeanne', 'team')).toBe('ended')
    const [end] = (await acts()).filter(({ act }) => act.includes('exchange.end'))
    expect(end).toMatchObject({
      act: 'Claire MOREL exchange.end',
      accountId: await space.id('team'),
    })
  })
})

describe('rights given by a mail client', () => {
  const right = async (who: 'paul' | 'claire', account: 'team' | 'claire') => {
    const personId = who === 'paul' ? space.paulId : space.claireId
    const members = await space.store.read.members(await space.id(account))
    return members.find((held) => held.personId === personId)?.right ?? null
  }
  it('are given and taken by who manages, with the names to show them', async () => {
    expect(await claire.setMember('INBOX', addresses.paul, 'answer')).toMatchObject({ ok: true })
    expect(await right('paul', 'claire')).toBe('answer')
    const inbox = `Delegations/${addresses.claire}/INBOX`
    expect(await paul.subscriptions()).toContain(inbox)
    expect((await found(paul, inbox)).right).toBe('answer')
    expect((await acts())[0]).toMatchObject({ act: 'Claire MOREL member.change' })
    expect(await claire.setMember('INBOX', addresses.paul, null)).toMatchObject({ ok: true })
    expect(await right('paul', 'claire')).toBeNull()
    expect(await paul.subscriptions()).not.toContain(inbox)
  })
  it.each([
    ['without manage', `${team}/INBOX`, addresses.paul, 'right-missing'],
    ['to a team', 'INBOX', addresses.team, 'not-found'],
    ['to a patient', 'INBOX', addresses.jeanne, 'not-found'],
    ['to nobody', 'INBOX', 'anyone', 'not-found'],
    ['to oneself', 'INBOX', addresses.claire, 'right-missing'],
    [
      'of a mailbox that is not reached',
      'Equipes/x@demo.mss.test/INBOX',
      addresses.paul,
      'mailbox-not-found',
    ],
  ])('are not given %s', async (_says, name, address, reason) => {
    const done = await claire.setMember(name, address, 'manage')
    expect(done.ok ? 'ok' : done.error).toBe(reason)
    expect(await right('paul', 'team')).toBe('read')
    expect(await right('paul', 'claire')).toBeNull()
  })
  it('keep the dates of the membership', async () => {
    await member('manage')
    const personId = space.paulId
    const dates = { fromAt: 1, untilAt: space.clock.now() + 1_000 }
    await space.store.commit({
      operations: [
        { op: 'put-member', accountId: await space.id('team'), personId, right: 'read', ...dates },
      ],
    })
    expect((await claire.setMember(`${team}/INBOX`, addresses.paul, 'answer')).ok).toBe(true)
    const members = await space.store.read.members(await space.id('team'))
    expect(members).toContainEqual(expect.objectContaining({ personId, right: 'answer', ...dates }))
  })
})

describe('opening', () => {
  it('is traced once a day for a person and an account, never at home', async () => {
    const opens = async () => (await acts()).filter(({ act }) => act.endsWith('mailbox.open'))
    for (const name of ['INBOX', `${team}/INBOX`, `${team}/Sent`, `${team}/INBOX`])
      await paul.snapshot((await found(paul, name)).mailbox.id)
    expect(await opens()).toMatchObject([
      { act: 'Paul GARNIER mailbox.open', accountId: await space.id('team') },
    ])
    await claire.snapshot((await found(claire, `${team}/INBOX`)).mailbox.id)
    expect(await opens()).toHaveLength(2)
  })
})

describe('a right that ended', () => {
  it('closes names, pictures and contents, but not what is one’s own', async () => {
    await put(claire, `${team}/INBOX`)
    await put(paul, 'INBOX', 'own')
    const { id } = (await found(paul, `${team}/INBOX`)).mailbox
    const own = (await found(paul, 'INBOX')).mailbox.id
    const contentOf = async (mailbox: typeof id) =>
      (await paul.snapshot(mailbox))!.messageIds[0] as never
    const [theirs, mine] = [await contentOf(id), await contentOf(own)]
    expect(await paul.bodyRange(theirs, 0, 5)).not.toBeNull()
    await member(null, space.paulId)
    expect(await paul.find(`${team}/INBOX`)).toBeNull()
    expect(await paul.snapshot(id)).toBeNull()
    expect(await paul.changes(id, 0 as never)).toBeNull()
    expect(await paul.searchText(id, { field: 'text', value: 'essai' })).toEqual([])
    expect(await paul.messages([theirs])).toEqual([])
    expect(await paul.structure(theirs)).toBeNull()
    expect(await paul.bodyRange(theirs, 0, 5)).toBeNull()
    await expect(paul.body(theirs, 0, 5).next()).rejects.toThrow()
    expect(await paul.copy(id, one, 'INBOX')).toEqual({ ok: false, error: 'right-missing' })
    expect(await paul.bodyRange(mine, 0, 5)).not.toBeNull()
    expect(await paul.isStanding()).toBe(true)
    await member('read', space.paulId)
    expect(await paul.snapshot(id)).not.toBeNull()
    expect(await paul.bodyRange(theirs, 0, 5)).not.toBeNull()
  })

  it('a content that was copied home stays readable', async () => {
    await put(claire, `${team}/INBOX`)
    const { id } = (await found(paul, `${team}/INBOX`)).mailbox
    await paul.snapshot(id)
    await paul.copy(id, one, 'INBOX')
    const own = (await paul.snapshot((await found(paul, 'INBOX')).mailbox.id))!
    await member(null, space.paulId)
    expect(await paul.bodyRange(own.messageIds[0] as never, 0, 5)).not.toBeNull()
  })

  it('no id of another account opens anything', async () => {
    const foreign = (await space.inbox('pharmacy')).id
    expect(await claire.snapshot(foreign)).toBeNull()
    expect(await claire.expunge(foreign, null)).toEqual({ ok: false, error: 'right-missing' })
  })

  it('wakes whoever has the mailbox open, at once and by its dates', async () => {
    let woken = 0
    const { id } = (await found(paul, `${team}/INBOX`)).mailbox
    await paul.snapshot(id)
    const stop = paul.watch(id, () => woken++)
    await paul.find(`${team}/INBOX`)
    await member(null, space.paulId)
    await expect.poll(() => woken).toBe(1)
    stop()
  })
})

describe('a copy that a client uploads into the shared Sent', () => {
  it('is the one that the gateway filed', async () => {
    await space.submit('claire', {
      from: addresses.team,
      to: [addresses.paul],
      headers: { 'Message-ID': '<a@client.test>' },
    })
    expect(await put(claire, `${team}/Sent`)).toMatchObject({ ok: true, value: { uids: [1] } })
    expect((await space.inbox('team', 'sent')).count).toBe(1)
    expect(await put(claire, `${team}/Sent`, 'other')).toMatchObject({
      ok: true,
      value: { uids: [2] },
    })
  })

  it('is kept in any other mailbox, and in a Sent that the gateway does not fill', async () => {
    for (const mailbox of [`${team}/Archive`, 'Sent'])
      for (const uid of [1, 2])
        expect(await put(claire, mailbox)).toMatchObject({ ok: true, value: { uids: [uid] } })
  })
})

describe('\\Seen', () => {
  const flagsOf = async (session: MailboxSession) => {
    const { id } = (await found(session, `${team}/INBOX`)).mailbox
    return (await session.snapshot(id))!.flags[0]! & flagBit['\\Seen']
  }
  it.each([
    ['shared', 1],
    ['personal', 0],
  ] as const)('%s marks', async (seenMarks, others) => {
    const accountId = await space.id('team')
    await space.store.commit({
      operations: [{ op: 'change-account', accountId, change: { seenMarks } }],
    })
    await member('answer', space.paulId)
    await put(claire, `${team}/INBOX`)
    const { id } = (await found(claire, `${team}/INBOX`)).mailbox
    const before = await flagsOf(paul)
    await claire.changeFlags(id, { uids: one, change: 'add', flags: ['\\Seen'] })
    expect((await found(claire, `${team}/INBOX`)).mailbox.unseen).toBe(0)
    expect((await found(paul, `${team}/INBOX`)).mailbox.unseen).toBe(1 - others)
    expect((await flagsOf(paul)) !== before).toBe(others === 1)
  })
})
