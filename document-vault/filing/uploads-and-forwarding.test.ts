import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ScriptedVault } from '../../test-fixtures/vault/scripted-vault.js'
import {
  doctor,
  holder,
  sampleDeposit,
  sampleDocument,
  sampleFacts,
  sampleSource,
} from '../../test-fixtures/vault/vault-samples.js'
import type { DeclaredFacts, ExtractedDocument } from '../contract/extracted-document.js'
import type { ForwardOutcome } from '../contract/vault.js'

let scripted: ScriptedVault
let forwards: string[]
let answer: ForwardOutcome
beforeEach(async () => {
  forwards = []
  answer = { kind: 'done', where: 'Dossier partagé' }
  scripted = await ScriptedVault.open({
    name: 'Dossier partagé',
    provide: async ({ summary, replaces }) => {
      forwards.push([summary.uniqueId, ...replaces].join(' <- '))
      return answer
    },
    close: async () => {},
  })
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
const seenByHolder = async () => (await scripted.listed()).length

describe("a patient's upload", () => {
  const upload = (content: string, more: Partial<ExtractedDocument> = {}) =>
    scripted.put(
      { ...sampleDocument({ content, declared: null, ...more }), mediaType: 'application/pdf' },
      { caller: holder, source: sampleSource({ kind: 'portal', sender: '' }) },
    )
  it('is Espace personnel for professionals and in its category for the patient', async () => {
    const professional = { nationalId: doctor(2).nationalId, name: doctor(2).name }
    await scripted.vault.changeAccess(
      scripted.key,
      { kind: 'authorise', professional, until: null },
      holder,
    )
    const told = { result: 'filed', classification: { space: 'Analyses' } }
    expect(await upload('mes analyses')).toMatchObject(told)
    const mine = await scripted.vault.documents(scripted.key, { limit: 1 }, holder)
    const theirs = await scripted.vault.documents(scripted.key, { limit: 1 }, doctor(2))
    const space = (page: typeof mine) => (page.ok ? page.value.documents[0]?.space : page.error)
    expect([space(mine), space(theirs)]).toEqual(['Analyses', 'Espace personnel'])
    expect(mine.ok && mine.value.documents[0]?.category).toBe('BIOLOGIE')
  })
  it('comes back when it is uploaded again after a deletion', async () => {
    const { documentId } = await upload('photo')
    await scripted.vault.change(
      scripted.key,
      documentId!,
      { kind: 'delete', deleted: true },
      holder,
    )
    expect(await upload('photo')).toMatchObject({ result: 'filed', documentId })
    expect(await seenByHolder()).toBe(1)
  })
  it('of a format that is not taken, or too big, is refused', async () => {
    const source = sampleSource({ kind: 'portal', sender: '' })
    const html = { ...sampleDocument({ declared: null }), mediaType: 'text/html' }
    expect(await scripted.put(html, { caller: holder, source })).toMatchObject({
      reason: 'invalid',
    })
    const file = { bytes: new Uint8Array(5_000_001), fileName: 'x.pdf', mediaType: '' }
    const big = await scripted.vault.deposit(
      sampleDeposit(scripted.key, 'x', { caller: holder, source, file }),
    )
    expect(big).toMatchObject({ value: [{ result: 'refused', code: '906' }] })
  })
})

describe('the readable copy beside an archive', () => {
  const text = Array.from({ length: 40 }, (_, index) => `mot${index}mot`).join(' ')
  const source = sampleSource({ messageId: 'm1@test' })
  const structured = () => cda({}, { text, title: 'Lettre' })
  const copy = (words = text) => ({
    ...sampleDocument({ content: 'pdf', text: `${words} page`, declared: null }),
    mediaType: 'application/pdf',
  })
  it('is not filed twice, in either order', async () => {
    const { documentId } = await scripted.put(structured(), { source })
    expect(await scripted.put(copy(), { source })).toMatchObject({
      result: 'already-there',
      documentId,
    })
    const later = sampleSource({ messageId: 'm2@test' })
    const held = await scripted.put({ ...copy(), bytes: Buffer.from('other') }, { source: later })
    expect(held.result).toBe('held')
    await scripted.put(structured(), { source: later })
    const waiting = await scripted.vault.heldDocuments(scripted.key, holder)
    expect(waiting.ok && waiting.value).toEqual([])
  })
  it('of another message, or of another text, is a document of its own', async () => {
    await scripted.put(structured(), { source })
    const elsewhere = sampleSource({ messageId: 'm2@test' })
    expect(await scripted.put(copy(), { source: elsewhere })).toMatchObject({ result: 'held' })
    expect(await scripted.put(copy('tout autre chose'), { source })).toMatchObject({
      result: 'held',
    })
  })
})

describe('forwarding', () => {
  const version = (n: number) => cda({ uniqueId: `7.${n}`, setId: '7', versionNumber: n })
  it('is done once, in the order of the versions', async () => {
    const first = await scripted.put(version(1))
    const second = await scripted.put(version(2))
    expect(await scripted.vault.forward(second.documentId!)).toMatchObject({ kind: 'later' })
    answer = { kind: 'later', says: 'occupé' }
    expect(await scripted.vault.forward(first.documentId!)).toEqual(answer)
    answer = { kind: 'done', where: 'Dossier partagé' }
    const both = await Promise.all([1, 2].map(() => scripted.vault.forward(first.documentId!)))
    expect(both.map(({ kind }) => kind).sort()).toEqual(['done', 'later'])
    expect(await scripted.vault.forward(first.documentId!)).toEqual(answer)
    expect(await scripted.vault.forward(second.documentId!)).toEqual(answer)
    expect(forwards).toEqual(['7.1', '7.1', '7.2 <- 7.1'])
  })
  it('fails for what is gone, and waits for what is held', async () => {
    expect(await scripted.vault.forward('unknown')).toMatchObject({ kind: 'failed', code: '906' })
    const { documentId } = await scripted.put(version(1))
    await scripted.vault.change(
      scripted.key,
      documentId!,
      { kind: 'delete', deleted: true },
      holder,
    )
    expect(await scripted.vault.forward(documentId!)).toMatchObject({ kind: 'failed' })
    const held = await scripted.put(sampleDocument({ content: 'x', declared: null }))
    expect(await scripted.vault.forward(held.documentId!)).toMatchObject({ kind: 'later' })
    const page = await scripted.vault.documents(
      scripted.key,
      { limit: 9, status: ['current', 'superseded', 'archived', 'deleted'] },
      holder,
    )
    expect(page.ok && page.value.total).toBe(1)
  })
})
