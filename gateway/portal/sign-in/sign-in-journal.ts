import { portalLimits } from '../../../domain/portal-limits.js'
import type { SignInJournal } from '../../../patient-portal/sign-in/sign-in-contract.js'
import type { FlowDeps } from '../../flows/flow-deps.js'
import { PortalSignInTraces } from '../../flows/patient/portal-sign-in-traces.js'
import { pastSignIn } from './past-sign-in.js'

export interface OpenedSignInJournal extends SignInJournal {
  /** Once all is written. */
  close(): Promise<void>
}

/** The journal of sign-ins is the trace of the store. */
export function createSignInJournal(
  deps: Pick<FlowDeps, 'store' | 'clock' | 'log'>,
): OpenedSignInJournal {
  const traces = new PortalSignInTraces(deps)
  return {
    opened: (patientId, from) => traces.opened(patientId, from),
    refused: (refusal) => traces.refused(refusal),
    async latest(patientId) {
      await traces.settled()
      const filter = { accountId: patientId, action: 'sign-in' }
      const found = await deps.store.read.traces(filter, portalLimits.portalSignInsShownMax)
      return found.map(pastSignIn)
    },
    close: () => traces.settled(),
  }
}
