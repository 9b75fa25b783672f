import { InvalidArgumentError } from 'commander'
import { canonicalDomain, parseEmailAddress } from '../domain/email-address.js'
import { parseMatricule } from '../domain/ins.js'
import { portalLimits } from '../domain/portal-limits.js'

/** Parsers for commander: a wrong value is a usage error (exit code 2) in French. */
export const count =
  (max: number) =>
  (text: string): number => {
    const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN
    if (!(value >= 0 && value <= max))
      throw new InvalidArgumentError(`nombre de 0 à ${max} attendu.`)
    return value
  }

export function address(text: string): string {
  const parsed = parseEmailAddress(text)
  if (!parsed.ok) throw new InvalidArgumentError('adresse attendue, par exemple nom@domaine.test.')
  return parsed.value.text
}

export function domain(text: string): string {
  const canonical = canonicalDomain(text)
  if (!canonical?.includes('.')) throw new InvalidArgumentError('nom de domaine attendu.')
  return canonical
}

export function endedNote(text: string): string {
  const note = text.trim()
  if ([...note].length > portalLimits.endedNoteCharactersMax)
    throw new InvalidArgumentError(`${portalLimits.endedNoteCharactersMax} caractères au plus.`)
  return note
}

export function matricule(text: string): string {
  const parsed = parseMatricule(text)
  if (!parsed.ok)
    throw new InvalidArgumentError("15 caractères de l'INS attendus, clé exacte comprise.")
  return parsed.value
}

export const oneOf =
  <T extends string>(...choices: readonly T[]) =>
  (text: string): T => {
    const found = choices.find((choice) => choice === text)
    if (found === undefined) throw new InvalidArgumentError(`${choices.join(', ')} attendu.`)
    return found
  }

/** `2026-11-23` or a full ISO date and time, to milliseconds. */
export function instant(text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at)) throw new InvalidArgumentError('date attendue, AAAA-MM-JJ.')
  return at
}

export function birthDate(text: string): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null
  // 1900-02-31 would roll over to March.
  if (at === null || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text)
    throw new InvalidArgumentError('date de naissance attendue, AAAA-MM-JJ.')
  return text
}

/** `8` + RPPS (11 digits) or `0` + ADELI (9 signs): mssante.md §4. */
export function nationalId(text: string): string {
  if (!/^(8\d{11}|0[0-9A-Z]{9})$/.test(text))
    throw new InvalidArgumentError('identifiant national attendu : 8 puis les 11 chiffres du RPPS.')
  return text
}
