import { randomBytes } from 'node:crypto'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { documentLimits } from '../../domain/document-limits.js'
import type { AccessChange } from '../contract/access.js'
import type { Caller, ProfessionalCaller } from '../contract/callers.js'
import type { VaultTrace } from '../contract/traces.js'
import type { VaultRefusal } from '../contract/vault.js'
import { openBytes, sealBytes } from '../store/sealing.js'
import { TraceChain, traceTables } from '../traces/trace-chain.js'
import { checkExport } from '../traces/trace-export.js'
import { AccessService } from './access-service.js'
import { AccessStore, accessTables, untoldEmergencies } from './access-store.js'
import { decideAccess } from './decide-access.js'
import { defaultAccessMatrix } from './default-access-matrix.js'
import { tellFirstAccess } from './first-access.js'

const insOid = '1.2.250.1.213.1.4.10'
const key = { insOid, matricule: '279035121518989' }
const otherKey = { insOid, matricule: '253097812634548' }
const holder: Caller = { kind: 'holder' }
const professional = (profession: string, index: number, name: string): ProfessionalCaller => ({
  kind: 'professional',
  nationalId: `81000000000${index}`,
  name,
  profession,
  speciality: null,
  structureName: 'CH des Ormes',
  structureId: '1750000001',
})
const doctor = professional('10', 1, 'Claire MOREL')
const surgeon = professional('10', 2, 'Hugo BLANC')
const nurse = professional('60', 3, 'Léa PONT')
const midwife = professional('50', 4, 'Ève ROUX')
const pharmacist = professional('21', 5, 'Luc BRUN')
const named = ({ nationalId, name }: ProfessionalCaller) => ({ nationalId, name })
const motive = 'Patiente inconsciente, allergies à vérifier'

let now: number
let service: AccessService
let store: AccessStore
let chain: TraceChain
let db: Database.Database
let isOpen: boolean
beforeEach(() => {
  now = Date.UTC(2026, 2, 12, 13, 5)
  isOpen = true
  db = new Database(':memory:')
  db.exec(traceTables + accessTables + untoldEmergencies)
  const secret = randomBytes(32)
  const sealer = {
    seal: (row: number, text: string) => sealBytes(secret, `${row}`, Buffer.from(text)),
    open: (row: number, sealed: Uint8Array) =>
      openBytes(secret, `${row}`, sealed)?.toString() ?? null,
  }
  store = new AccessStore(db, sealer)
  chain = new TraceChain(db, sealer)
  service = new AccessService({
    db,
    store,
    traces: chain,
    matrix: defaultAccessMatrix,
    clock: { now: () => now },
    findRecord: ({ matricule }) => {
      const recordRow = [key, otherKey].findIndex((one) => one.matricule === matricule) + 1
      return recordRow === 0 ? null : { recordRow, isOpen }
    },
    keyOfRecord: (row) => [key, otherKey][row - 1] ?? null,
    isHiddenFromHolder: (_row, documentId) => documentId === 'secret',
  })
})

const done = <T>(result: { ok: true; value: T } | { ok: false; error: VaultRefusal }): T => {
  if (!result.ok) throw new Error(result.error)
  return result.value
}
const change = (asked: AccessChange, caller: Caller = holder) =>
  service.changeAccess(key, asked, caller)
const authorise = (who: ProfessionalCaller, until: number | null = null): AccessChange => ({
  kind: 'authorise',
  professional: named(who),
  until,
})
const reads = (caller: ProfessionalCaller): string => {
  const verdict = decideAccess({
    need: 'read',
    caller,
    isOpen,
    state: store.state(1),
    matrix: defaultAccessMatrix,
    now,
    isAuthor: false,
    classCode: null,
  })
  return verdict.allowed ? verdict.door : verdict.refusal
}
const traces = async (limit = 100): Promise<readonly VaultTrace[]> =>
  done(await service.traces(key, { limit }, holder))
const notices = async () => done(await service.notices(key, holder))

describe('the holder', () => {
  it('lets a doctor in, for a time, and takes it back', async () => {
    expect(reads(doctor)).toBe('forbidden')
    done(await change(authorise(doctor, now + 1_000)))
    expect(reads(doctor)).toBe('authorised')
    now += 1_000
    expect(reads(doctor)).toBe('forbidden')
    done(await change(authorise(doctor)))
    done(await change({ kind: 'withdraw', professional: named(doctor) }))
    expect(reads(doctor)).toBe('forbidden')
  })

  it('has one referring doctor at a time', async () => {
    done(await change({ kind: 'referring-doctor', professional: named(doctor) }))
    const settings = done(await change({ kind: 'referring-doctor', professional: named(surgeon) }))
    expect(settings.referringDoctor).toEqual(named(surgeon))
    expect([reads(doctor), reads(surgeon)]).toEqual(['forbidden', 'referring-doctor'])
    done(await change({ kind: 'referring-doctor', professional: null }))
    expect(reads(surgeon)).toBe('forbidden')
  })

  it('blocks: authorisation, referring doctor and open emergency are gone at once', async () => {
    done(await change(authorise(doctor)))
    done(await change({ kind: 'referring-doctor', professional: named(doctor) }))
    done(await service.openInEmergency(key, 'break-glass', motive, doctor))
    const settings = done(await change({ kind: 'block', professional: named(doctor) }))
    expect(settings).toMatchObject({
      authorised: [],
      referringDoctor: null,
      blocked: [named(doctor)],
    })
    expect(reads(doctor)).toBe('blocked')
    for (const mode of ['break-glass', 'regulation'] as const)
      expect(await service.openInEmergency(key, mode, motive, doctor)).toEqual({
        ok: false,
        error: 'blocked',
      })
    expect(await change(authorise(doctor), doctor)).toEqual({ ok: false, error: 'blocked' })
    expect(await change(authorise(doctor))).toEqual({ ok: false, error: 'blocked' })
    expect(await change({ kind: 'referring-doctor', professional: named(doctor) })).toEqual({
      ok: false,
      error: 'blocked',
    })
    expect(await service.access(key, doctor)).toEqual({ ok: false, error: 'blocked' })
    done(await change({ kind: 'unblock', professional: named(doctor) }))
    expect(reads(doctor)).toBe('forbidden')
  })

  it('without consent to reading lets in nobody but by an emergency', async () => {
    done(await change(authorise(doctor)))
    done(await change({ kind: 'reading-consent', consented: false }))
    expect(reads(doctor)).toBe('opposed')
    expect(await change(authorise(nurse), nurse)).toEqual({ ok: false, error: 'opposed' })
    done(await service.openInEmergency(key, 'break-glass', motive, surgeon))
    expect(reads(surgeon)).toBe('break-glass')
  })

  const refusals: readonly (readonly [string, AccessChange, Caller, VaultRefusal])[] = [
    [
      'nobody named',
      { kind: 'authorise', professional: { nationalId: ' ', name: 'X' }, until: null },
      holder,
      'invalid',
    ],
    [
      'a name that is none',
      { kind: 'block', professional: { nationalId: '8', name: '\t ' } },
      holder,
      'invalid',
    ],
    [
      'an identifier that is none',
      { kind: 'block', professional: { nationalId: "8'--", name: 'X' } },
      holder,
      'invalid',
    ],
    [
      'an end in the past',
      { kind: 'authorise', professional: named(doctor), until: 0 },
      holder,
      'invalid',
    ],
    [
      'an end that is no time',
      { kind: 'authorise', professional: named(doctor), until: Number.NaN },
      holder,
      'invalid',
    ],
    ['a doctor for another', authorise(surgeon), doctor, 'forbidden'],
    [
      'a doctor who withdraws another',
      { kind: 'withdraw', professional: named(surgeon) },
      doctor,
      'forbidden',
    ],
    [
      'a doctor who blocks another',
      { kind: 'block', professional: named(surgeon) },
      doctor,
      'forbidden',
    ],
    [
      'a doctor who unblocks',
      { kind: 'unblock', professional: named(doctor) },
      doctor,
      'forbidden',
    ],
    [
      'a doctor who becomes referring doctor',
      { kind: 'referring-doctor', professional: named(doctor) },
      doctor,
      'forbidden',
    ],
    [
      'a doctor who lifts an opposition',
      { kind: 'break-glass-opposition', opposed: false },
      doctor,
      'forbidden',
    ],
    [
      'a doctor who consents for the holder',
      { kind: 'reading-consent', consented: true },
      doctor,
      'forbidden',
    ],
    [
      'a profession without a row',
      authorise(professional('70', 7, 'Kim')),
      professional('70', 7, 'Kim'),
      'forbidden',
    ],
    ['a carer', authorise(doctor), { kind: 'representative', name: 'Paul' }, 'forbidden'],
    [
      'software',
      authorise(doctor),
      { kind: 'software', name: 'DPI', structureId: '1' },
      'forbidden',
    ],
    ['an administrator', authorise(doctor), { kind: 'administrator', name: 'Ana' }, 'forbidden'],
    ['the service', authorise(doctor), { kind: 'system' }, 'forbidden'],
    ['the insurer', authorise(doctor), { kind: 'insurer' }, 'forbidden'],
  ]
  it.each(refusals)(
    'is protected from %s, and the attempt is traced',
    async (_name, asked, caller, refusal) => {
      expect(await change(asked, caller)).toEqual({ ok: false, error: refusal })
      expect(store.state(1).authorised).toEqual([])
      const [attempt] = await traces(1)
      expect(attempt).toMatchObject({ act: 'access.change', caller, outcome: refusal, door: '' })
    },
  )

  it('of a closed record changes nothing', async () => {
    isOpen = false
    expect(await change(authorise(doctor))).toEqual({ ok: false, error: 'record-closed' })
    expect(await service.openInEmergency(key, 'break-glass', motive, doctor)).toEqual({
      ok: false,
      error: 'record-closed',
    })
    expect((await traces()).length).toBe(2)
  })

  it('without a record is told so, and leaves no trace anywhere', async () => {
    const nobody = { insOid, matricule: '188091234567862' }
    expect(await service.access(nobody, holder)).toEqual({ ok: false, error: 'record-missing' })
    expect(db.prepare('SELECT count(*) AS n FROM traces').get()).toEqual({ n: 0 })
  })

  it('sees whom the settings name; a professional sees the own authorisation only', async () => {
    done(await change(authorise(doctor)))
    done(await change(authorise(surgeon)))
    done(await change({ kind: 'block', professional: named(nurse) }))
    const seen = done(await service.access(key, holder))
    expect([seen.authorised.length, seen.blocked.length]).toEqual([2, 1])
    const theirs = done(await service.access(key, doctor))
    expect([theirs.authorised.map((one) => one.name), theirs.blocked]).toEqual([
      ['Claire MOREL'],
      [],
    ])
    const software = done(
      await service.access(key, { kind: 'software', name: 'DPI', structureId: '1' }),
    )
    expect(software).toMatchObject({
      authorised: [],
      blocked: [],
      referringDoctor: null,
      filingOpposed: false,
    })
  })
})

describe('a professional', () => {
  it('declares the care team; the holder is told once and can send them away for good', async () => {
    done(await change(authorise(nurse), nurse))
    done(await change(authorise(nurse), nurse))
    expect(reads(nurse)).toBe('care-team')
    expect(await notices()).toMatchObject([
      {
        isUrgent: false,
        says: expect.stringContaining(
          'Léa PONT (infirmier, CH des Ormes) a déclaré faire partie de votre équipe de soins',
        ),
      },
    ])
    done(await change({ kind: 'withdraw', professional: named(nurse) }))
    expect(reads(nurse)).toBe('forbidden')
    expect(await change(authorise(nurse), nurse)).toEqual({ ok: false, error: 'opposed' })
    done(await change({ ...authorise(nurse), basis: 'consent' } as AccessChange, nurse))
    expect(reads(nurse)).toBe('authorised')
  })

  it('outside the care team has one day, whatever is asked', async () => {
    const asked = {
      kind: 'authorise',
      professional: named(doctor),
      until: now + 9e9,
      basis: 'consent',
    } as const
    const settings = done(await change(asked, doctor))
    expect(settings.authorised[0]).toMatchObject({
      until: now + documentLimits.consentAccessMsMax,
      grantedBy: 'consent',
    })
    now += documentLimits.consentAccessMsMax
    expect(reads(doctor)).toBe('forbidden')
  })

  it('is written down under the own name, not under one that was sent along', async () => {
    const settings = done(
      await change(
        { kind: 'authorise', professional: { ...named(doctor), name: 'Luc BRUN' }, until: null },
        doctor,
      ),
    )
    expect(settings.authorised[0]!.name).toBe('Claire MOREL')
  })

  it('does not widen what the holder granted', async () => {
    done(await change(authorise(doctor, now + 1_000)))
    done(await change(authorise(doctor), doctor))
    now += 1_000
    expect(reads(doctor)).toBe('forbidden')
  })

  it('gives the own authorisation back', async () => {
    done(await change(authorise(doctor)))
    done(await change({ kind: 'withdraw', professional: named(doctor) }, doctor))
    expect(reads(doctor)).toBe('forbidden')
  })

  it('who reads for the first time is told to the holder, once', async () => {
    for (const door of ['care-team', 'care-team', 'break-glass', 'author'] as const)
      tellFirstAccess(store, 1, nurse, door, now)
    tellFirstAccess(store, 1, holder, 'holder', now)
    const told = await notices()
    expect(told.map((one) => one.says)).toEqual([
      "Le 12 mars 2026 à 14 h 05, Léa PONT (infirmier, CH des Ormes) a consulté votre dossier pour la première fois. Tous les accès figurent dans l'historique de votre dossier.",
    ])
  })
})

describe('an emergency', () => {
  it('opens for an hour, tells the holder at once and stands in the traces', async () => {
    const opened = done(await service.openInEmergency(key, 'break-glass', `  ${motive}\n`, doctor))
    expect(opened).toEqual({ mode: 'break-glass', until: now + documentLimits.breakGlassMs })
    expect(reads(doctor)).toBe('break-glass')
    expect(reads(surgeon)).toBe('forbidden')
    expect(await notices()).toMatchObject([
      {
        isUrgent: true,
        says: expect.stringContaining(
          `(bris de glace), sans votre autorisation préalable. Motif indiqué : ${motive}.`,
        ),
      },
    ])
    const found = done(await service.traces(key, { onlyEmergencies: true, limit: 9 }, holder))
    expect(found[0]).toMatchObject({
      act: 'access.emergency',
      door: 'break-glass',
      outcome: 'done',
      detail: { motive },
    })
    expect(found[0]!.says).toBe(
      `Le 12 mars 2026 à 14 h 05, Dr Claire MOREL (médecin, CH des Ormes) a ouvert votre dossier en urgence (bris de glace). Motif : ${motive}.`,
    )
    now = opened.until
    expect(reads(doctor)).toBe('forbidden')
  })

  it('waits to be told outside until the gateway has taken it, without a trace', async () => {
    done(await change(authorise(nurse)))
    expect(await service.untoldEmergencies(9)).toEqual([])
    done(await service.openInEmergency(key, 'break-glass', motive, doctor))
    const at = now
    now += 1_000
    done(await service.openInEmergency(otherKey, 'regulation', motive, doctor))
    const count = done(await service.traces(key, { limit: 99 }, holder)).length
    const untold = await service.untoldEmergencies(9)
    expect(untold.map(({ noticeId: _, ...rest }) => rest)).toEqual([
      { record: key, at },
      { record: otherKey, at: now },
    ])
    expect(JSON.stringify(untold)).not.toContain('MOREL')
    expect(await service.untoldEmergencies(1)).toEqual(untold.slice(0, 1))
    expect(await service.markEmergenciesTold([untold[0]!.noticeId])).toBe(true)
    expect(await service.untoldEmergencies(9)).toEqual(untold.slice(1))
    // Read in the portal meanwhile: an email would be old news.
    done(await service.acknowledgeNotice(otherKey, untold[1]!.noticeId, holder))
    expect(await service.untoldEmergencies(9)).toEqual([])
    // The holder still has it, and looking left no trace but that of the look before.
    expect(await notices()).toMatchObject([{ isUrgent: true }])
    const traces = done(await service.traces(key, { limit: 99 }, holder))
    expect(traces.filter(({ act }) => act !== 'traces.read' && act !== 'access.look')).toHaveLength(
      count,
    )
  })

  it('has two doors with an opposition each', async () => {
    done(await change({ kind: 'regulation-opposition', opposed: true }))
    expect(await service.openInEmergency(key, 'regulation', motive, doctor)).toEqual({
      ok: false,
      error: 'opposed',
    })
    done(await service.openInEmergency(key, 'break-glass', motive, doctor))
    done(await change({ kind: 'break-glass-opposition', opposed: true }))
    done(await change({ kind: 'regulation-opposition', opposed: false }))
    expect(reads(doctor)).toBe('forbidden')
    expect(await service.openInEmergency(key, 'break-glass', motive, doctor)).toEqual({
      ok: false,
      error: 'opposed',
    })
    done(await service.openInEmergency(key, 'regulation', motive, doctor))
    expect(reads(doctor)).toBe('regulation')
  })

  const refusals: readonly (readonly [
    string,
    'break-glass' | 'regulation',
    string,
    ProfessionalCaller,
    VaultRefusal,
  ])[] = [
    ['no motive', 'break-glass', '', doctor, 'motive-missing'],
    ['blanks', 'break-glass', ' \n\t   ', doctor, 'motive-missing'],
    ['dots', 'break-glass', '..........', doctor, 'motive-missing'],
    ['digits', 'regulation', '1234567890', doctor, 'motive-missing'],
    ['a letter', 'regulation', 'x', doctor, 'motive-missing'],
    ['a novel', 'break-glass', 'urgence '.repeat(100), doctor, 'invalid'],
    ['a nurse', 'break-glass', motive, nurse, 'forbidden'],
    ['a pharmacist', 'break-glass', motive, pharmacist, 'forbidden'],
    ['a midwife as regulator', 'regulation', motive, midwife, 'forbidden'],
    [
      'a profession without a row',
      'break-glass',
      motive,
      professional('70', 7, 'Kim'),
      'forbidden',
    ],
  ]
  it.each(refusals)('is refused: %s', async (_name, mode, said, caller, refusal) => {
    expect(await service.openInEmergency(key, mode, said, caller)).toEqual({
      ok: false,
      error: refusal,
    })
    expect(store.state(1).emergencies).toEqual([])
    expect(await notices()).toEqual([])
    const found = done(await service.traces(key, { onlyEmergencies: true, limit: 1 }, holder))
    expect(found[0]).toMatchObject({ act: 'access.emergency', outcome: refusal, door: '', caller })
  })

  it('of one record opens no other', async () => {
    done(await service.openInEmergency(key, 'break-glass', motive, doctor))
    expect(store.state(2).emergencies).toEqual([])
    expect(done(await service.notices(otherKey, holder))).toEqual([])
    const [notice] = await notices()
    expect(await service.acknowledgeNotice(otherKey, notice!.noticeId, holder)).toEqual({
      ok: false,
      error: 'not-found',
    })
  })

  it('is told until acknowledged, urgent ones first', async () => {
    done(await service.openInEmergency(key, 'break-glass', motive, doctor))
    now += 1
    done(await change(authorise(nurse), nurse))
    const [urgent, other] = await notices()
    expect([urgent!.isUrgent, other!.isUrgent]).toEqual([true, false])
    for (const caller of [
      doctor,
      { kind: 'representative', name: 'Paul' },
      { kind: 'administrator', name: 'Ana' },
    ] as const) {
      expect(await service.notices(key, caller)).toEqual({ ok: false, error: 'forbidden' })
      expect(await service.acknowledgeNotice(key, urgent!.noticeId, caller)).toEqual({
        ok: false,
        error: 'forbidden',
      })
    }
    done(await service.acknowledgeNotice(key, urgent!.noticeId, holder))
    done(await service.acknowledgeNotice(key, urgent!.noticeId, holder))
    expect((await notices()).map((one) => one.noticeId)).toEqual([other!.noticeId])
    expect(await service.acknowledgeNotice(key, 'nothing', holder)).toEqual({
      ok: false,
      error: 'not-found',
    })
  })
})

describe('the traces', () => {
  it('are the holder’s; administrators see the life of the record only', async () => {
    done(await change(authorise(doctor)))
    const created = {
      at: now,
      act: 'record.create',
      caller: { kind: 'system' },
      door: 'system',
      outcome: 'done',
      documentId: null,
      documentTitle: '',
      detail: {},
    } as const
    chain.append(1, created)
    const administrator: Caller = { kind: 'administrator', name: 'Ana ROY' }
    const seen = done(await service.traces(key, { limit: 9 }, administrator))
    expect(seen.map((one) => one.act)).toEqual(['record.create'])
    expect(
      done(await service.traces(key, { act: ['access.change'], limit: 9 }, administrator)),
    ).toEqual([])
    for (const caller of [
      doctor,
      { kind: 'representative', name: 'P' },
      { kind: 'insurer' },
      { kind: 'system' },
    ] as const)
      expect(await service.traces(key, { limit: 9 }, caller)).toEqual({
        ok: false,
        error: 'forbidden',
      })
    const all = await traces()
    expect(all.map((one) => `${one.act} ${one.outcome}`)).toEqual([
      ...Array(4).fill('traces.read forbidden'),
      'traces.read done',
      'traces.read done',
      'record.create done',
      'access.change done',
    ])
    expect(checkExport(all)).toMatchObject({ brokenAt: null, isWhole: true })
    expect(chain.verify([1])).toEqual([])
  })

  it('do not name a document that its author has not released', async () => {
    const filed = {
      at: now,
      act: 'document.file',
      caller: doctor,
      door: 'deposit',
      outcome: 'done',
      detail: { label: 'Annonce' },
    } as const
    chain.append(1, { ...filed, documentId: 'secret', documentTitle: "Consultation d'annonce" })
    chain.append(1, { ...filed, documentId: 'plain', documentTitle: 'Ordonnance' })
    const [plain, secret] = await traces()
    expect(plain!.documentTitle).toBe('Ordonnance')
    expect(secret).toMatchObject({
      documentId: null,
      documentTitle: '',
      detail: { withheld: true },
    })
    expect(secret!.says).toContain('un document qui ne vous est pas encore visible')
    expect(JSON.stringify(secret)).not.toMatch(/annonce/i)
  })

  it('carry no INS, and nothing lies open in the file', async () => {
    done(await service.openInEmergency(key, 'break-glass', `${motive} ${key.matricule}`, doctor))
    done(await change({ kind: 'block', professional: named(surgeon) }))
    for (const one of [...(await traces()), ...(await notices())])
      expect(one.says).not.toContain(key.matricule)
    const raw = db.serialize().toString('latin1')
    for (const word of [key.matricule, 'MOREL', 'BLANC', doctor.nationalId, 'inconsciente'])
      expect(raw).not.toContain(word)
  })
})

describe('whatever happens', () => {
  const people = [doctor, surgeon, nurse, midwife]
  const anyChange = fc.oneof(
    fc.record({
      kind: fc.constantFrom('filing-opposition', 'break-glass-opposition', 'regulation-opposition'),
      opposed: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('reading-consent'), consented: fc.boolean() }),
    fc.record({
      kind: fc.constant('authorise'),
      professional: fc.constantFrom(...people.map(named)),
      until: fc.constantFrom(null, 9e15, 1),
    }),
    fc.record({
      kind: fc.constantFrom('withdraw', 'block', 'unblock', 'referring-doctor'),
      professional: fc.constantFrom(...people.map(named)),
    }),
  ) as fc.Arbitrary<AccessChange>
  const step = fc.record({
    change: anyChange,
    caller: fc.constantFrom<Caller>(holder, holder, ...people),
    emergency: fc.option(
      fc.record({
        who: fc.constantFrom(...people),
        mode: fc.constantFrom('break-glass', 'regulation'),
      }),
    ),
    later: fc.constantFrom(0, 1, 3_600_000),
  })

  it('nobody blocked gets in, each act is one trace, and the chain holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        db.exec('DELETE FROM traces; DELETE FROM trace_heads; DELETE FROM access_states')
        let acts = 0
        for (const { change: asked, caller, emergency, later } of steps) {
          now += later
          await service.changeAccess(key, asked, caller)
          acts++
          if (emergency !== null) {
            await service.openInEmergency(
              key,
              emergency.mode as 'regulation',
              motive,
              emergency.who,
            )
            acts++
          }
          const state = store.state(1)
          for (const who of people) {
            const door = reads(who)
            if (state.blocked.some((one) => one.nationalId === who.nationalId))
              expect(door).toBe('blocked')
            if (state.breakGlassOpposed) expect(door).not.toBe('break-glass')
            if (state.regulationOpposed) expect(door).not.toBe('regulation')
            if (!state.readingConsented)
              expect(['authorised', 'care-team', 'referring-doctor']).not.toContain(door)
          }
        }
        expect(chain.list(1, { limit: 500 }).length).toBe(acts)
        expect(chain.verify(acts === 0 ? [] : [1])).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})
