import { createHmac, randomBytes } from 'node:crypto'
import type { Clock } from '../../../domain/clock.js'
import { limits } from '../../../domain/limits.js'
import {
  hashApplicationPassword,
  matchesApplicationPassword,
} from '../../directory/application-password.js'
import { BoundedMap } from '../bounded-map.js'
import type { MailCredential } from './identities.js'

export type PasswordVerdict =
  | { readonly kind: 'match'; readonly credential: MailCredential }
  | { readonly kind: 'wrong' }
  /** Too many verifications wait already. */
  | { readonly kind: 'busy' }

/**
 * Verifies application passwords. argon2 costs some 20 ms of a core, so only a few run at once,
 * and what was verified is remembered for some minutes under a key of this process. The memory
 * holds for a credential that is still in the store: it is looked up by the credentials read for
 * this very attempt.
 */
export class PasswordCheck {
  readonly #clock: Clock
  readonly #key = randomBytes(32)
  readonly #verified = new BoundedMap<true>(limits.signInVerifiedMax)
  readonly #underWay = new Map<string, Promise<boolean>>()
  readonly #waiting: (() => void)[] = []
  #running = 0
  #decoy: Promise<string> | null = null

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Names a password without holding it; another process gives another name. */
  mac(...parts: readonly string[]): string {
    const mac = createHmac('sha256', this.#key)
    for (const part of parts) mac.update(`${Buffer.byteLength(part)}:${part}`)
    return mac.digest('base64')
  }

  async check(credentials: readonly MailCredential[], password: string): Promise<PasswordVerdict> {
    const now = this.#clock.now()
    for (const credential of credentials)
      if (this.#verified.get(this.#macOf(credential, password), now))
        return { kind: 'match', credential }
    if (this.#waiting.length >= limits.passwordVerificationsWaitingMax) return { kind: 'busy' }
    if (credentials.length === 0) {
      // An account that nobody has, or without passwords, takes as long as a wrong password.
      this.#decoy ??= hashApplicationPassword(randomBytes(16).toString('hex'))
      await this.#verify(await this.#decoy, password)
      return { kind: 'wrong' }
    }
    for (const credential of credentials) {
      const mac = this.#macOf(credential, password)
      if (!(await this.#verifyOnce(mac, credential.secret, password))) continue
      this.#verified.set(mac, true, this.#clock.now() + limits.signInVerifiedMs)
      return { kind: 'match', credential }
    }
    return { kind: 'wrong' }
  }

  #macOf(credential: MailCredential, password: string): string {
    return this.mac(String(credential.id), credential.secret, password)
  }

  /** A client that opens ten sessions at once asks ten times for the same answer. */
  #verifyOnce(mac: string, secret: string, password: string): Promise<boolean> {
    const before = this.#underWay.get(mac)
    if (before !== undefined) return before
    const verification = this.#verify(secret, password).finally(() => this.#underWay.delete(mac))
    this.#underWay.set(mac, verification)
    return verification
  }

  async #verify(secret: string, password: string): Promise<boolean> {
    if (this.#running >= limits.passwordVerificationsConcurrentMax)
      await new Promise<void>((turn) => this.#waiting.push(turn))
    else this.#running++
    try {
      return await matchesApplicationPassword(secret, password)
    } finally {
      // The place goes straight to the next in line.
      const next = this.#waiting.shift()
      if (next !== undefined) next()
      else this.#running--
    }
  }
}
