import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { beginDataFolder, type DataFolder, dataFolderAt } from '../../config/data-folder.js'
import { loadConfig } from '../../config/load.js'
import { environmentOfOid, parseMatricule } from '../../domain/ins.js'
import { createMemoryStore } from '../../mailbox-store/memory/memory-store.js'
import { matchesApplicationPassword } from '../directory/application-password.js'
import { addGeneratedDomain, developmentLocalDomains } from './generated-domains.js'
import { samplePersons, sampleStructures } from './sample-plan.js'
import { createSampleSpace } from './sample-space.js'
import { readSamples, type Samples } from './samples-file.js'

const store = createMemoryStore()
let parent: string
let folder: DataFolder
let samples: Samples

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'mss-samples-'))
  folder = dataFolderAt(join(parent, 'data'))
  beginDataFolder(folder)
  const actor = { kind: 'administrator', label: 'test' } as const
  const made = await createSampleSpace({ folder, store, actor, now: Date.now() })
  if (!made.ok) throw new Error(JSON.stringify(made.error))
  samples = made.value
})
afterAll(() => rmSync(parent, { recursive: true }))

const account = (local: string) => samples.accounts.find((a) => a.address.startsWith(`${local}@`))!

describe('sample space', () => {
  it('holds the accounts and patients of the issue', () => {
    const kinds = samples.accounts.map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'personal')).toHaveLength(2)
    expect(kinds).toContain('applicative')
    expect(account('cardiologie').members.map(({ right }) => right)).toEqual(['manage', 'answer'])
    expect(samples.patients.map(({ state }) => state)).toEqual([
      'open',
      'open',
      'not-created',
      'opposed',
      'deceased',
    ])
    expect(samples.patients.some(({ matricule }) => matricule.includes('2A'))).toBe(true)
  })

  it('uses right keys, test OIDs and reserved domains only', async () => {
    for (const { matricule, address } of samples.patients) {
      expect(parseMatricule(matricule).ok).toBe(true)
      const found = await store.read.accountByAddress(address)
      const profile = await store.read.profile(found!.id)
      expect(environmentOfOid(profile!.insOid)).toBe('test')
    }
    for (const { address } of [...samples.accounts, ...samples.patients])
      expect(address).toMatch(/\.test$/)
    const luhn = (digits: string) =>
      [...digits]
        .reverse()
        .map((d, i) => (i % 2 === 1 ? Number(d) * 2 : Number(d)))
        .reduce((sum, d) => sum + (d > 9 ? d - 9 : d), 0) % 10
    for (const { nationalId } of samplePersons) {
      expect(nationalId).toMatch(/^8\d{11}$/)
      expect(luhn(nationalId.slice(1))).toBe(0)
    }
    for (const { identifier } of Object.values(sampleStructures)) {
      expect(identifier).toMatch(/^1\d{9}$/)
      expect(luhn(identifier.slice(1))).toBe(0)
    }
  })

  it('gives files that TLS opens and that only their owner reads', () => {
    const users = samples.accounts.flatMap((one) => [one, ...one.members])
    for (const { certificateFile, keyFile, pkcs12File, pkcs12Password } of users) {
      const pair = { cert: readFileSync(certificateFile!), key: readFileSync(keyFile!) }
      expect(() => createSecureContext(pair)).not.toThrow()
      const pkcs12 = { pfx: readFileSync(pkcs12File!), passphrase: pkcs12Password! }
      expect(() => createSecureContext(pkcs12)).not.toThrow()
      expect(statSync(keyFile!).mode & 0o077).toBe(0)
    }
    expect(statSync(folder.samples).mode & 0o777).toBe(0o600)
    const neighbour = samples.operators.find(({ ours }) => !ours)!
    expect(existsSync(neighbour.certificateFile) && existsSync(neighbour.keyFile)).toBe(true)
  })

  it('registers each password with its person, so that traces name the human', async () => {
    const team = await store.read.accountByAddress(account('cardiologie').address)
    const credentials = await store.read.credentialsOfAccount(team!.id)
    for (const member of account('cardiologie').members) {
      const opened = []
      for (const one of credentials)
        if (await matchesApplicationPassword(one.secret, member.applicationPassword!))
          opened.push((await store.read.person(one.personId!))!.displayName)
      expect(opened).toEqual([member.displayName])
    }
  })

  it('writes a configuration that loads, and no finding in the store', async () => {
    const loaded = loadConfig({ dataFolder: folder.root, env: {} })
    expect(loaded.ok ? loaded.value.config.mode : loaded.error).toBe('development')
    expect(await store.check()).toEqual([])
  })

  it('traces what it made, without an INS', async () => {
    const traces = await store.read.traces({}, 1_000)
    for (const { address } of [...samples.accounts, ...samples.patients]) {
      const { id } = (await store.read.accountByAddress(address))!
      const made = traces.filter(
        ({ accountId, action }) => accountId === id && action === 'account.change',
      )
      expect(made).toHaveLength(1)
    }
    for (const { matricule } of samples.patients)
      expect(JSON.stringify(traces).toUpperCase()).not.toContain(matricule)
  })

  it('reads its file back with absolute paths, also where the folder was moved', () => {
    expect(readSamples(folder.samples, folder.root)).toEqual(samples)
    const moved = readSamples(folder.samples, '/ailleurs')
    expect(moved?.caFile).toBe('/ailleurs/pki/ca.pem')
    expect(moved?.accounts[0]?.members).toEqual([])
  })
})

describe('generated domains', () => {
  it('become local in a gateway that runs already', () => {
    const domains = developmentLocalDomains(['demo.mss.test'], folder)
    expect(domains.has('charge.test')).toBe(false)
    addGeneratedDomain(folder, 'charge.test')
    expect(domains.has('charge.test')).toBe(true)
    expect(domains.has('autre.test')).toBe(false)
    expect([...developmentLocalDomains(['demo.mss.test'], folder)]).toEqual([
      'demo.mss.test',
      'charge.test',
    ])
  })
})
