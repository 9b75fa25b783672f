import { networkOf } from '../../../domain/client-network.js'
import type { AccountId } from '../../../domain/ids.js'
import { portalLimits } from '../../../domain/portal-limits.js'
import { type Reason, reasons } from '../../../domain/reasons.js'
import type { NewTrace } from '../../../domain/trace.js'
import type { FlowDeps } from '../flow-deps.js'
import { TellingBound } from '../sign-in/telling-bound.js'
import { patientActor } from './patient-actor.js'

/** Where somebody proved who they are, or tried to. */
export interface PortalSignInOrigin {
  /** Of the portal: `passkey`, `email-code`... */
  readonly way: string
  readonly remoteAddress: string
  /** Families: `Firefox`, `Android`; null where unknown. */
  readonly browser: string | null
  readonly system: string | null
}

export interface PortalSignInRefusal extends PortalSignInOrigin {
  readonly patientIds: readonly AccountId[]
  readonly reason: Reason
  /** Keyed hash of the name that was typed; null where none is. */
  readonly keyed: string | null
}

const factsOf = ({
  way,
  remoteAddress,
  browser,
  system,
}: PortalSignInOrigin): NewTrace['detail'] => ({
  protocol: 'portal',
  remote: remoteAddress,
  via: way,
  browser,
  system,
})

/**
 * Traces of the sign-ins of patients, beside those of mail clients (sign-in/sign-in-traces.ts):
 * the account or the keyed hash of a name, never what was typed (mssante.md §1.8, §6.3). Whoever
 * guesses leaves some lines and no more.
 */
export class PortalSignInTraces {
  readonly #deps: Pick<FlowDeps, 'store' | 'clock' | 'log'>
  readonly #ofPatients = new TellingBound()
  /** Apart, so that a flood of strangers makes nobody else's count forgotten. */
  readonly #ofNetworks = new TellingBound()
  readonly #ofStrangers = new TellingBound()
  readonly #waiting: NewTrace[] = []
  #timer: NodeJS.Timeout | null = null
  #written: Promise<void> = Promise.resolve()

  constructor(deps: Pick<FlowDeps, 'store' | 'clock' | 'log'>) {
    this.#deps = deps
  }

  async opened(accountId: AccountId, origin: PortalSignInOrigin): Promise<void> {
    const at = this.#deps.clock.now()
    if (this.#isTold(`${accountId} ${origin.way}`, at)) return
    await this.#commit([
      {
        at,
        actor: patientActor(accountId),
        action: 'sign-in',
        accountId,
        outcome: 'accepted',
        reason: null,
        messageId: null,
        detail: factsOf(origin),
      },
    ])
  }

  /**
   * Written a little later, with the others of the same moment: neither an answer nor the one after
   * it takes longer for an attempt that was about somebody (ASVS 5.0 §6.3.8).
   */
  refused(refusal: PortalSignInRefusal): void {
    const { way, patientIds, reason, keyed } = refusal
    const at = this.#deps.clock.now()
    const about = patientIds.filter((id) => !this.#isTold(`${id} ${way} ${reason}`, at))
    const isStranger = patientIds.length === 0 && !this.#isStrangerTold(refusal, at)
    for (const accountId of isStranger ? [null] : about)
      this.#waiting.push({
        at,
        actor: { kind: 'system', label: 'sign-in' },
        action: 'sign-in',
        accountId,
        outcome: reasons[reason].retry === 'later' ? 'deferred' : 'refused',
        reason,
        messageId: null,
        detail: { ...factsOf(refusal), ...(keyed === null ? {} : { keyed }) },
      })
    this.#timer ??= setTimeout(
      () => void this.settled(),
      portalLimits.portalSignInTraceDelayMs,
    ).unref()
  }

  /** Once what was refused so far is written. */
  settled(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    const traces = this.#waiting.splice(0)
    if (traces.length > 0) this.#written = this.#written.then(() => this.#commit(traces))
    return this.#written
  }

  #isTold(key: string, at: number): boolean {
    return this.#ofPatients.isOver(key, at, portalLimits.portalSignInTracesMax)
  }

  #isStrangerTold({ way, reason, remoteAddress }: PortalSignInRefusal, at: number): boolean {
    const { portalSignInTracesMax, portalSignInTracesOfStrangersMax } = portalLimits
    const network = `${networkOf(remoteAddress)} ${way} ${reason}`
    return (
      this.#ofNetworks.isOver(network, at, portalSignInTracesMax) ||
      this.#ofStrangers.isOver('all', at, portalSignInTracesOfStrangersMax)
    )
  }

  /** A sign-in does not fail because its trace could not be written; the log says so. */
  async #commit(traces: readonly NewTrace[]): Promise<void> {
    const { store, log } = this.#deps
    try {
      const done = await store.commit({ traces })
      if (!done.ok) log.error('trace-lost', { protocol: 'portal', reason: done.reason })
    } catch (failure) {
      log.error('trace-lost', { protocol: 'portal', failure })
    }
  }
}
