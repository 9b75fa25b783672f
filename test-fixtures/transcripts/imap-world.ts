import type { Account } from '../../domain/account.js'
import { systemClock } from '../../domain/clock.js'
import { asPersonId } from '../../domain/ids.js'
import { silentLog } from '../../domain/log.js'
import { err, ok } from '../../domain/result.js'
import type { Identity, SignIn } from '../../gateway/flows/contract.js'
import { MailboxSession } from '../../gateway/flows/mailbox/mailbox-session.js'
import { OpenTraces } from '../../gateway/flows/mailbox/open-traces.js'
import type { ImapBackend, ImapSession } from '../../gateway/imap/imap-session.js'
import { type ImapOptions, startImap } from '../../gateway/imap/listener.js'
import { IdleHub } from '../../gateway/reactors/idle-hub.js'
import type { Listener } from '../../gateway/settings.js'
import type { MailboxStore } from '../../mailbox-store/contract.js'
import { createMemoryStore } from '../../mailbox-store/memory/memory-store.js'
import { SharedPeople, ShiftedClock } from './shared-people.js'

export const user = 'claire.morel@medecin.test'
/** A member of a team who may only read. */
export const reader = 'lecture@cardio.test'
export const password = 'motdepasse'

/** An IMAP listener over a memory store with two accounts. */
export interface ImapWorld {
  readonly store: MailboxStore
  readonly listener: Listener
  readonly backend: ImapBackend
  readonly people: SharedPeople
  session(address: string): ImapSession
  /** Delivers `count` small messages into a mailbox of `user`. */
  seed(mailbox: string, count: number): Promise<void>
  close(): Promise<void>
}

export async function openImapWorld(
  given: Partial<Omit<ImapOptions, 'backend'>> & { readonly store?: MailboxStore } = {},
): Promise<ImapWorld> {
  const { store = createMemoryStore(), ...options } = given
  const accounts = new Map<string, Account>()
  for (const address of [user, reader]) accounts.set(address, await putAccount(store, address))
  const clock = new ShiftedClock()
  const people = new SharedPeople(store, clock)
  await people.fill()
  const hub = new IdleHub(store)
  const settings = {
    hostName: 'mss.test',
    localDomains: new Set(['medecin.test', 'cardio.test']),
    citizenDomain: 'patient.test',
    environment: 'test' as const,
    development: true,
    filesDocuments: true,
    tellsPatientsAfterMs: null,
  }
  const identityOf = (address: string): Identity | null => {
    const account = accounts.get(address.toLowerCase())
    if (!account) return null
    const right = account.address === reader ? 'read' : 'manage'
    const actor = { kind: 'account', accountId: account.id, label: 'test' } as const
    return { account, person: null, right, via: 'password', credentialId: null, actor }
  }
  const openTraces = new OpenTraces({ store, clock, log: silentLog })
  const open = (identity: Identity) =>
    new MailboxSession({ store, settings, clock, watch: hub, openTraces }, identity)
  const backend: ImapBackend = { signIn: signInOf(identityOf, people), open }
  const session = (address: string) => open(identityOf(address)!)
  const listener = await startImap({
    host: '127.0.0.1',
    port: 0,
    mode: 'plain-for-tests',
    tls: null,
    validator: null,
    log: silentLog,
    clock: systemClock,
    hostName: 'mss.test',
    ...options,
    backend,
  })
  return {
    store,
    listener,
    backend,
    people,
    session,
    seed: (mailbox, count) => seed(session(user), mailbox, count),
    close: async () => {
      await listener.close(1_000)
      hub.close()
      await store.close()
    },
  }
}

async function putAccount(store: MailboxStore, address: string): Promise<Account> {
  const kind = address === reader ? ('organisational' as const) : ('personal' as const)
  const account = {
    kind,
    address,
    displayName: 'Dr Claire MOREL',
    entity: '',
    state: 'active' as const,
    acceptsPatientsFirst: false,
    ownerId: kind === 'personal' ? asPersonId(1) : null,
    quotaBytes: 0,
    seenMarks: 'shared' as const,
    sentCopy: kind === 'organisational',
    documentForwarding: 'ask' as const,
    absence: null,
    createdAt: 0,
  }
  const person = { displayName: 'Dr Claire MOREL', nationalId: null }
  const done = await store.commit({
    operations: [
      { op: 'put-person', person },
      { op: 'put-account', account },
    ],
  })
  const outcome = done.ok ? done.outcomes[1] : undefined
  if (outcome?.op !== 'put-account') throw new Error(`account refused: ${JSON.stringify(done)}`)
  return { ...account, id: outcome.accountId }
}

function signInOf(identityOf: (address: string) => Identity | null, people: SharedPeople): SignIn {
  return {
    identitiesOf: async () => [identityOf(user)!],
    external: async (certificate, authorizationId) => {
      const identity = identityOf(authorizationId || user)
      if (certificate === null) return err('sign-in-certificate-missing')
      return identity ? ok(identity) : err('sign-in-failed')
    },
    stands: async () => true,
    password: async (attempt) => {
      const { authenticationId, authorizationId } = attempt
      const identity = identityOf(authenticationId) ?? (await people.identity(authenticationId))
      const names = authorizationId === '' || authorizationId === authenticationId
      return identity && names && attempt.password === password
        ? ok(identity)
        : err('sign-in-failed')
    },
  }
}

/** The n-th standard message: 2026-11-23, one hour after the other. */
export function standardMessage(n: number): string {
  return [
    `From: "Dr Jean VALJEAN" <jean${n}@hopital.test>`,
    'To: claire.morel@medecin.test',
    `Subject: Message ${n}`,
    `Date: Mon, 23 Nov 2026 0${n % 10}:00:00 +0100`,
    `Message-ID: <m${n}@hopital.test>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    `Texte du message ${n}.`,
    '',
  ].join('\r\n')
}

async function seed(session: ImapSession, mailbox: string, count: number): Promise<void> {
  for (let n = 1; n <= count; n++) {
    const bytes = Buffer.from(standardMessage(n))
    const begun = await session.append(mailbox)
    if (!begun.ok) throw new Error(begun.error)
    const facts = { flags: [], internalDate: Date.UTC(2026, 10, 23, n % 24), zoneMinutes: 0 }
    const taken = await begun.value.take({ ...facts, body: one(bytes) })
    const stored = taken.ok ? await begun.value.commit(null) : taken
    if (!stored.ok) throw new Error(stored.error)
  }
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
