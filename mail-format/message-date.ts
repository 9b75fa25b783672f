const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const DAY_NAMES = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** RFC 5322 §4.3 in hours. Single letters mean nothing certain there: read as +0000. */
const ZONE_HOURS: Readonly<Record<string, number>> = {
  ut: 0,
  gmt: 0,
  utc: 0,
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
  cet: 1,
  cest: 2,
}

const DATE = new RegExp(
  String.raw`^\s*(?:[a-z]{2,9}\.?\s*,?\s*)?(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?[\s,-]+(\d{2,4})` +
    String.raw`[\s,]+(\d{1,2})\s*:\s*(\d{1,2})(?:\s*:\s*(\d{1,2}))?(?:\.\d+)?` +
    String.raw`(?:\s*([+-]\d{4}|[a-z]{1,5}))?`,
  'i',
)
// asctime(3), seen in old mail: `Thu Mar  4 10:21:09 1999 +0100`.
const ASCTIME = new RegExp(
  String.raw`^\s*[a-z]{3}\s+([a-z]{3})\s+(\d{1,2})\s+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?` +
    String.raw`\s+(\d{4})(?:\s*([+-]\d{4}|[a-z]{1,5}))?`,
  'i',
)

/** Minutes east of Greenwich. */
function zoneMinutes(zone: string | undefined): number | null {
  if (zone === undefined) return 0
  const sign = zone[0]
  if (sign === '+' || sign === '-') {
    const hours = Number(zone.slice(1, 3))
    const minutes = Number(zone.slice(3, 5))
    if (minutes > 59) return null
    return (sign === '-' ? -1 : 1) * (hours * 60 + minutes)
  }
  return (ZONE_HOURS[zone.toLowerCase()] ?? 0) * 60
}

/** RFC 5322 §4.3: two digits up to 49 are 20xx, others and three digits count from 1900. */
function fullYear(digits: string): number {
  const year = Number(digits)
  if (digits.length === 2) return year < 50 ? 2000 + year : 1900 + year
  return digits.length === 3 ? 1900 + year : year
}

function dropComments(value: string): string {
  let text = ''
  let depth = 0
  for (const c of value.slice(0, 256)) {
    if (c === '(') depth++
    else if (c === ')') depth = Math.max(0, depth - 1)
    else if (depth === 0) text += c
  }
  return text
}

/**
 * RFC 5322 §3.3 date-time with the obsolete forms of §4.3, comments and common slips. Milliseconds
 * since 1970, or null when it is no date.
 */
export function parseMessageDate(value: string): number | null {
  const text = value.includes('(') ? dropComments(value) : value.slice(0, 256)
  const match = DATE.exec(text)
  if (match !== null) {
    const [, day, month, year, hour, minute, second, zone] = match
    return assemble(fullYear(year!), month!, day!, [hour!, minute!, second ?? '0'], zone)
  }
  const old = ASCTIME.exec(text)
  if (old === null) return null
  const [, month, day, hour, minute, second, year, zone] = old
  return assemble(Number(year), month!, day!, [hour!, minute!, second ?? '0'], zone)
}

function assemble(
  year: number,
  monthName: string,
  dayText: string,
  time: readonly [string, string, string],
  zone: string | undefined,
): number | null {
  const month = MONTHS.indexOf(monthName.toLowerCase())
  const day = Number(dayText)
  const [hour, minute, second] = time.map(Number) as [number, number, number]
  const offset = zoneMinutes(zone)
  if (month < 0 || offset === null || hour > 23 || minute > 59 || second > 60) return null
  // Years are of four digits here, so Date.UTC does not add 1900. A leap second counts as the next
  // minute.
  if (year < 1900 || day < 1 || day > new Date(Date.UTC(year, month + 1, 0)).getUTCDate())
    return null
  return Date.UTC(year, month, day, hour, minute, second) - offset * 60_000
}

const two = (n: number): string => String(n).padStart(2, '0')

/** RFC 5322 §3.3 date-time of `ms` in a zone given in minutes east of Greenwich (default +0000). */
export function formatMessageDate(ms: number, offsetMinutes = 0): string {
  const d = new Date(ms + offsetMinutes * 60_000)
  const month = MONTHS[d.getUTCMonth()]!
  const date = `${d.getUTCDate()} ${month[0]!.toUpperCase()}${month.slice(1)} ${d.getUTCFullYear()}`
  const time = `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}`
  const zone = Math.abs(offsetMinutes)
  const sign = offsetMinutes < 0 ? '-' : '+'
  const offset = `${sign}${two(Math.floor(zone / 60))}${two(zone % 60)}`
  return `${DAY_NAMES[d.getUTCDay()]}, ${date} ${time} ${offset}`
}
