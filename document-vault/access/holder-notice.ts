import type { EmergencyAccess } from '../contract/access.js'
import type { Caller, ProfessionalCaller } from '../contract/callers.js'
import { callerLabel } from '../traces/caller-label.js'
import { frenchInstant } from '../traces/french-instant.js'
import { withoutIns } from '../traces/without-ins.js'
import type { AccessState } from './access-state.js'

/** What the holder is told until acknowledged. French, whole sentences, what to do at the end. */
export function emergencyNotice(
  caller: ProfessionalCaller,
  mode: EmergencyAccess['mode'],
  motive: string,
  at: number,
): string {
  const how =
    mode === 'break-glass'
      ? 'en urgence (bris de glace), sans votre autorisation préalable'
      : "pour la régulation d'un appel d'urgence (Samu, centre 15)"
  return (
    `${acted(caller, at)} a ouvert votre dossier ${how}. Motif indiqué : ${withoutIns(motive)}. ` +
    'Si cet accès ne vous paraît pas justifié, signalez-le ; ' +
    "vous pouvez aussi vous opposer à ce type d'accès."
  )
}

const acted = (caller: ProfessionalCaller, at: number): string =>
  `Le ${frenchInstant(at)}, ${callerLabel(caller)}`

/** A professional who gave themself an authorisation that was not there before; else null. */
export function declarationNotice(
  before: AccessState,
  after: AccessState,
  caller: Caller,
  at: number,
): string | null {
  if (caller.kind !== 'professional') return null
  const grant = grantOf(after, caller, at)
  if (grant === undefined || grantOf(before, caller, at)?.grantedBy === grant.grantedBy) return null
  return grant.grantedBy === 'consent' ? consentNotice(caller, at) : careTeamNotice(caller, at)
}

const grantOf = (state: AccessState, caller: ProfessionalCaller, at: number) =>
  state.authorised.find(
    ({ nationalId, until }) => nationalId === caller.nationalId && (until === null || at < until),
  )

const careTeamNotice = (caller: ProfessionalCaller, at: number): string =>
  `${acted(caller, at)} a déclaré faire partie de votre équipe de soins et peut lire vos ` +
  "documents. Si ce n'est pas le cas, retirez cet accès ou bloquez ce professionnel."

const consentNotice = (caller: ProfessionalCaller, at: number): string =>
  `${acted(caller, at)} a indiqué avoir votre accord pour consulter votre dossier pendant un ` +
  "jour. Si vous ne l'avez pas donné, retirez cet accès ou bloquez ce professionnel."

export const firstAccessNotice = (caller: ProfessionalCaller, at: number): string =>
  `${acted(caller, at)} a consulté votre dossier pour la première fois. ` +
  "Tous les accès figurent dans l'historique de votre dossier."
