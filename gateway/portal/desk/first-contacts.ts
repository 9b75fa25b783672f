import type { Account } from '../../../domain/account.js'
import type { Clock } from '../../../domain/clock.js'
import { limits } from '../../../domain/limits.js'
import { portalLimits } from '../../../domain/portal-limits.js'
import type { StoreReader } from '../../../mailbox-store/contract.js'

/** Mailboxes of teams whom patients may write to first: pharmacies (mssante.md §7 C 24). */
export const takesPatientsFirst = (account: Account | null): account is Account =>
  account?.kind === 'organisational' && account.state === 'active' && account.acceptsPatientsFirst

/**
 * Those of this gateway. Found by going through all accounts, page by page, so the list is kept for
 * a while; whether an account still takes patients first is asked anew when one writes to it.
 */
export class FirstContacts {
  readonly #read: Pick<StoreReader, 'accounts'>
  readonly #clock: Clock
  #kept: { readonly at: number; readonly found: Promise<readonly Account[]> } | null = null

  constructor(read: Pick<StoreReader, 'accounts'>, clock: Clock) {
    this.#read = read
    this.#clock = clock
  }

  all(): Promise<readonly Account[]> {
    const now = this.#clock.now()
    if (this.#kept !== null && now - this.#kept.at < portalLimits.firstContactsKeptMs)
      return this.#kept.found
    const found = this.#find()
    this.#kept = { at: now, found }
    found.catch(() => {
      this.#kept = null
    })
    return found
  }

  async #find(): Promise<readonly Account[]> {
    const found: Account[] = []
    let after: Account['id'] | null = null
    while (found.length < portalLimits.firstContactsMax) {
      const page: readonly Account[] = await this.#read.accounts(after, limits.pageRowsMax)
      found.push(...page.filter(takesPatientsFirst))
      after = page.at(-1)?.id ?? null
      if (page.length < limits.pageRowsMax) break
    }
    return found.slice(0, portalLimits.firstContactsMax)
  }
}
