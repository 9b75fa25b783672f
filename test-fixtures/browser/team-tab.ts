import type { Browser } from 'playwright-core'
import type { GatewayProcess } from '../world/gateway-process.js'
import { PortalTab } from './portal-tab.js'

/** The browser of this member of a team, with the client certificate; null: with none. */
export function teamTab(
  browser: Browser,
  gateway: GatewayProcess,
  local: string,
  member: string | null,
): Promise<PortalTab> {
  const signIn = gateway.account(local).members.find((one) => one.displayName === member)
  const { host, port } = gateway.listener('team-portal')
  const certificate = signIn && {
    origin: `https://${host}:${port}`,
    certPath: signIn.certificateFile,
    keyPath: signIn.keyFile,
  }
  const options = certificate === undefined ? {} : { clientCertificates: [certificate] }
  return PortalTab.open(browser, gateway, options, 'team-portal')
}
