/** French typography and dates. Times are those of mainland France, whatever the server's zone. */
const narrow = '\u202f'
const wide = '\u00a0'

/**
 * Typographic apostrophes, and the blanks that French puts before `: ; ! ?` and inside `« »`, not
 * breaking.
 */
export const typeset = (text: string): string =>
  text
    .replace(/'/g, '’')
    .replace(/ ([;!?])/g, `${narrow}$1`)
    .replace(/ :/g, `${wide}:`)
    .replace(/« /g, `«${wide}`)
    .replace(/ »/g, `${wide}»`)
    .replace(/(\d) (?=\d{3}\b|Mo\b|ko\b|octets\b)/g, `$1${wide}`)

const timeZone = 'Europe/Paris'
const formatter = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('fr-FR', { timeZone, ...options })

const longDay = formatter({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
const plainDay = formatter({ day: 'numeric', month: 'long', year: 'numeric' })
const shortDay = formatter({ day: 'numeric', month: 'short' })
const shortDayWithYear = formatter({ day: 'numeric', month: 'short', year: 'numeric' })
const hourAndMinute = formatter({ hour: 'numeric', minute: '2-digit', hourCycle: 'h23' })
const dayKey = new Intl.DateTimeFormat('sv-SE', { timeZone })

/** Ordinal of the first of the month: `1er mars`. */
const withOrdinal = (text: string): string => text.replace(/(^|\s)1(?=\s\p{L})/u, '$11er')

const time = (at: number): string => {
  const [hour, minute] = hourAndMinute.format(at).split(':')
  return `${Number(hour)}${wide}h${wide}${minute}`
}

/** `lundi 23 novembre 2026 à 8 h 05` */
export const longDate = (at: number): string => `${withOrdinal(longDay.format(at))} à ${time(at)}`

/** `23 novembre 2026` */
export const plainDate = (at: number): string => withOrdinal(plainDay.format(at))

/** For lists: the hour today, `hier`, then the day, with the year when it is another one. */
export function shortDate(at: number, now: number): string {
  const day = dayKey.format(at)
  if (day === dayKey.format(now)) return time(at)
  if (day === dayKey.format(now - 86_400_000)) return 'hier'
  const isSameYear = day.slice(0, 4) === dayKey.format(now).slice(0, 4)
  return withOrdinal((isSameYear ? shortDay : shortDayWithYear).format(at))
}

export const machineDate = (at: number): string => new Date(at).toISOString()

const decimal = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 })

/** `840 octets`, `12 ko`, `1,2 Mo`: decimal units, as phones and the State's forms count. */
export function fileSize(bytes: number): string {
  if (bytes < 1_000) return `${bytes}${wide}octet${bytes > 1 ? 's' : ''}`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)}${wide}ko`
  return `${decimal.format(bytes / 1_000_000)}${wide}Mo`
}

/** `un`, `deux` would need genders: digits. Zero and one are singular in French. */
export const counted = (count: number, one: string, many: string): string =>
  `${count}${wide}${count > 1 ? many : one}`
