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
let cachedDay = Number.NaN
let cachedDayText = ''
const dayMs = 86_400_000

/** INTERNALDATE, `"23-Nov-2026 04:25:27 +0000"`; we keep instants, so the zone is always UTC. */
export function internalDateText(ms: number): string {
  const day = Math.floor(ms / dayMs)
  if (day !== cachedDay) {
    const date = new Date(ms)
    const dayOfMonth = `${date.getUTCDate()}`.padStart(2, ' ')
    const year = `${date.getUTCFullYear()}`.padStart(4, '0')
    cachedDayText = `"${dayOfMonth}-${monthNames[date.getUTCMonth()]}-${year}`
    cachedDay = day
  }
  const second = Math.floor((ms - day * dayMs) / 1_000)
  const hour = Math.floor(second / 3_600)
  const minute = Math.floor(second / 60) % 60
  return `${cachedDayText} ${two(hour)}:${two(minute)}:${two(second % 60)} +0000"`
}

const dateTime = /^([ \d]\d)-([A-Za-z]{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)$/

/** Milliseconds, or null when the text is no date-time. */
export function parseDateTime(text: string): number | null {
  const found = dateTime.exec(text)
  if (found === null) return null
  const day = parseDay(found[1]!.trim(), found[2]!, found[3]!)
  const [hour, minute, second, zoneHour, zoneMinute] = [4, 5, 6, 8, 9].map((i) => Number(found[i]))
  if (day === null || hour! > 23 || minute! > 59 || second! > 60 || zoneMinute! > 59) return null
  const zoneMs = (zoneHour! * 60 + zoneMinute!) * 60_000 * (found[7] === '-' ? -1 : 1)
  return day + ((hour! * 60 + minute!) * 60 + second!) * 1_000 - zoneMs
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
