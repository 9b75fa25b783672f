import { instantOfFrenchClock } from '../../domain/french-clock.js'

/** An interval of milliseconds, both ends inclusive. */
export interface Interval {
  readonly from: number
  readonly to: number
}

const clock = '(\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?(Z|[+-]\\d{2}:\\d{2})?'
const form = new RegExp(`^(\\d{4})(?:-(\\d{2})(?:-(\\d{2})(?:T${clock})?)?)?$`)

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/**
 * The interval that a FHIR date, dateTime or instant names: `2026` is the whole year
 * (http://hl7.org/fhir/R4/search.html#date). Null when it is none.
 */
export function intervalOf(text: string): Interval | null {
  const parts = form.exec(text)
  if (parts === null) return null
  const [, year, month, day, hour, minute, second, fraction, zone] = parts
  const y = Number(year)
  const mo = Number(month ?? '1')
  const d = Number(day ?? '1')
  if (mo < 1 || mo > 12 || !isDay(y, mo, d)) return null
  const h = Number(hour ?? '0')
  const mi = Number(minute ?? '0')
  const s = Number(second ?? '0')
  if (h > 23 || mi > 59 || s > 60) return null
  const ms = fraction === undefined ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3))
  const at = (...fields: [number, number, number, number, number, number, number]): number => {
    const utc = Date.UTC(...fields)
    // A moment said without a zone is French time.
    if (zone === undefined) return instantOfFrenchClock(utc)
    if (zone === 'Z') return utc
    const [hours = 0, minutes = 0] = zone.slice(1).split(':').map(Number)
    return utc - (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
  }
  const from = at(y, mo - 1, d, h, mi, s, ms)
  if (fraction !== undefined) return { from, to: from }
  if (second !== undefined) return { from, to: from + 999 }
  if (hour !== undefined) return { from, to: from + 59_999 }
  if (day !== undefined) return { from, to: at(y, mo - 1, d + 1, 0, 0, 0, 0) - 1 }
  if (month !== undefined) return { from, to: at(y, mo, 1, 0, 0, 0, 0) - 1 }
  return { from, to: at(y + 1, 0, 1, 0, 0, 0, 0) - 1 }
}

export type DatePrefix = 'eq' | 'ne' | 'gt' | 'lt' | 'ge' | 'le' | 'sa' | 'eb' | 'ap'
export interface DateCondition {
  readonly prefix: DatePrefix
  readonly value: Interval
}

const dayMs = 86_400_000

export function dateCondition(text: string): DateCondition | null {
  const prefixed = /^(eq|ne|gt|lt|ge|le|sa|eb|ap)(?=\d)/.exec(text)
  const value = intervalOf(text.slice(prefixed?.[0].length ?? 0))
  if (value === null) return null
  return { prefix: (prefixed?.[0] as DatePrefix | undefined) ?? 'eq', value }
}

/** Whether a resource's own interval meets the condition; open ends are infinite. */
export function meetsDate({ prefix, value }: DateCondition, own: Interval): boolean {
  switch (prefix) {
    case 'eq':
      return own.from >= value.from && own.to <= value.to
    case 'ne':
      return own.from < value.from || own.to > value.to
    case 'gt':
      return own.to > value.to
    case 'lt':
      return own.from < value.from
    case 'ge':
      return own.to >= value.from
    case 'le':
      return own.from <= value.to
    case 'sa':
      return own.from > value.to
    case 'eb':
      return own.to < value.from
    case 'ap':
      return own.to >= value.from - dayMs && own.from <= value.to + dayMs
  }
}

export const instantOf = (ms: number): string => new Date(ms).toISOString()
