import { InvalidArgumentError } from 'commander'
import { beginOfFrenchDay, endOfFrenchDay } from '../domain/french-clock.js'

const timeZone = 'Europe/Paris'
const shown = new Intl.DateTimeFormat('fr-FR', { timeZone, dateStyle: 'short', timeStyle: 'short' })

function known(moment: number | null): number {
  if (moment === null) throw new InvalidArgumentError('date attendue, AAAA-MM-JJ.')
  return moment
}

/** `2026-12-01`: from its first moment on. */
export const firstMoment = (text: string): number => known(beginOfFrenchDay(text))

/** `2026-12-31`: the whole of that day too, so the first moment of the next one. */
export const endMoment = (text: string): number => known(endOfFrenchDay(text))

/** The last minute before it. */
export const lastText = (at: number | null): string => momentText(at === null ? null : at - 1)

export const momentText = (at: number | null): string => (at === null ? '—' : shown.format(at))
