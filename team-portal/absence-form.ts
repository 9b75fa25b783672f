import type { Absence } from '../domain/account.js'
import { beginOfFrenchDay, endOfFrenchDay } from '../domain/french-clock.js'
import { portalLimits } from '../domain/portal-limits.js'
import { err, ok, type Result } from '../domain/result.js'
import type { AbsenceFault, AbsenceField } from './views/absence-page.js'

type AbsenceFaults = Partial<Record<AbsenceField, AbsenceFault>>

/** Days are those of clocks in mainland France; the last one is absent as a whole. */
export function readAbsence(
  typed: Readonly<Record<AbsenceField, string>>,
  now: number,
): Result<Absence, AbsenceFaults> {
  const faults: AbsenceFaults = {}
  const fromAt = beginOfFrenchDay(typed.du.trim())
  if (fromAt === null) faults.du = 'from'
  const hasEnd = typed.au.trim() !== ''
  const untilAt = hasEnd ? endOfFrenchDay(typed.au.trim()) : null
  if (hasEnd && untilAt === null) faults.au = 'until'
  else if (untilAt !== null && fromAt !== null && untilAt <= fromAt) faults.au = 'order'
  else if (untilAt !== null && untilAt <= now) faults.au = 'past'
  const text = plainText(typed.texte)
  if (text === '') faults.texte = 'missing'
  else if ([...text].length > portalLimits.absenceCharactersMax) faults.texte = 'tooLong'
  if (fromAt === null || Object.keys(faults).length > 0) return err(faults)
  return ok({ text, fromAt, untilAt })
}

/** What a textarea sends, without line ends of the network and characters that nobody sees. */
export const plainText = (typed: string): string =>
  typed
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim()
