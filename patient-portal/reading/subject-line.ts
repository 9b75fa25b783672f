/**
 * The profile prefix of IHE XDM by mail says nothing to people and is hidden (ECO.3.1.3, mssante.md
 * §1.4).
 */
const machinePrefix = /^(?:\s*(?:XDM\/1\.0\/DDM\+?|\[DMP\])\s*[-:|]?\s*)+/i
const answerPrefix = /^(?:\s*(?:re|ré|réf|rép|tr|fwd?|fw|aw|sv)\s*(?:\[\d+\])?\s*:\s*)+/i

/** What a patient reads: the page says who answered whom. Empty when nothing is left. */
export const shownSubject = (subject: string): string =>
  subject
    .replace(machinePrefix, '')
    .replace(answerPrefix, '')
    .replace(machinePrefix, '')
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .trim()

/** `Re: …` once, however often the subject went to and fro (RFC 5322 §3.6.5). */
export const answerSubject = (subject: string): string => {
  const bare = shownSubject(subject)
  return `Re: ${bare === '' ? 'votre message' : bare}`
}
