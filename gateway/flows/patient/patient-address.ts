import type { GatewaySettings } from '../../settings.js'

/** Where mail to the patient with this INS goes (mssante.md §7 C 16). */
export const patientAddress = (
  matricule: string,
  { citizenDomain }: Pick<GatewaySettings, 'citizenDomain'>,
): string => `${matricule.toLowerCase()}@${citizenDomain}`
