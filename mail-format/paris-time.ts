/** Last Sunday of a month, 01:00 UTC: when summer time begins and ends (directive 2000/84/EC). */
function lastSunday(year: number, month: number): number {
  const last = new Date(Date.UTC(year, month + 1, 0, 1))
  return last.getTime() - last.getUTCDay() * 86_400_000
}

/**
 * Minutes that French legal time is ahead of UTC, for a local time written as if it were UTC. The
 * rule is that of 1996 and later; older documents may be an hour off, which changes no day.
 */
export function parisOffsetMinutes(localAsUtc: number): number {
  const year = new Date(localAsUtc).getUTCFullYear()
  // 02:00 local in March, 03:00 local in October.
  const starts = lastSunday(year, 2) + 3_600_000
  const ends = lastSunday(year, 9) + 2 * 3_600_000
  return localAsUtc >= starts && localAsUtc < ends ? 120 : 60
}
