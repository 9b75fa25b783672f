import type { AccessSettings } from '../contract/access.js'
import type { Caller } from '../contract/callers.js'
import type { AccessState } from './access-state.js'

/**
 * What a caller sees of the settings: the holder all, a professional what concerns them (TD0.2:
 * own authorisation, referring doctor), everybody else the oppositions. Whom the holder sees, or
 * has blocked, is the holder's own business.
 */
export function settingsShownTo(caller: Caller, state: AccessState): AccessSettings {
  const { filingOpposed, readingConsented, breakGlassOpposed, regulationOpposed } = state
  const flags = { filingOpposed, readingConsented, breakGlassOpposed, regulationOpposed }
  if (caller.kind === 'holder') {
    const { authorised, blocked, referringDoctor } = state
    return { ...flags, authorised, blocked, referringDoctor }
  }
  if (caller.kind !== 'professional')
    return { ...flags, authorised: [], blocked: [], referringDoctor: null }
  const authorised = state.authorised.filter((one) => one.nationalId === caller.nationalId)
  return { ...flags, authorised, blocked: [], referringDoctor: state.referringDoctor }
}
