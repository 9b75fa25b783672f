import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../../domain/clock.js'
import type { AccountId, PersonId, Uid } from '../../../domain/ids.js'
import { silentLog } from '../../../domain/log.js'
import type { MailboxStore, StagedBodyWriter } from '../../../mailbox-store/contract.js'
import { createMemoryStore } from '../../../mailbox-store/memory/memory-store.js'
import { mayChange } from '../../imap/imap-session.js'
import { IdleHub } from '../../reactors/idle-hub.js'
import type { GatewaySettings } from '../../settings.js'
import type { Identity } from '../contract.js'
import { MailboxSession } from './mailbox-session.js'
import { OpenTraces } from './open-traces.js'

const settings: GatewaySettings = {
  hostName: 'passerelle.demo.mss.test',
  localDomains: new Set(['demo.mss.test']),
  citizenDomain: 'patient.mss.test',
  environment: 'test',
  development: true,
  filesDocuments: true,
  tellsPatientsAfterMs: null,
}
const patientAddress = '288069999900104@patient.mss.test'

let store: MailboxStore
let session: MailboxSession
let memberId: PersonId
let teamId: AccountId
let patientId: AccountId

const account = (kind: 'personal' | 'organisational' | 'patient', address: string) => ({
  op: 'put-account' as const,
  account: {
    kind,
    address,
    displayName: `nom de ${kind}`,
    entity: '',
    state: 'active' as const,
    acceptsPatientsFirst: false,
    ownerId: null,
    quotaBytes: 0,
    createdAt: 1,
  },
})

const eml = (headers: string): Uint8Array => Buffer.from(`${headers}\r\n\r\ncorps\r\n`)
async function* octets(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
const upload = async (mailbox: string, body: AsyncIterable<Uint8Array>) => {
  const begun = await session.append(mailbox)
  if (!begun.ok) return begun
  const facts = { flags: [], internalDate: null, zoneMinutes: 0 }
  const taken = await begun.value.take({ ...facts, body })
  const stored = taken.ok ? await begun.value.commit(null) : taken
  await begun.value.abort()
  return stored
}
const append = (mailbox: string, headers = 'From: a@demo.mss.test\r\nSubject: essai') =>
  upload(mailbox, octets(eml(headers)))

beforeEach(async () => {
  store = createMemoryStore({})
  const done = await store.commit({
    operations: [
      { op: 'put-person', person: { displayName: 'Sophie LAMBERT', nationalId: null } },
      account('organisational', 'equipe@demo.mss.test'),
      account('patient', patientAddress),
    ],
  })
  if (!done.ok) throw new Error(done.reason)
  memberId = (done.outcomes[0] as { personId: PersonId }).personId
  teamId = (done.outcomes[1] as { accountId: AccountId }).accountId
  patientId = (done.outcomes[2] as { accountId: AccountId }).accountId
  await store.commit({
    operations: [
      {
        op: 'open-exchange',
        patientId,
        professionalAddress: 'equipe@demo.mss.test',
        professionalName: 'Équipe',
        professionalEntity: '',
        at: 1,
      },
    ],
  })
  session = await open('answer')
})

async function open(right: 'read' | 'answer'): Promise<MailboxSession> {
  const always = { fromAt: null, untilAt: null }
  await store.commit({
    operations: [{ op: 'put-member', accountId: teamId, personId: memberId, right, ...always }],
  })
  const team = await store.read.account(teamId)
  const person = await store.read.person(memberId)
  if (team === null || person === null) throw new Error('no team')
  const actor = { kind: 'person', personId: memberId, label: person.displayName } as const
  const identity: Identity = {
    account: team,
    person,
    right,
    via: 'certificate',
    credentialId: null,
    actor,
  }
  return new MailboxSession(
    {
      store,
      settings,
      clock: systemClock,
      watch: new IdleHub(store),
      openTraces: new OpenTraces({ store, clock: systemClock, log: silentLog }),
    },
    identity,
  )
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('special folders are mapped, never duplicated', () => {
  const rows = [
    ['Envoyés', 'Sent'],
    ['Éléments envoyés', 'Sent'],
    ['sent items', 'Sent'],
    ['Corbeille', 'Trash'],
    ['INBOX/Corbeille', 'Trash'],
    ['Deleted Messages', 'Trash'],
    ['Brouillons', 'Drafts'],
    ['Courrier indésirable', 'Junk'],
    ['echanges clos', 'Échanges clos'],
    ['inbox', 'INBOX'],
  ] as const
  it.each(rows)('%s is %s', async (asked, name) => {
    expect((await session.find(asked))?.name).toBe(name)
    const before = (await session.mailboxes()).length
    await session.create(asked, null)
    expect(await session.mailboxes()).toHaveLength(before)
  })

  it('leaves other names alone', async () => {
    expect(await session.find('Corbeille/2026')).toBeNull()
    expect((await session.create('Patients/Suivi', null)).ok).toBe(true)
    expect((await session.find('Patients/Suivi'))?.name).toBe('Patients/Suivi')
  })
})

describe('names', () => {
  const refused = [
    '',
    '/',
    'a//b',
    'a/ /b',
    'a\u0007b',
    'a*',
    'a%b',
    'x'.repeat(600),
    'a/'.repeat(30),
  ]
  it.each(refused)('refuses %j', async (name) => {
    expect(await session.create(name, null)).toEqual({ ok: false, error: 'mailbox-name-invalid' })
  })
})

describe('“Échanges clos”', () => {
  const exchange = () => store.read.exchange(patientId, 'equipe@demo.mss.test')
  const inbox = async () => (await session.find('INBOX'))!.mailbox
  const one = [1 as Uid]

  it.each(['move', 'copy'] as const)(
    '%s of the patient’s answer ends the exchange',
    async (act) => {
      await append('INBOX', `From: <${patientAddress}>\r\nTo: equipe@demo.mss.test\r\nSubject: Re`)
      await session[act]((await inbox()).id, one, 'Échanges clos')
      expect(await exchange()).toMatchObject({ state: 'ended', endedBy: 'Sophie LAMBERT' })
      const traces = await store.read.traces({ action: 'exchange.end' }, 10)
      expect(traces).toHaveLength(1)
      expect(traces[0]?.actor.label).toBe('Sophie LAMBERT')
      expect(JSON.stringify(traces)).not.toContain('2880699999001')
    },
  )

  it('a message of a colleague ends nothing', async () => {
    await append('INBOX')
    await session.move((await inbox()).id, one, 'Échanges clos')
    expect((await exchange())?.state).toBe('open')
  })

  it('another folder ends nothing', async () => {
    await append('INBOX', `From: <${patientAddress}>\r\nSubject: Re`)
    await session.move((await inbox()).id, one, 'Archive')
    expect((await exchange())?.state).toBe('open')
  })
})

describe('rights', () => {
  it('a member who may only read changes nothing', async () => {
    await append('INBOX')
    session = await open('read')
    const found = (await session.find('INBOX'))!
    expect(mayChange(found)).toBe(false)
    const inbox = found.mailbox
    const refused = { ok: false, error: 'right-missing' }
    expect(await append('INBOX')).toEqual(refused)
    expect(await session.create('Neuf', null)).toEqual(refused)
    expect(
      await session.changeFlags(inbox.id, { uids: [1 as Uid], change: 'add', flags: ['\\Seen'] }),
    ).toEqual(refused)
    expect(await session.expunge(inbox.id, null)).toEqual(refused)
    expect(await session.copy(inbox.id, [1 as Uid], 'Archive')).toEqual(refused)
  })

  it('a revoked membership acts on the open session', async () => {
    await store.commit({
      operations: [{ op: 'remove-member', accountId: teamId, personId: memberId }],
    })
    expect(await append('INBOX')).toEqual({ ok: false, error: 'right-missing' })
    expect(await session.isStanding()).toBe(false)
  })

  it('stands while the member has a right and the account is active', async () => {
    expect(await session.isStanding()).toBe(true)
    await store.commit({
      operations: [{ op: 'change-account', accountId: teamId, change: { state: 'closed' } }],
    })
    expect(await session.isStanding()).toBe(false)
  })

  it('refuses an unknown folder after reading the whole literal', async () => {
    expect(await append('Nulle part')).toEqual({ ok: false, error: 'mailbox-not-found' })
  })
})

describe('APPEND', () => {
  /** More than is held in memory, then what `end` does. */
  async function* big(end: () => void): AsyncGenerator<Uint8Array> {
    yield eml('From: a@demo.mss.test\r\nSubject: essai')
    for (let i = 0; i < 8; i++) yield Buffer.alloc(262_144, 'x\r\n')
    end()
  }
  const appendBig = (end: () => void) => upload('INBOX', big(end))

  it('a connection lost in the message leaves no staged body', async () => {
    const staged: StagedBodyWriter[] = []
    const aborted: StagedBodyWriter[] = []
    const stageBody = store.stageBody.bind(store)
    vi.spyOn(store, 'stageBody').mockImplementation(() => {
      const writer = stageBody()
      const abort = writer.abort.bind(writer)
      writer.abort = async () => {
        aborted.push(writer)
        await abort()
      }
      staged.push(writer)
      return writer
    })
    const lost = await appendBig(() => {
      throw new Error('connection-lost')
    })
    expect(lost.ok).toBe(false)
    expect(staged).toHaveLength(1)
    expect(aborted).toEqual(staged)
    expect((await session.find('INBOX'))?.mailbox.exists).toBe(0)
    expect((await appendBig(() => {})).ok).toBe(true)
    expect(aborted).toHaveLength(1)
  })

  it('a full disk is told as such', async () => {
    vi.spyOn(store, 'stageBody').mockImplementation(() => {
      throw Object.assign(new Error('full'), { code: 'ENOSPC' })
    })
    expect(await appendBig(() => {})).toEqual({ ok: false, error: 'storage-full' })
  })
})

describe('watching', () => {
  it('wakes for its mailbox only', async () => {
    let woken = 0
    const archive = (await session.find('Archive'))!.mailbox
    const stop = session.watch(archive.id, () => {
      woken++
    })
    await append('INBOX')
    expect(woken).toBe(0)
    await append('Archive')
    expect(woken).toBe(1)
    stop()
    await append('Archive')
    expect(woken).toBe(1)
  })
})
