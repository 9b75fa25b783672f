import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Credential } from '../domain/account.js'
import type { AccountId, CredentialId, MailboxId, MessageId } from '../domain/ids.js'
import { defaultPatientSettings } from '../domain/patient-settings.js'
import { patientBatch } from '../test-fixtures/store/patient-steps.js'
import { sampleAccount, sampleMessage } from '../test-fixtures/store/store-samples.js'
import type { AppendEmail, MailboxStore, Operation } from './contract.js'
import { createMemoryStore } from './memory/memory-store.js'
import { openSqliteStore } from './sqlite/sqlite-store.js'

const engines = ['memory', 'sqlite'] as const
const clock = { now: () => 1_790_000_000_000 }
const claire = 'claire@sante.example'
const paul = 'paul@autre.example'

describe.each(engines)('patients on the %s engine', (engine) => {
  let folder: string
  let store: MailboxStore
  let anne: AccountId
  let bruno: AccountId
  let team: AccountId

  const commit = async (...operations: Operation[]) => {
    const done = await store.commit({ operations })
    return done.ok ? done.outcomes : done.reason
  }
  const putAccount = async (n: number): Promise<AccountId> => {
    const done = await commit({ op: 'put-account', account: sampleAccount(n) })
    return (done as unknown as { accountId: AccountId }[])[0]!.accountId
  }
  const append = async (accountId: AccountId, more: Partial<AppendEmail>, from = claire) => {
    const done = await store.commit({
      messages: [sampleMessage('Résultats', 'texte', '', from)],
      operations: [
        {
          op: 'append-email',
          accountId,
          mailbox: 'inbox',
          message: { index: 0 },
          flags: [],
          internalDate: 5,
          correspondent: claire,
          ...more,
        },
      ],
    })
    if (!done.ok) throw new Error(done.reason)
    return done.messageIds[0]!
  }
  const credential = (kind: Credential['kind'], secret: string, accountId = anne) =>
    commit({
      op: 'put-credential',
      credential: { kind, secret, accountId, personId: null, label: '', createdAt: 1 },
    })
  const openExchange = (patientId: AccountId, professionalAddress = claire, at = 1) =>
    commit({
      op: 'open-exchange',
      patientId,
      professionalAddress,
      professionalName: 'Dr Claire MOREL',
      professionalEntity: '',
      at,
    })

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mss-patients-'))
    store = engine === 'memory' ? createMemoryStore({ clock }) : await openSqliteStore({ folder })
    ;[team, anne, bruno] = [await putAccount(1), await putAccount(2), await putAccount(4)]
  })
  afterEach(async () => {
    expect(await store.check()).toEqual([])
    await store.close()
    await rm(folder, { recursive: true })
  })

  it('keeps what a patient chose, and the defaults of one who chose nothing', async () => {
    expect(await store.read.patientSettings(anne)).toEqual(defaultPatientSettings(anne))
    const settings = (change: object, accountId = anne) =>
      commit({ op: 'change-patient-settings', accountId, change })
    await settings({ notificationEmail: 'anne@exemple.test', language: 'en' })
    expect(await store.read.accountsByNotificationEmail('anne@exemple.test')).toEqual([])
    await settings({ emailVerifiedAt: 7, consent: { version: '2026-11', at: 6 } })
    await settings({ notificationEmail: 'anne@exemple.test', emailVerifiedAt: 8 }, bruno)
    expect(await store.read.patientSettings(anne)).toEqual({
      ...defaultPatientSettings(anne),
      notificationEmail: 'anne@exemple.test',
      language: 'en',
      emailVerifiedAt: 7,
      consent: { version: '2026-11', at: 6 },
    })
    expect(await store.read.accountsByNotificationEmail('anne@exemple.test')).toEqual([anne, bruno])
    expect(await store.read.accountsByNotificationEmail('ANNE@exemple.test')).toEqual([])
    await settings({ consent: null, notifiesMessages: false, reminderDays: 0 })
    expect(await store.read.patientSettings(anne)).toMatchObject({
      consent: null,
      notifiesMessages: false,
      reminderDays: 0,
      emailVerifiedAt: 7,
    })
    expect(await settings({ language: 'fr' }, team)).toBe('not-found')
    expect(await settings({ language: 'fr' }, 99 as AccountId)).toBe('not-found')
  })

  it('lets a subject or a code open one account only', async () => {
    expect(await credential('oidc', 'https://op.test 1')).toHaveLength(1)
    expect(await credential('activation', 'code')).toHaveLength(1)
    // The same text means another thing in another kind.
    expect(await credential('oidc', 'code')).toHaveLength(1)
    expect(await credential('oidc', 'https://op.test 1', bruno)).toBe('already-exists')
    expect(await credential('oidc', 'https://op.test 1')).toBe('already-exists')
    expect(await credential('activation', 'code', bruno)).toBe('already-exists')
    // Passwords and passkeys are told apart by their numbers.
    for (const kind of ['password', 'passkey'] as const)
      for (const owner of [anne, bruno])
        expect(await credential(kind, 'https://op.test 1', owner)).toHaveLength(1)
    const found = await store.read.credentialsBySecret('oidc', 'https://op.test 1')
    expect(found.map(({ accountId }) => accountId)).toEqual([anne])
    expect(await store.read.credentialsBySecret('certificate', 'code')).toEqual([])
    const { id } = found[0]!
    await commit({ op: 'remove-credential', credentialId: id })
    expect(await credential('oidc', 'https://op.test 1', bruno)).toHaveLength(1)
  })

  it("renews a passkey's counter and its name, each alone", async () => {
    await credential('passkey', '{"counter":1}')
    const [{ id }] = (await store.read.credentialsOfAccount(anne)) as [Credential]
    await commit({ op: 'change-credential', credentialId: id, change: { label: 'Téléphone' } })
    await commit({ op: 'change-credential', credentialId: id, change: { secret: '{"counter":2}' } })
    expect(await store.read.credentialsOfAccount(anne)).toMatchObject([
      { label: 'Téléphone', secret: '{"counter":2}', createdAt: 1 },
    ])
    const gone = { op: 'change-credential', credentialId: 99 as CredentialId, change: {} } as const
    expect(await commit(gone)).toBe('not-found')
  })

  it('shows an exchange without drafts and the trash', async () => {
    await append(anne, { internalDate: 10 })
    await append(anne, { internalDate: 20, mailbox: 'sent', flags: ['\\Seen'] })
    await append(anne, { internalDate: 30, mailbox: 'trash' })
    await append(anne, { internalDate: 40, mailbox: 'drafts' })
    await append(anne, { internalDate: 50, mailbox: 'drafts', correspondent: paul })
    await append(anne, { internalDate: 60, mailbox: 'trash', correspondent: 'marie@sante.example' })
    const emails = await store.read.correspondence(anne, claire, 10)
    expect(emails.map(({ internalDate }) => internalDate)).toEqual([20, 10])
    expect(await store.read.correspondenceCounts(anne)).toMatchObject([
      {
        professionalAddress: claire,
        total: 2,
        unseen: 1,
        withAttachment: 0,
        hasDraft: true,
        last: { internalDate: 20, role: 'sent' },
      },
      { professionalAddress: paul, total: 0, unseen: 0, hasDraft: true, last: null },
    ])
    const drafts = await store.read.drafts(anne, claire)
    expect(drafts.map(({ internalDate }) => internalDate)).toEqual([40])
    expect(await store.read.drafts(bruno, claire)).toEqual([])
  })

  it('says who received a content, and who has read it', async () => {
    const messageId = await append(anne, { mailbox: 'sent', flags: ['\\Seen'] })
    const deliver = (accountId: AccountId) =>
      commit({
        op: 'append-email',
        accountId,
        mailbox: 'inbox',
        message: { messageId },
        flags: [],
        internalDate: 6,
        correspondent: null,
      })
    await deliver(team)
    await deliver(team)
    const places = async () =>
      (await store.read.placesOf(messageId)).map((place) => [
        place.accountId,
        place.uid,
        place.seen,
      ])
    expect(await places()).toEqual([
      [team, 1, false],
      [team, 2, false],
      [anne, 1, true],
    ])
    const { id: mailboxId } = (await store.read.mailboxByRole(team, 'inbox'))!
    const flags = { op: 'change-flags', mailboxId, change: 'add', flags: ['\\Seen'] } as const
    const [person] = (await commit({
      op: 'put-person',
      person: { displayName: 'Claire', nationalId: null },
    })) as unknown as [{ personId: never }]
    await commit({ op: 'change-account', accountId: team, change: { seenMarks: 'personal' } })
    await commit({ ...flags, uids: [2 as never], personId: person.personId })
    expect(await places()).toEqual([
      [team, 1, false],
      [team, 2, true],
      [anne, 1, true],
    ])
    expect(await store.read.placesOf(999 as MessageId)).toEqual([])
  })

  it('tells a team who wrote last, also where an exchange was ended', async () => {
    await openExchange(anne)
    await openExchange(bruno)
    await append(anne, { internalDate: 10 })
    for (let at = 20; at < 60; at++) await append(anne, { internalDate: at, mailbox: 'sent' })
    await append(bruno, { mailbox: 'closed-exchanges', internalDate: 7 }, 'Account4@sante.example')
    await commit({
      op: 'end-exchange',
      patientId: bruno,
      professionalAddress: claire,
      endedBy: 'Équipe',
      note: 'Suivi terminé.',
      at: 8,
    })
    const handled = { op: 'handle-exchange', professionalAddress: claire, handledAt: 70 } as const
    await commit({ ...handled, patientId: anne })
    expect(await commit({ ...handled, patientId: team })).toBe('not-found')
    expect(await store.read.exchangeActivity(claire)).toMatchObject([
      {
        exchange: { patientId: anne, handledAt: 70, endedNote: '' },
        messages: 41,
        lastFromPatientAt: 59,
        lastFromProfessionalAt: 10,
        unansweredSinceAt: null,
        lastSubject: 'Résultats',
      },
      {
        exchange: { patientId: bruno, state: 'ended', endedNote: 'Suivi terminé.' },
        messages: 1,
        lastFromPatientAt: 7,
        lastFromProfessionalAt: null,
      },
    ])
    const since = async (handledAt: number | null) => {
      await commit({ ...handled, patientId: anne, handledAt })
      return (await store.read.exchangeActivity(claire))[0]?.unansweredSinceAt
    }
    expect([await since(null), await since(39), await since(59)]).toEqual([20, 40, null])
    await openExchange(bruno, claire, 90)
    expect(await store.read.exchange(bruno, claire)).toMatchObject({
      state: 'open',
      openedAt: 90,
      endedNote: '',
    })
    expect(await store.read.exchangeActivity('personne@sante.example')).toEqual([])
  })

  it('keeps an absence until it is taken back', async () => {
    const absence = { text: 'Absente jusqu’à lundi.', fromAt: 5, untilAt: null }
    const change = (value: typeof absence | null) =>
      commit({ op: 'change-account', accountId: team, change: { absence: value } })
    await change(absence)
    await commit({ op: 'change-account', accountId: team, change: { entity: 'CHU' } })
    expect(await store.read.account(team)).toMatchObject({ absence, entity: 'CHU' })
    await change(null)
    expect((await store.read.account(team))!.absence).toBeNull()
  })

  it('erases a patient: nothing is left but a husk that holds the traces', async () => {
    const born = patientBatch(
      { kind: 'profile', a: 0, b: 1, uids: [], name: '', flags: [], text: 'LÉA', since: null },
      anne,
      anne,
      undefined,
    )!
    await store.commit(born)
    expect(await store.read.profilesBorn('1980-02-03', null, 5)).toHaveLength(1)
    const own = await append(anne, { mailbox: 'sent' })
    const shared = await append(anne, {})
    await commit(
      ...(['inbox', 'sent'] as const).map(
        (role): Operation => ({
          op: 'append-email',
          accountId: team,
          mailbox: role,
          message: { messageId: shared },
          flags: [],
          internalDate: 6,
          correspondent: null,
        }),
      ),
    )
    const inbox = (await store.read.mailboxByRole(anne, 'inbox'))!.id
    await commit(
      { op: 'create-mailbox', accountId: anne, name: 'Chimio', role: null, subscribed: true },
      {
        op: 'put-annotation',
        accountId: anne,
        mailboxId: inbox,
        personId: null,
        entry: '/comment',
        value: 'secret',
      },
      {
        op: 'change-flags',
        mailboxId: inbox,
        uids: [1 as never],
        change: 'add',
        flags: ['Diabète'],
      },
      { op: 'change-patient-settings', accountId: anne, change: { language: 'en' } },
    )
    await credential('oidc', 'https://op.test 1')
    await openExchange(anne)
    await openExchange(bruno)
    expect(await commit({ op: 'erase-account', accountId: team })).toBe('not-found')
    expect(await commit({ op: 'erase-account', accountId: 99 as AccountId })).toBe('not-found')
    const done = await store.commit({
      operations: [
        { op: 'erase-account', accountId: anne },
        { op: 'put-account', account: sampleAccount(2) },
      ],
    })
    expect(done.ok).toBe(true)
    const { read } = store
    expect(await read.account(anne)).toMatchObject({
      address: `efface-${anne}@sante.example`,
      displayName: `efface-${anne}`,
      state: 'closed',
    })
    expect((await read.accountByAddress('account2@sante.example'))?.id).toBeGreaterThan(bruno)
    expect(await read.profile(anne)).toBeNull()
    expect(await read.patientSettings(anne)).toEqual(defaultPatientSettings(anne))
    expect(await read.credentialsOfAccount(anne)).toEqual([])
    expect(await read.exchangesOfPatient(anne)).toEqual([])
    expect(await read.exchangesOfProfessional(claire)).toHaveLength(1)
    expect(await read.annotations(anne, inbox, null)).toEqual([])
    expect(await read.subscriptions(anne)).toEqual([])
    expect(await read.usage(anne)).toEqual({ bytes: 0, messages: 0, mailboxes: 7 })
    for (const { name, keywords } of await read.mailboxes(anne)) {
      expect(name).not.toBe('Chimio')
      expect(keywords).toEqual([])
    }
    expect(await read.placesOf(own)).toEqual([])
    expect(await read.placesOf(shared)).toHaveLength(2)
    expect([...(await read.snapshot(inbox as MailboxId))!.uids]).toEqual([])
    if (engine === 'memory') {
      expect(await read.structure(own)).toBeNull()
      return
    }
    await store.close()
    // Contents without an email go with the upkeep, at the latest at the next start.
    store = await openSqliteStore({ folder })
    const isGone = async () => (await store.read.structure(own)) === null
    await expect.poll(isGone, { timeout: 10_000 }).toBe(true)
    expect(await store.read.structure(shared)).not.toBeNull()
  })
})
