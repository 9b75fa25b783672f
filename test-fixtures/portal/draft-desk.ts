import type { AccountId } from '../../domain/ids.js'
import { silentLog } from '../../domain/log.js'
import { ok } from '../../domain/result.js'
import { createStoreDirectory } from '../../gateway/directory/store-directory.js'
import { PatientDrafts } from '../../gateway/flows/patient/patient-drafts.js'
import { createPatientFlows } from '../../gateway/flows/patient-flows.js'
import { createPortalDesk } from '../../gateway/portal/desk/portal-desk.js'
import type { MailboxStore } from '../../mailbox-store/contract.js'
import type { PortalGateway } from '../../patient-portal/contract.js'
import { settings } from '../world/flow-space.js'
import { doctor, letter, PortalPeople } from './portal-people.js'

export interface DraftDesk {
  readonly desk: PortalGateway
  readonly people: PortalPeople
  readonly store: MailboxStore
  readonly patientId: AccountId
  /** With the doctor, open, with one message received. */
  readonly exchangeId: string
  readonly messageId: string
  /** Each look is a millisecond later; `advance` moves further. */
  readonly clock: { now(): number; advance(ms: number): void }
}

/** The portal's desk on a store, with one patient and one doctor. */
export async function openDraftDesk(store: MailboxStore, quotaBytes = 0): Promise<DraftDesk> {
  let now = Date.UTC(2026, 10, 23, 9)
  const clock = {
    now: () => ++now,
    advance: (ms: number) => {
      now += ms
    },
  }
  const people = new PortalPeople(store)
  await people.addAccount('personal', doctor, 'Dr Claire MOREL')
  const { accountId: patientId, address } = await people.addPatient('288069999900104')
  await store.commit({
    operations: [{ op: 'change-account', accountId: patientId, change: { quotaBytes } }],
  })
  await people.openExchange(patientId, doctor, 'Dr Claire MOREL')
  await people.deliver(patientId, letter('question', address))
  const deps = {
    store,
    directory: createStoreDirectory(store.read),
    archives: { examine: () => Promise.resolve(ok(null)) },
    whiteList: {
      state: () => ({ generatedAt: 1, stale: false, domains: 1 }),
      has: () => false,
      binds: () => true,
      lists: () => true,
    },
    settings,
    clock,
    log: silentLog,
  }
  const desk = createPortalDesk({
    read: store.read,
    flows: createPatientFlows(deps),
    drafts: new PatientDrafts(deps),
    openMailbox: () => ({ changeFlags: () => Promise.reject(new Error('not asked')) }),
    watch: { watchAccount: () => () => {} },
    settings,
    clock,
    tokenKey: Buffer.alloc(32, 7),
  })
  const exchanges = await desk.exchanges(patientId)
  const exchangeId = exchanges.ok ? exchanges.value[0]!.exchangeId : ''
  const page = await desk.conversation(patientId, exchangeId, { limit: 5, before: null })
  const messageId = page.ok ? page.value.messages[0]!.messageId : ''
  return { desk, people, store, patientId, exchangeId, messageId, clock }
}
