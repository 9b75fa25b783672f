import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  doctor,
  holder,
  keyOf,
  sampleAuthor,
  sampleDeposit,
  sampleDocument,
  sampleFacts,
  samplePatient,
  scratchFolder,
  scriptedReaders,
  system,
} from '../../test-fixtures/vault/vault-samples.js'
import type { Caller } from '../contract/callers.js'
import type { DocumentChange, DocumentSummary } from '../contract/vault.js'
import { openVaultService, type VaultService } from './open-vault-service.js'

const patients = [samplePatient(1), samplePatient(2)]
const keys = patients.map(keyOf)
const everything = {
  limit: 500,
  status: ['current', 'superseded', 'archived', 'deleted'],
} as const

const letter = fc.record({
  patient: fc.constantFrom(0, 1),
  id: fc.integer({ min: 1, max: 8 }),
  content: fc.constantFrom('', '', '', 'x'),
  set: fc.constantFrom(null, null, 'S', 'T'),
  version: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
  replaces: fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { maxLength: 2 }),
  author: fc.constantFrom(1, 1, 1, 2),
  mark: fc.constantFrom('none', 'none', 'none', 'archived', 'deleted'),
  createdAt: fc.integer({ min: 1, max: 50 }),
})
const mark = fc.record({
  patient: fc.constantFrom(0, 1),
  pick: fc.nat(20),
  kind: fc.constantFrom('archive', 'delete', 'mask'),
  on: fc.boolean(),
  caller: fc.constantFrom<Caller>(holder, doctor(1), doctor(2)),
})
type Letter = typeof letter extends fc.Arbitrary<infer T> ? T : never
type Mark = typeof mark extends fc.Arbitrary<infer T> ? T : never

const changeOf = ({ kind, on }: Mark): DocumentChange =>
  kind === 'archive'
    ? { kind, archived: on }
    : kind === 'delete'
      ? { kind, deleted: on }
      : { kind: 'mask', masked: on }

async function allOf(vault: VaultService, patient: number): Promise<readonly DocumentSummary[]> {
  const page = await vault.documents(keys[patient]!, everything, holder)
  if (!page.ok) throw new Error(page.error)
  return page.value.documents
}

/** What was acknowledged stays: an accepted document is there once, a refused one is not. */
async function deposited(vault: VaultService, one: Letter, step: number, readers: Readers) {
  const name = `f${step}`
  const uniqueId = `1.${one.id}`
  const declared = sampleFacts({
    uniqueId,
    setId: one.set,
    versionNumber: one.version,
    replaces: one.replaces.filter((id) => id !== one.id).map((id) => `1.${id}`),
    author: sampleAuthor(one.author),
    mark: one.mark as 'none' | 'archived' | 'deleted',
    creationTime: one.createdAt,
  })
  const content = `${one.patient} ${one.id}${one.content}`
  readers.script.set(name, [sampleDocument({ content, declared })])
  const before = await allOf(vault, one.patient)
  const done = await vault.deposit(sampleDeposit(keys[one.patient]!, name))
  if (!done.ok) throw new Error(done.error)
  const [outcome] = done.value
  const after = await allOf(vault, one.patient)
  const ids = after.map((document) => document.uniqueId)
  expect(new Set(ids).size).toBe(ids.length)
  if (outcome!.result === 'filed') expect(ids).toContain(uniqueId)
  if (outcome!.result === 'refused') {
    expect(['900', '901', '906']).toContain(outcome!.code)
    expect(after).toEqual(before)
  }
}
type Readers = ReturnType<typeof scriptedReaders>

async function marked(vault: VaultService, one: Mark) {
  const before = await allOf(vault, one.patient)
  const document = before[one.pick % Math.max(1, before.length)]
  if (!document) return
  const key = keys[one.patient]!
  // The id of one record is nothing in the other.
  const foreign = await vault.change(
    keys[1 - one.patient]!,
    document.documentId,
    changeOf(one),
    holder,
  )
  expect(foreign).toEqual({ ok: false, error: 'not-found' })
  const done = await vault.change(key, document.documentId, changeOf(one), one.caller)
  const isOwn = one.caller.kind === 'professional' && one.caller.nationalId === document.authorId
  expect(done.ok).toBe(one.caller.kind === 'holder' || isOwn)
  if (!done.ok) expect(await allOf(vault, one.patient)).toEqual(before)
}

async function oneHeadEach(vault: VaultService, patient: number) {
  for (const document of await allOf(vault, patient)) {
    const history = await vault.history(keys[patient]!, document.documentId, holder)
    if (!history.ok) throw new Error(history.error)
    const states = history.value.map(({ summary }) => summary)
    expect(states.filter(({ status }) => status === 'current').length).toBeLessThanOrEqual(1)
    expect(states.map((one) => one.documentId)).toContain(document.documentId)
  }
}

it('keeps one head a series and nothing across records, whatever the order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ arbitrary: letter, weight: 4 }, { arbitrary: mark, weight: 1 }), {
        minLength: 5,
        maxLength: 25,
      }),
      async (steps) => {
        const scratch = scratchFolder()
        const readers = scriptedReaders()
        const options = { folder: scratch.folder, environment: 'test' } as const
        const vault = await openVaultService(options, { readers })
        try {
          for (const patient of patients) await vault.putRecord(patient, system)
          for (const [index, step] of steps.entries())
            if ('id' in step) await deposited(vault, step, index, readers)
            else await marked(vault, step)
          expect(await vault.check()).toEqual([])
          for (const patient of [0, 1]) await oneHeadEach(vault, patient)
        } finally {
          await vault.close()
          scratch.remove()
        }
      },
    ),
    { numRuns: 30 },
  )
})

it('ends the same for every order of an honest chain of versions', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: 6 }),
      fc.boolean(),
      fc.boolean(),
      fc.infiniteStream(fc.nat()),
      async (count, isNumbered, hasSet, random) => {
        const scratch = scratchFolder()
        const readers = scriptedReaders()
        const options = { folder: scratch.folder, environment: 'test' } as const
        const vault = await openVaultService(options, { readers })
        try {
          await vault.putRecord(patients[0]!, system)
          const order = Array.from({ length: count }, (_, index) => index + 1)
            .map((version) => ({ version, at: random.next().value as number }))
            .sort((a, b) => a.at - b.at)
          for (const { version } of order) {
            const declared = sampleFacts({
              uniqueId: `1.${version}`,
              setId: hasSet ? 'S' : null,
              versionNumber: isNumbered ? version : null,
              replaces: version === 1 ? [] : [`1.${version - 1}`],
              creationTime: version,
            })
            readers.script.set(`v${version}`, [sampleDocument({ content: `${version}`, declared })])
            const done = await vault.deposit(sampleDeposit(keys[0]!, `v${version}`))
            expect(done).toMatchObject({ ok: true, value: [{ result: 'filed' }] })
          }
          const current = (await allOf(vault, 0)).filter(({ status }) => status === 'current')
          expect(current.map(({ uniqueId }) => uniqueId)).toEqual([`1.${count}`])
          expect((await allOf(vault, 0)).length).toBe(count)
          expect(await vault.check()).toEqual([])
        } finally {
          await vault.close()
          scratch.remove()
        }
      },
    ),
    { numRuns: 30 },
  )
})
