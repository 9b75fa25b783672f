import type { ProfessionalNotice } from '../contract.js'
import { plainDate } from '../language/french-format.js'
import { composeTexts } from './compose-texts.js'

/** Said before one writes: away, or nobody there. */
export function noticeWords(notice: ProfessionalNotice | null): string | null {
  const words = composeTexts.fresh
  if (notice === null) return null
  if (notice.kind === 'inactive') return words.inactive
  const { text, untilAt } = notice
  return untilAt === null ? words.absent(text) : words.absentUntil(text, plainDate(untilAt))
}
