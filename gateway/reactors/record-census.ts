import type { DocumentVault } from '../../document-vault/contract/vault.js'
import type { Account } from '../../domain/account.js'
import { limits } from '../../domain/limits.js'
import type { Log } from '../../domain/log.js'
import type { StoreReader } from '../../mailbox-store/contract.js'
import { alignRecord } from './record-life.js'

export interface RecordCensusOptions {
  readonly read: StoreReader
  readonly vault: Pick<DocumentVault, 'record' | 'putRecord' | 'reopenRecord' | 'closeRecord'>
  readonly log: Log
}

const retryMs = 5_000

/**
 * Sees to it, after each start, that every record agrees with its profile: profiles may be older
 * than the vault, change while it is switched off, or come back with a restored store. In the
 * background, one at a time: what agrees already changes nothing and leaves no trace.
 */
export class RecordCensus {
  readonly #options: RecordCensusOptions
  readonly #over: Promise<void>
  #stop: () => void = () => {}
  #isStopped = false

  constructor(options: RecordCensusOptions) {
    this.#options = options
    const { log } = options
    this.#over = this.#run().catch((failure: unknown) => log.error('record-census', { failure }))
  }

  /** When the round is over, or was stopped. */
  get over(): Promise<void> {
    return this.#over
  }

  async close(): Promise<void> {
    this.#isStopped = true
    this.#stop()
    await this.#over
  }

  async #run(): Promise<void> {
    const { read, log } = this.#options
    let page: Account[] = []
    let count = 0
    do {
      page = await read.accounts(page.at(-1)?.id ?? null, limits.pageRowsMax)
      for (const account of page) {
        if (this.#isStopped) return
        if (account.kind === 'patient' && (await this.#see(account))) count++
      }
    } while (page.length === limits.pageRowsMax)
    log.info('record-census', { count })
  }

  async #see({ id }: Account): Promise<boolean> {
    const { read, vault } = this.#options
    const readProfile = () => read.profile(id)
    while (!this.#isStopped) {
      if ((await alignRecord(vault, readProfile)) === 'done') return true
      await this.#pause()
    }
    return false
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, retryMs)
      this.#stop = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
