import type { FhirPerson } from './fhir-visitor.js'
import type { GatewayProcess } from './gateway-process.js'

/** The owner of a personal account, as the FHIR interface knows a doctor. */
export function doctorOf(gateway: GatewayProcess, local: string): FhirPerson {
  const shown = gateway.mss('account', 'show', gateway.account(local).address, '--json')
  const { owner } = JSON.parse(shown) as { owner: { displayName: string; nationalId: string } }
  return { nationalId: owner.nationalId, name: owner.displayName, profession: '10' }
}
