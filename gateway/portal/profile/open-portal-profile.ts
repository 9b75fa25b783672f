import type { PortalProfile } from '../../../patient-portal/profile/profile-contract.js'
import { signerOfPem } from '../../../pki/signed-message.js'
import { createPatientProfile } from '../../flows/patient/patient-profile.js'
import type { GatewayParts } from '../../parts.js'
import { portalBrandOf } from '../portal-brand.js'
import { createPortalProfile } from './portal-profile.js'

/** Receipts are signed with the key of the server: its certificate says who the operator is. */
export function openPortalProfile(parts: GatewayParts): PortalProfile {
  const { store, settings, trust, vault, deps, log } = parts
  const { name: service, operator } = portalBrandOf(parts)
  return createPortalProfile({
    ...{ vault, log, service, operator },
    read: store.read,
    flow: createPatientProfile(deps),
    trustedDomains: [...settings.localDomains, settings.citizenDomain],
    signer: signerOfPem(trust.tls.key, trust.tls.cert),
    clock: deps.clock,
  })
}
