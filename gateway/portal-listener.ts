import { createHmac } from 'node:crypto'
import type { ListenerDescription } from '../config/listener-plan.js'
import { systemClock } from '../domain/clock.js'
import { err } from '../domain/result.js'
import { iconPath, stylesheetPath } from '../patient-portal/assets.js'
import type { PatientSignIn } from '../patient-portal/patient-sign-in.js'
import { createMemorySessions } from '../patient-portal/portal-sessions.js'
import { startPortal } from '../patient-portal/start-portal.js'
import { signerOfPem } from '../pki/signed-message.js'
import { createSetupApp } from './client-setup/setup-app.js'
import { setupFactsOf } from './client-setup/setup-facts.js'
import type { SetupParts } from './client-setup/setup-parts.js'
import { isSetupPath, pathOf } from './client-setup/setup-paths.js'
import { readSamples } from './development/samples-file.js'
import type { Identity } from './flows/contract.js'
import { MailboxSession } from './flows/mailbox-session.js'
import { OpenTraces } from './flows/open-traces.js'
import { createPatientFlows } from './flows/patient-flows.js'
import { forwardingVault } from './forwarding-vault.js'
import type { GatewayParts } from './parts.js'
import { createPortalDesk } from './portal-desk.js'
import { createDevelopmentSignIn, type DevelopmentIdentity } from './portal-desk-sign-in.js'
import { createPortalRecord } from './portal-record.js'
import type { Listener } from './settings.js'

/** The patients' portal over this gateway: hands it the two interfaces that it knows. */
export function openPortal(
  parts: GatewayParts,
  setup: SetupParts,
  at: { readonly host: string; readonly port: number },
): Promise<Listener> {
  const { store, settings, hub, trust, log } = parts
  const openTraces = new OpenTraces(parts.deps)
  const session = { store, settings, clock: systemClock, watch: hub, openTraces }
  // One secret a use: the key of the logs' hashes must not open portal links.
  const tokenKey = createHmac('sha256', parts.instanceKey).update('portal-tokens').digest()
  const gateway = createPortalDesk({
    read: store.read,
    flows: createPatientFlows(parts.deps),
    openMailbox: (identity: Identity) => new MailboxSession(session, identity),
    settings,
    tokenKey,
  })
  const setupApp = createSetupApp(setup)
  return startPortal({
    ...at,
    tls: trust.tls,
    gateway,
    signIn: signInOf(parts),
    sessions: createMemorySessions(systemClock),
    ...(parts.vault === null
      ? {}
      : {
          record: createPortalRecord({
            vault: forwardingVault(parts.vault, parts.deps),
            read: store.read,
            tokenKey,
          }),
        }),
    clock: systemClock,
    log,
    beside: (request) => (isSetupPath(pathOf(request)) ? setupApp.fetch(request) : null),
    brand: {
      name: serviceName,
      operator: operatorNameOf(parts.config),
      development: settings.development,
    },
  })
}

/** The set-up of mail clients; `opened` gives the listeners with the ports that they really got. */
export const clientSetupParts = (
  parts: GatewayParts,
  opened: () => readonly ListenerDescription[],
): SetupParts => ({
  facts: () => setupFactsOf(parts.settings, opened()),
  signer: signerOfPem(parts.trust.tls.key, parts.trust.tls.cert),
  clock: systemClock,
  log: parts.log,
  look: { stylesheet: stylesheetPath, icon: iconPath },
  serviceName,
  operatorName: operatorNameOf(parts.config),
})

const serviceName = 'Messagerie de santé'

const operatorNameOf = ({ operatorName, mode, hostName }: GatewayParts['config']): string =>
  operatorName ?? (mode === 'development' ? 'la passerelle de démonstration' : hostName)

/**
 * Production has no sign-in before OIDC comes: the form answers "unavailable", it never lets anyone
 * in.
 */
function signInOf(parts: GatewayParts): PatientSignIn {
  if (!parts.settings.development) {
    return {
      kind: 'form',
      verify: () => Promise.resolve(err('sign-in-unavailable')),
      hints: () => Promise.resolve([]),
    }
  }
  return createDevelopmentSignIn({
    read: parts.store.read,
    identities: () => Promise.resolve(developmentIdentities(parts)),
  })
}

function developmentIdentities({ folder }: GatewayParts): DevelopmentIdentity[] {
  const patients = readSamples(folder.samples, folder.root)?.patients ?? []
  return patients.flatMap(({ address, displayName, portal }) =>
    portal === null ? [] : [{ ...portal, displayName, address }],
  )
}
