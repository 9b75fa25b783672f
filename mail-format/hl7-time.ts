import { parisOffsetMinutes } from './paris-time.js'

const form = new RegExp(
  String.raw`^(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})` +
    String.raw`(?:(\d{2})(?:[.,](\d{1,6}))?)?)?)?)?)?(Z|[+-]\d{2}:?\d{2})?$`,
)

const daysIn = (year: number, month: number): number =>
  new Date(Date.UTC(year, month, 0)).getUTCDate()

function zoneMinutes(zone: string): number | null {
  if (zone === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  // Zones in use reach from -12:00 to +14:00.
  if (Number(zone.slice(-2)) > 59 || minutes > 14 * 60) return null
  return zone.startsWith('-') ? -minutes : minutes
}

/**
 * HL7 TS (`YYYY[MM[DD[HH[MM[SS[.S]]]]]][+ZZZZ]`) in milliseconds; null when it is none. Without a
 * zone: UTC for XDS metadata (ITI TF-3 4.2.3.1.7), French time for a CDA.
 */
export function parseHl7Time(said: string, unsaidZone: 'utc' | 'paris'): number | null {
  const parts = form.exec(said.trim())
  if (parts === null) return null
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((at) =>
    Number(parts[at] ?? (at === 2 || at === 3 ? 1 : 0)),
  ) as [number, number, number, number, number, number]
  if (year < 1800 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null
  // A leap second counts as the second before it.
  if (hour > 23 || minute > 59 || second > 60) return null
  const thousandths = Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3))
  const utc = Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59), thousandths)
  const zone = parts[8]
  if (zone !== undefined) {
    const minutes = zoneMinutes(zone)
    return minutes === null ? null : utc - minutes * 60_000
  }
  return unsaidZone === 'utc' ? utc : utc - parisOffsetMinutes(utc) * 60_000
}

const hl7Day = new RegExp(
  String.raw`^(\d{4})(?:-?(\d{2})(?:-?(\d{2})(?:T?[\d:]{2,8}(?:[.,]\d{1,6})?)?)?)?` +
    String.raw`(?:Z|[+-]\d{2}:?\d{2})?$`,
)

/**
 * The day of a TS as it is said, without any zone: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; empty when it
 * is none. An unknown day or month is written 00 in civil records.
 */
export function parseHl7Date(said: string): string {
  const parts = hl7Day.exec(said.trim())
  if (parts === null) return ''
  const [, year = '', month = '00', day = '00'] = parts
  if (month === '00') return year
  if (Number(month) > 12) return ''
  if (day === '00') return `${year}-${month}`
  return Number(day) > daysIn(Number(year), Number(month)) ? '' : `${year}-${month}-${day}`
}
