const clockOfFrance = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Paris',
  dateStyle: 'short',
  timeStyle: 'medium',
})

/**
 * The moment at which clocks of mainland France show what `asUtc` shows in UTC, whatever the
 * server's zone; the offset of the moment itself counts. Milliseconds.
 */
export function instantOfFrenchClock(asUtc: number): number {
  const offsetAt = (instant: number) =>
    Date.parse(`${clockOfFrance.format(instant).replace(' ', 'T')}Z`) -
    Math.floor(instant / 1000) * 1000
  return asUtc - offsetAt(asUtc - offsetAt(asUtc))
}

const dayMs = 86_400_000

/** When a day (`2026-12-01`) begins in mainland France, milliseconds; null when it is none. */
export function beginOfFrenchDay(day: string): number | null {
  const utc = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  // 2026-02-31 would roll over to March.
  if (!Number.isFinite(utc) || new Date(utc).toISOString().slice(0, 10) !== day) return null
  return instantOfFrenchClock(utc)
}

/** The first moment after that day; null when it is none. */
export const endOfFrenchDay = (day: string): number | null =>
  beginOfFrenchDay(day) === null
    ? null
    : beginOfFrenchDay(new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10))
