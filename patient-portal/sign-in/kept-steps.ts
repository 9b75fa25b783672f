import type { Clock } from '../../domain/clock.js'
import { portalLimits } from '../../domain/portal-limits.js'
import type { EmailCodePatient, OidcKept } from './sign-in-contract.js'

/** What the server must remember of a sign-in that is under way, between two requests. */
export type SignInStep =
  | {
      readonly kind: 'oidc'
      readonly kept: OidcKept
      readonly backTo: string
      /** Session that was open when it began; its cookie does not come with the way back. */
      readonly formerToken: string
    }
  | { readonly kind: 'email-code'; readonly handle: string; readonly backTo: string }
  | {
      readonly kind: 'choice'
      readonly patients: readonly EmailCodePatient[]
      readonly backTo: string
    }
  | { readonly kind: 'passkey' }

/**
 * Steps by browser (a random cookie) and name, in memory for portalLimits.portalSignInStepMs.
 * Bounded: the browser that began longest ago goes first, and in a browser its oldest step.
 */
export class KeptSteps {
  readonly #clock: Clock
  readonly #browsers = new Map<string, Map<string, { step: SignInStep; until: number }>>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  put(browser: string, name: string, step: SignInStep): void {
    const steps = this.#browsers.get(browser) ?? new Map()
    this.#browsers.delete(browser)
    steps.delete(name)
    if (steps.size >= portalLimits.portalSignInStepsPerBrowserMax) {
      steps.delete(steps.keys().next().value!)
    }
    steps.set(name, { step, until: this.#clock.now() + portalLimits.portalSignInStepMs })
    if (this.#browsers.size >= portalLimits.portalSignInStepsMax) {
      this.#browsers.delete(this.#browsers.keys().next().value!)
    }
    this.#browsers.set(browser, steps)
  }

  peek<Kind extends SignInStep['kind']>(
    kind: Kind,
    browser: string,
    name: string,
  ): Extract<SignInStep, { kind: Kind }> | null {
    const kept = this.#browsers.get(browser)?.get(name)
    if (kept === undefined || kept.step.kind !== kind) return null
    if (kept.until <= this.#clock.now()) return null
    return kept.step as Extract<SignInStep, { kind: Kind }>
  }

  /** Each step is good once. */
  take<Kind extends SignInStep['kind']>(kind: Kind, browser: string, name: string) {
    const found = this.peek(kind, browser, name)
    const steps = this.#browsers.get(browser)
    steps?.delete(name)
    if (steps?.size === 0) this.#browsers.delete(browser)
    return found
  }
}
