import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ScriptedVault } from '../../test-fixtures/vault/scripted-vault.js'
import {
  holder,
  keyOf,
  type Scripted,
  sampleDeposit,
  sampleDocument,
  sampleFacts,
  samplePatient,
} from '../../test-fixtures/vault/vault-samples.js'
import type { ProposedFiling } from '../contract/vault.js'

let scripted: ScriptedVault
beforeEach(async () => {
  scripted = await ScriptedVault.open()
})
afterEach(async () => {
  expect(await scripted.close()).toEqual([])
})

const plain = (title: string) => sampleDocument({ content: title, title, declared: null })
const typed = sampleDocument({ declared: sampleFacts() })
const deposit = (name: string, more = {}) =>
  sampleDeposit(scripted.key, name, { caller: holder, ...more })

async function proposed(answer: Scripted): Promise<readonly ProposedFiling[]> {
  scripted.readers.script.set('fichier', answer)
  const done = await scripted.vault.propose(deposit('fichier'))
  if (!done.ok) throw new Error(done.error)
  return done.value
}

describe('a proposal', () => {
  it('says what filing then does, and leaves nothing behind', async () => {
    const [only] = await proposed([typed])
    expect(only).toMatchObject({ outcome: 'filed', space: 'Comptes rendus' })
    expect(await scripted.listed()).toEqual([])
    const traces = await scripted.vault.traces(scripted.key, { limit: 100 }, holder)
    const acts = traces.ok ? traces.value.map(({ act }) => act) : []
    expect(acts.filter((act) => /^document\.(?:file|hold|refuse)$/.test(act))).toEqual([])
    expect(acts.length).toBeGreaterThan(0)
    const done = await scripted.vault.deposit(deposit('fichier'))
    expect(done.ok && done.value[0]).toMatchObject({
      result: 'filed',
      title: only!.title,
      classification: { space: only!.space, typeLabel: only!.typeLabel },
    })
  })

  it('names one document of an archive after the other', async () => {
    const found = await proposed([typed, plain('Un mot')])
    expect(found.map(({ outcome }) => outcome)).toEqual(['filed', 'held'])
  })

  it('proposes no place for what would wait for a human', async () => {
    expect(await proposed([plain('Sans type')])).toEqual([
      { title: 'Sans type', typeLabel: '', space: null, outcome: 'held' },
    ])
  })

  it.each(['hold', 'refuse'] as const)(
    'tells nothing of a document that may be somebody else’s (%s)',
    async (decision) => {
      const verdict = { decision, reason: 'other-patient', grounds: ['x'] } as never
      scripted.readers.verdicts.set('Autre', verdict)
      expect(await proposed([sampleDocument({ title: 'Autre' })])).toEqual([
        { title: '', typeLabel: '', space: null, outcome: 'held' },
      ])
    },
  )

  it('is empty for a file that nobody can read, and refused without an open record', async () => {
    expect(await proposed('crash')).toEqual([])
    const nobody = sampleDeposit(keyOf(samplePatient(3)), 'fichier', { caller: holder })
    expect(await scripted.vault.propose(nobody)).toEqual({ ok: false, error: 'record-missing' })
    await scripted.vault.closeRecord(scripted.key, 'À ma demande', holder)
    expect((await scripted.vault.propose(deposit('fichier'))).ok).toBe(false)
    await scripted.vault.reopenRecord(scripted.key, holder)
  })
})
