/**
 * The flows on the memory store: people, mailboxes and a second operator, for tests without
 * sockets.
 */
import type { Account } from '../../domain/account.js'
import type { Clock } from '../../domain/clock.js'
import { canonicalName, parseDistinguishedName } from '../../domain/distinguished-name.js'
import type { IdentityTraits } from '../../domain/identity-traits.js'
import { type AccountId, asAccountId, asPersonId, type PersonId } from '../../domain/ids.js'
import { insKey, insOid } from '../../domain/ins.js'
import { silentLog } from '../../domain/log.js'
import type { ProfileState } from '../../domain/profile.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import { createStoreDirectory } from '../../gateway/directory/store-directory.js'
import type {
  AcceptedMessage,
  ArchiveExaminer,
  ArchiveFile,
  ExchangeFlows,
  Identity,
  MailFlows,
  MailPath,
  MailTransaction,
  OperatorSession,
  PatientFlows,
  RecipientPath,
  SubmissionSession,
} from '../../gateway/flows/contract.js'
import { createExchangeFlows } from '../../gateway/flows/exchange-flows.js'
import type { FlowDeps } from '../../gateway/flows/flow-deps.js'
import { createMailFlows } from '../../gateway/flows/mail-flows.js'
import { createPatientFlows } from '../../gateway/flows/patient-flows.js'
import type { GatewaySettings } from '../../gateway/settings.js'
import type { MailboxStore, Operation } from '../../mailbox-store/contract.js'
import { createMemoryStore } from '../../mailbox-store/memory/memory-store.js'
import type { PeerCertificate, WhiteList } from '../../pki/contract.js'

export const settings: GatewaySettings = {
  hostName: 'passerelle.demo.mss.test',
  localDomains: new Set(['demo.mss.test']),
  citizenDomain: 'patient.mss.test',
  environment: 'test',
  development: true,
  filesDocuments: true,
  tellsPatientsAfterMs: null,
}

const matricule = (thirteen: string) => `${thirteen}${insKey(thirteen)}`
export const patientAddress = (thirteen: string) => `${matricule(thirteen)}@patient.mss.test`

export const addresses = {
  claire: 'claire.morel@demo.mss.test',
  paul: 'paul.garnier@demo.mss.test',
  team: 'cardiologie@demo.mss.test',
  pharmacy: 'pharmacie@demo.mss.test',
  software: 'logiciel@demo.mss.test',
  closed: 'parti@demo.mss.test',
  full: 'pleine@demo.mss.test',
  remote: 'louis.petit@autre.mss.test',
  remoteColleague: 'anne.roux@autre.mss.test',
  jeanne: patientAddress('2880699999001'),
  marc: patientAddress('1750799999002'),
  opposed: patientAddress('1750799999003'),
  shut: patientAddress('1750799999004'),
  deceased: patientAddress('1350799999005'),
  notCreated: patientAddress('1350799999006'),
  productionPatient: patientAddress('1350799999007'),
  unknownPatient: patientAddress('1350799999008'),
} as const
export type Name = keyof typeof addresses

export function certificateOf(name: string): PeerCertificate {
  const subject = parseDistinguishedName(name)!
  return {
    subject,
    subjectText: canonicalName(subject),
    commonName: subject[0]![0]!.value,
    fingerprint: name,
    notAfter: Number.MAX_SAFE_INTEGER,
    dnsNames: [],
  }
}
export const otherOperator = certificateOf('CN=mta.autre.mss.test,O=Autre,C=FR')

/** `autre.mss.test` belongs to the other operator, `tiers.mss.test` to a third. */
export class FixedWhiteList implements WhiteList {
  stale = false
  state = () => ({ generatedAt: 0, stale: this.stale, domains: 4 })
  has = (domain: string) =>
    ['autre.mss.test', 'tiers.mss.test', 'demo.mss.test', 'patient.mss.test'].includes(domain)
  binds = (domain: string, subject: PeerCertificate['subject']) =>
    domain === 'autre.mss.test' && this.lists(subject)
  lists = (subject: PeerCertificate['subject']) =>
    canonicalName(subject) === otherOperator.subjectText
}

export class HandClock implements Clock {
  at = Date.UTC(2026, 10, 23, 8)
  now = () => this.at
}

const account = (
  address: string,
  kind: Account['kind'],
  more: Partial<Account> = {},
): Omit<Account, 'id'> => ({
  kind,
  address,
  displayName: `Nom de ${address.split('@')[0]}`,
  entity: 'Hôpital de démonstration',
  state: 'active',
  acceptsPatientsFirst: false,
  ownerId: null,
  quotaBytes: 0,
  seenMarks: 'shared',
  sentCopy: kind === 'organisational',
  documentForwarding: 'ask',
  absence: null,
  createdAt: 1,
  ...more,
})

const patients: readonly [Name, ProfileState, string][] = [
  ['jeanne', 'open', insOid.nirTest],
  ['marc', 'open', insOid.nirTest],
  ['opposed', 'opposed', insOid.nirTest],
  ['shut', 'closed', insOid.nirTest],
  ['deceased', 'deceased', insOid.nirTest],
  ['notCreated', 'not-created', insOid.nirTest],
  ['productionPatient', 'open', insOid.nir],
]

function patientOperations(index: number): Operation[] {
  return patients.flatMap(([name, state, oid], i): Operation[] => [
    { op: 'put-account', account: account(addresses[name], 'patient', { displayName: name }) },
    {
      op: 'put-profile',
      accountIndex: index + i * 2,
      profile: {
        accountId: asAccountId(0),
        matricule: addresses[name].slice(0, 15).toUpperCase(),
        insOid: oid,
        birthName: 'ESSAI',
        usedName: 'ESSAI',
        firstNames: ['Patient'],
        birthDate: '1988-06-01',
        sex: 'unknown',
        state,
      },
    },
  ])
}

export type SentMail = readonly Result<void | AcceptedMessage, Reason>[]

export interface Sending {
  readonly from?: string
  readonly to: readonly (string | RecipientPath)[]
  readonly headers?: Record<string, string | null>
  readonly body?: string
  readonly bytes?: Uint8Array
  readonly path?: Partial<MailPath>
  readonly complete?: boolean
}

/** Answers what a test says that archives hold; by default, that there is none. */
export class SaidExaminer implements ArchiveExaminer {
  answer: Awaited<ReturnType<ArchiveExaminer['examine']>> = ok(null)
  readonly asked: { files: readonly ArchiveFile[]; patient: IdentityTraits | null }[] = []

  async examine(files: readonly ArchiveFile[], patient: IdentityTraits | null) {
    this.asked.push({ files, patient })
    return this.answer
  }
}

export class FlowSpace {
  readonly archives = new SaidExaminer()
  readonly clock = new HandClock()
  readonly whiteList = new FixedWhiteList()
  readonly store: MailboxStore
  readonly deps: FlowDeps
  readonly mail: MailFlows
  readonly patient: PatientFlows
  readonly exchanges: ExchangeFlows
  claireId: PersonId = asPersonId(0)
  paulId: PersonId = asPersonId(0)

  constructor(store?: MailboxStore, more: Partial<GatewaySettings> = {}) {
    this.store = store ?? createMemoryStore({ clock: this.clock })
    this.deps = {
      store: this.store,
      directory: createStoreDirectory(this.store.read),
      whiteList: this.whiteList,
      archives: this.archives,
      settings: { ...settings, ...more },
      clock: this.clock,
      log: silentLog,
    }
    this.mail = createMailFlows(this.deps)
    this.patient = createPatientFlows(this.deps)
    this.exchanges = createExchangeFlows(this.deps)
  }

  /** On a store of one's own, or in memory. */
  static async create(
    store?: MailboxStore,
    more: Partial<GatewaySettings> = {},
  ): Promise<FlowSpace> {
    const space = new FlowSpace(store, more)
    await space.#fill()
    return space
  }

  async #fill(): Promise<void> {
    const operations: Operation[] = [
      { op: 'put-person', person: { displayName: 'Claire MOREL', nationalId: '810000000001' } },
      { op: 'put-person', person: { displayName: 'Paul GARNIER', nationalId: '810000000002' } },
      {
        op: 'put-account',
        account: account(addresses.claire, 'personal', { displayName: 'Dr Claire MOREL' }),
        ownerIndex: 0,
      },
      { op: 'put-account', account: account(addresses.paul, 'personal'), ownerIndex: 1 },
      {
        op: 'put-account',
        account: account(addresses.team, 'organisational', { displayName: 'Cardiologie' }),
      },
      {
        op: 'put-account',
        account: account(addresses.pharmacy, 'organisational', { acceptsPatientsFirst: true }),
      },
      { op: 'put-account', account: account(addresses.software, 'applicative') },
      { op: 'put-account', account: account(addresses.closed, 'personal', { state: 'closed' }) },
      { op: 'put-account', account: account(addresses.full, 'personal', { quotaBytes: 1 }) },
    ]
    operations.push(...patientOperations(operations.length))
    const done = await this.store.commit({ operations })
    if (!done.ok) throw new Error(done.reason)
    const [first, second] = done.outcomes
    if (first?.op !== 'put-person' || second?.op !== 'put-person') throw new Error('no persons')
    this.claireId = first.personId
    this.paulId = second.personId
    const accountId = (await this.account('team')).id
    const always = { op: 'put-member', accountId, fromAt: null, untilAt: null } as const
    await this.store.commit({
      operations: [
        { ...always, personId: this.claireId, right: 'answer' },
        { ...always, personId: this.paulId, right: 'read' },
      ],
    })
  }

  async account(name: Name): Promise<Account> {
    const found = await this.store.read.accountByAddress(addresses[name])
    if (found === null) throw new Error(`no account ${name}`)
    return found
  }
  async id(name: Name): Promise<AccountId> {
    return (await this.account(name)).id
  }

  async identity(name: Name, more: Partial<Identity> = {}): Promise<Identity> {
    const held = await this.account(name)
    const person = held.ownerId === null ? null : await this.store.read.person(held.ownerId)
    return {
      account: held,
      person,
      right: 'manage',
      via: 'certificate',
      credentialId: null,
      actor:
        person === null
          ? { kind: 'account', accountId: held.id, label: held.displayName }
          : { kind: 'person', personId: person.id, label: person.displayName },
      ...more,
    }
  }

  operatorSession(more: Partial<OperatorSession> = {}): OperatorSession {
    return { ...session('ESMTPS'), peer: ok(otherOperator), ...more }
  }
  async submissionSession(name: Name): Promise<SubmissionSession> {
    const identity = await this.identity(name)
    return { ...session('ESMTPSA'), identity, certificateIdentities: [] }
  }

  /** Results of MAIL, of each RCPT, and of DATA when it is reached as a listener would. */
  async run(flow: MailTransaction, sending: Sending): Promise<SentMail> {
    const address = sending.path?.address ?? sending.from ?? ''
    const path = { declaredBytes: null, ret: null, envelopeId: null, ...sending.path, address }
    const results: Result<void | AcceptedMessage, Reason>[] = [await flow.sender(path)]
    if (!results[0]!.ok) {
      await flow.abandon()
      return results
    }
    let accepted = 0
    for (const to of sending.to) {
      const recipient =
        typeof to === 'string' ? { address: to, notify: null, originalRecipient: null } : to
      const result = await flow.recipient(recipient)
      if (result.ok) accepted++
      results.push(result)
    }
    if (accepted === 0) {
      await flow.abandon()
      return results
    }
    const bytes = sending.bytes ?? messageBytes(sending)
    results.push(await flow.message(pieces(bytes), () => sending.complete ?? true))
    return results
  }

  async submit(as: Name, sending: Sending): Promise<SentMail> {
    const flow = this.mail.submit(await this.submissionSession(as))
    return this.run(flow, { from: addresses[as], ...sending })
  }
  async receive(sending: Sending, more: Partial<OperatorSession> = {}): Promise<SentMail> {
    const flow = this.mail.receive(this.operatorSession(more))
    return this.run(flow, { from: addresses.remote, ...sending })
  }

  async inbox(name: Name, role: 'inbox' | 'sent' = 'inbox') {
    const mailbox = await this.store.read.mailboxByRole(await this.id(name), role)
    const snapshot = await this.store.read.snapshot(mailbox!.id)
    return { id: mailbox!.id, snapshot: snapshot!, count: snapshot!.uids.length }
  }
  /** Whole octets of the n-th message, as text. */
  async text(name: Name, n = 0, role: 'inbox' | 'sent' = 'inbox'): Promise<string> {
    const { snapshot } = await this.inbox(name, role)
    const id = snapshot.messageIds[n]!
    const bytes = await this.store.read.bodyRange(id as never, 0, snapshot.sizes[n]!)
    return Buffer.from(bytes!).toString('utf8')
  }
  async exchange(patient: Name, professional: Name): Promise<'none' | 'open' | 'ended'> {
    const found = await this.store.read.exchange(await this.id(patient), addresses[professional])
    return found?.state ?? 'none'
  }
  traces() {
    return this.store.read.traces({}, 1_000)
  }
  async setProfile(name: Name, state: ProfileState): Promise<void> {
    const accountId = await this.id(name)
    await this.store.commit({ operations: [{ op: 'change-profile-state', accountId, state }] })
  }
  async reply(patient: Name, professional: Name, text = 'Bonjour docteur') {
    return this.patient.reply({
      patientId: await this.id(patient),
      professionalAddress: addresses[professional],
      inReplyTo: null,
      replyAll: false,
      subject: 'Question',
      text,
      attachments: [],
    })
  }
}

const session = (transmission: string) => ({
  remoteAddress: '192.0.2.7',
  helo: 'client.test',
  transmission,
  tls: { version: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384' },
})

export const refusedPeer = (reason: Reason) => ({ peer: err(reason) })

/** Header fields by name; null leaves a default one out. */
export function messageBytes({ from = '', to, headers = {}, body = 'corps' }: Sending): Uint8Array {
  const first = to[0] ?? ''
  const fields: Record<string, string | null> = {
    From: `<${from}>`,
    To: `<${typeof first === 'string' ? first : first.address}>`,
    Subject: 'Bonjour',
    Date: 'Mon, 23 Nov 2026 08:00:00 +0000',
    'Message-ID': '<m1@client.test>',
    ...headers,
  }
  const lines = Object.entries(fields)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}: ${value}`)
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}\r\n`)
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 60_000) yield bytes.subarray(at, at + 60_000)
}

/** The last word of a transaction: `ok` or the reason. */
export const lastOf = (sent: readonly Result<unknown, Reason>[]): 'ok' | Reason => {
  const last = sent.at(-1)
  if (last === undefined) throw new Error('nothing was said')
  return last.ok ? 'ok' : last.error
}
