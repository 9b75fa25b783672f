import type { ProfileState } from '../../domain/profile.js'
import type { PortalParts } from '../portal-parts.js'

/** Closed and opposed profiles reach the pages about their profile, where this portal has them. */
export const mayEnter = ({ profile }: Pick<PortalParts, 'profile'>, state: ProfileState): boolean =>
  state === 'open' || (profile !== undefined && (state === 'closed' || state === 'opposed'))
