import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AccountId } from '../../../domain/ids.js'
import type { MailboxStore, Operation } from '../../../mailbox-store/contract.js'
import { createMemoryStore } from '../../../mailbox-store/memory/memory-store.js'
import { openSqliteStore } from '../../../mailbox-store/sqlite/sqlite-store.js'
import type {
  ExchangeSummary,
  MessageSummary,
  PortalGateway,
} from '../../../patient-portal/contract.js'
import { deskDeps, openDesk } from '../../../test-fixtures/portal/desk-bench.js'
import { colleague, doctor, PortalPeople } from '../../../test-fixtures/portal/portal-people.js'
import { createExchangeFlows } from '../../flows/exchange-flows.js'
import { commitRelayOutcome } from '../../flows/relay/relay-outcome.js'
import { readOutboundJob } from '../../outbound/outbound-job.js'

const at = Date.UTC(2026, 10, 23, 9)
const clock = { now: () => at }
const folder = mkdtempSync(join(tmpdir(), 'mss-desk-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const valueIn = <T>(result: { ok: true; value: T } | { ok: false; error: string }): T => {
  if (!result.ok) throw new Error(result.error)
  return result.value
}

const engines = [
  ['memory', async (): Promise<MailboxStore> => createMemoryStore({})],
  ['sqlite', (): Promise<MailboxStore> => openSqliteStore({ folder })],
] as const

describe.each(engines)('what the desk reads from %s', (_name, openStore) => {
  let store: MailboxStore
  let desk: PortalGateway
  let people: PortalPeople
  let camille: { accountId: AccountId; address: string }
  let doctorId: AccountId
  const commit = async (...operations: Operation[]) => {
    const done = await store.commit({ operations })
    if (!done.ok) throw new Error(done.reason)
  }
  let tick = at - 5_000
  /** Each later than the one before, and than what the patient sends. */
  const write = (from: string, words: string, more = '', when = ++tick) =>
    people.deliver(
      camille.accountId,
      `From: Dr MOREL <${from}>\nTo: <${camille.address}>\nSubject: ${words}\n${more}\n${words}\n`,
      { correspondent: from, at: when },
    )
  const exchangeWith = async (name: string): Promise<ExchangeSummary> =>
    valueIn(await desk.exchanges(camille.accountId)).find(
      ({ professionalName }) => professionalName === name,
    )!
  const messagesWith = async (name: string): Promise<readonly MessageSummary[]> => {
    const { exchangeId } = await exchangeWith(name)
    const page = { limit: 20, before: null }
    return valueIn(await desk.conversation(camille.accountId, exchangeId, page)).messages
  }
  const answer = async (name: string, text: string, replyAll = false): Promise<string> => {
    const { exchangeId } = await exchangeWith(name)
    const { accountId: patientId } = camille
    const { edition } = valueIn(await desk.drafts.get(patientId, exchangeId))
    const received = (await messagesWith(name)).findLast((one) => one.direction === 'received')
    const sent = await desk.reply({
      patientId,
      exchangeId,
      inReplyTo: received?.messageId ?? null,
      replyAll,
      subject: '',
      text,
      attachments: [],
      draft: { formId: text, edition, fileIds: [] },
    })
    expect(sent).toEqual({ ok: true, value: undefined })
    const own = (await messagesWith(name)).filter(({ direction }) => direction === 'sent')
    return own[0]!.messageId
  }
  const stateOf = async (name: string, messageId: string) => {
    const { exchangeId } = await exchangeWith(name)
    const states = valueIn(await desk.deliveries(camille.accountId, exchangeId, [messageId]))
    return states.get(messageId)
  }

  beforeAll(async () => {
    store = await openStore()
    desk = openDesk(store, clock)
    people = new PortalPeople(store)
    doctorId = await people.addAccount('personal', doctor, 'Dr Claire MOREL')
    camille = await people.addPatient('288069999900104')
    await people.openExchange(camille.accountId, doctor, 'Morel')
    await people.openExchange(camille.accountId, colleague, 'Cardiologie')
    await write(doctor, 'Résultats de la prise de sang')
    await write(colleague, 'Rendez-vous IRM', `Cc: <${doctor}>\n`)
    tick = at
  })
  afterAll(() => store.close())

  it('says what waits for an answer, until it was answered', async () => {
    expect(await exchangeWith('Morel')).toMatchObject({ awaitsAnswer: true, unread: 1 })
    await answer('Morel', 'Merci docteur')
    expect(await exchangeWith('Morel')).toMatchObject({ awaitsAnswer: false, messages: 2 })
  })

  it.each([
    ['information', 'X-MSS-MES: FIN\n'],
    ['notice of a robot', 'Auto-Submitted: auto-replied\n'],
  ])('expects no answer to a %s', async (kind, header) => {
    await write(doctor, kind, header)
    expect((await exchangeWith('Morel')).awaitsAnswer).toBe(false)
    await write(doctor, 'Question')
    expect((await exchangeWith('Morel')).awaitsAnswer).toBe(true)
  })

  it('announces who is away, while they are away', async () => {
    const absent = (fromAt: number, untilAt: number | null) =>
      commit({
        op: 'change-account',
        accountId: doctorId,
        change: { absence: { text: 'En congé', fromAt, untilAt } },
      })
    const noticeOf = async () => (await exchangeWith('Morel')).notice
    await absent(at - 10, at + 10)
    expect(await noticeOf()).toEqual({ kind: 'absent', text: 'En congé', untilAt: at + 10 })
    await absent(at - 10, null)
    expect(await noticeOf()).toEqual({ kind: 'absent', text: 'En congé', untilAt: null })
    for (const [fromAt, untilAt] of [
      [at + 1, null],
      [at - 10, at],
      [at + 1, at + 2],
    ] as const) {
      await absent(fromAt, untilAt)
      expect(await noticeOf()).toBeNull()
    }
    await commit({ op: 'change-account', accountId: doctorId, change: { state: 'closed' } })
    expect(await exchangeWith('Morel')).toMatchObject({
      notice: { kind: 'inactive' },
      awaitsAnswer: false,
    })
    const back = { state: 'active', absence: null } as const
    await commit({ op: 'change-account', accountId: doctorId, change: back })
    // Nothing is known of a mailbox elsewhere.
    expect((await exchangeWith('Cardiologie')).notice).toBeNull()
  })

  it('follows an answer into a mailbox here: delivered, then read by somebody', async () => {
    const messageId = await answer('Morel', 'Une question encore')
    expect(await stateOf('Morel', messageId)).toBe('delivered')
    const inbox = await store.read.mailboxByRole(doctorId, 'inbox')
    const { uids } = (await store.read.snapshot(inbox!.id))!
    const change = { change: 'add', flags: ['\\Seen'] } as const
    const last = [uids.at(-1)! as never]
    await commit({ op: 'change-flags', mailboxId: inbox!.id, uids: last, ...change })
    expect(await stateOf('Morel', messageId)).toBe('read')
    // Deleted by its reader: nobody can say any more that it was read, but it was delivered.
    await commit({ op: 'expunge', mailboxId: inbox!.id, uids: last, onlyDeleted: false })
    expect(await stateOf('Morel', messageId)).toBe('delivered')
  })

  /** What the outbound runner commits after one attempt. */
  const relay = async (outcome: 'relayed' | 'failed') => {
    const [leased] = await store.jobs.claim('outbound', 1, at + 1_000, 60_000)
    const job = readOutboundJob(leased!.payload)!
    const results = job.recipients.map((recipient) => ({
      recipient,
      outcome,
      reason: outcome === 'failed' ? ('relay-refused' as const) : null,
      status: outcome === 'failed' ? '5.1.1' : '2.1.5',
      remoteReply: null,
    }))
    const attempt = { remoteHost: 'mx.autre.mss.test', honoursDsn: false, results }
    const deps = deskDeps(store, clock)
    valueIn(
      await commitRelayOutcome(deps, { leased: leased!, job, attempt, nextAttemptAt: at + 9_000 }),
    )
  }

  it('follows an answer to another operator by what it answered', async () => {
    const taken = await answer('Cardiologie', 'Je viendrai')
    expect(await stateOf('Cardiologie', taken)).toBe('sent')
    await relay('relayed')
    expect(await stateOf('Cardiologie', taken)).toBe('delivered')
    const lost = await answer('Cardiologie', 'Et le jeun ?')
    await relay('failed')
    expect(await stateOf('Cardiologie', lost)).toBe('failed')
    expect(await stateOf('Cardiologie', taken)).toBe('delivered')
  })

  it('waits for all to whom "answer all" went', async () => {
    const messageId = await answer('Cardiologie', 'À tous les deux', true)
    expect(await stateOf('Cardiologie', messageId)).toBe('sent')
    await relay('relayed')
    expect(await stateOf('Cardiologie', messageId)).toBe('delivered')
  })

  it('tells of nothing but the patient’s own messages, in their own exchange', async () => {
    const received = (await messagesWith('Morel')).find(({ direction }) => direction === 'received')
    expect(await stateOf('Morel', received!.messageId)).toBeUndefined()
    const own = (await messagesWith('Morel')).find(({ direction }) => direction === 'sent')
    expect(await stateOf('Cardiologie', own!.messageId)).toBeUndefined()
    const other = await people.addPatient('188069999900197')
    const { exchangeId } = await exchangeWith('Morel')
    const asked = [own!.messageId]
    expect(await desk.deliveries(other.accountId, exchangeId, asked)).toEqual({
      ok: false,
      error: 'not-found',
    })
    expect(await desk.message(other.accountId, exchangeId, own!.messageId)).toEqual({
      ok: false,
      error: 'not-found',
    })
  })

  const found = async (words: string) =>
    valueIn(await desk.search(camille.accountId, words)).map(({ summary }) => summary.subject)

  it.each([
    [
      'prise de sang',
      [...Array(2).fill('Re: Résultats de la prise de sang'), 'Résultats de la prise de sang'],
    ],
    ['RESULTATS merci', ['Re: Résultats de la prise de sang']],
    ['sang irm', []],
    ['viendrai', ['Re: Rendez-vous IRM']],
    ['introuvable', []],
    ['', []],
    ['a b c', []],
  ])('searches %j in what was received and sent', async (words, subjects) => {
    expect(await found(words)).toEqual(subjects)
  })

  it('searches the archive too, never the trash, and nothing of others', async () => {
    const { accountId } = camille
    await write(doctor, 'Coloscopie')
    const inbox = (await store.read.mailboxByRole(accountId, 'inbox'))!
    const move = async (role: 'archive' | 'trash') => {
      const target = (await store.read.mailboxByRole(accountId, role))!
      for (const from of [inbox, (await store.read.mailboxByRole(accountId, 'archive'))!]) {
        const uids = await store.read.searchText(from.id, { field: 'text', value: 'coloscopie' })
        if (uids.length === 0) continue
        const to = target.id
        await commit({ op: 'move-emails', fromMailboxId: from.id, uids, toMailboxId: to })
      }
    }
    await move('archive')
    expect(await found('coloscopie')).toEqual(['Coloscopie'])
    const other = await people.addPatient('188069999900294')
    expect(valueIn(await desk.search(other.accountId, 'coloscopie'))).toEqual([])
    await move('trash')
    expect(await found('coloscopie')).toEqual([])
  })

  it('knows news from what the patient does themselves', async () => {
    const { accountId } = camille
    let woken = 0
    const stop = desk.watch(accountId, () => {
      woken += 1
    })
    const mark = () => desk.newsMark(accountId)
    const before = await mark()
    expect(before).toMatch(/^[\w-]{16}$/)
    const { exchangeId } = await exchangeWith('Morel')
    const ids = (await messagesWith('Morel')).map(({ messageId }) => messageId)
    valueIn(await desk.markSeen(accountId, exchangeId, ids))
    await answer('Morel', 'Encore moi')
    expect(await mark()).toBe(before)
    expect(woken).toBeGreaterThan(0)
    await write(doctor, 'Du nouveau')
    const afterMail = await mark()
    expect(afterMail).not.toBe(before)
    const end = {
      patientId: accountId,
      professionalAddress: doctor,
      endedBy: 'Dr Claire MOREL',
      note: 'Suivi terminé, à bientôt.',
      actor: { kind: 'administrator', label: 'essai' },
    } as const
    valueIn(await createExchangeFlows(deskDeps(store, clock)).end(end))
    expect(await mark()).not.toBe(afterMail)
    stop()
    const wokenThen = woken
    await write(doctor, 'Rouvert')
    expect(woken).toBe(wokenThen)
  })

  it('gives the words of who ended an exchange', async () => {
    expect(await exchangeWith('Morel')).toMatchObject({
      state: 'ended',
      endedBy: 'Dr Claire MOREL',
      endedNote: 'Suivi terminé, à bientôt.',
      awaitsAnswer: false,
      notice: null,
    })
  })
})
