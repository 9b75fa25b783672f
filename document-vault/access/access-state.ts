import type { AccessSettings, EmergencyAccess } from '../contract/access.js'

export interface OpenEmergency extends EmergencyAccess {
  readonly nationalId: string
}

/** All that decides on access to one record; kept sealed, as one value. */
export interface AccessState extends AccessSettings {
  /** May be past their time: judged by `until`. */
  readonly emergencies: readonly OpenEmergency[]
  /**
   * Professionals whose authorisation the holder took back: they cannot declare themselves care
   * team again (the law wants "no objection"); explicit consent, or the holder, lets them back in.
   */
  readonly withdrawn: readonly string[]
  /** Professionals whose first reading the holder was told of. */
  readonly accessed: readonly string[]
}

/**
 * A record is opened by opt-out (care-paths.md), so nothing is opposed at its start. Consent to
 * reading alone lets nobody in: each professional still needs an authorisation.
 */
export const initialAccess: AccessState = {
  filingOpposed: false,
  readingConsented: true,
  breakGlassOpposed: false,
  regulationOpposed: false,
  authorised: [],
  blocked: [],
  referringDoctor: null,
  emergencies: [],
  withdrawn: [],
  accessed: [],
}
