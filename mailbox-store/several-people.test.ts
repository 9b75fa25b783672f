import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Account } from '../domain/account.js'
import { isMemberAt } from '../domain/account.js'
import { flagNames } from '../domain/flags.js'
import type { AccountId, MailboxId, ModSeq, PersonId, Uid } from '../domain/ids.js'
import { limits } from '../domain/limits.js'
import { sampleAccount, sampleMessage } from '../test-fixtures/store/store-samples.js'
import type { AppendEmail, MailboxStore, Operation } from './contract.js'
import { createMemoryStore } from './memory/memory-store.js'
import { openSqliteStore } from './sqlite/sqlite-store.js'

const engines = ['memory', 'sqlite'] as const
const clock = { now: () => 1_790_000_000_000 }

describe.each(engines)('several people on the %s engine', (engine) => {
  let folder: string
  let store: MailboxStore
  let team: AccountId
  let own: AccountId
  let claire: PersonId
  let paul: PersonId

  const commit = async (...operations: Operation[]) => {
    const done = await store.commit({ operations })
    return done.ok ? done.outcomes : done.reason
  }
  const putAccount = async (n: number, more: Partial<Account> = {}): Promise<AccountId> => {
    const done = await commit({ op: 'put-account', account: { ...sampleAccount(n), ...more } })
    return (done as unknown as { accountId: AccountId }[])[0]!.accountId
  }
  const append = async (accountId: AccountId, more: Partial<AppendEmail> = {}): Promise<Uid> => {
    const done = await store.commit({
      messages: [sampleMessage('Bonjour', 'texte')],
      operations: [
        {
          op: 'append-email',
          accountId,
          mailbox: 'inbox',
          message: { index: 0 },
          flags: [],
          internalDate: 5,
          correspondent: null,
          ...more,
        },
      ],
    })
    if (!done.ok) throw new Error(done.reason)
    return (done.outcomes[0] as { uid: Uid }).uid
  }
  const inboxOf = async (accountId: AccountId, viewer?: PersonId) =>
    (await store.read.mailboxByRole(accountId, 'inbox', viewer))!
  /** `1:\Seen 2:` as the viewer sees it. */
  const seenBy = async (id: MailboxId, viewer?: PersonId | null): Promise<string> => {
    const { uids, flags, mailbox } = (await store.read.snapshot(id, viewer))!
    const names = (i: number) => flagNames(flags[i]!, mailbox.keywords).join(' ')
    return [...uids].map((uid, i) => `${uid}:${names(i)}`).join(' ')
  }
  const change = (
    mailboxId: MailboxId,
    uids: number[],
    how: 'add' | 'remove' | 'replace',
    flags: string[],
    personId?: PersonId,
  ): Operation => ({
    op: 'change-flags',
    mailboxId,
    uids: uids as Uid[],
    change: how,
    flags,
    ...(personId === undefined ? {} : { personId }),
  })

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mss-people-'))
    store =
      engine === 'memory'
        ? createMemoryStore({ clock })
        : await openSqliteStore({ folder, clock, role: 'tool' })
    const people = await commit(
      { op: 'put-person', person: { displayName: 'Claire', nationalId: null } },
      { op: 'put-person', person: { displayName: 'Paul', nationalId: null } },
    )
    ;[claire, paul] = (people as unknown as { personId: PersonId }[]).map(
      (one) => one.personId,
    ) as [PersonId, PersonId]
    team = await putAccount(1, { kind: 'organisational', seenMarks: 'personal' })
    own = await putAccount(3, { ownerId: claire })
  })
  afterEach(async () => {
    expect(await store.check()).toEqual([])
    await store.close()
    await rm(folder, { recursive: true })
  })

  it("keeps each person's \\Seen apart, and the other flags together", async () => {
    for (let i = 0; i < 3; i++) await append(team)
    const { id, highestModSeq } = await inboxOf(team)
    await commit(change(id, [1, 2], 'add', ['\\Seen', '\\Flagged'], claire))
    expect(await seenBy(id, claire)).toBe('1:\\Flagged \\Seen 2:\\Flagged \\Seen 3:')
    expect(await seenBy(id, paul)).toBe('1:\\Flagged 2:\\Flagged 3:')
    expect(await seenBy(id)).toBe('1:\\Flagged 2:\\Flagged 3:')
    expect(await inboxOf(team, claire)).toMatchObject({ unseen: 1 })
    expect(await inboxOf(team, paul)).toMatchObject({ unseen: 3 })
    const changes = await store.read.changes(id, highestModSeq, claire)
    expect(changes!.emails.map(({ uid }) => uid)).toEqual([1, 2])
    expect(changes!.mailbox.unseen).toBe(1)
    expect(changes!.modSeq).toBeGreaterThan(highestModSeq)
    // Again: nothing changes, for Claire.
    const again = await commit(change(id, [1], 'add', ['\\Seen'], claire))
    expect(again).toMatchObject([{ changed: 0 }])
    await commit(
      change(id, [1], 'replace', [], claire),
      change(id, [2], 'remove', ['\\Seen'], paul),
    )
    expect(await seenBy(id, claire)).toBe('1: 2:\\Flagged \\Seen 3:')
  })

  it('takes marks along with COPY and MOVE, and drops them with their email', async () => {
    for (let i = 0; i < 4; i++) await append(team, { personId: paul, flags: ['\\Seen'] })
    const { id } = await inboxOf(team)
    const trash = (await store.read.mailboxByRole(team, 'trash'))!.id
    await commit(change(id, [2, 4], 'add', ['\\Seen'], claire))
    const uids = [2, 3] as Uid[]
    await commit({ op: 'copy-emails', fromMailboxId: id, uids, toMailboxId: trash })
    await commit({ op: 'move-emails', fromMailboxId: id, uids: [4 as Uid], toMailboxId: trash })
    expect(await seenBy(trash, claire)).toBe('1:\\Seen 2: 3:\\Seen')
    expect(await seenBy(trash, paul)).toBe('1:\\Seen 2:\\Seen 3:\\Seen')
    await commit({ op: 'expunge', mailboxId: id, uids: [2 as Uid], onlyDeleted: false })
    expect(await seenBy(id, claire)).toBe('1: 3:')
    expect(await inboxOf(team, claire)).toMatchObject({ unseen: 2, exists: 2 })
  })

  it('switches between shared and personal marks', async () => {
    const shared = await putAccount(5, { kind: 'organisational' })
    await commit({
      op: 'put-member',
      accountId: shared,
      personId: claire,
      right: 'answer',
      fromAt: null,
      untilAt: null,
    })
    await append(shared, { flags: ['\\Seen'], personId: paul })
    await append(shared)
    const { id } = await inboxOf(shared)
    expect(await seenBy(id, paul)).toBe('1:\\Seen 2:')
    const to = (seenMarks: Account['seenMarks']): Operation => ({
      op: 'change-account',
      accountId: shared,
      change: { seenMarks },
    })
    await commit(to('personal'))
    expect(await seenBy(id, claire)).toBe('1:\\Seen 2:')
    // Not a member: what comes later is new to him.
    expect(await seenBy(id, paul)).toBe('1: 2:')
    await commit(change(id, [2], 'add', ['\\Seen'], claire))
    const { highestModSeq } = await inboxOf(shared)
    await commit(to('shared'))
    expect(await seenBy(id, claire)).toBe('1:\\Seen 2:')
    const changes = await store.read.changes(id, highestModSeq, claire)
    expect(changes!.emails.map(({ uid }) => uid)).toEqual([1, 2])
  })

  it('copies between accounts: the quota, date, marks and modseq of the target', async () => {
    await append(own, {
      flags: ['\\Seen', 'Urgent'],
      internalZoneMinutes: -210,
      correspondent: 'x',
    })
    const [from, to] = [(await inboxOf(own)).id, (await inboxOf(team)).id]
    const copy = {
      op: 'copy-emails',
      fromMailboxId: from,
      uids: [1 as Uid],
      toMailboxId: to,
    } as const
    const done = await commit({ ...copy, personId: claire })
    const { highestModSeq } = await inboxOf(team)
    expect(done).toMatchObject([{ from: [1], to: [1], modSeq: highestModSeq }])
    expect(await seenBy(to, claire)).toBe('1:\\Seen Urgent')
    expect(await seenBy(to, paul)).toBe('1:Urgent')
    const snapshot = (await store.read.snapshot(to))!
    expect([...snapshot.zones]).toEqual([-210])
    expect([...snapshot.internalDates]).toEqual([5])
    expect([...snapshot.savedAt]).toEqual([clock.now()])
    const before = await inboxOf(own)
    const back = {
      op: 'move-emails',
      fromMailboxId: to,
      uids: [1 as Uid],
      toMailboxId: from,
    } as const
    await commit({ ...back, personId: claire })
    expect(await seenBy(from)).toBe('1:\\Seen Urgent 2:\\Seen Urgent')
    expect((await inboxOf(own)).highestModSeq).toBeGreaterThan(before.highestModSeq)
    const gone = await store.read.changes(to, highestModSeq)
    expect(gone).toMatchObject({ vanished: [1], emails: [], complete: true })
    expect(await store.read.usage(team)).toMatchObject({ bytes: 0, messages: 0, mailboxes: 7 })
    const small = await putAccount(7, { quotaBytes: 10 })
    const toMailboxId = (await inboxOf(small)).id
    expect(await commit({ ...copy, toMailboxId })).toBe('over-quota')
    expect(await commit({ ...copy, op: 'move-emails', toMailboxId })).toBe('over-quota')
  })

  it('looks at the dates of a membership at the moment of the act', async () => {
    const member = { accountId: own, personId: paul } as const
    await commit({ op: 'put-member', ...member, right: 'answer', fromAt: 100, untilAt: 200 })
    const verdict = async (at: number, right: 'read' | 'answer' | 'manage') => {
      const done = await store.commit({
        preconditions: [{ kind: 'member-right', ...member, right, at }],
      })
      return done.ok ? 'ok' : done.reason
    }
    expect(await verdict(99, 'read')).toBe('right-missing')
    expect(await verdict(100, 'answer')).toBe('ok')
    expect(await verdict(150, 'manage')).toBe('right-missing')
    expect(await verdict(199, 'read')).toBe('ok')
    expect(await verdict(200, 'read')).toBe('right-missing')
    expect((await store.read.members(own))[0]).toMatchObject({ fromAt: 100, untilAt: 200 })
    expect(isMemberAt({ fromAt: null, untilAt: null }, 0)).toBe(true)
  })

  it('keeps annotations within bounds, and drops them with their mailbox', async () => {
    await commit({
      op: 'create-mailbox',
      accountId: own,
      name: 'Projets',
      role: null,
      subscribed: true,
    })
    const { id: mailboxId } = (await store.read.mailboxByName(own, 'Projets'))!
    const put = (entry: string, value: string | null, personId: PersonId | null = null) =>
      commit({ op: 'put-annotation', accountId: own, mailboxId, personId, entry, value })
    await put('/comment', 'Octets \u00ff\u0000')
    await put('/comment', 'Le mien', claire)
    expect(await store.read.annotations(own, mailboxId, null)).toEqual([
      { entry: '/comment', value: 'Octets \u00ff\u0000' },
    ])
    expect(await store.read.annotations(own, mailboxId, claire)).toHaveLength(1)
    expect(await store.read.annotations(own, null, null)).toEqual([])
    expect(await put('/comment', 'x'.repeat(limits.annotationBytesMax + 1))).toBe(
      'metadata-too-big',
    )
    const more = Array.from({ length: limits.annotationsPerMailboxMax - 1 }, (_, i) => `/v/${i}`)
    for (const entry of more) await put(entry, 'x')
    expect(await put('/v/once-more', 'x')).toBe('metadata-too-many')
    expect(await put('/comment', null)).toEqual([{ op: 'done' }])
    expect(await put('/v/once-more', 'x')).toEqual([{ op: 'done' }])
    await commit({ op: 'rename-mailbox', accountId: own, mailboxId, name: 'Dossiers' })
    expect(await store.read.annotations(own, mailboxId, null)).toHaveLength(more.length + 1)
    await commit({ op: 'delete-mailbox', accountId: own, mailboxId })
    expect(await store.read.annotations(own, mailboxId, null)).toEqual([])
    expect(await put('/comment', 'x')).toBe('mailbox-not-found')
  })

  it('gives a special use to one mailbox only', async () => {
    const create = (name: string, role: 'sent' | null) =>
      commit({ op: 'create-mailbox', accountId: own, name, role, subscribed: false })
    expect(await create('Envoyés', 'sent')).toBe('special-use-taken')
    expect(await create('Sent', 'sent')).toBe('mailbox-exists')
  })

  it('answers what changed for every modseq, also beyond the log', async () => {
    for (let i = 0; i < 6; i++) await append(own)
    const { id } = await inboxOf(own)
    await commit(change(id, [2, 5], 'add', ['\\Deleted']))
    await commit({ op: 'expunge', mailboxId: id, uids: null, onlyDeleted: true })
    await commit(change(id, [6], 'add', ['\\Flagged']))
    const { modSeq: last } = (await store.read.snapshot(id))!
    const known = (after: number) => store.read.changes(id, after as ModSeq)
    expect(await known(0)).toMatchObject({ vanished: [2, 5], complete: true })
    expect((await known(0))!.emails.map(({ uid }) => uid)).toEqual([1, 3, 4, 6])
    expect(await known(last - 2)).toMatchObject({ vanished: [2, 5], emails: [{ uid: 6 }] })
    expect(await known(last - 1)).toMatchObject({ vanished: [], emails: [{ uid: 6 }] })
    expect(await known(last)).toMatchObject({ vanished: [], emails: [], modSeq: last })
    expect(await known(last + 50)).toMatchObject({ vanished: [], emails: [], modSeq: last })
  })
})
