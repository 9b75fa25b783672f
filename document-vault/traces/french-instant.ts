const format = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'Europe/Paris',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** ECMA-262 §21.4.1.1: beyond it there is no date. */
const instantMax = 8.64e15

/** `12 mars 2026 à 14 h 05`, legal time of metropolitan France. Never throws. */
export function frenchInstant(at: number): string {
  if (!(Math.abs(at) <= instantMax)) return 'une date inconnue'
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]))
  const day = parts.get('day') === '1' ? '1er' : parts.get('day')
  const time = `${parts.get('hour')} h ${parts.get('minute')}`
  return `${day} ${parts.get('month')} ${parts.get('year')} à ${time}`
}
