import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ScriptedVault } from '../../test-fixtures/vault/scripted-vault.js'
import {
  administrator,
  doctor,
  holder,
  sampleDeposit,
  sampleDocument,
  sampleFacts,
  sampleSource,
} from '../../test-fixtures/vault/vault-samples.js'
import type { Extraction } from '../contract/extracted-document.js'
import type { DepositOutcome } from '../contract/vault.js'

let scripted: ScriptedVault
beforeEach(async () => {
  scripted = await ScriptedVault.open()
})
afterEach(async () => {
  expect(await scripted.close()).toEqual([])
})

let made = 0
const cda = (more: Parameters<typeof sampleDocument>[0] = {}) =>
  sampleDocument({
    content: `<a${++made}/>`,
    declared: sampleFacts({ uniqueId: `1.2.${made}` }),
    ...more,
  })
const anonymous = { decision: 'accept', reason: 'identity-not-said', grounds: [] } as const
const another = { decision: 'hold', reason: 'other-person-named', grounds: ['x'] } as const
const mail = (id = 'm1@test', sender = 'cabinet@medecin.test.mssante.fr') => ({
  source: sampleSource({ messageId: id, sender }),
})
const held = async () => {
  const found = await scripted.vault.heldDocuments(scripted.key, administrator)
  return found.ok ? found.value.map(({ title, reason }) => `${title}: ${reason}`).sort() : found
}
const titles = async () => (await scripted.listed()).map(({ title }) => title)

describe('a reading that is itself in doubt', () => {
  const rows: [string, 'held' | 'filed'][] = [
    ['several-ins', 'held'],
    ['identity-contradicts', 'held'],
    ['patient-differs', 'held'],
    ['unique-id-repeated', 'held'],
    ['not-well-formed', 'held'],
    ['hash-differs', 'filed'],
    ['size-differs', 'filed'],
    ['file-name-case', 'filed'],
    ['text-truncated', 'filed'],
  ]
  it.each(rows)('%s: %s', async (alarm, result) => {
    const outcome = await scripted.put(cda({ alarms: [alarm] }))
    expect(outcome.result).toBe(result)
    expect(outcome.reason).toBe(result === 'held' ? 'identity-doubt' : null)
    expect((await scripted.listed()).length).toBe(result === 'held' ? 0 : 1)
  })
  it('a wrong hash is told to the depositor and in the trace', async () => {
    const outcome = await scripted.put(cda({ alarms: ['hash-differs', 'size-differs'] }))
    expect(outcome.alarms).toEqual(['hash-differs', 'size-differs'])
    const traces = await scripted.vault.traces(scripted.key, { limit: 1 }, holder)
    expect(traces).toMatchObject({ value: [{ detail: { alarms: 'hash-differs size-differs' } }] })
  })
  it('an entry of an archive without its file is refused, and its id stays free', async () => {
    const declared = sampleFacts({ uniqueId: '7.7' })
    const empty = { content: '', format: 'unsupported', alarms: ['document-missing'] } as const
    const missing = await scripted.put(sampleDocument({ ...empty, declared }))
    expect(missing).toMatchObject({ result: 'refused', code: '906', documentId: null })
    expect(await scripted.put(cda({ declared }))).toMatchObject({ result: 'filed' })
  })
})

describe('a file that no reader understood', () => {
  const deposited = async (content: string, answer: Extraction) => {
    const file = { bytes: Buffer.from(content), fileName: 'x', mediaType: '' }
    const fake = { extract: async () => answer, close: async () => {} }
    Object.assign(scripted.readers.extractor, fake)
    return scripted.vault.deposit(sampleDeposit(scripted.key, 'x', { file }))
  }
  const fault = (fault: 'malformed' | 'busy' | 'crashed', detail = ''): Extraction => ({
    ok: false,
    fault,
    detail,
  })
  const one = (done: Awaited<ReturnType<typeof deposited>>): DepositOutcome | string =>
    done.ok ? done.value[0]! : done.error

  it('waits for a human, who can see it', async () => {
    expect(one(await deposited('%PDF', fault('malformed')))).toMatchObject({ reason: 'unreadable' })
    expect(await scripted.vault.record(scripted.key, holder)).toMatchObject({ value: { held: 1 } })
  })
  it('is for administrators alone when an identity may stand in it', async () => {
    const broken = '<ClinicalDocument><recordTarget>'
    expect(one(await deposited(broken, fault('malformed', 'truncated')))).toMatchObject({
      reason: 'identity-doubt',
    })
    const wide = [...broken].join('\0')
    expect(one(await deposited(wide, fault('malformed')))).toMatchObject({
      reason: 'identity-doubt',
    })
    const two = fault('malformed', 'several-patients')
    expect(one(await deposited('two', two))).toMatchObject({ reason: 'identity-doubt' })
    expect(await scripted.vault.record(scripted.key, holder)).toMatchObject({ value: { held: 0 } })
  })
  it('in an archive is held as well, whatever the metadata say', async () => {
    const unread = sampleDocument({ content: '<ClinicalDocument', format: 'unsupported' })
    expect(await scripted.put(unread)).toMatchObject({ reason: 'identity-doubt' })
  })
  it('because the queue was full is not deposited at all', async () => {
    expect(await deposited('x', fault('busy'))).toEqual({ ok: false, error: 'unavailable' })
    expect(await held()).toEqual([])
  })
  it('by a process that died is tried in another one', async () => {
    const answers = [fault('crashed'), { ok: true, kind: 'file', documents: [cda()] } as const]
    const extract = async () => answers.shift()!
    Object.assign(scripted.readers.extractor, { extract })
    const done = await scripted.vault.deposit(sampleDeposit(scripted.key, 'x'))
    expect(one(done)).toMatchObject({ result: 'filed' })
  })
})

describe('attachments of one message, deposited one by one', () => {
  beforeEach(() => {
    scripted.readers.verdicts.set('Autre', another)
    scripted.readers.verdicts.set('Sans nom', anonymous)
    scripted.readers.verdicts.set('Refusé', { ...another, decision: 'refuse' })
  })
  const silent = (more = {}) => cda({ title: 'Sans nom', ...more })
  it('what does not say whose it is waits with what names another person', async () => {
    await scripted.put(cda({ title: 'Autre' }), mail())
    expect(await scripted.put(silent(), mail())).toMatchObject({ reason: 'identity-doubt' })
    expect(await scripted.put(cda({ title: 'Le sien' }), mail())).toMatchObject({ result: 'filed' })
    expect(await titles()).toEqual(['Le sien'])
  })
  it.each(['Autre', 'Refusé'])('also when it came first: %s', async (title) => {
    const first = await scripted.put(silent(), mail())
    expect(first.result).toBe('filed')
    await scripted.put(cda({ title }), mail())
    expect(await titles()).toEqual([])
    expect(await held()).toContain('Sans nom: identity-doubt')
    expect(await scripted.vault.content(scripted.key, first.documentId!, holder)).toMatchObject({
      error: 'not-found',
    })
    const traces = await scripted.vault.traces(scripted.key, { limit: 50 }, holder)
    expect(JSON.stringify(traces)).not.toContain('Sans nom')
  })
  it('other messages, and the same Message-ID of another sender, are not touched', async () => {
    await scripted.put(silent(), mail('m1@test', 'tiers@medecin.test.mssante.fr'))
    await scripted.put(silent(), mail('m2@test'))
    await scripted.put(cda({ title: 'Autre' }), mail())
    expect(await titles()).toEqual(['Sans nom', 'Sans nom'])
  })
  it('what a human has settled stays', async () => {
    const first = await scripted.put(silent({ declared: null }), mail())
    const choice = { typeCode: '11502-2' }
    await scripted.vault.settleHeld(scripted.key, first.documentId!, choice, holder)
    await scripted.put(cda({ title: 'Autre' }), mail())
    expect(await titles()).toEqual(['Sans nom'])
  })
})

describe('the readable copy', () => {
  const text = Array.from({ length: 40 }, (_, index) => `mot${index}mot`).join(' ')
  const copy = (title: string) => sampleDocument({ content: 'pdf', title, text, declared: null })
  it('that names another person is no copy, in either order', async () => {
    scripted.readers.verdicts.set('Autre', another)
    await scripted.put(cda({ text }), mail())
    expect(await scripted.put(copy('Autre'), mail())).toMatchObject({ reason: 'identity-doubt' })
    await scripted.put(cda({ text }), mail())
    expect(await held()).toEqual(['Autre: identity-doubt'])
  })
  it('of another sender with the same Message-ID withdraws nothing', async () => {
    await scripted.put(copy('Lettre'), mail())
    const choice = { typeCode: '11502-2' }
    const waiting = await scripted.vault.heldDocuments(scripted.key, holder)
    const id = waiting.ok ? waiting.value[0]!.documentId : ''
    await scripted.vault.settleHeld(scripted.key, id, choice, holder)
    await scripted.put(cda({ text, title: 'Copie' }), mail('m1@test', 'faux@medecin.test'))
    expect((await titles()).sort()).toEqual(['Copie', 'Lettre'])
  })
  it('sent again after it was withdrawn is still the document that stands for it', async () => {
    await scripted.put(copy('Lettre'), mail())
    const { documentId } = await scripted.put(cda({ text }), mail())
    expect(await scripted.put(copy('Lettre'), mail())).toMatchObject({
      result: 'already-there',
      documentId,
    })
  })
})

describe('visibility marks that come with a repetition', () => {
  const same = (codes: readonly string[] = []) =>
    cda({
      content: '<same/>',
      declared: sampleFacts({
        confidentiality: codes.map((code) => ({ code, system: '', display: '' })),
      }),
    })
  const visible = async () => (await scripted.listed()).length
  it('hide what nobody has seen, in either spelling', async () => {
    await scripted.put(same())
    expect(await scripted.put(same([' invisible_patient']))).toMatchObject({
      result: 'already-there',
    })
    expect(await visible()).toBe(0)
  })
  it('not what the holder has read', async () => {
    const { documentId } = await scripted.put(same())
    await scripted.vault.content(scripted.key, documentId!, holder)
    await scripted.put(same(['INVISIBLE_PATIENT', 'INVISIBLE_REPRESENTANTS_LEGAUX']))
    const [one] = await scripted.listed()
    expect(one!.visibility).toMatchObject({
      hiddenFromHolder: false,
      hiddenFromRepresentatives: true,
    })
  })
  it('not again what was announced since, and never by a stranger', async () => {
    const { documentId } = await scripted.put(same(['INVISIBLE_PATIENT']))
    const release = { kind: 'hide-from-holder', hidden: false } as const
    const author = { ...doctor(1), nationalId: sampleFacts().author!.id }
    const done = await scripted.vault.change(scripted.key, documentId!, release, author)
    expect(done.ok).toBe(true)
    await scripted.put(same(['INVISIBLE_PATIENT']))
    expect(await visible()).toBe(1)
  })
  it('both together are refused, as at the first time', async () => {
    await scripted.put(same(['MASQUE_PS']))
    expect(await scripted.put(same(['INVISIBLE_PATIENT']))).toMatchObject({
      result: 'refused',
      code: '906',
    })
  })
})
