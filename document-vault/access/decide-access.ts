import type { Caller, ProfessionalCaller } from '../contract/callers.js'
import type { VaultRefusal } from '../contract/vault.js'
import type { AccessMatrix } from './access-matrix.js'
import type { AccessState } from './access-state.js'

/** What an act needs of the record's doors. */
export type AccessNeed =
  /** Does it exist, in which state (TD0.2). */
  | 'record-look'
  /** Creation, renewal of traits, erasure: the service's own. */
  | 'record-manage'
  /** Closing and opening again. */
  | 'record-close'
  /** List, content, history of documents. */
  | 'read'
  | 'deposit'
  /** Visibility, type, archive and delete marks of one document. */
  | 'document-change'
  /** Documents "à classer". */
  | 'held'
  | 'access-look'
  | 'access-change'
  /** To open an emergency door. */
  | 'emergency'
  | 'traces'
  | 'notices'

export type AccessDoor =
  | 'holder'
  | 'representative'
  | 'referring-doctor'
  | 'authorised'
  | 'care-team'
  | 'author'
  | 'break-glass'
  | 'regulation'
  | 'deposit'
  | 'administrator'
  | 'system'

export interface AccessFacts {
  readonly need: AccessNeed
  readonly caller: Caller
  readonly isOpen: boolean
  readonly state: AccessState
  readonly matrix: AccessMatrix
  /** ms. */
  readonly now: number
  /** The act is on one document that the caller wrote or deposited. */
  readonly isAuthor: boolean
  /** Of the document to be deposited; null when not known. */
  readonly classCode: string | null
}

export type AccessVerdict =
  | { readonly allowed: true; readonly door: AccessDoor }
  | { readonly allowed: false; readonly refusal: VaultRefusal }

/** JDV_J06: reimbursement data, the only thing that the insurer files (dmp.md §1). */
const reimbursementClass = '60'
const doctor = '10'

const open = (door: AccessDoor): AccessVerdict => ({ allowed: true, door })
const refuse = (refusal: VaultRefusal): AccessVerdict => ({ allowed: false, refusal })

/**
 * Who may do what with a record (dmp.md §3, "Access rights"). Pure: facts in, verdict out. The
 * order is the rule: a block comes before everything, a closed record before any door.
 */
export function decideAccess(facts: AccessFacts): AccessVerdict {
  const { caller, need, isOpen, state } = facts
  if (caller.kind === 'professional' && isBlocked(state, caller)) return refuse('blocked')
  if (!mayEverAsk(facts)) return refuse('forbidden')
  if (!isOpen && !isForClosedRecords(need)) return refuse('record-closed')
  switch (caller.kind) {
    case 'holder':
      return open('holder')
    case 'representative':
      return open('representative')
    case 'administrator':
      return open('administrator')
    case 'system':
      return need === 'deposit' && state.filingOpposed ? refuse('opposed') : open('system')
    case 'software':
    case 'insurer':
      return decideFeeder(facts)
    case 'professional':
      return decideProfessional(facts, caller)
  }
}

/** A closed record is kept, looked at as a whole, opened again or erased; traces stay readable. */
const isForClosedRecords = (need: AccessNeed): boolean =>
  need === 'record-look' ||
  need === 'record-manage' ||
  need === 'record-close' ||
  need === 'access-look' ||
  need === 'traces' ||
  need === 'notices'

const everybody = [
  'holder',
  'representative',
  'professional',
  'software',
  'insurer',
  'administrator',
  'system',
] as const

/** Which kinds of caller an act is for at all, whatever the record says. */
const callersOf: Readonly<Record<AccessNeed, readonly Caller['kind'][]>> = {
  'record-look': everybody,
  'record-manage': ['administrator', 'system'],
  'record-close': ['holder', 'administrator', 'system'],
  read: ['holder', 'representative', 'professional'],
  deposit: ['holder', 'representative', 'professional', 'software', 'insurer', 'system'],
  'document-change': ['holder', 'representative', 'professional', 'software', 'insurer'],
  held: ['holder', 'representative', 'administrator'],
  'access-look': ['holder', 'representative', 'professional', 'software', 'system'],
  'access-change': ['holder', 'professional'],
  emergency: ['professional'],
  // A document hidden from representatives would show in the traces and notices.
  traces: ['holder', 'administrator'],
  notices: ['holder'],
}

const mayEverAsk = (facts: AccessFacts): boolean =>
  callersOf[facts.need].includes(facts.caller.kind)

/** Filing needs no authorisation to read, not even for replacing or taking back (dmp.md §3). */
function decideFeeder(facts: AccessFacts): AccessVerdict {
  const { caller, need, state, classCode, isAuthor } = facts
  if (need === 'record-look' || need === 'access-look') return open('deposit')
  if (need === 'document-change') return isAuthor ? open('author') : refuse('not-author')
  if (caller.kind === 'insurer' && classCode !== reimbursementClass) return refuse('forbidden')
  return state.filingOpposed ? refuse('opposed') : open('deposit')
}

function decideProfessional(facts: AccessFacts, caller: ProfessionalCaller): AccessVerdict {
  switch (facts.need) {
    case 'record-look':
    case 'access-look':
      return open('deposit')
    case 'deposit':
    case 'document-change':
      return decideFeeder(facts)
    case 'read':
      return decideReading(facts, caller)
    default:
      // Each change and each emergency has its own rule (change-access.ts, open-emergency-door.ts).
      return open('care-team')
  }
}

/** The widest open door: a referring doctor in an emergency still is the referring doctor. */
function decideReading(facts: AccessFacts, caller: ProfessionalCaller): AccessVerdict {
  const { state, isAuthor, matrix } = facts
  const hasRow = matrix.row(caller.profession, caller.speciality) !== null
  const door = hasRow ? (consentedDoor(facts, caller) ?? emergencyDoor(facts, caller)) : null
  if (door !== null) return open(door)
  // Authors keep sight of what they wrote, and of nothing else.
  if (isAuthor) return open('author')
  return refuse(hasRow && !state.readingConsented ? 'opposed' : 'forbidden')
}

function consentedDoor(facts: AccessFacts, caller: ProfessionalCaller): AccessDoor | null {
  const { state, now } = facts
  if (!state.readingConsented) return null
  if (state.referringDoctor?.nationalId === caller.nationalId && caller.profession === doctor)
    return 'referring-doctor'
  const valid = state.authorised.find(
    (grant) =>
      grant.nationalId === caller.nationalId &&
      grant.since <= now &&
      (grant.until === null || now < grant.until),
  )
  if (valid === undefined) return null
  return valid.grantedBy === 'care-team' ? 'care-team' : 'authorised'
}

/**
 * Code de la santé publique L1111-17: each emergency door has its own opposition, which shuts it
 * also for those who are already in. No authorisation is looked at.
 */
function emergencyDoor(facts: AccessFacts, caller: ProfessionalCaller): AccessDoor | null {
  const { state, now, matrix } = facts
  const row = matrix.row(caller.profession, caller.speciality)
  const mine = state.emergencies.filter(
    (door) => door.nationalId === caller.nationalId && now < door.until,
  )
  const isOpenBy = (mode: 'break-glass' | 'regulation') => mine.some((door) => door.mode === mode)
  if (row?.breakGlass === true && !state.breakGlassOpposed && isOpenBy('break-glass'))
    return 'break-glass'
  if (row?.regulation === true && !state.regulationOpposed && isOpenBy('regulation'))
    return 'regulation'
  return null
}

export const isBlocked = (state: AccessState, caller: ProfessionalCaller): boolean =>
  state.blocked.some((blocked) => blocked.nationalId === caller.nationalId)
