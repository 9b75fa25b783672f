import { absenceTexts, endTexts } from './texts/act-texts.js'
import { doorTexts, frameTexts, teamErrorTexts } from './texts/door-texts.js'
import { ageTexts, boxesTexts, listTexts } from './texts/list-texts.js'

/** Words of the pages of professionals and teams, in both languages. */
export const teamTexts = {
  frame: frameTexts,
  door: doorTexts,
  errors: teamErrorTexts,
  boxes: boxesTexts,
  list: listTexts,
  age: ageTexts,
  end: endTexts,
  absence: absenceTexts,
} as const

export type TeamErrorKind = keyof typeof teamTexts.errors

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** `3 jours`: for how long something has been so. */
export function ageText(sinceAt: number, now: number): string {
  const ms = Math.max(0, now - sinceAt)
  const { age } = teamTexts
  if (ms < hourMs) return age.now
  if (ms < dayMs) return age.hours(Math.floor(ms / hourMs))
  const days = Math.floor(ms / dayMs)
  if (days < 14) return age.days(days)
  return days < 61 ? age.weeks(Math.floor(days / 7)) : age.months(Math.floor(days / 30))
}
