import type { AccessVault } from '../../document-vault/contract/access.js'
import { limits } from '../../domain/limits.js'
import { portalLimits } from '../../domain/portal-limits.js'
import type { FlowDeps } from '../flows/flow-deps.js'
import { commitEmergencyNotices } from '../flows/patient-notices/emergency-notices.js'

export interface EmergencyWatchOptions {
  readonly deps: FlowDeps
  readonly vault: Pick<AccessVault, 'untoldEmergencies' | 'markEmergenciesTold'>
}

/**
 * Asks the vault for emergency accesses that no patient was e-mailed about, makes one job each, and
 * only then tells the vault: a crash in between doubles one at most, and loses none.
 */
export class EmergencyWatch {
  readonly #options: EmergencyWatchOptions
  readonly #timer: NodeJS.Timeout
  #round: Promise<void> = Promise.resolve()

  constructor(options: EmergencyWatchOptions) {
    this.#options = options
    this.#timer = setInterval(() => void this.look(), portalLimits.emergencyWatchMs)
    this.#timer.unref()
    void this.look()
  }

  /** One round after the other; resolves when this one is over. */
  look(): Promise<void> {
    const { log } = this.#options.deps
    this.#round = this.#round
      .then(() => this.#look())
      .catch((failure: unknown) => log.error('emergency-watch', { failure }))
    return this.#round
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#round
  }

  async #look(): Promise<void> {
    const { vault, deps } = this.#options
    const found = await vault.untoldEmergencies(limits.pageRowsMax)
    if (found.length === 0) return
    const emergencies = found.map(({ noticeId, record, at }) => ({
      noticeId,
      at,
      matricule: record.matricule,
    }))
    const done = await commitEmergencyNotices(deps, emergencies)
    if (!done.ok) deps.log.warn('emergency-watch.commit', { reason: done.error })
    else await vault.markEmergenciesTold(emergencies.map(({ noticeId }) => noticeId))
  }
}
