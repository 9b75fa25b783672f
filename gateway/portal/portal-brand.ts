import type { PortalBrand } from '../../patient-portal/contract.js'
import type { GatewayParts } from '../parts.js'

/** What all pages for browsers call the service and who runs it. */
export const portalBrandOf = ({
  config: { operatorName, mode, hostName },
  settings: { development },
}: Pick<GatewayParts, 'config' | 'settings'>): PortalBrand => ({
  name: 'Messagerie de santé',
  operator: operatorName ?? (mode === 'development' ? 'la passerelle de démonstration' : hostName),
  development,
})
