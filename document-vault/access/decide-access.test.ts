import { describe, expect, it } from 'vitest'
import type { Caller, ProfessionalCaller } from '../contract/callers.js'
import type { VaultRefusal } from '../contract/vault.js'
import { type AccessState, initialAccess } from './access-state.js'
import {
  type AccessDoor,
  type AccessFacts,
  type AccessNeed,
  decideAccess,
} from './decide-access.js'
import { defaultAccessMatrix } from './default-access-matrix.js'

const now = Date.UTC(2026, 2, 12, 13, 5)
const hour = 3_600_000

const professional = (profession: string, nationalId = '810000000001'): ProfessionalCaller => ({
  kind: 'professional',
  nationalId,
  name: 'Claire MOREL',
  profession,
  speciality: profession === '10' ? 'SM26' : null,
  structureName: 'CH des Ormes',
  structureId: '1750000001',
})
const doctor = professional('10')
const holder: Caller = { kind: 'holder' }
const named = (caller: ProfessionalCaller) => ({ nationalId: caller.nationalId, name: caller.name })
const grant = (caller: ProfessionalCaller, since: number, until: number | null) => ({
  ...named(caller),
  since,
  until,
  grantedBy: 'holder' as const,
})
const emergency = (mode: 'break-glass' | 'regulation', until = now + hour) => ({
  nationalId: doctor.nationalId,
  mode,
  until,
})
const facts = (need: AccessNeed, caller: Caller, more: Partial<AccessFacts> = {}): AccessFacts => ({
  need,
  caller,
  isOpen: true,
  state: initialAccess,
  matrix: defaultAccessMatrix,
  now,
  isAuthor: false,
  classCode: null,
  ...more,
})
const state = (more: Partial<AccessState>): AccessState => ({ ...initialAccess, ...more })
const answer = (given: AccessFacts): string => {
  const verdict = decideAccess(given)
  return verdict.allowed ? `+${verdict.door}` : verdict.refusal
}

/** Situation, facts, and the door (+) or the refusal. */
const table: readonly (readonly [string, AccessFacts, `+${AccessDoor}` | VaultRefusal])[] = [
  ['the holder reads', facts('read', holder), '+holder'],
  [
    'the holder of a closed record does not',
    facts('read', holder, { isOpen: false }),
    'record-closed',
  ],
  [
    'the traces of a closed record stay readable',
    facts('traces', holder, { isOpen: false }),
    '+holder',
  ],
  [
    'the holder files in spite of own filing opposition',
    facts('deposit', holder, { state: state({ filingOpposed: true }) }),
    '+holder',
  ],
  ['the holder erases nothing', facts('record-manage', holder), 'forbidden'],
  ['a carer reads', facts('read', { kind: 'representative', name: 'Paul' }), '+representative'],
  [
    'a carer sees no traces',
    facts('traces', { kind: 'representative', name: 'Paul' }),
    'forbidden',
  ],
  [
    'a carer changes no access',
    facts('access-change', { kind: 'representative', name: 'Paul' }),
    'forbidden',
  ],
  [
    'a carer does not close',
    facts('record-close', { kind: 'representative', name: 'Paul' }),
    'forbidden',
  ],
  ['a doctor without authorisation', facts('read', doctor), 'forbidden'],
  [
    'a doctor with one',
    facts('read', doctor, { state: state({ authorised: [grant(doctor, now - 1, null)] }) }),
    '+authorised',
  ],
  [
    'to the last millisecond',
    facts('read', doctor, { state: state({ authorised: [grant(doctor, 0, now + 1)] }) }),
    '+authorised',
  ],
  [
    'run out',
    facts('read', doctor, { state: state({ authorised: [grant(doctor, 0, now)] }) }),
    'forbidden',
  ],
  [
    'not yet begun',
    facts('read', doctor, { state: state({ authorised: [grant(doctor, now + 1, null)] }) }),
    'forbidden',
  ],
  [
    'another doctor has one',
    facts('read', professional('10', '810000000002'), {
      state: state({ authorised: [grant(doctor, 0, null)] }),
    }),
    'forbidden',
  ],
  [
    'authorised, yet no consent',
    facts('read', doctor, {
      state: state({ readingConsented: false, authorised: [grant(doctor, 0, null)] }),
    }),
    'opposed',
  ],
  [
    'referring doctor without consent',
    facts('read', doctor, {
      state: state({ readingConsented: false, referringDoctor: named(doctor) }),
    }),
    'opposed',
  ],
  [
    'referring doctor',
    facts('read', doctor, { state: state({ referringDoctor: named(doctor) }) }),
    '+referring-doctor',
  ],
  [
    'a nurse is no referring doctor',
    facts('read', professional('60'), { state: state({ referringDoctor: named(doctor) }) }),
    'forbidden',
  ],
  [
    'a physiotherapist, authorised, without a row',
    facts('read', professional('70'), { state: state({ authorised: [grant(doctor, 0, null)] }) }),
    'forbidden',
  ],
  [
    'an author without authorisation sees the own document',
    facts('read', doctor, { isAuthor: true }),
    '+author',
  ],
  [
    'so does an author without a row',
    facts('read', professional('70'), { isAuthor: true }),
    '+author',
  ],
  [
    'a blocked author does not',
    facts('read', doctor, { isAuthor: true, state: state({ blocked: [named(doctor)] }) }),
    'blocked',
  ],
  [
    'blocked and authorised',
    facts('read', doctor, {
      state: state({ blocked: [named(doctor)], authorised: [grant(doctor, 0, null)] }),
    }),
    'blocked',
  ],
  [
    'blocked in an emergency',
    facts('read', doctor, {
      state: state({ blocked: [named(doctor)], emergencies: [emergency('break-glass')] }),
    }),
    'blocked',
  ],
  [
    'blocked at the regulating door',
    facts('read', doctor, {
      state: state({ blocked: [named(doctor)], emergencies: [emergency('regulation')] }),
    }),
    'blocked',
  ],
  [
    'blocked and of a closed record',
    facts('read', doctor, { isOpen: false, state: state({ blocked: [named(doctor)] }) }),
    'blocked',
  ],
  [
    'the blocked do not file',
    facts('deposit', doctor, { state: state({ blocked: [named(doctor)] }) }),
    'blocked',
  ],
  [
    'glass broken',
    facts('read', doctor, { state: state({ emergencies: [emergency('break-glass')] }) }),
    '+break-glass',
  ],
  [
    'glass broken without consent to reading',
    facts('read', doctor, {
      state: state({ readingConsented: false, emergencies: [emergency('break-glass')] }),
    }),
    '+break-glass',
  ],
  [
    'the time of the broken glass is over',
    facts('read', doctor, { state: state({ emergencies: [emergency('break-glass', now)] }) }),
    'forbidden',
  ],
  [
    'opposition shuts a door already open',
    facts('read', doctor, {
      state: state({ breakGlassOpposed: true, emergencies: [emergency('break-glass')] }),
    }),
    'forbidden',
  ],
  [
    'opposition to regulation leaves the glass',
    facts('read', doctor, {
      state: state({ regulationOpposed: true, emergencies: [emergency('break-glass')] }),
    }),
    '+break-glass',
  ],
  [
    'opposition to the glass leaves regulation',
    facts('read', doctor, {
      state: state({ breakGlassOpposed: true, emergencies: [emergency('regulation')] }),
    }),
    '+regulation',
  ],
  [
    'opposition to regulation',
    facts('read', doctor, {
      state: state({ regulationOpposed: true, emergencies: [emergency('regulation')] }),
    }),
    'forbidden',
  ],
  [
    'the glass of a closed record',
    facts('read', doctor, {
      isOpen: false,
      state: state({ emergencies: [emergency('break-glass')] }),
    }),
    'record-closed',
  ],
  ['filing without authorisation', facts('deposit', doctor), '+deposit'],
  [
    'filing without consent to reading',
    facts('deposit', doctor, { state: state({ readingConsented: false }) }),
    '+deposit',
  ],
  [
    'filing opposed',
    facts('deposit', doctor, {
      state: state({ filingOpposed: true, authorised: [grant(doctor, 0, null)] }),
    }),
    'opposed',
  ],
  ['filing into a closed record', facts('deposit', doctor, { isOpen: false }), 'record-closed'],
  [
    "deleting one's own without authorisation",
    facts('document-change', doctor, { isAuthor: true }),
    '+author',
  ],
  [
    "deleting another's with authorisation",
    facts('document-change', doctor, { state: state({ authorised: [grant(doctor, 0, null)] }) }),
    'not-author',
  ],
  [
    'software files',
    facts('deposit', { kind: 'software', name: 'DPI', structureId: '1' }),
    '+deposit',
  ],
  [
    'software reads nothing',
    facts('read', { kind: 'software', name: 'DPI', structureId: '1' }),
    'forbidden',
  ],
  [
    'not even its own',
    facts('read', { kind: 'software', name: 'DPI', structureId: '1' }, { isAuthor: true }),
    'forbidden',
  ],
  [
    'the insurer files reimbursements',
    facts('deposit', { kind: 'insurer' }, { classCode: '60' }),
    '+deposit',
  ],
  ['and nothing else', facts('deposit', { kind: 'insurer' }, { classCode: '10' }), 'forbidden'],
  ['nor something unknown', facts('deposit', { kind: 'insurer' }), 'forbidden'],
  [
    'nor against an opposition',
    facts(
      'deposit',
      { kind: 'insurer' },
      { classCode: '60', state: state({ filingOpposed: true }) },
    ),
    'opposed',
  ],
  ['the service files mail', facts('deposit', { kind: 'system' }), '+system'],
  [
    'mail is not filed against an opposition',
    facts('deposit', { kind: 'system' }, { state: state({ filingOpposed: true }) }),
    'opposed',
  ],
  ['the service reads nothing', facts('read', { kind: 'system' }), 'forbidden'],
  [
    'an administrator reads nothing',
    facts('read', { kind: 'administrator', name: 'A' }),
    'forbidden',
  ],
  [
    'an administrator changes no access',
    facts('access-change', { kind: 'administrator', name: 'A' }),
    'forbidden',
  ],
  [
    'an administrator opens no emergency',
    facts('emergency', { kind: 'administrator', name: 'A' }),
    'forbidden',
  ],
  [
    'an administrator erases',
    facts('record-manage', { kind: 'administrator', name: 'A' }, { isOpen: false }),
    '+administrator',
  ],
  ['a doctor sees no traces', facts('traces', doctor), 'forbidden'],
  ["a doctor sees no holder's notices", facts('notices', doctor), 'forbidden'],
  ['a doctor does not close the record', facts('record-close', doctor), 'forbidden'],
]

describe('who enters a record', () => {
  it.each(table)('%s', (_name, given, expected) => {
    expect(answer(given)).toBe(expected)
  })

  it('has more refusals than doors in its table', () => {
    const refusals = table.filter(([, , expected]) => !expected.startsWith('+'))
    expect(refusals.length).toBeGreaterThan(table.length / 2)
  })
})

/** Every combination of the facts that can play a part in reading. */
function* everyReading(): Generator<AccessFacts & { readonly caller: ProfessionalCaller }> {
  const no = [false, true] as const
  const grants = ['none', 'valid', 'expired', 'future', 'care-team'] as const
  const emergencies = ['none', 'break-glass', 'regulation', 'both', 'expired'] as const
  for (const profession of ['10', '40', '60', '50', '70'])
    for (const given of grants)
      for (const door of emergencies)
        for (let bits = 0; bits < 256; bits++) {
          const caller = professional(profession)
          const bit = (place: number) => no[(bits >> place) & 1]!
          const until = door === 'expired' ? now - 1 : now + hour
          const modes =
            door === 'both' || door === 'expired'
              ? (['break-glass', 'regulation'] as const)
              : door === 'none'
                ? []
                : [door]
          const times = {
            none: null,
            valid: [now - 1, now + 1],
            expired: [0, now - 1],
            future: [now + 1, null],
            'care-team': [0, null],
          }[given]
          yield {
            ...facts('read', caller),
            caller,
            isOpen: bit(0),
            isAuthor: bit(1),
            state: state({
              readingConsented: bit(2),
              breakGlassOpposed: bit(3),
              regulationOpposed: bit(4),
              filingOpposed: bit(5),
              blocked: bit(6) ? [named(caller)] : [],
              referringDoctor: bit(7) ? named(caller) : null,
              authorised:
                times === null
                  ? []
                  : [
                      {
                        ...named(caller),
                        since: times[0]!,
                        until: times[1] ?? null,
                        grantedBy: given === 'care-team' ? 'care-team' : 'holder',
                      },
                    ],
              emergencies: modes.map((mode) => ({ nationalId: caller.nationalId, mode, until })),
            }),
          }
        }
}

/**
 * The rules of dmp.md §3 once more, as a set of doors that stand open: written from the text, not
 * from the code.
 */
function doorsByTheText(given: AccessFacts & { caller: ProfessionalCaller }): Set<string> {
  const { state: settings, caller } = given
  const doors = new Set<string>()
  if (settings.blocked.length > 0 || !given.isOpen) return doors
  if (given.isAuthor) doors.add('author')
  const hasRow = ['10', '21', '40', '50', '60'].includes(caller.profession)
  if (!hasRow) return doors
  if (settings.readingConsented) {
    if (settings.referringDoctor !== null && caller.profession === '10')
      doors.add('referring-doctor')
    for (const one of settings.authorised)
      if (one.since <= now && (one.until ?? Infinity) > now)
        doors.add(one.grantedBy === 'care-team' ? 'care-team' : 'authorised')
  }
  for (const one of settings.emergencies) {
    if (one.until <= now) continue
    if (
      one.mode === 'break-glass' &&
      !settings.breakGlassOpposed &&
      ['10', '50'].includes(caller.profession)
    )
      doors.add('break-glass')
    if (one.mode === 'regulation' && !settings.regulationOpposed && caller.profession === '10')
      doors.add('regulation')
  }
  return doors
}

describe('every combination of facts', () => {
  it('enters by a door that the text opens, and is refused only where none is', () => {
    let refused = 0
    let allowed = 0
    const faults: string[] = []
    for (const given of everyReading()) {
      const verdict = decideAccess(given)
      const doors = doorsByTheText(given)
      if (verdict.allowed) allowed++
      else refused++
      const isRight = verdict.allowed ? doors.has(verdict.door) : doors.size === 0
      if (!isRight) faults.push(JSON.stringify({ given: given.state, verdict }))
    }
    expect(faults).toEqual([])
    expect(refused).toBeGreaterThan(allowed)
  })

  it('lets nobody in who is blocked', () => {
    for (const given of everyReading())
      if (given.state.blocked.length > 0)
        expect(decideAccess(given)).toEqual({ allowed: false, refusal: 'blocked' })
  })

  it('keeps the two oppositions apart', () => {
    for (const given of everyReading()) {
      if (given.state.emergencies.length !== 1) continue
      const other =
        given.state.emergencies[0]!.mode === 'regulation'
          ? 'breakGlassOpposed'
          : 'regulationOpposed'
      const turned = { ...given, state: { ...given.state, [other]: !given.state[other] } }
      expect(decideAccess(turned)).toEqual(decideAccess(given))
    }
  })

  it('asks no authorisation for filing, and lets no opposition to filing bear on reading', () => {
    for (const given of everyReading()) {
      const { filingOpposed, blocked } = given.state
      const expected =
        blocked.length > 0
          ? 'blocked'
          : !given.isOpen
            ? 'record-closed'
            : filingOpposed
              ? 'opposed'
              : '+deposit'
      expect(answer({ ...given, need: 'deposit' })).toBe(expected)
      const turned = { ...given, state: { ...given.state, filingOpposed: !filingOpposed } }
      expect(decideAccess(turned)).toEqual(decideAccess(given))
    }
  })
})
