import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ScriptedVault } from '../../test-fixtures/vault/scripted-vault.js'
import {
  administrator,
  doctor,
  holder,
  sampleAuthor,
  sampleDocument,
  sampleFacts,
  sampleSource,
} from '../../test-fixtures/vault/vault-samples.js'
import type { Caller } from '../contract/callers.js'
import type { DeclaredFacts } from '../contract/extracted-document.js'

let scripted: ScriptedVault
beforeEach(async () => {
  scripted = await ScriptedVault.open()
})
afterEach(async () => {
  expect(await scripted.close()).toEqual([])
})

const parent: Caller = { kind: 'representative', name: 'M. Fictif' }
const author = (): Caller => ({ ...doctor(1), nationalId: sampleAuthor().id })
const cda = (title: string, facts: Partial<DeclaredFacts> = {}, ...codes: string[]) =>
  sampleDocument({
    content: `<${title}/>`,
    title,
    declared: sampleFacts({
      confidentiality: codes.map((code) => ({ code, system: '', display: '' })),
      ...facts,
    }),
  })
const status = ['current', 'superseded', 'archived', 'deleted'] as const

/** Everything that one caller can learn, as one text. */
async function learnt(caller: Caller, documentId: string): Promise<string> {
  const { vault, key } = scripted
  const reading = { limit: 100 }
  const answers = [
    await vault.documents(key, { ...reading, status }, caller),
    await vault.documents(key, { ...reading, status, words: 'secret' }, caller),
    await vault.documents(key, { ...reading, documentId }, caller),
    await vault.documents(key, { ...reading, uniqueId: '6.6' }, caller),
    await vault.heldDocuments(key, caller),
    await vault.content(key, documentId, caller),
    await vault.history(key, documentId, caller),
    await vault.change(key, documentId, { kind: 'archive', archived: true }, caller),
    await vault.settleHeld(key, documentId, { typeCode: '11502-2' }, caller),
    await vault.notices(key, caller),
    await vault.traces(key, reading, caller),
    await vault.traces(key, { ...reading, documentId }, caller),
    await vault.record(key, caller),
  ]
  return JSON.stringify(answers)
}

describe('what is not for the patient leaks by no answer', () => {
  const rows: [string, () => Promise<string>, Caller[]][] = [
    [
      'filed and not released',
      async () => {
        const hidden = cda('Secret', { uniqueId: '6.6' }, 'INVISIBLE_PATIENT')
        return (await scripted.put(hidden)).documentId!
      },
      [holder, parent],
    ],
    [
      'held and not released',
      async () => {
        const facts = { uniqueId: '6.6', typeCode: null }
        return (await scripted.put(cda('Secret', facts, 'INVISIBLE_PATIENT'))).documentId!
      },
      [holder, parent, doctor(2)],
    ],
    [
      'held for an identity doubt',
      async () => {
        const doubt = { decision: 'hold', reason: 'other-person-named', grounds: ['Secret'] }
        scripted.readers.verdicts.set('Secret', doubt as never)
        return (await scripted.put(cda('Secret', { uniqueId: '6.6' }))).documentId!
      },
      [holder, parent, doctor(2), author()],
    ],
    [
      'hidden from legal representatives',
      async () => {
        const hidden = cda('Secret', { uniqueId: '6.6' }, 'INVISIBLE_REPRESENTANTS_LEGAUX')
        return (await scripted.put(hidden)).documentId!
      },
      [parent],
    ],
  ]
  it.each(rows)('%s', async (_name, deposit, callers) => {
    const documentId = await deposit()
    await scripted.vault.content(scripted.key, documentId, author())
    const care = { kind: 'authorise', professional: doctor(2), until: null } as const
    await scripted.vault.changeAccess(scripted.key, care, holder)
    for (const caller of callers) {
      const said = await learnt(caller, documentId)
      expect(said).not.toMatch(/Secret|6\.6|"documents":1|"held":1|"total":1/)
      expect(said).not.toContain(`"documentId":"${documentId}"`)
    }
  })
})

it('a held document that is no identity doubt is opened by the patient’s side', async () => {
  const plain = sampleDocument({ content: 'courrier', declared: null })
  const { documentId } = await scripted.put(plain)
  for (const caller of [holder, parent]) {
    const read = await scripted.vault.content(scripted.key, documentId!, caller)
    expect(read.ok && Buffer.from(read.value.bytes).toString()).toBe('courrier')
  }
  expect(await scripted.vault.content(scripted.key, documentId!, doctor(2))).toMatchObject({
    ok: false,
  })
})

it('a plain file counts once, whatever became of it', async () => {
  const { vault, key } = scripted
  const plain = sampleDocument({ content: 'courrier', title: 'Courrier', declared: null })
  const source = sampleSource({ messageId: 'm1@test' })
  const first = await scripted.put(plain, { source })
  await vault.settleHeld(key, first.documentId!, { typeCode: '11502-2' }, holder)
  const again = () => scripted.put(plain, { source: sampleSource({ messageId: 'm2@test' }) })
  expect(await again()).toMatchObject({ result: 'already-there', documentId: first.documentId })
  await vault.change(key, first.documentId!, { kind: 'delete', deleted: true }, holder)
  expect(await again()).toMatchObject({ result: 'already-there', documentId: first.documentId })
  expect(await scripted.listed()).toEqual([])
  const other = { ...plain, bytes: Buffer.from('autre') }
  const rejected = await scripted.put(other)
  if (rejected.result === 'held')
    await vault.settleHeld(key, rejected.documentId!, { reject: 'Doublon' }, administrator)
  expect((await vault.record(key, administrator)).ok).toBe(true)
})

describe('versions of which one is hidden', () => {
  const first = () => cda('Un', { uniqueId: '9.1', setId: '9', versionNumber: 1 })
  const second = (...codes: string[]) =>
    cda('Deux', { uniqueId: '9.2', setId: '9', versionNumber: 2, replaces: ['9.1'] }, ...codes)
  const seenBy = async (caller: Caller) => {
    const page = await scripted.vault.documents(scripted.key, { limit: 9, status }, caller)
    if (!page.ok) return page.error
    return page.value.documents.map(({ title, status }) => `${title} ${status}`).sort()
  }

  it('until its release the patient sees the earlier one as it was', async () => {
    const { documentId } = await scripted.put(first())
    const { documentId: newer } = await scripted.put(second('INVISIBLE_PATIENT'))
    expect(await seenBy(holder)).toEqual(['Un current'])
    expect(await seenBy(author())).toEqual(['Deux current', 'Un superseded'])
    const history = await scripted.vault.history(scripted.key, documentId!, holder)
    expect(history).toMatchObject({ value: [{ summary: { status: 'current' }, acts: [] }] })
    const read = await scripted.vault.content(scripted.key, documentId!, holder)
    expect(read).toMatchObject({ value: { summary: { status: 'current' } } })
    const release = { kind: 'hide-from-holder', hidden: false } as const
    await scripted.vault.change(scripted.key, newer!, release, author())
    expect(await seenBy(holder)).toEqual(['Deux current', 'Un superseded'])
  })

  it('what the patient masked stays masked in later and in earlier versions', async () => {
    const care = { kind: 'authorise', professional: doctor(2), until: null } as const
    await scripted.vault.changeAccess(scripted.key, care, holder)
    const { documentId } = await scripted.put(first())
    const mask = { kind: 'mask', masked: true } as const
    await scripted.vault.change(scripted.key, documentId!, mask, holder)
    const { documentId: newer } = await scripted.put(second())
    expect(await seenBy(doctor(2))).toEqual([])
    expect(await seenBy(holder)).toEqual(['Deux current', 'Un superseded'])
    await scripted.vault.change(scripted.key, newer!, { ...mask, masked: false }, holder)
    expect(await seenBy(doctor(2))).toEqual(['Deux current', 'Un superseded'])
  })

  it('what is hidden from representatives stays so in its next version', async () => {
    await scripted.put(cda('Un', { uniqueId: '9.1', setId: '9' }, 'INVISIBLE_REPRESENTANTS_LEGAUX'))
    await scripted.put(second())
    expect(await seenBy(parent)).toEqual([])
  })
})
