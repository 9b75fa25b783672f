import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ScriptedVault } from '../../test-fixtures/vault/scripted-vault.js'
import {
  administrator,
  doctor,
  holder,
  sampleAuthor,
  sampleDeposit,
  sampleDocument,
  sampleFacts,
  sampleSource,
} from '../../test-fixtures/vault/vault-samples.js'
import type { DeclaredFacts, Extraction } from '../contract/extracted-document.js'
import type { DocumentChange } from '../contract/vault.js'

let scripted: ScriptedVault
beforeEach(async () => {
  scripted = await ScriptedVault.open()
})
afterEach(async () => {
  expect(await scripted.close()).toEqual([])
})

const cda = (content: string, facts: Partial<DeclaredFacts> = {}) =>
  sampleDocument({ content, title: content, declared: sampleFacts(facts) })
const elsewhere = () => ({ record: scripted.otherKey })
const statusesOf = async (key = scripted.key) => {
  const status = ['current', 'superseded', 'archived', 'deleted'] as const
  const page = await scripted.vault.documents(key, { limit: 9, status }, holder)
  if (!page.ok) throw new Error(page.error)
  return page.value.documents.map(({ title, status }) => `${title} ${status}`).sort()
}

describe('two records, one identifier', () => {
  it('a unique id belongs to each record by itself: neither refused nor linked', async () => {
    const first = await scripted.put(cda('a', { uniqueId: '1.1' }))
    const second = await scripted.put(cda('b', { uniqueId: '1.1' }), elsewhere())
    expect([first.result, second.result]).toEqual(['filed', 'filed'])
    expect(second.documentId).not.toBe(first.documentId)
    expect(await statusesOf()).toEqual(['a current'])
    expect(await statusesOf(scripted.otherKey)).toEqual(['b current'])
  })
  it('the same content shares nothing, and goes with its own record alone', async () => {
    const first = await scripted.put(cda('a', { uniqueId: '1.1' }))
    const second = await scripted.put(cda('a', { uniqueId: '1.1' }), elsewhere())
    await scripted.vault.eraseRecord(scripted.key, administrator)
    const kept = await scripted.vault.content(scripted.otherKey, second.documentId!, holder)
    expect(kept.ok && Buffer.from(kept.value.bytes).toString()).toBe('a')
    expect(await scripted.vault.content(scripted.key, first.documentId!, holder)).toEqual({
      ok: false,
      error: 'record-missing',
    })
  })
  it('a set is one per record', async () => {
    await scripted.put(cda('a', { uniqueId: '1.1', setId: 'S', versionNumber: 5 }))
    const other = cda('b', { uniqueId: '1.2', setId: 'S', versionNumber: 1 })
    expect(await scripted.put(other, elsewhere())).toMatchObject({ result: 'filed' })
    expect(await statusesOf()).toEqual(['a current'])
  })
  it('a replacement reaches no document of another record', async () => {
    await scripted.put(cda('a', { uniqueId: '1.1' }))
    await scripted.put(cda('b', { uniqueId: '1.2', replaces: ['1.1'] }), elsewhere())
    const gone = cda('a', { uniqueId: '1.1', mark: 'deleted' })
    await scripted.put(gone, elsewhere())
    expect(await statusesOf()).toEqual(['a current'])
  })
  it('a document id of another record never was, for any act', async () => {
    const { documentId } = await scripted.put(cda('a'), elsewhere())
    const held = await scripted.put(sampleDocument({ content: 'h', declared: null }), elsewhere())
    const { vault, key } = scripted
    const changes: DocumentChange[] = [
      { kind: 'delete', deleted: true },
      { kind: 'mask', masked: true },
      { kind: 'categorise', space: 'Analyses' },
    ]
    const acts = [documentId!, held.documentId!, 'never-was'].flatMap((id) => [
      vault.content(key, id, holder),
      vault.history(key, id, holder),
      vault.settleHeld(key, id, { reject: 'x' }, administrator),
      ...changes.map((change) => vault.change(key, id, change, holder)),
    ])
    for (const done of await Promise.all(acts))
      expect(done).toEqual({ ok: false, error: 'not-found' })
    const traces = await vault.traces(key, { limit: 100 }, holder)
    expect(JSON.stringify(traces)).not.toContain(documentId)
  })
  it('a choice is remembered in its own record alone', async () => {
    const plain = (content: string) => sampleDocument({ content, declared: null })
    const { documentId } = await scripted.put(plain('a'))
    const choice = { typeCode: '11502-2' }
    await scripted.vault.settleHeld(scripted.key, documentId!, choice, holder)
    expect(await scripted.put(plain('b'), elsewhere())).toMatchObject({ result: 'held' })
  })
})

describe('a record that changes while a deposit is read', () => {
  it.each(['closed', 'opposed', 'erased'])('%s: nothing is filed', async (change) => {
    const { vault, key } = scripted
    let read = (_: Extraction) => {}
    const extract = () => new Promise<Extraction>((resolve) => (read = resolve))
    Object.assign(scripted.readers.extractor, { extract })
    const deposit = vault.deposit(sampleDeposit(key, 'x'))
    if (change === 'closed') await vault.closeRecord(key, 'Départ', holder)
    else if (change === 'erased') await vault.eraseRecord(key, administrator)
    else await vault.changeAccess(key, { kind: 'filing-opposition', opposed: true }, holder)
    read({ ok: true, kind: 'file', documents: [cda('a')] })
    const errors = { closed: 'record-closed', opposed: 'opposed', erased: 'record-missing' }
    expect(await deposit).toEqual({
      ok: false,
      error: errors[change as keyof typeof errors],
    })
  })
})

describe('what a depositor asks for', () => {
  const asked = { typeCode: null, title: null, space: null, masked: false }
  it.each([
    ['holder', holder, 'mail'],
    ['professional', doctor(), 'fhir'],
  ] as const)('reimbursement data cannot be asked for: %s', async (_name, caller, kind) => {
    const source = sampleSource({ kind })
    const remb = { caller, source, asked: { ...asked, typeCode: 'REMB' } }
    expect(await scripted.put(cda('a'), remb)).toMatchObject({
      result: 'held',
      reason: 'reimbursement',
    })
  })
  it('nor by the space, neither of an upload nor of a saved attachment', async () => {
    for (const kind of ['portal', 'mail'] as const) {
      const document = { ...sampleDocument({ content: kind, declared: null, title: kind }) }
      const space = 'Données de remboursement' as const
      const deposit = { caller: holder, source: sampleSource({ kind }), asked: { ...asked, space } }
      await scripted.put(document, deposit)
    }
    await scripted.put(cda('c'), {
      caller: holder,
      asked: { ...asked, space: 'Données de remboursement' },
    })
    const listed = await scripted.listed()
    expect(listed.map(({ category }) => category)).not.toContain('REMB')
    expect(listed.map(({ space }) => space)).not.toContain('Données de remboursement')
  })
  it('an identity doubt is not overruled by any wish', async () => {
    scripted.readers.verdicts.set('a', {
      decision: 'hold',
      reason: 'other-person-named',
      grounds: [],
    })
    const wish = { ...asked, typeCode: '11488-4', space: 'Comptes rendus' as const, masked: true }
    for (const caller of [holder, doctor()])
      expect(await scripted.put(cda('a'), { caller, asked: wish })).toMatchObject({
        reason: 'identity-doubt',
      })
    expect(await statusesOf()).toEqual([])
  })
})

describe('a stranger of the same record', () => {
  it('cannot mark, replace or hide what another author filed', async () => {
    const author = sampleAuthor(2)
    await scripted.put(cda('a', { uniqueId: '1.1', setId: 'S', versionNumber: 1 }))
    const tries: Partial<DeclaredFacts>[] = [
      { uniqueId: '1.1', mark: 'deleted' },
      { uniqueId: '1.1', confidentiality: [{ code: 'MASQUE_PS', system: '', display: '' }] },
      { uniqueId: '1.2', replaces: ['1.1'] },
      { uniqueId: '1.3', setId: 'S', versionNumber: 2 },
    ]
    for (const facts of tries) await scripted.put(cda('a', { author, ...facts }))
    expect(await statusesOf()).toEqual(['a current'])
    expect((await scripted.listed())[0]!.visibility.masked).toBe(false)
  })
})
