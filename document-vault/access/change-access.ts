import { documentLimits } from '../../domain/document-limits.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { AccessChange, AuthorisedProfessional, NamedProfessional } from '../contract/access.js'
import type { Caller, ProfessionalCaller } from '../contract/callers.js'
import type { VaultRefusal } from '../contract/vault.js'
import type { AccessMatrix } from './access-matrix.js'
import type { AccessState } from './access-state.js'

/**
 * The state after a change, or why it is refused. Pure. `decideAccess` for `access-change` has
 * already let the caller in: what is judged here is the change itself.
 */
export function changeAccess(
  state: AccessState,
  change: AccessChange,
  caller: Caller,
  matrix: AccessMatrix,
  now: number,
): Result<AccessState, VaultRefusal> {
  const pruned = withoutThePast(state, now)
  if (caller.kind === 'holder') return changeAsHolder(pruned, change, now)
  if (caller.kind === 'professional') return changeForOneself(pruned, change, caller, matrix, now)
  return err('forbidden')
}

/** What has run out is dropped when the state is written anyway, so that it does not pile up. */
const withoutThePast = (state: AccessState, now: number): AccessState => ({
  ...state,
  authorised: state.authorised.filter(({ until }) => until === null || now < until),
  emergencies: state.emergencies.filter(({ until }) => now < until),
})

function changeAsHolder(
  state: AccessState,
  change: AccessChange,
  now: number,
): Result<AccessState, VaultRefusal> {
  switch (change.kind) {
    case 'filing-opposition':
      return ok({ ...state, filingOpposed: change.opposed })
    case 'break-glass-opposition':
      return ok({ ...state, breakGlassOpposed: change.opposed })
    case 'regulation-opposition':
      return ok({ ...state, regulationOpposed: change.opposed })
    case 'reading-consent':
      return ok({ ...state, readingConsented: change.consented })
    case 'authorise':
      return authorised(state, change.professional, { since: now, until: change.until }, 'holder')
    case 'withdraw':
      return withdrawn(state, change.professional)
    case 'block':
      return blocked(state, change.professional)
    case 'unblock':
      return ok({ ...state, blocked: without(state.blocked, change.professional) })
    case 'referring-doctor':
      return referred(state, change.professional)
  }
}

/** A professional acts on the own authorisation only (TD0.3): declares it, or gives it back. */
function changeForOneself(
  state: AccessState,
  change: AccessChange,
  caller: ProfessionalCaller,
  matrix: AccessMatrix,
  now: number,
): Result<AccessState, VaultRefusal> {
  if (change.kind === 'withdraw' && change.professional.nationalId === caller.nationalId)
    return ok({ ...state, authorised: without(state.authorised, change.professional) })
  if (change.kind !== 'authorise') return err('forbidden')
  if (change.professional.nationalId !== caller.nationalId) return err('forbidden')
  if (matrix.row(caller.profession, caller.speciality) === null) return err('forbidden')
  if (!state.readingConsented) return err('opposed')
  const self = { nationalId: caller.nationalId, name: caller.name }
  if (change.basis === 'consent' && !isGrantedByHolder(state, caller.nationalId)) {
    // Outside the care team, consent is asked for at each consultation (arrêté of 26 October 2023).
    const latest = now + documentLimits.consentAccessMsMax
    const until = Math.min(change.until ?? latest, latest)
    return authorised(state, self, { since: now, until }, 'consent')
  }
  if (state.withdrawn.includes(caller.nationalId)) return err('opposed')
  // What the holder granted, with its end, is not widened by the one who was granted it.
  if (isGrantedByHolder(state, caller.nationalId)) return ok(state)
  return authorised(state, self, { since: now, until: change.until }, 'care-team')
}

function authorised(
  state: AccessState,
  professional: NamedProfessional,
  time: TimeSpan,
  grantedBy: AuthorisedProfessional['grantedBy'],
): Result<AccessState, VaultRefusal> {
  const named = namedProfessional(professional)
  if (named === null || !isTimeSpan(time)) return err('invalid')
  // Unblocking is an act of its own: authorising must not undo a block in passing.
  if (isIn(state.blocked, named)) return err('blocked')
  const others = without(state.authorised, named)
  if (others.length >= documentLimits.accessProfessionalsMax) return err('invalid')
  return ok({
    ...state,
    authorised: [...others, { ...named, ...time, grantedBy }],
    withdrawn: state.withdrawn.filter((id) => grantedBy === 'care-team' || id !== named.nationalId),
  })
}

function withdrawn(
  state: AccessState,
  professional: NamedProfessional,
): Result<AccessState, VaultRefusal> {
  const named = namedProfessional(professional)
  if (named === null) return err('invalid')
  const others = state.withdrawn.filter((id) => id !== named.nationalId)
  return ok({
    ...state,
    ...shutOut(state, named),
    // The oldest gives way: a bounded memory of who was sent away.
    withdrawn: [...others, named.nationalId].slice(-documentLimits.accessProfessionalsMax),
  })
}

function blocked(
  state: AccessState,
  professional: NamedProfessional,
): Result<AccessState, VaultRefusal> {
  const named = namedProfessional(professional)
  if (named === null) return err('invalid')
  const others = without(state.blocked, named)
  if (others.length >= documentLimits.accessProfessionalsMax) return err('invalid')
  return ok({ ...state, ...shutOut(state, named), blocked: [...others, named] })
}

/** Shuts every door of one professional: authorisation, referring doctor, emergency. */
const shutOut = (
  state: AccessState,
  professional: NamedProfessional,
): Pick<AccessState, 'authorised' | 'referringDoctor' | 'emergencies'> => ({
  authorised: without(state.authorised, professional),
  referringDoctor:
    state.referringDoctor?.nationalId === professional.nationalId ? null : state.referringDoctor,
  emergencies: without(state.emergencies, professional),
})

function referred(
  state: AccessState,
  professional: NamedProfessional | null,
): Result<AccessState, VaultRefusal> {
  if (professional === null) return ok({ ...state, referringDoctor: null })
  const named = namedProfessional(professional)
  if (named === null) return err('invalid')
  if (isIn(state.blocked, named)) return err('blocked')
  return ok({
    ...state,
    referringDoctor: named,
    withdrawn: state.withdrawn.filter((id) => id !== named.nationalId),
  })
}

interface TimeSpan {
  readonly since: number
  readonly until: number | null
}

const isTimeSpan = ({ since, until }: TimeSpan): boolean =>
  until === null || (Number.isSafeInteger(until) && until > since)

const isGrantedByHolder = (state: AccessState, id: string): boolean =>
  state.authorised.some(({ nationalId, grantedBy }) => nationalId === id && grantedBy === 'holder')

const isIn = (list: readonly { nationalId: string }[], professional: NamedProfessional): boolean =>
  list.some(({ nationalId }) => nationalId === professional.nationalId)

const without = <T extends { readonly nationalId: string }>(
  list: readonly T[],
  professional: NamedProfessional,
): readonly T[] => list.filter(({ nationalId }) => nationalId !== professional.nationalId)

/** Trimmed and bounded; null when it names nobody. */
function namedProfessional(professional: NamedProfessional): NamedProfessional | null {
  const nationalId = professional.nationalId.trim()
  const name = professional.name.replace(/[\p{Cc}\s]+/gu, ' ').trim()
  if (!/^[0-9A-Za-z/.-]{1,64}$/.test(nationalId) || name === '') return null
  return { nationalId, name: name.slice(0, documentLimits.professionalNameCharsMax) }
}
