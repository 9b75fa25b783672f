import type { DocumentVault } from '../../document-vault/contract/vault.js'
import type { Account } from '../../domain/account.js'
import { limits } from '../../domain/limits.js'
import type { Log } from '../../domain/log.js'
import { identityOfProfile } from '../../domain/profile-identity.js'
import type { StoreReader } from '../../mailbox-store/contract.js'
import { system } from './record-life.js'

export interface RecordCensusOptions {
  readonly read: StoreReader
  readonly vault: Pick<DocumentVault, 'putRecord'>
  readonly log: Log
}

const retryMs = 5_000

/**
 * Sees to it, after each start, that every open profile has a record: profiles may be older than
 * the vault, or come back with a restored store. In the background, one at a time: equal traits
 * change nothing and leave no trace.
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
    const profile = await read.profile(id)
    if (profile?.state !== 'open') return false
    while (!this.#isStopped) {
      const put = await vault.putRecord(identityOfProfile(profile), system)
      if (put.ok || put.error !== 'unavailable') return put.ok
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
