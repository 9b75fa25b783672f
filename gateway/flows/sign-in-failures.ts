import type { Clock } from '../../domain/clock.js'
import { limits } from '../../domain/limits.js'
import { BoundedMap } from './bounded-map.js'

/**
 * Wrong passwords by account and network address. A mail client that repeats one old password is no
 * attacker, so each wrong password counts once; and nobody locks a doctor out from another address.
 */
export class SignInFailures {
  readonly #clock: Clock
  /** Keyed hashes of the wrong passwords, never the passwords. */
  readonly #wrong = new BoundedMap<Set<string>>(limits.signInFailuresTrackedMax)

  constructor(clock: Clock) {
    this.#clock = clock
  }

  isBlocked(account: string, remoteAddress: string): boolean {
    return this.#of(account, remoteAddress).size >= limits.signInFailuresMax
  }

  wasWrong(account: string, remoteAddress: string, passwordMac: string): boolean {
    return this.#of(account, remoteAddress).has(passwordMac)
  }

  /** The window starts at the first failure, and grows no longer with later ones. */
  record(account: string, remoteAddress: string, passwordMac: string): void {
    const now = this.#clock.now()
    const key = `${remoteAddress} ${account}`
    const wrong = this.#wrong.get(key, now)
    if (wrong !== undefined) wrong.add(passwordMac)
    else this.#wrong.set(key, new Set([passwordMac]), now + limits.signInFailureWindowMs)
  }

  #of(account: string, remoteAddress: string): ReadonlySet<string> {
    return this.#wrong.get(`${remoteAddress} ${account}`, this.#clock.now()) ?? new Set()
  }
}
