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
