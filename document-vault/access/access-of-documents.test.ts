import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { documentLimits } from '../../domain/document-limits.js'
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
  scratchFolder,
  scriptedReaders,
  system,
} from '../../test-fixtures/vault/vault-samples.js'
import type { Caller, ProfessionalCaller } from '../contract/callers.js'
import type { VaultRefusal } from '../contract/vault.js'
import { openVaultService, type VaultService } from '../filing/open-vault-service.js'
import { checkExport } from '../traces/trace-export.js'

/** The rules of access seen from outside, through the vault itself (care-paths.md: hand emergency). */
const patient = samplePatient(1)
const key = keyOf(patient)
const [author, regulator, surgeon, referring] = [doctor(1), doctor(2), doctor(3), doctor(4)]
const dentist: ProfessionalCaller = { ...doctor(5), profession: '40', speciality: null }
const physiotherapist: ProfessionalCaller = { ...doctor(6), profession: '70', speciality: null }
const carer: Caller = { kind: 'representative', name: 'P. Proche' }
const software: Caller = { kind: 'software', name: 'DPI', structureId: 'other' }
const motive = 'Main écrasée, patiente inconsciente'
const named = ({ nationalId, name }: ProfessionalCaller) => ({ nationalId, name })

let scratch: ReturnType<typeof scratchFolder>
let readers: ReturnType<typeof scriptedReaders>
let vault: VaultService
let now: number
beforeEach(async () => {
  now = Date.UTC(2026, 5, 1, 8)
  scratch = scratchFolder()
  readers = scriptedReaders()
  vault = await openVaultService(
    { folder: scratch.folder, environment: 'test' },
    { clock: { now: () => now }, readers },
  )
  done(await vault.putRecord(patient, system))
})
afterEach(async () => {
  expect(await vault.check()).toEqual([])
  await vault.close()
  scratch.remove()
})

function done<T>(answer: { ok: true; value: T } | { ok: false; error: VaultRefusal }): T {
  if (!answer.ok) throw new Error(answer.error)
  return answer.value
}
let files = 0
async function file(title: string, code: string, by: Caller = author): Promise<string> {
  const fileName = `file-${++files}`
  const facts = sampleFacts({
    uniqueId: `1.2.250.1.999.${files}`,
    author: sampleAuthor(1),
    typeCode: { code, system: '', display: '' },
  })
  readers.script.set(fileName, [sampleDocument({ content: fileName, title, declared: facts })])
  const [filed] = done(await vault.deposit(sampleDeposit(key, fileName, { caller: by })))
  expect(filed).toMatchObject({ result: 'filed' })
  return filed!.documentId!
}
async function titles(caller: Caller): Promise<string[] | VaultRefusal> {
  const page = await vault.documents(key, { limit: 100 }, caller)
  return page.ok ? page.value.documents.map((one) => one.title).sort() : page.error
}
async function opens(documentId: string, caller: Caller): Promise<string> {
  const content = await vault.content(key, documentId, caller)
  return content.ok ? 'opened' : content.error
}
const change = async (
  documentId: string,
  asked: Parameters<VaultService['change']>[2],
  by: Caller,
) => done(await vault.change(key, documentId, asked, by))

/** One record with a document of each kind that matters here. */
async function someDocuments() {
  const report = await file('Compte rendu', '11488-4')
  const masked = await file('Masqué', '11488-4')
  const psychological = await file('Bilan psychologique', '83901-9')
  const residence = await file('Résidence', 'ATTEST-RESID')
  const hidden = await file('Annonce', '11488-4')
  await change(masked, { kind: 'mask', masked: true }, holder)
  await change(hidden, { kind: 'hide-from-holder', hidden: true }, author)
  return { report, masked, psychological, residence, hidden }
}

describe('the hand emergency', () => {
  it('goes from the broken glass to the referring doctor', async () => {
    const { report, masked } = await someDocuments()
    expect(await titles(regulator)).toBe('forbidden')
    expect(await vault.openInEmergency(key, 'break-glass', '  ', regulator)).toEqual({
      ok: false,
      error: 'motive-missing',
    })
    done(await vault.openInEmergency(key, 'break-glass', motive, regulator))
    expect(await titles(regulator)).toEqual(['Annonce', 'Bilan psychologique', 'Compte rendu'])
    expect([await opens(report, regulator), await opens(masked, regulator)]).toEqual([
      'opened',
      'not-found',
    ])
    const [notice] = done(await vault.notices(key, holder))
    expect(notice).toMatchObject({ isUrgent: true, says: expect.stringContaining(motive) })
    now += documentLimits.breakGlassMs
    expect(await opens(report, regulator)).toBe('forbidden')

    // The surgeon joins the care team; the holder is told of that, and of the first reading.
    done(
      await vault.changeAccess(
        key,
        { kind: 'authorise', professional: named(surgeon), until: null },
        surgeon,
      ),
    )
    expect(await opens(report, surgeon)).toBe('opened')
    expect(await opens(report, surgeon)).toBe('opened')
    const told = done(await vault.notices(key, holder)).filter((one) =>
      one.says.includes(surgeon.name),
    )
    expect(told.length).toBe(2)

    // The referring doctor alone sees what is masked.
    done(
      await vault.changeAccess(
        key,
        { kind: 'referring-doctor', professional: named(referring) },
        holder,
      ),
    )
    expect([await opens(masked, referring), await opens(masked, surgeon)]).toEqual([
      'opened',
      'not-found',
    ])

    const all = done(await vault.traces(key, { limit: 100 }, holder))
    expect(checkExport(all)).toMatchObject({ brokenAt: null, isWhole: true })
    const emergencies = done(await vault.traces(key, { onlyEmergencies: true, limit: 100 }, holder))
    expect(emergencies.map((one) => `${one.act} ${one.door} ${one.outcome}`)).toEqual([
      'document.read break-glass not-found',
      'document.read break-glass done',
      'document.list break-glass done',
      'access.emergency break-glass done',
      'access.emergency  motive-missing',
    ])
    expect(emergencies[2]!.says).toMatch(
      /a consulté la liste de vos documents, en urgence \(bris de glace\)\.$/,
    )
    expect(JSON.stringify(all)).not.toContain('Annonce')
  })
})

describe('each caller sees their own', () => {
  it('list', async () => {
    await someDocuments()
    const authorise = async (who: ProfessionalCaller) =>
      done(
        await vault.changeAccess(
          key,
          { kind: 'authorise', professional: named(who), until: null },
          holder,
        ),
      )
    for (const who of [surgeon, dentist, physiotherapist]) await authorise(who)
    const all = ['Annonce', 'Bilan psychologique', 'Compte rendu', 'Masqué', 'Résidence']
    const without = (...left: string[]) => all.filter((one) => !left.includes(one))
    expect(await titles(holder)).toEqual(without('Annonce'))
    expect(await titles(carer)).toEqual(without('Annonce'))
    expect(await titles(author)).toEqual(all)
    expect(await titles(surgeon)).toEqual(without('Masqué', 'Résidence'))
    expect(await titles(dentist)).toEqual(without('Masqué', 'Résidence', 'Bilan psychologique'))
    for (const who of [physiotherapist, referring, software, administrator, system])
      expect(await titles(who)).toBe('forbidden')
  })

  it('content: what is not for them is not there', async () => {
    const { masked, psychological, residence, hidden, report } = await someDocuments()
    done(
      await vault.changeAccess(
        key,
        { kind: 'authorise', professional: named(dentist), until: null },
        holder,
      ),
    )
    for (const id of [masked, psychological, residence, 'no-such-document'])
      expect(await opens(id, dentist)).toBe('not-found')
    expect(await opens(hidden, holder)).toBe('not-found')
    for (const who of [software, administrator, system, physiotherapist])
      expect(await opens(report, who)).toBe('forbidden')
    const traces = done(await vault.traces(key, { act: ['document.read'], limit: 100 }, holder))
    expect(traces.length).toBe(9)
    expect(traces.every((one) => one.outcome !== 'done' && one.door !== 'author')).toBe(true)
  })

  it('and the blocked nothing, not even what they wrote', async () => {
    const { report } = await someDocuments()
    done(await vault.changeAccess(key, { kind: 'block', professional: named(author) }, holder))
    expect([await opens(report, author), await titles(author)]).toEqual(['blocked', 'blocked'])
    expect(await vault.openInEmergency(key, 'break-glass', motive, author)).toEqual({
      ok: false,
      error: 'blocked',
    })
    const again = await vault.change(key, report, { kind: 'delete', deleted: true }, author)
    expect(again).toEqual({ ok: false, error: 'blocked' })
    readers.script.set('late', [sampleDocument({ content: 'late' })])
    expect(await vault.deposit(sampleDeposit(key, 'late', { caller: author }))).toEqual({
      ok: false,
      error: 'blocked',
    })
  })
})

describe('filing', () => {
  it('needs no authorisation and no consent, and stops at an opposition and a closed record', async () => {
    done(await vault.changeAccess(key, { kind: 'reading-consent', consented: false }, holder))
    await file('Radiographie', '18748-4')
    done(await vault.changeAccess(key, { kind: 'filing-opposition', opposed: true }, holder))
    readers.script.set('more', [sampleDocument({ content: 'more' })])
    const more = () => vault.deposit(sampleDeposit(key, 'more', { caller: author }))
    expect(await more()).toEqual({ ok: false, error: 'opposed' })
    done(await vault.changeAccess(key, { kind: 'filing-opposition', opposed: false }, holder))
    done(await vault.closeRecord(key, 'demande', holder))
    expect(await more()).toEqual({ ok: false, error: 'record-closed' })
    expect(await titles(holder)).toBe('record-closed')
    expect(done(await vault.traces(key, { limit: 100 }, holder)).length).toBeGreaterThan(5)
  })
})
