import type { Clock } from '../../domain/clock.js'
import { systemClock } from '../../domain/clock.js'
import { silentLog } from '../../domain/log.js'
import { ok } from '../../domain/result.js'
import { createStoreDirectory } from '../../gateway/directory/store-directory.js'
import { MailboxSession } from '../../gateway/flows/mailbox/mailbox-session.js'
import { OpenTraces } from '../../gateway/flows/mailbox/open-traces.js'
import { PatientDrafts } from '../../gateway/flows/patient/patient-drafts.js'
import { createPatientFlows } from '../../gateway/flows/patient-flows.js'
import { createPortalDesk } from '../../gateway/portal/desk/portal-desk.js'
import { IdleHub } from '../../gateway/reactors/idle-hub.js'
import type { GatewaySettings } from '../../gateway/settings.js'
import type { MailboxStore } from '../../mailbox-store/contract.js'
import type { PortalGateway } from '../../patient-portal/contract.js'

export const deskSettings: GatewaySettings = {
  hostName: 'passerelle.demo.mss.test',
  localDomains: new Set(['demo.mss.test']),
  citizenDomain: 'patient.mss.test',
  environment: 'test',
  development: true,
  filesDocuments: true,
  tellsPatientsAfterMs: null,
}

export const deskDeps = (store: MailboxStore, clock: Clock = systemClock) => ({
  store,
  directory: createStoreDirectory(store.read),
  archives: { examine: () => Promise.resolve(ok(null)) },
  whiteList: {
    state: () => ({ generatedAt: 1, stale: false, domains: 1 }),
    has: (domain: string) => domain === 'autre.mss.test',
    binds: () => true,
    lists: () => true,
  },
  settings: deskSettings,
  clock,
  log: silentLog,
})

/** The portal's side of a gateway over this store, as the composition root builds it. */
export function openDesk(store: MailboxStore, clock: Clock = systemClock): PortalGateway {
  const deps = deskDeps(store, clock)
  const watch = new IdleHub(store)
  const openTraces = new OpenTraces(deps)
  const session = { store, settings: deskSettings, clock, watch, openTraces }
  return createPortalDesk({
    read: store.read,
    flows: createPatientFlows(deps),
    drafts: new PatientDrafts(deps),
    openMailbox: (identity) => new MailboxSession(session, identity),
    settings: deskSettings,
    watch,
    clock,
    tokenKey: Buffer.alloc(32, 7),
  })
}
