import { createHmac } from 'node:crypto'
import { systemClock } from '../domain/clock.js'
import { err } from '../domain/result.js'
import type { PatientSignIn } from '../patient-portal/patient-sign-in.js'
import { createMemorySessions } from '../patient-portal/portal-sessions.js'
import { startPortal } from '../patient-portal/start-portal.js'
import { readSamples } from './development/samples-file.js'
import type { Identity } from './flows/contract.js'
import { MailboxSession } from './flows/mailbox-session.js'
import { createPatientFlows } from './flows/patient-flows.js'
import type { GatewayParts } from './parts.js'
import { createPortalDesk } from './portal-desk.js'
import { createDevelopmentSignIn, type DevelopmentIdentity } from './portal-desk-sign-in.js'
import type { Listener } from './settings.js'

/** The patients' portal over this gateway: hands it the two interfaces that it knows. */
export function openPortal(
  parts: GatewayParts,
  at: { readonly host: string; readonly port: number },
): Promise<Listener> {
  const { store, settings, hub, trust, log } = parts
  const session = { store, settings, clock: systemClock, watch: hub }
  const gateway = createPortalDesk({
    read: store.read,
    flows: createPatientFlows(parts.deps),
    openMailbox: (identity: Identity) => new MailboxSession(session, identity),
    settings,
    // One secret a use: the key of the logs' hashes must not open portal links.
    tokenKey: createHmac('sha256', parts.instanceKey).update('portal-tokens').digest(),
  })
  return startPortal({
    ...at,
    tls: trust.tls,
    gateway,
    signIn: signInOf(parts),
    sessions: createMemorySessions(systemClock),
    clock: systemClock,
    log,
    brand: {
      name: 'Messagerie de santé',
      operator: operatorNameOf(parts.config),
      development: settings.development,
    },
  })
}

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
