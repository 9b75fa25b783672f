import type { Clock } from '../../domain/clock.js'
import type { AccountId } from '../../domain/ids.js'
import { portalLimits } from '../../domain/portal-limits.js'
import type {
  PastSignIn,
  RefusedSignIn,
  SignInJournal,
  SignInOrigin,
} from '../../patient-portal/sign-in/sign-in-contract.js'

/** In memory, in the order in which it was told. */
export class FakeJournal implements SignInJournal {
  readonly entered: (SignInOrigin & { readonly patientId: AccountId })[] = []
  readonly refusals: RefusedSignIn[] = []
  readonly past = new Map<AccountId, PastSignIn[]>()

  constructor(private readonly clock: Clock) {}

  async opened(patientId: AccountId, from: SignInOrigin): Promise<void> {
    this.entered.push({ ...from, patientId })
    this.#keep(patientId, from, false)
  }
  refused(refusal: RefusedSignIn): void {
    this.refusals.push(refusal)
    for (const patientId of refusal.patientIds) this.#keep(patientId, refusal, true)
  }
  async latest(patientId: AccountId) {
    return (this.past.get(patientId) ?? []).slice(0, portalLimits.portalSignInsShownMax)
  }

  #keep(patientId: AccountId, { way, browser, system }: SignInOrigin, isRefused: boolean): void {
    const own = this.past.get(patientId) ?? []
    own.unshift({ at: this.clock.now(), way, browser, system, isRefused })
    this.past.set(patientId, own)
  }
}
