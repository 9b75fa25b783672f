import { InvalidArgumentError } from 'commander'
import { instantOfFrenchClock } from '../domain/french-clock.js'

const timeZone = 'Europe/Paris'
const shown = new Intl.DateTimeFormat('fr-FR', { timeZone, dateStyle: 'short', timeStyle: 'short' })

const dayMs = 86_400_000

/** When a day begins in mainland France, whatever the server's zone; milliseconds. */
function beginOfDay(text: string): number {
  const utc = Date.parse(`${text}T00:00:00Z`)
  // 2026-02-31 would roll over to March.
  if (!Number.isFinite(utc) || new Date(utc).toISOString().slice(0, 10) !== text)
    throw new InvalidArgumentError('date attendue, AAAA-MM-JJ.')
  return instantOfFrenchClock(utc)
}

/** `2026-12-01`: from its first moment on. */
export const firstMoment = (text: string): number => beginOfDay(text)

/** `2026-12-31`: the whole of that day too, so the first moment of the next one. */
export function endMoment(text: string): number {
  beginOfDay(text)
  return beginOfDay(new Date(Date.parse(text) + dayMs).toISOString().slice(0, 10))
}

/** The last minute before it. */
export const lastText = (at: number | null): string => momentText(at === null ? null : at - 1)

export const momentText = (at: number | null): string => (at === null ? '—' : shown.format(at))
