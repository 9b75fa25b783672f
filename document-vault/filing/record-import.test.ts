import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { IdentityTraits } from '../../domain/identity-traits.js'
import { ok } from '../../domain/result.js'
import {
  holder,
  keyOf,
  sampleDocument,
  sampleFacts,
  samplePatient,
  scratchFolder,
  scriptedReaders,
} from '../../test-fixtures/vault/vault-samples.js'
import { openVaultService, type VaultService } from './open-vault-service.js'
import { type ImportOptions, type ImportProgress, importRecords } from './record-import.js'

let scratch: ReturnType<typeof scratchFolder>
let readers: ReturnType<typeof scriptedReaders>
let vault: VaultService
let options: ImportOptions

beforeEach(async () => {
  scratch = scratchFolder()
  readers = scriptedReaders()
  const folder = join(scratch.folder, 'vault')
  vault = await openVaultService({ folder, environment: 'test' }, { readers })
  options = {
    vault,
    folder: join(scratch.folder, 'older'),
    readPatient: (path) => ok(JSON.parse(readFileSync(path, 'utf8')) as IdentityTraits),
    journalFile: join(scratch.folder, 'journal'),
    origin: 'Ancien dossier',
  }
  for (const number of [1, 2]) {
    const folder = join(options.folder, `p${number}`)
    mkdirSync(join(folder, 'below'), { recursive: true })
    writeFileSync(join(folder, 'patient.json'), JSON.stringify(samplePatient(number)))
    for (const name of [`a${number}.xml`, `below/b${number}.xml`, `c${number}.txt`])
      writeFileSync(join(folder, name), name)
    const declared = (uniqueId: string) => sampleFacts({ uniqueId })
    readers.script.set(`a${number}.xml`, [
      sampleDocument({ content: 'a', declared: declared('1.1') }),
    ])
    readers.script.set(`b${number}.xml`, [
      sampleDocument({ content: 'b', title: `b${number}`, declared: declared('1.2') }),
    ])
    readers.script.set(`c${number}.txt`, [sampleDocument({ content: 'c', declared: null })])
  }
  readers.verdicts.set('b2', { decision: 'refuse', reason: 'ins-differs', grounds: [] })
})
afterEach(async () => {
  await vault.close()
  scratch.remove()
})

it('takes over each folder into its own record, and tells what was held and refused', async () => {
  symlinkSync('/etc/hostname', join(options.folder, 'p1', 'link.txt'))
  const told: ImportProgress[] = []
  const report = await importRecords(options, (at) => told.push(at))
  expect(report).toMatchObject({
    patients: 2,
    files: 6,
    filed: 3,
    refused: [{ file: 'p2/below/b2.xml', reason: 'ins-differs', code: '904' }],
    failed: [],
  })
  expect(report.held.map(({ file, reason }) => `${file} ${reason}`)).toEqual([
    'p1/c1.txt not-certain',
    'p2/c2.txt not-certain',
  ])
  expect(told.at(-1)).toEqual({ patientsDone: 2, patientsTotal: 2, filesDone: 6, filesTotal: 6 })
  const page = await vault.documents(keyOf(samplePatient(1)), { limit: 10 }, holder)
  expect(page.ok && page.value.total).toBe(2)
})

it('goes on where it was broken off, and changes nothing when done again', async () => {
  let deposits = 0
  const failing: ImportOptions = {
    ...options,
    vault: {
      putRecord: vault.putRecord,
      deposit: async (deposit) => {
        deposits++
        if (deposits > 2) throw new Error('cut')
        return vault.deposit(deposit)
      },
    },
  }
  await expect(importRecords(failing)).rejects.toThrow('cut')
  const journalled = readFileSync(options.journalFile!, 'utf8').trim().split('\n').length
  expect(journalled).toBe(2)
  const first = await importRecords(options)
  expect(first).toMatchObject({ filed: 3, alreadyThere: 0 })
  const without = await importRecords({ ...options, journalFile: null })
  expect(without).toMatchObject({ filed: 0, alreadyThere: 3 })
  expect(await vault.check()).toEqual([])
})

it('says which folders have no identity that a record could be made of', async () => {
  const file = join(options.folder, 'p1', 'patient.json')
  writeFileSync(file, JSON.stringify({ ...samplePatient(1), matricule: null }))
  const report = await importRecords(options)
  expect(report.failed).toEqual([
    { file: 'p1/patient.json', reason: 'INS absent, incorrect ou inattendu ici' },
  ])
  expect(report.filed).toBe(1)
})
