import type { VaultTrace } from '../contract/traces.js'

export type Facts = VaultTrace['detail']

/** One act in three forms: `a [participle]`, `a voulu [infinitive]`, and the noun alone. */
export interface ActPhrase {
  readonly participle: string
  readonly infinitive: string
  readonly noun: string
}

export const phrase = (participle: string, infinitive: string, noun: string): ActPhrase => ({
  participle,
  infinitive,
  noun,
})

/** A fact of a trace when it is a text; else empty. */
export const factText = (facts: Facts, key: string): string => {
  const value = facts[key]
  return typeof value === 'string' ? value : ''
}
