import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ScriptedVault } from '../../test-fixtures/vault/scripted-vault.js'
import {
  administrator,
  doctor,
  holder,
  keyOf,
  sampleAuthor,
  sampleDeposit,
  sampleDocument,
  sampleFacts,
  samplePatient,
  sampleSource,
} from '../../test-fixtures/vault/vault-samples.js'
import type { DeclaredFacts, ExtractedDocument } from '../contract/extracted-document.js'
import type { Deposit } from '../contract/vault.js'

let scripted: ScriptedVault
beforeEach(async () => {
  scripted = await ScriptedVault.open()
})
afterEach(async () => {
  expect(await scripted.close()).toEqual([])
})

const cda = (content: string, facts: Partial<DeclaredFacts> = {}, title = 'Compte rendu') =>
  sampleDocument({ content, title, declared: sampleFacts(facts) })
const plain = (content: string, title = 'Analyse') =>
  sampleDocument({ content, title, declared: null })
const versions = async () =>
  (await scripted.listed({ status: ['current', 'superseded', 'archived', 'deleted'] }))
    .map(({ uniqueId, version, status }) => `${uniqueId} v${version} ${status}`)
    .sort()

describe('a deposit', () => {
  it('is filed, listed and read, and marks what the holder has seen', async () => {
    const filed = await scripted.put(cda('<a/>', { uniqueId: '1.2.1' }))
    expect(filed).toMatchObject({ result: 'filed', uniqueId: '1.2.1', code: null })
    const [one] = await scripted.listed()
    expect(one).toMatchObject({ space: 'Comptes rendus', status: 'current', isNew: true })
    const read = await scripted.vault.content(scripted.key, filed.documentId!, holder)
    expect(read.ok && Buffer.from(read.value.bytes).toString()).toBe('<a/>')
    expect((await scripted.listed())[0]).toMatchObject({ isNew: false })
  })

  it('survives a restart', async () => {
    await scripted.put(cda('<a/>', { uniqueId: '1.2.1' }))
    await scripted.reopen()
    expect(await scripted.listed()).toHaveLength(1)
  })

  it('without a record, or with a closed one, is refused', async () => {
    scripted.readers.script.set('x', [cda('<a/>')])
    const nobody = sampleDeposit(keyOf(samplePatient(3)), 'x')
    expect(await scripted.vault.deposit(nobody)).toEqual({ ok: false, error: 'record-missing' })
    await scripted.vault.closeRecord(scripted.key, 'À ma demande', holder)
    const closed = await scripted.vault.deposit(sampleDeposit(scripted.key, 'x'))
    expect(closed).toEqual({ ok: false, error: 'record-closed' })
    const opposed = await scripted.vault.reopenRecord(scripted.key, holder)
    expect(opposed.ok).toBe(true)
    await scripted.vault.changeAccess(
      scripted.key,
      { kind: 'filing-opposition', opposed: true },
      holder,
    )
    expect(await scripted.vault.deposit(sampleDeposit(scripted.key, 'x'))).toEqual({
      ok: false,
      error: 'opposed',
    })
  })
})

describe('the same document again', () => {
  const first = cda('<a/>', { uniqueId: '1.2.1' })
  const rows: [string, ExtractedDocument, Partial<Deposit>, object][] = [
    ['same id, same content', first, {}, { result: 'already-there' }],
    [
      'from the record instead of mail',
      first,
      { source: sampleSource({ kind: 'fhir' }), caller: doctor() },
      { result: 'already-there' },
    ],
    [
      'same id, other content',
      cda('<b/>', { uniqueId: '1.2.1' }),
      {},
      { result: 'refused', code: '906', reason: 'conflict', documentId: null },
    ],
    ['other id, same content', cda('<a/>', { uniqueId: '1.2.2' }), {}, { result: 'filed' }],
  ]
  it.each(rows)('%s', async (_name, document, deposit, outcome) => {
    await scripted.put(first)
    expect(await scripted.put(document, deposit)).toMatchObject(outcome)
  })

  it('plain files count once by their content, held or filed', async () => {
    const held = await scripted.put(plain('abc'))
    expect(held).toMatchObject({ result: 'held', reason: 'not-certain' })
    expect(await scripted.put(plain('abc'))).toMatchObject({
      result: 'held',
      documentId: held.documentId,
    })
    const again = await scripted.vault.heldDocuments(scripted.key, holder)
    expect(again.ok && again.value).toHaveLength(1)
  })
})

describe('versions', () => {
  const set = (versionNumber: number, more: Partial<DeclaredFacts> = {}) =>
    cda(`<v${versionNumber}/>`, {
      uniqueId: `9.${versionNumber}`,
      setId: '9',
      versionNumber,
      creationTime: 1_000 * versionNumber,
      ...more,
    })
  it('a new version stands in the place of the old one', async () => {
    await scripted.put(set(1))
    expect(await scripted.put(set(2))).toMatchObject({ result: 'filed' })
    expect(await versions()).toEqual(['9.1 v1 superseded', '9.2 v2 current'])
    const [head] = await scripted.listed()
    const history = await scripted.vault.history(scripted.key, head!.documentId, holder)
    expect(history.ok && history.value.map((entry) => entry.summary.version)).toEqual([2, 1])
  })
  const refusals: [string, Partial<DeclaredFacts>, string][] = [
    ['an older number', { versionNumber: 1, uniqueId: '9.9' }, '900'],
    ['an equal number under another id', { versionNumber: 2, uniqueId: '9.9' }, '900'],
    [
      'a stranger',
      { versionNumber: 3, uniqueId: '9.3', replaces: ['9.2'], author: sampleAuthor(2) },
      '901',
    ],
    [
      'a stranger by set alone',
      { versionNumber: 3, uniqueId: '9.3', author: sampleAuthor(2) },
      '901',
    ],
    [
      'what was replaced already',
      { versionNumber: null, uniqueId: '9.3', replaces: ['9.1'] },
      '900',
    ],
  ]
  it.each(refusals)('%s is refused', async (_name, facts, code) => {
    await scripted.put(set(1))
    await scripted.put(set(2, { replaces: ['9.1'] }))
    expect(await scripted.put(set(3, facts))).toMatchObject({ result: 'refused', code })
    expect(await versions()).toEqual(['9.1 v1 superseded', '9.2 v2 current'])
  })
  it('may come in any order', async () => {
    await scripted.put(set(3, { replaces: ['9.2'] }))
    await scripted.put(set(1))
    await scripted.put(set(2, { replaces: ['9.1'] }))
    expect(await versions()).toEqual(['9.1 v1 superseded', '9.2 v2 superseded', '9.3 v3 current'])
  })
  it.each([
    [3, 4, 1, 2],
    [4, 3, 1, 2],
    [1, 4, 5, 2, 3],
    [3, 5, 4, 1, 2],
  ])('without numbers as well: %i %i %i %i', async (...order) => {
    const unnumbered = (n: number) =>
      set(n, { versionNumber: null, replaces: n === 1 ? [] : [`9.${n - 1}`] })
    for (const n of order) expect((await scripted.put(unnumbered(n))).result).toBe('filed')
    const current = (await versions()).filter((one) => one.endsWith('current'))
    expect(current.map((one) => one.split(' ')[0])).toEqual([`9.${order.length}`])
  })
  it('an organisation replaces what its people wrote', async () => {
    await scripted.put(set(1))
    const colleague = { ...sampleAuthor(1), id: '810000000009' }
    expect(await scripted.put(set(2, { author: colleague }))).toMatchObject({ result: 'filed' })
  })
  it('a stranger who came first does not shut out the author of the first version', async () => {
    await scripted.put(set(2, { replaces: ['9.1'], author: sampleAuthor(2) }))
    expect(await scripted.put(set(1))).toMatchObject({ result: 'filed' })
    expect(await versions()).toEqual(['9.1 v1 current', '9.2 v2 current'])
  })
  it('a deletion by metadata is a mark, for the author alone', async () => {
    await scripted.put(set(1))
    const other = set(1, { mark: 'deleted', author: sampleAuthor(2) })
    expect(await scripted.put(other)).toMatchObject({ result: 'refused', code: '901' })
    expect(await scripted.put(set(1, { mark: 'deleted' }))).toMatchObject({
      result: 'already-there',
    })
    expect(await versions()).toEqual(['9.1 v1 deleted'])
  })
})

describe('the identity guard', () => {
  it('refuses what declares another person, with its code and without its title', async () => {
    scripted.readers.verdicts.set('Autre', {
      decision: 'refuse',
      reason: 'ins-differs',
      grounds: ['x'],
    })
    const refused = await scripted.put(cda('<a/>', {}, 'Autre'))
    expect(refused).toMatchObject({ result: 'refused', reason: 'ins-differs', code: '904' })
    const traces = await scripted.vault.traces(scripted.key, { limit: 5 }, holder)
    expect(traces.ok && traces.value.some((trace) => trace.documentTitle === 'Autre')).toBe(false)
  })
  it('holds a plain file that names another person, for administrators only', async () => {
    scripted.readers.verdicts.set('Autre', {
      decision: 'refuse',
      reason: 'other-person-named',
      grounds: [],
    })
    const held = await scripted.put(plain('abc', 'Autre'))
    expect(held).toMatchObject({ result: 'held', reason: 'identity-doubt', classification: null })
    const summary = await scripted.vault.record(scripted.key, holder)
    expect(summary).toMatchObject({ ok: true, value: { documents: 0, held: 0 } })
    const ofHolder = await scripted.vault.heldDocuments(scripted.key, holder)
    expect(ofHolder).toMatchObject({ ok: true, value: [] })
    expect(await scripted.vault.content(scripted.key, held.documentId!, holder)).toMatchObject({
      error: 'not-found',
    })
    const choice = { typeCode: '11488-4' }
    const settled = await scripted.vault.settleHeld(scripted.key, held.documentId!, choice, holder)
    expect(settled).toMatchObject({ error: 'not-found' })
    const ofAdministrator = await scripted.vault.heldDocuments(scripted.key, administrator)
    expect(ofAdministrator).toMatchObject({ ok: true, value: [{ reason: 'identity-doubt' }] })
    expect((await scripted.vault.content(scripted.key, held.documentId!, administrator)).ok).toBe(
      true,
    )
    expect(
      await scripted.vault.settleHeld(
        scripted.key,
        held.documentId!,
        { reject: 'Autre personne' },
        administrator,
      ),
    ).toEqual({ ok: true, value: undefined })
    expect(await scripted.put(plain('abc', 'Autre'))).toMatchObject({
      result: 'refused',
      code: '906',
    })
  })
})

describe('held documents', () => {
  it('are filed as a human says, which is remembered for sender and shape here', async () => {
    const held = await scripted.put(plain('premier'))
    expect(await scripted.vault.forward(held.documentId!)).toMatchObject({ kind: 'later' })
    const choice = { typeCode: '11502-2' }
    expect(
      await scripted.vault.settleHeld(scripted.key, held.documentId!, choice, holder),
    ).toMatchObject({
      ok: true,
    })
    expect(await scripted.listed()).toMatchObject([{ space: 'Analyses', confidence: 1 }])
    expect(await scripted.put(plain('second'))).toMatchObject({ result: 'filed' })
    const elsewhere = plain('troisième')
    const other = { source: sampleSource({ sender: 'autre@medecin.test.mssante.fr' }) }
    expect(await scripted.put(elsewhere, other)).toMatchObject({ result: 'held' })
  })
  it('never become reimbursement data, and what nobody can read waits', async () => {
    const remb = cda('<r/>', { typeCode: { code: 'REMB', system: '', display: '' } })
    const held = await scripted.put(remb)
    expect(held).toMatchObject({ result: 'held', reason: 'reimbursement' })
    const choice = { typeCode: 'REMB' }
    const settled = await scripted.vault.settleHeld(scripted.key, held.documentId!, choice, holder)
    expect(settled).toMatchObject({ error: 'invalid' })
    scripted.readers.script.set('broken', 'crash')
    const broken = await scripted.vault.deposit(sampleDeposit(scripted.key, 'broken'))
    expect(broken).toMatchObject({ value: [{ result: 'held', reason: 'unreadable' }] })
  })
})
