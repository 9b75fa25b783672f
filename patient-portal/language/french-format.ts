/**
 * French typography, and dates and numbers in the language of the page. Times are those of mainland
 * France, whatever the server's zone.
 */
import { currentLanguage } from './language.js'

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
type Parts = Intl.DateTimeFormatOptions
const formatter = (options: Parts) => {
  const french = new Intl.DateTimeFormat('fr-FR', { timeZone, ...options })
  const english = new Intl.DateTimeFormat('en-GB', { timeZone, ...options })
  return (at: number): string =>
    isFrench() ? withOrdinal(french.format(at)) : english.format(at).replace(',', '')
}
const isFrench = (): boolean => currentLanguage() === 'fr'

/** Ordinal of the first of the month: `1er mars`. */
const withOrdinal = (text: string): string => text.replace(/(^|\s)1(?=\s\p{L})/u, '$11er')

/** `lundi 23 novembre 2026` */
export const dayName = formatter({
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})
const shortDay = formatter({ day: 'numeric', month: 'short' })
const shortDayWithYear = formatter({ day: 'numeric', month: 'short', year: 'numeric' })
const clock = new Intl.DateTimeFormat('fr-FR', {
  timeZone,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
const dayKey = new Intl.DateTimeFormat('sv-SE', { timeZone })

/** `8 h 05`, `08:05` */
export const hourOf = (at: number): string => {
  if (!isFrench()) return clock.format(at)
  const [hour, minute] = clock.format(at).split(':')
  return `${Number(hour)}${wide}h${wide}${minute}`
}

/** `lundi 23 novembre 2026 à 8 h 05`, `Monday 23 November 2026 at 08:05` */
export const longDate = (at: number): string =>
  `${dayName(at)} ${isFrench() ? 'à' : 'at'} ${hourOf(at)}`

/** `23 novembre 2026`, `23 November 2026` */
export const plainDate = formatter({ day: 'numeric', month: 'long', year: 'numeric' })

/** For lists: the hour today, `hier`, then the day, with the year when it is another one. */
export function shortDate(at: number, now: number): string {
  const day = dayKey.format(at)
  if (day === dayKey.format(now)) return hourOf(at)
  if (day === dayKey.format(now - 86_400_000)) return isFrench() ? 'hier' : 'yesterday'
  const isSameYear = day.slice(0, 4) === dayKey.format(now).slice(0, 4)
  return (isSameYear ? shortDay : shortDayWithYear)(at)
}

/** `2026-11-23`: the day on French clocks, to compare. */
export const dayOf = (at: number): string => dayKey.format(at)

export const machineDate = (at: number): string => new Date(at).toISOString()

const decimals = {
  fr: new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 }),
  en: new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 }),
}
const units = { fr: ['octet', 'ko', 'Mo'], en: ['byte', 'kB', 'MB'] } as const

/** `840 octets`, `12 ko`, `1,2 Mo`: decimal units, as phones and the State's forms count. */
export function fileSize(bytes: number): string {
  const [octet, kilo, mega] = units[currentLanguage()]
  if (bytes < 1_000) return `${bytes}${wide}${octet}${bytes > 1 ? 's' : ''}`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)}${wide}${kilo}`
  return `${decimals[currentLanguage()].format(bytes / 1_000_000)}${wide}${mega}`
}

/** Zero and one are singular in French; in English one alone is. Digits: words need genders. */
export const counted = (count: number, one: string, many: string): string =>
  `${count}${wide}${(isFrench() ? count <= 1 : count === 1) ? one : many}`
