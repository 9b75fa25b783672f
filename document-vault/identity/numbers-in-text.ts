/**
 * INS and NIR numbers in a text, in all the ways in which they are printed: in one piece, in groups
 * (1 84 12 76 451 089 46), with the key apart, and misread by character recognition (O for 0). Only
 * a right key makes a number; a wrong one counts where a label says that it is one.
 */
import { insKey, parseMatricule } from '../../domain/ins.js'
import { type StatedIdentity, stated } from './stated-identity.js'
import { roleBefore } from './text-roles.js'

const label = new RegExp(
  [
    String.raw`(?<![a-z])(?:i\.?n\.?s\.?(?:[ -]?(?:nir|nia|c))?|n\.?i\.?r\.?|matricule|nia|nni|`,
    String.raw`immatriculation|n(?:o|°|um(?:ero)?)?\.? ?(?:de )?(?:ss|s\.s\.?|`,
    'secu(?:rite)?(?: sociale)?)|securite sociale|assuree?)(?![a-z])',
  ].join(''),
  'g',
)

const misread: Readonly<Record<string, string>> = {
  O: '0',
  Q: '0',
  D: '0',
  I: '1',
  L: '1',
  '|': '1',
  Z: '2',
  S: '5',
  B: '8',
  G: '6',
}

/** Ends of the groups in print: sex, year, month, department, commune, order, key. */
const groupEnds = new Set([1, 3, 5, 7, 10, 13])

interface Digits {
  /** As read, misreadings mended; 13 to 15 characters. */
  readonly text: string
  readonly end: number
  /** All blanks stand where groups end. */
  readonly isGrouped: boolean
}

const isSeparator = (unit: string): boolean => /[\s.\-/_]/.test(unit)

/** Fifteen characters from `start`, or thirteen where the digits end there. */
function digitsAt(text: string, start: number): Digits | null {
  let [found, at, isGrouped] = ['', start, true]
  let end = start
  while (at < text.length && found.length < 15) {
    let gap = 0
    while (at < text.length && gap < 4 && found !== '' && isSeparator(text[at]!)) {
      at++
      gap++
    }
    if (
      found.length === 13 &&
      /^\(?cle\b|^\(/i.test(
        text
          .slice(at, at + 4)
          .normalize('NFD')
          .replace(/\p{M}/gu, ''),
      )
    )
      at += /^\(?\s*cl.?e?\s*:?\s*/i.exec(text.slice(at))?.[0].length ?? 0
    const unit = text[at]?.toUpperCase() ?? ''
    const isCorsica = found.length === 6 && found[5] === '2' && (unit === 'A' || unit === 'B')
    const digit = isCorsica || /\d/.test(unit) ? unit : misread[unit]
    if (digit === undefined) break
    if (gap > 0 && !groupEnds.has(found.length)) isGrouped = false
    found += digit
    end = ++at
  }
  const next = text[end] ?? ' '
  if (found.length === 14) [found, end] = [found.slice(0, 13), end - 1]
  if (found.length < 13 || (found.length === 15 && /[\p{L}\d]/u.test(next))) return null
  return { text: found, end, isGrouped }
}

const corsicaByEight = (text: string): string =>
  text[5] === '2' && text[6] === '8' ? `${text.slice(0, 6)}B${text.slice(7)}` : text

/** With its key when only thirteen are printed: a label must say what it is. */
function matriculeOf({ text, isGrouped }: Digits, isLabelled: boolean): string | null {
  if (!isLabelled && !isGrouped) return null
  const whole = text.length === 13 && isLabelled ? text + insKey(text) : text
  for (const candidate of [whole, corsicaByEight(whole)]) {
    const parsed = parseMatricule(candidate)
    if (parsed.ok) return parsed.value
  }
  return null
}

/** How far before a number its label may stand. */
const labelReach = 90

/** Is the passage just before a number its label? The last label must not be another number's. */
function labelled(before: string): boolean {
  let at = -1
  for (const match of before.matchAll(label)) at = match.index + match[0].length
  return at >= 0 && !/\d{4}/.test(before.slice(at)) && before.length - at < 50
}

/** `folded`: foldSameLength of the text. */
export function numbersInText(text: string, folded: string): readonly StatedIdentity[] {
  const found: StatedIdentity[] = []
  let from = 0
  for (const match of text.matchAll(/(?<![\p{L}\d])[1-478IlL|](?=[\s.-]{0,3}[\dOoQISlZB])/gu)) {
    const start = match.index
    if (start < from) continue
    const digits = digitsAt(text, start)
    if (digits === null) continue
    const before = folded.slice(Math.max(0, start - labelReach, from), start)
    const isLabelled = labelled(before)
    const plain = text.slice(start, digits.end).replace(/[^\d]/g, '').length
    if (!isLabelled && plain < 11) continue
    const matricule = matriculeOf(digits, isLabelled)
    if (matricule === null && !(isLabelled && plain >= 11)) continue
    const near = before.slice(before.lastIndexOf('\n', before.trimEnd().length - 1) + 1)
    const role = roleBefore(near) ?? roleBefore(lineBefore(before)) ?? 'patient'
    found.push(
      stated(role, { matricule: matricule ?? digits.text }, { isDamaged: matricule === null }),
    )
    from = digits.end
  }
  return found
}

/** A heading on the line above ("Assuré") says whose number it is; a whole sentence does not. */
function lineBefore(before: string): string {
  const above = before.split('\n').at(-2)?.trim() ?? ''
  return above.length < 40 && !/\d/.test(above) ? above : ''
}
