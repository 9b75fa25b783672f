import { oidOfSystem } from '../terminology/code-systems.js'
import { type DateCondition, dateCondition, type Interval, meetsDate } from './fhir-date.js'
import { type Json, objectsAt, textAt } from './fhir-json.js'

/** Splits at commas that are not escaped (http://hl7.org/fhir/R4/search.html#escaping). */
export function alternatives(value: string): string[] {
  return (value.match(/(?:\\.|[^,\\])+/g) ?? []).map((one) => one.replace(/\\(.)/g, '$1'))
}

export interface Token {
  /** Null: any system. Empty: no system. OIDs and their URIs are the same. */
  readonly system: string | null
  /** Null: any code of the system. */
  readonly code: string | null
}

export function tokenOf(text: string): Token {
  const bar = text.indexOf('|')
  if (bar < 0) return { system: null, code: text }
  const code = text.slice(bar + 1)
  return { system: oidOfSystem(text.slice(0, bar)), code: code === '' ? null : code }
}

const meetsToken = (token: Token, system: string, code: string): boolean =>
  (token.system === null || token.system === oidOfSystem(system)) &&
  (token.code === null || token.code === code)

/** Whether one of the codings of these concepts is one of the tokens. */
export function hasToken(tokens: readonly Token[], concepts: readonly Json[]): boolean {
  const codings = concepts.flatMap((one) => objectsAt(one, 'coding'))
  return codings.some((coding) =>
    tokens.some((token) =>
      meetsToken(token, textAt(coding, 'system') ?? '', textAt(coding, 'code') ?? ''),
    ),
  )
}

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** A string parameter: the beginning of a word, no case, no accents; `exact` and `contains`. */
export function meetsString(wanted: string, text: string, modifier: string): boolean {
  if (modifier === 'exact') return text === wanted
  if (modifier === 'contains') return folded(text).includes(folded(wanted))
  const words = folded(text).split(/[\s'-]+/)
  return (
    folded(text).startsWith(folded(wanted)) || words.some((word) => word.startsWith(folded(wanted)))
  )
}

/** One value of a date parameter: its alternatives, or null when one is no date. */
export function dateConditions(value: string): DateCondition[] | null {
  const conditions = alternatives(value).map(dateCondition)
  return conditions.every((one) => one !== null) && conditions.length > 0 ? conditions : null
}

export const meetsAnyDate = (conditions: readonly DateCondition[], own: Interval): boolean =>
  conditions.some((condition) => meetsDate(condition, own))
