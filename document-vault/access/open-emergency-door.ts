import { documentLimits } from '../../domain/document-limits.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { EmergencyAccess } from '../contract/access.js'
import type { ProfessionalCaller } from '../contract/callers.js'
import type { VaultRefusal } from '../contract/vault.js'
import type { AccessMatrix } from './access-matrix.js'
import type { AccessState } from './access-state.js'

/**
 * Code de la santé publique L1111-17: break-glass for a person who cannot express their will at
 * immediate risk, the regulating door for the Samu's doctor; each with its own opposition, neither
 * looking at authorisations. `motive` is already trimmed. Pure.
 */
export function openEmergencyDoor(
  state: AccessState,
  mode: EmergencyAccess['mode'],
  motive: string,
  caller: ProfessionalCaller,
  matrix: AccessMatrix,
  now: number,
): Result<{ readonly state: AccessState; readonly access: EmergencyAccess }, VaultRefusal> {
  const row = matrix.row(caller.profession, caller.speciality)
  const isForThem = mode === 'break-glass' ? row?.breakGlass : row?.regulation
  if (isForThem !== true) return err('forbidden')
  const isOpposed = mode === 'break-glass' ? state.breakGlassOpposed : state.regulationOpposed
  if (isOpposed) return err('opposed')
  if (!isMotive(motive)) return err('motive-missing')
  if (motive.length > documentLimits.emergencyMotiveCharsMax) return err('invalid')
  const others = state.emergencies.filter(
    (door) => now < door.until && (door.nationalId !== caller.nationalId || door.mode !== mode),
  )
  if (others.length >= documentLimits.accessProfessionalsMax) return err('conflict')
  const lasts = mode === 'break-glass' ? documentLimits.breakGlassMs : documentLimits.regulationMs
  const access = { mode, until: now + lasts }
  const opened = { ...access, nationalId: caller.nationalId }
  return ok({ state: { ...state, emergencies: [...others, opened] }, access })
}

/** A word at least: dots and blanks tell the holder nothing. */
const isMotive = (motive: string): boolean =>
  motive.length >= documentLimits.emergencyMotiveCharsMin &&
  (motive.match(/\p{L}/gu) ?? []).length >= 3
