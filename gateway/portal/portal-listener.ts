import { createHmac } from 'node:crypto'
import type { ListenerDescription } from '../../config/listener-plan.js'
import { systemClock } from '../../domain/clock.js'
import { iconPath, stylesheetPath } from '../../patient-portal/assets/assets.js'
import { startPortal } from '../../patient-portal/start-portal.js'
import { createMemorySessions } from '../../patient-portal/walls/portal-sessions.js'
import { signerOfPem } from '../../pki/signed-message.js'
import { createSetupApp } from '../client-setup/setup-app.js'
import { setupFactsOf } from '../client-setup/setup-facts.js'
import type { SetupParts } from '../client-setup/setup-parts.js'
import { isSetupPath, pathOf } from '../client-setup/setup-paths.js'
import type { Identity } from '../flows/contract.js'
import { MailboxSession } from '../flows/mailbox/mailbox-session.js'
import { OpenTraces } from '../flows/mailbox/open-traces.js'
import { PatientDrafts } from '../flows/patient/patient-drafts.js'
import { createPatientFlows } from '../flows/patient-flows.js'
import { forwardingVault } from '../forwarding-vault.js'
import type { GatewayParts } from '../parts.js'
import type { Listener } from '../settings.js'
import { createPortalDesk } from './desk/portal-desk.js'
import { portalBrandOf } from './portal-brand.js'
import { createPortalPreview } from './portal-preview.js'
import { createPortalRecord } from './portal-record.js'
import { openPortalProfile } from './profile/open-portal-profile.js'
import { openPortalSettings } from './settings/open-portal-settings.js'
import { createSignInWays } from './sign-in/portal-sign-in.js'
import { createSignInJournal } from './sign-in/sign-in-journal.js'

/** The patients' portal over this gateway: hands it the two interfaces that it knows. */
export async function openPortal(
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
    drafts: new PatientDrafts(parts.deps),
    openMailbox: (identity: Identity) => new MailboxSession(session, identity),
    settings,
    watch: hub,
    clock: systemClock,
    tokenKey,
  })
  const setupApp = createSetupApp(setup)
  const portalSettings = openPortalSettings(parts)
  const journal = createSignInJournal(parts.deps)
  const listener = await startPortal({
    ...at,
    tls: trust.tls,
    gateway,
    signIn: createSignInWays(parts),
    journal,
    publicUrl: parts.portalUrl,
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
    settings: portalSettings,
    preview: createPortalPreview(parts.painter),
    profile: openPortalProfile(parts),
    clock: systemClock,
    log,
    beside: (request) => (isSetupPath(pathOf(request)) ? setupApp.fetch(request) : null),
    brand: portalBrandOf(parts),
  })
  return {
    port: listener.port,
    close: async (graceMs) => {
      await listener.close(graceMs)
      await Promise.all([portalSettings.close(), journal.close()])
    },
  }
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
  serviceName: portalBrandOf(parts).name,
  operatorName: portalBrandOf(parts).operator,
})
