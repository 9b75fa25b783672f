/** Small pieces of responses: strings, dates. RFC 9051 §9. */

const plainQuoted = /^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/

/**
 * A quoted string where that is legal, else a literal. `text` is binary (one character is one
 * octet).
 */
export function quoted(text: string): string {
  if (plainQuoted.test(text)) return `"${text}"`
  if (/[\r\n\0\x80-\xff]/.test(text)) return `{${text.length}}\r\n${text}`
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

/**
 * For clients that speak UTF-8 (RFC 6855 §3, RFC 9051 §4.3): octets above 127 may be quoted too.
 * The text holds no line end and no NUL.
 */
export const utf8Quoted = (octets: string): string => `"${octets.replace(/["\\]/g, '\\$&')}"`

const astringSafe = /^[A-Za-z0-9._\-+/]+$/

/**
 * An atom where every client reads it as one, else a quoted string. NIL would read as no string.
 */
export const astring = (text: string): string =>
  astringSafe.test(text) && text.toUpperCase() !== 'NIL' ? text : quoted(text)

export const monthNames = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const

const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`)
const minuteMs = 60_000
let cachedMinute = Number.NaN
let cachedZone = Number.NaN
let cachedZoneText = ''
let cachedMinuteText = ''
let cachedDay = Number.NaN
let cachedDayText = ''
const dayMs = 86_400_000

/**
 * INTERNALDATE, `"23-Nov-2026 04:25:27 +0000"`, in the zone in which it was said: minutes east of
 * UTC.
 */
export function internalDateText(ms: number, zoneMinutes = 0): string {
  const minute = Math.floor(ms / minuteMs) + zoneMinutes
  if (minute !== cachedMinute) {
    cachedMinuteText = minuteText(minute)
    cachedMinute = minute
  }
  if (zoneMinutes !== cachedZone) {
    const size = Math.abs(zoneMinutes)
    const sign = zoneMinutes < 0 ? '-' : '+'
    cachedZoneText = ` ${sign}${two(Math.floor(size / 60))}${two(size % 60)}"`
    cachedZone = zoneMinutes
  }
  const second = Math.floor(ms / 1_000) - Math.floor(ms / minuteMs) * 60
  return `${cachedMinuteText}:${two(second)}${cachedZoneText}`
}

/** `"23-Nov-2026 04:25`, of minutes since 1970. */
function minuteText(minutes: number): string {
  const day = Math.floor(minutes / 1_440)
  if (day !== cachedDay) {
    const date = new Date(day * dayMs)
    const dayOfMonth = `${date.getUTCDate()}`.padStart(2, ' ')
    const year = `${date.getUTCFullYear()}`.padStart(4, '0')
    cachedDayText = `"${dayOfMonth}-${monthNames[date.getUTCMonth()]}-${year}`
    cachedDay = day
  }
  const minute = minutes - day * 1_440
  return `${cachedDayText} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

const zoneMinutesMax = 840

const dateTime = /^([ \d]\d)-([A-Za-z]{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)$/

export interface ZonedInstant {
  /** Milliseconds. */
  readonly at: number
  /** East of UTC; 0 for a zone that is nowhere on earth. */
  readonly zoneMinutes: number
}

/** Null when the text is no date-time (RFC 9051 §9). */
export function parseDateTime(text: string): ZonedInstant | null {
  const found = dateTime.exec(text)
  if (found === null) return null
  const day = parseDay(found[1]!.trim(), found[2]!, found[3]!)
  const [hour, minute, second, zoneHour, zoneMinute] = [4, 5, 6, 8, 9].map((i) => Number(found[i]))
  if (day === null || hour! > 23 || minute! > 59 || second! > 60 || zoneMinute! > 59) return null
  const zone = (zoneHour! * 60 + zoneMinute!) * (found[7] === '-' ? -1 : 1)
  const at = day + ((hour! * 60 + minute! - zone) * 60 + second!) * 1_000
  return { at, zoneMinutes: Math.abs(zone) <= zoneMinutesMax ? zone : 0 }
}

/** Midnight UTC of a date in milliseconds, or null when there is no such day. */
export function parseDay(day: string, month: string, year: string): number | null {
  const lower = month.toLowerCase()
  const index = monthNames.findIndex((name) => name.toLowerCase() === lower)
  if (index < 0) return null
  const date = new Date(0)
  date.setUTCFullYear(Number(year), index, Number(day))
  return date.getUTCDate() === Number(day) && date.getUTCMonth() === index ? date.getTime() : null
}

/** SEARCH's `23-Nov-2026`. */
export function parseDate(text: string): number | null {
  const found = /^(\d{1,2})-([A-Za-z]{3})-(\d{4})$/.exec(text)
  return found ? parseDay(found[1]!, found[2]!, found[3]!) : null
}
