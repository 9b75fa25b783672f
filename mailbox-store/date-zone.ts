import type { AppendEmail } from './contract.js'

const zoneMinutesMax = 840

/** RFC 9051 §9 takes four digits for a zone; what no place on earth has is UTC. */
export const zoneMinutesOf = ({ internalZoneMinutes: zone = 0 }: AppendEmail): number =>
  Math.abs(zone) <= zoneMinutesMax ? Math.trunc(zone) : 0
