import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DocumentVault } from '../../../document-vault/contract/vault.js'
import type { AccountId } from '../../../domain/ids.js'
import { silentLog } from '../../../domain/log.js'
import { err, ok } from '../../../domain/result.js'
import type { MailboxStore } from '../../../mailbox-store/contract.js'
import { createMemoryStore } from '../../../mailbox-store/memory/memory-store.js'
import { openSqliteStore } from '../../../mailbox-store/sqlite/sqlite-store.js'
import { inLanguage } from '../../../patient-portal/language/language.js'
import type { PortalProfile } from '../../../patient-portal/profile/profile-contract.js'
import { certificatePem } from '../../../pki/certificate-issuer.js'
import { issueOperatorCertificate, newAuthorities } from '../../../pki/development-certificates.js'
import { manifestFaults, openArchive } from '../../../test-fixtures/portal/opened-archive.js'
import { addresses, FlowSpace, type Name } from '../../../test-fixtures/world/flow-space.js'
import { createPatientProfile } from '../../flows/patient/patient-profile.js'
import { RecordEraser } from '../../reactors/record-eraser.js'
import { createSignInJournal } from '../sign-in/sign-in-journal.js'
import { createPortalProfile } from './portal-profile.js'

const authorities = newAuthorities(Date.now())
const { certificate, key } = issueOperatorCertificate(
  authorities,
  {
    name: 'essai',
    host: 'essai.mss.test',
    identifier: '1750000001',
    organisation: 'Essai',
    department: 'Paris (75)',
    domains: [],
  },
  Date.now(),
)
const signer = { key, chain: [certificate, authorities.organisations.certificate] }
const folder = mkdtempSync(join(tmpdir(), 'mss-receipt-'))
const root = join(folder, 'root.pem')
writeFileSync(root, certificatePem(authorities.root.certificate))
afterAll(() => rmSync(folder, { recursive: true }))

type EraseRecord = DocumentVault['eraseRecord']
const proof = { documents: 4, bytes: 9, erasedAt: 1, chainHash: 'c'.repeat(64) }

/** A record of which erasing is asked, and nothing else of the vault is needed. */
const vaultOf = (eraseRecord: EraseRecord) =>
  ({
    eraseRecord,
    record: async () => err('record-missing'),
    documents: async () => err('record-missing'),
    heldDocuments: async () => err('record-missing'),
    traces: async () => err('record-missing'),
    access: async () => err('record-missing'),
  }) as unknown as DocumentVault

const engines: readonly [string, (folder: string) => Promise<MailboxStore>][] = [
  ['memory', async () => createMemoryStore()],
  ['sqlite', (folder) => openSqliteStore({ folder })],
]

describe.each(engines)('own profile, %s', (_, open) => {
  let scratch: string
  let store: MailboxStore
  let space: FlowSpace
  let jeanne: AccountId

  beforeEach(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'mss-profile-'))
    store = await open(scratch)
    space = await FlowSpace.create(store)
    jeanne = await space.id('jeanne')
    await space.submit('claire', { to: [addresses.jeanne], body: 'Marque-Jeanne' })
    await space.submit('claire', { to: [addresses.marc], body: 'Marque-Marc' })
    await space.receive({
      to: [addresses.jeanne],
      headers: { Subject: '=?utf-8?Q?R=C3=A9sultats?=' },
      body: `Écrire à ${addresses.remote}`,
    })
    await space.reply('jeanne', 'claire', 'Ma réponse')
  })
  afterEach(async () => {
    await store.close()
    await rm(scratch, { recursive: true })
  })

  const portal = (vault: DocumentVault | null = null): PortalProfile =>
    createPortalProfile({
      read: store.read,
      flow: createPatientProfile(space.deps),
      vault,
      trustedDomains: ['demo.mss.test', 'patient.mss.test'],
      signer,
      clock: space.clock,
      log: silentLog,
      service: 'Messagerie',
      operator: 'Essai',
    })
  const copyOf = async (patientId = jeanne) => {
    const made = await portal().export(patientId, null)
    if (!made.ok) throw new Error(made.error)
    return openArchive(await buffer(made.value.content))
  }
  const sent = async (to: Name) =>
    (await space.submit('claire', { to: [addresses[to]] })).map((one) => one.ok || one.error)

  it.each([
    ['jeanne', 'closed', true],
    ['jeanne', 'opposed', true],
    ['jeanne', 'open', false],
    ['shut', 'open', true],
    ['shut', 'closed', false],
    ['shut', 'opposed', false],
    ['opposed', 'open', true],
    ['opposed', 'closed', false],
    ['deceased', 'open', false],
    ['deceased', 'closed', false],
    ['notCreated', 'open', false],
    ['notCreated', 'opposed', false],
    ['claire', 'closed', false],
  ] as const)('%s may become %s: %s', async (name, to, isAllowed) => {
    const id = await space.id(name)
    const before = await portal().state(id)
    const done = await portal().change(id, to)
    expect(done.ok || done.error).toBe(isAllowed || 'not-found')
    expect(await portal().state(id)).toBe(isAllowed ? to : before)
    const traces = await store.read.traces({ accountId: id, action: 'profile.change' }, 5)
    expect(traces.map(({ actor, detail }) => [actor.kind, detail['state']])).toEqual(
      isAllowed ? [['patient', to]] : [],
    )
    const jobs = (await store.jobs.list('vault', 10)).filter(
      ({ payload }) => payload['address'] === addresses[name],
    )
    expect(jobs).toHaveLength(isAllowed ? 1 : 0)
  })

  it('refuses mail while it is closed, keeps everything, and takes mail again', async () => {
    const before = await space.inbox('jeanne')
    await portal().change(jeanne, 'closed')
    expect(await sent('jeanne')).toEqual([true, 'patient-closed'])
    expect((await space.inbox('jeanne')).count).toBe(before.count)
    await portal().change(jeanne, 'open')
    expect(await sent('jeanne')).toEqual([true, true, true])
    expect((await space.inbox('jeanne')).count).toBe(before.count + 1)
  })

  it('exports every message under its correspondent, and nobody else’s', async () => {
    const files = await copyOf()
    expect(manifestFaults(files)).toEqual([])
    const names = [...files.keys()].map((name) => name.replace(/\d{4}-\d\d-\d\d/, 'DAY'))
    expect(names.sort()).toEqual(
      [
        'MANIFEST.txt',
        'exchanges.csv',
        'index.html',
        'mailbox-traces.csv',
        'messages/Dr Claire MOREL - Hôpital de démonstration/001-DAY.eml',
        'messages/Dr Claire MOREL - Hôpital de démonstration/002-DAY.eml',
        'messages/Professionnel de santé/001-DAY.eml',
        'settings.json',
      ].sort(),
    )
    const all = Buffer.concat([...files.values()]).toString('utf8')
    expect(all).toContain('Marque-Jeanne')
    expect(all).not.toContain('Marque-Marc')
    for (const name of ['claire', 'remote', 'marc'] as const)
      expect([name, all.includes(addresses[name])]).toEqual([name, false])
    const index = files.get('index.html')!.toString('utf8')
    for (const words of ['Résultats', 'Dr Claire MOREL', 'Matricule INS', 'Vous'])
      expect(index).toContain(words)
    const links = [...index.matchAll(/href="([^"#]+)"/g)].map(([, to]) => decodeURIComponent(to!))
    for (const link of links) expect([link, files.has(link)]).toEqual([link, true])
    expect(links.filter((link) => link.endsWith('.eml'))).toHaveLength(3)
    expect(index).not.toMatch(/<script|src=|https?:/i)
  })

  it('tells the sign-ins of the patient, without networks', async () => {
    const journal = createSignInJournal(space.deps)
    const phone = { remoteAddress: '192.0.2.7', browser: 'Firefox', system: 'Android' }
    await journal.opened(jeanne, { way: 'passkey', ...phone })
    await journal.opened(await space.id('marc'), { way: 'oidc', ...phone })
    const refusal = { patientIds: [jeanne], reason: 'sign-in-failed', keyed: null } as const
    journal.refused({ way: 'email-code', ...phone, ...refusal })
    await journal.close()
    const table = async () => (await copyOf()).get('mailbox-traces.csv')!.toString('utf8')
    const lines = (await table()).split('\r\n')
    expect(lines[0]).toBe('date,acte,par,resultat,moyen')
    expect(lines[2]).toMatch(/,sign-in,sign-in,refused,"code par courriel, Firefox sur Android"$/)
    expect(lines[3]).toMatch(/,sign-in,patient,accepted,"clé d’accès, Firefox sur Android"$/)
    expect(lines.filter((line) => line.includes(',sign-in,'))).toHaveLength(2)
    expect(lines.join()).not.toContain('192.0.2.7')
    expect(await inLanguage('en', table)).toContain('"passkey, Firefox on Android"')
  })

  it('writes the index in the language of the page', async () => {
    const files = await inLanguage('en', () => copyOf())
    expect(files.get('index.html')!.toString('utf8')).toMatch(/<html lang="en">.*Who you are/s)
  })

  it('gives two places at once and one a patient, and gives them back', async () => {
    const profile = portal()
    const begin = async (name: Name) => profile.export(await space.id(name), null)
    const [first, second] = [await begin('jeanne'), await begin('marc')]
    expect([first.ok, second.ok]).toEqual([true, true])
    expect(await begin('jeanne')).toEqual(err('busy'))
    expect(await begin('shut')).toEqual(err('busy'))
    if (!first.ok || !second.ok) return
    await first.value.content.next()
    await first.value.content.return?.()
    const third = await begin('shut')
    expect(third.ok).toBe(true)
    if (third.ok) await buffer(third.value.content)
    await second.value.content.return?.()
    expect((await begin('jeanne')).ok).toBe(true)
  })

  it.each([
    ['nothing', ''],
    ['words', 'bonjour'],
    ['half a key', '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDMEZ'],
    ['a key too long', 'a'.repeat(200_000)],
  ])('makes no export for %s as a key', async (_name, text) => {
    expect(await portal().export(jeanne, Buffer.from(text))).toEqual(err('key-unreadable'))
    expect(await store.read.traces({ accountId: jeanne, action: 'profile.export' }, 1)).toEqual([])
  })

  it('leaves a trace of an export, before its first octet', async () => {
    await portal().export(jeanne, null)
    const traces = await store.read.traces({ accountId: jeanne, action: 'profile.export' }, 5)
    expect(traces.map(({ actor, detail }) => [actor.kind, detail])).toEqual([
      ['patient', { sealed: false }],
    ])
  })

  const erasing = (eraseRecord: EraseRecord) =>
    new RecordEraser({ deps: { ...space.deps, clock: space.clock }, vault: { eraseRecord } })

  it('erases all of one patient, nothing of others, and gives a signed receipt', async () => {
    const [marc, claire] = [await space.inbox('marc'), await space.inbox('claire')]
    const marcs = await store.read.exchangesOfPatient(await space.id('marc'))
    const eraser = erasing(async () => ok(proof))
    const done = await portal(vaultOf(async () => ok(proof))).erase(jeanne)
    await eraser.close(1_000)
    if (!done.ok) throw new Error(done.error)
    expect(done.value.says).toMatch(/3\s+messages/)
    expect(done.value.says).toContain(proof.chainHash)
    expect(done.value.says).not.toContain(addresses.jeanne.slice(0, 13))
    const args = ['cms', '-verify', '-binary', '-inform', 'DER', '-purpose', 'any', '-CAfile', root]
    const verified = spawnSync('openssl', args, { input: done.value.content })
    expect(verified.stderr.toString()).toContain('successful')
    expect(verified.stdout.toString()).toBe(done.value.says.replace(/\n/g, '\r\n'))

    expect(await sent('jeanne')).toEqual([true, 'patient-unknown'])
    expect(await portal().state(jeanne)).toBeNull()
    expect(await portal().change(jeanne, 'open')).toEqual(err('not-found'))
    expect(await portal().export(jeanne, null)).toEqual(err('not-found'))
    expect(await portal().erase(jeanne)).toEqual(err('not-found'))
    expect((await store.read.usage(jeanne)).messages).toBe(0)
    expect(await store.read.exchangesOfPatient(jeanne)).toEqual([])
    expect(await store.read.credentialsOfAccount(jeanne)).toEqual([])
    expect((await space.inbox('marc')).snapshot.uids).toEqual(marc.snapshot.uids)
    expect((await space.inbox('claire')).count).toBe(claire.count)
    expect(await space.text('claire')).toContain('Ma r=C3=A9ponse')
    expect(await store.read.exchangesOfPatient(await space.id('marc'))).toEqual(marcs)
    expect(await store.jobs.list('erase', 5)).toEqual([])
    expect(await store.check()).toEqual([])
  })

  it('goes on after a stop at any step until the record is gone', async () => {
    // A stop before anybody took the job: it waits in the store.
    await createPatientProfile(space.deps).erase(jeanne, {
      receipt: 'r',
      messages: 1,
      exchanges: 1,
    })
    expect(await store.jobs.list('erase', 5)).toHaveLength(1)
    const asked: string[] = []
    let isDone = false
    // Then the vault is away, then it did it and the answer was lost, then it has none any more.
    const answers = ['unavailable', 'lost', 'record-missing'] as const
    for (const answer of answers) {
      const eraser = erasing(async ({ matricule }) => {
        asked.push(matricule)
        if (answer === 'lost') throw new Error('the vault went away')
        isDone ||= answer === 'record-missing'
        return err(answer)
      })
      await expect.poll(() => asked.length).toBe(answers.indexOf(answer) + 1)
      await eraser.close(1_000)
      space.clock.at += 60_000
    }
    expect(isDone).toBe(true)
    expect(new Set(asked)).toEqual(new Set([addresses.jeanne.slice(0, 15).toUpperCase()]))
    expect(await store.jobs.list('erase', 5)).toEqual([])
    const traces = await store.read.traces({ accountId: jeanne, action: 'profile.erase' }, 5)
    expect(traces.map(({ detail }) => detail['part'])).toEqual(['record', 'mailbox'])
  })

  it('makes a record for a new account at the same address', async () => {
    await createPatientProfile(space.deps).erase(jeanne, {
      receipt: 'r',
      messages: 1,
      exchanges: 1,
    })
    const account = { ...(await space.account('marc')), address: addresses.jeanne }
    const done = await store.commit({ operations: [{ op: 'put-account', account }] })
    expect(done.ok).toBe(true)
    const eraser = erasing(async () => ok(proof))
    await expect.poll(() => store.jobs.list('erase', 5)).toEqual([])
    await eraser.close(1_000)
    const jobs = await store.jobs.list('vault', 50)
    expect(jobs.filter(({ payload }) => payload['kind'] === 'record-life')).toHaveLength(1)
  })
})
