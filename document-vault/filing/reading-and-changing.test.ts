import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ScriptedVault } from '../../test-fixtures/vault/scripted-vault.js'
import {
  administrator,
  doctor,
  holder,
  sampleDocument,
  sampleFacts,
  system,
} from '../../test-fixtures/vault/vault-samples.js'
import type { Caller } from '../contract/callers.js'
import type { DeclaredFacts, ExtractedDocument } from '../contract/extracted-document.js'
import type { DocumentChange } from '../contract/vault.js'

let scripted: ScriptedVault
beforeEach(async () => {
  scripted = await ScriptedVault.open()
})
afterEach(async () => {
  expect(await scripted.close()).toEqual([])
})

let made = 0
const cda = (facts: Partial<DeclaredFacts> = {}, more: Partial<ExtractedDocument> = {}) =>
  sampleDocument({
    content: `<a${++made}/>`,
    ...more,
    declared: sampleFacts({ uniqueId: `1.2.${made}`, ...facts }),
  })
const representative: Caller = { kind: 'representative', name: 'Parent Fictif' }
const code = (name: string) => ({ code: name, system: '1.2.250.1.213.1.1.4.13', display: '' })
const seenBy = async (caller: Caller) => {
  const page = await scripted.vault.documents(scripted.key, { limit: 100 }, caller)
  return page.ok ? page.value.documents.length : page.error
}

describe('marks of visibility', () => {
  // Holder, representative, author, another doctor with access.
  const rows: [string[], [number, number, number, number]][] = [
    [['N'], [1, 1, 1, 1]],
    [
      ['N', 'MASQUE_PS'],
      [1, 1, 1, 0],
    ],
    [['INVISIBLE_PATIENT'], [0, 0, 1, 1]],
    [['INVISIBLE_REPRESENTANTS_LEGAUX'], [1, 0, 1, 1]],
    [['INVISIBLE_REP_LEGAUX'], [1, 0, 1, 1]],
    [
      ['R', 'V', '__proto__'],
      [1, 1, 1, 1],
    ],
  ]
  it.each(rows)('%j', async (codes, seen) => {
    const professional = { nationalId: doctor(2).nationalId, name: doctor(2).name }
    await scripted.vault.changeAccess(
      scripted.key,
      { kind: 'authorise', professional, until: null },
      holder,
    )
    const { documentId } = await scripted.put(cda({ confidentiality: codes.map(code) }))
    const callers = [holder, representative, doctor(1), doctor(2)]
    const counts = await Promise.all(callers.map(seenBy))
    expect(counts.map((count) => (count === 'forbidden' ? 0 : count))).toEqual(seen)
    for (const [index, caller] of callers.entries()) {
      const read = await scripted.vault.content(scripted.key, documentId!, caller)
      expect(read.ok).toBe(seen[index] === 1)
      if (!read.ok) expect(read.error).toBe('not-found')
    }
  })

  it('masked and invisible to the patient at once is refused', async () => {
    const both = ['MASQUE_PS', 'INVISIBLE_PATIENT'].map(code)
    expect(await scripted.put(cda({ confidentiality: both }))).toMatchObject({ code: '906' })
  })
})

describe('a document of one record', () => {
  it('is nothing in another, nor for who has no door', async () => {
    const { documentId } = await scripted.put(cda())
    const id = documentId!
    expect(await scripted.vault.content(scripted.otherKey, id, holder)).toEqual({
      ok: false,
      error: 'not-found',
    })
    expect(await scripted.vault.content(scripted.key, 'x'.repeat(22), holder)).toMatchObject({
      error: 'not-found',
    })
    expect(await scripted.vault.history(scripted.otherKey, id, holder)).toMatchObject({
      error: 'not-found',
    })
    expect(await scripted.vault.content(scripted.key, id, doctor(3))).toMatchObject({
      error: 'forbidden',
    })
    expect(await scripted.vault.content(scripted.key, id, system)).toMatchObject({ ok: false })
    expect(await scripted.vault.content(scripted.key, id, administrator)).toMatchObject({
      ok: false,
    })
    expect(
      await scripted.vault.documents(scripted.key, { limit: 5, after: '!' }, holder),
    ).toMatchObject({
      error: 'invalid',
    })
  })

  it('leaves a trace of each act, also of a refused one', async () => {
    const { documentId } = await scripted.put(cda())
    await scripted.vault.content(scripted.key, documentId!, holder)
    await scripted.vault.content(scripted.key, documentId!, doctor(3))
    const traces = await scripted.vault.traces(scripted.key, { limit: 20 }, holder)
    if (!traces.ok) throw new Error(traces.error)
    expect(traces.value.map(({ act, outcome }) => `${act} ${outcome}`).reverse()).toEqual([
      'record.create done',
      'document.file done',
      'document.read done',
      'document.read forbidden',
    ])
  })
})

describe('pages', () => {
  it('hold each document once, newest first, also when one is added between them', async () => {
    for (let n = 1; n <= 7; n++) await scripted.put(cda({ creationTime: n * 1_000 }))
    const found: number[] = []
    let after: string | null = null
    do {
      const page = await scripted.vault.documents(scripted.key, { limit: 3, after }, holder)
      if (!page.ok) throw new Error(page.error)
      found.push(...page.value.documents.map(({ createdAt }) => createdAt / 1_000))
      after = page.value.next
      if (found.length === 3) await scripted.put(cda({ creationTime: 99_000 }))
    } while (after)
    expect(found).toEqual([7, 6, 5, 4, 3, 2, 1])
  })

  const queries: [object, number][] = [
    [{ words: 'BIOLOGIE' }, 1],
    [{ words: 'fictif resultats' }, 1],
    [{ space: 'Analyses' }, 1],
    [{ space: null }, 0],
    [{ typeCode: ['11488-4', '11502-2'] }, 2],
    [{ classCode: ['10'] }, 2],
    [{ createdFrom: 2_000 }, 1],
    [{ createdTo: 1_999 }, 1],
    [{ serviceFrom: 150, serviceTo: 160 }, 1],
    [{ serviceTo: 99 }, 0],
    [{ status: ['archived'] }, 0],
    [{ uniqueId: '5.5' }, 1],
  ]
  it.each(queries)('%j finds %i', async (query, count) => {
    const lab = { code: '11502-2', system: '2.16.840.1.113883.6.1', display: '' }
    const title = 'Résultats de biologie'
    const facts = { typeCode: lab, creationTime: 2_000, serviceStart: 100, serviceStop: 200 }
    await scripted.put(cda({ ...facts, uniqueId: '5.5' }, { title }))
    await scripted.put(cda({ creationTime: 1_000 }, { title: 'Consultation' }))
    const page = await scripted.vault.documents(scripted.key, { limit: 10, ...query }, holder)
    expect(page.ok && page.value.total).toBe(count)
  })
})

describe('changes', () => {
  const reclassify: DocumentChange = { kind: 'reclassify', typeCode: '11502-2' }
  const rows: [DocumentChange, Caller, string][] = [
    [{ kind: 'mask', masked: true }, holder, 'done'],
    [{ kind: 'mask', masked: true }, doctor(1), 'done'],
    [{ kind: 'mask', masked: true }, doctor(2), 'not-author'],
    [{ kind: 'hide-from-holder', hidden: true }, doctor(1), 'done'],
    [{ kind: 'hide-from-holder', hidden: true }, doctor(2), 'not-author'],
    [{ kind: 'hide-from-holder', hidden: true }, holder, 'forbidden'],
    [{ kind: 'hide-from-representatives', hidden: true }, holder, 'done'],
    [{ kind: 'hide-from-representatives', hidden: true }, representative, 'forbidden'],
    [reclassify, holder, 'done'],
    [reclassify, doctor(2), 'not-author'],
    [{ kind: 'reclassify', typeCode: 'REMB' }, holder, 'invalid'],
    [{ kind: 'reclassify', typeCode: 'DOCPAT01' }, holder, 'invalid'],
    [{ kind: 'reclassify', typeCode: 'nothing' }, holder, 'invalid'],
    [{ kind: 'categorise', space: 'Prévention' }, holder, 'done'],
    [{ kind: 'categorise', space: 'Prévention' }, doctor(1), 'forbidden'],
    [{ kind: 'categorise', space: 'Données de remboursement' }, holder, 'invalid'],
    [{ kind: 'delete', deleted: true }, holder, 'done'],
    [{ kind: 'delete', deleted: true }, doctor(1), 'done'],
    [{ kind: 'delete', deleted: true }, doctor(2), 'not-author'],
    [{ kind: 'delete', deleted: true }, representative, 'forbidden'],
    [{ kind: 'delete', deleted: true }, administrator, 'forbidden'],
    [{ kind: 'archive', archived: true }, doctor(1), 'done'],
  ]
  it.each(rows)('%j by %j', async (change, caller, expected) => {
    const professional = { nationalId: doctor(2).nationalId, name: doctor(2).name }
    await scripted.vault.changeAccess(
      scripted.key,
      { kind: 'authorise', professional, until: null },
      holder,
    )
    const { documentId } = await scripted.put(cda())
    const done = await scripted.vault.change(scripted.key, documentId!, change, caller)
    expect(done.ok ? 'done' : done.error).toBe(expected)
  })

  it('what the holder saw cannot be hidden again, and a release is for good', async () => {
    const { documentId } = await scripted.put(cda({ confidentiality: [code('INVISIBLE_PATIENT')] }))
    const hide = (hidden: boolean) => ({ kind: 'hide-from-holder', hidden }) as const
    expect(
      await scripted.vault.change(scripted.key, documentId!, hide(false), doctor(1)),
    ).toMatchObject({ ok: true })
    expect((await scripted.vault.content(scripted.key, documentId!, holder)).ok).toBe(true)
    const again = await scripted.vault.change(scripted.key, documentId!, hide(true), doctor(1))
    expect(again).toEqual({ ok: false, error: 'already-visible' })
  })

  it('a deletion can be taken back, and both stand in the history', async () => {
    const { documentId } = await scripted.put(cda())
    await scripted.vault.change(
      scripted.key,
      documentId!,
      { kind: 'delete', deleted: true },
      holder,
    )
    expect(await seenBy(holder)).toBe(0)
    await scripted.vault.change(
      scripted.key,
      documentId!,
      { kind: 'delete', deleted: false },
      holder,
    )
    expect(await seenBy(holder)).toBe(1)
    const history = await scripted.vault.history(scripted.key, documentId!, holder)
    expect(history.ok && history.value[0]!.acts.map(({ says }) => says)).toEqual([
      expect.stringMatching(/^Supprimé par vous le /),
      expect.stringMatching(/^Suppression annulée par vous le /),
    ])
  })
})
