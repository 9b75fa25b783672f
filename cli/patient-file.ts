import { readFileSync, statSync } from 'node:fs'
import { bareMatricule } from '../domain/identity-guard.js'
import type { IdentityTraits } from '../domain/identity-traits.js'
import { err, ok, type Result } from '../domain/result.js'

/** More than any identity: such a file is something else. */
const bytesMax = 100_000

const sexes: Readonly<Record<string, 'male' | 'female'>> = {
  male: 'male',
  masculin: 'male',
  homme: 'male',
  m: 'male',
  h: 'male',
  '1': 'male',
  female: 'female',
  feminin: 'female',
  femme: 'female',
  f: 'female',
  '2': 'female',
}

const text = (value: unknown): string =>
  typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''

/** An array, or one string with the names one after the other. */
function namesOf(value: unknown): readonly string[] {
  const all = Array.isArray(value) ? value.map(text) : [text(value)]
  return all.filter((name) => name !== '')
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null

/** Names the field, never its value: it could be an INS. */
function wrongField(given: Readonly<Record<string, unknown>>): string | null {
  for (const key of ['ins', 'insOid', 'birthName', 'usedName', 'birthDate', 'sex'])
    if (!isAbsent(given[key]) && !['string', 'number'].includes(typeof given[key]))
      return `« ${key} » : texte attendu`
  const { ins, firstNames } = given
  // Fifteen digits fit a number exactly, but 1e30 does not.
  if (typeof ins === 'number' && !Number.isSafeInteger(ins)) return '« ins » : texte attendu'
  const names = Array.isArray(firstNames) ? firstNames : [firstNames]
  return names.every((name) => isAbsent(name) || typeof name === 'string')
    ? null
    : '« firstNames » : liste de prénoms attendue'
}

function sexOf(value: unknown): IdentityTraits['sex'] | null {
  const said = text(value).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  if (said === '' || /^(?:unknown|inconnu|indetermine|u|un|i|0|3|9)$/.test(said)) return 'unknown'
  return sexes[said] ?? null
}

/** The file of `--patient`; absent fields are unknown traits. Error: one French line. */
export function readPatientFile(path: string): Result<IdentityTraits, string> {
  if (!statSync(path).isFile()) return err(`${path} n'est pas un fichier`)
  const octets = readFileSync(path)
  if (octets.length > bytesMax) return err(`${path} : trop grand pour une identité`)
  let given: unknown
  try {
    given = JSON.parse(octets.toString('utf8').replace(/^\ufeff/, ''))
  } catch {
    return err(`${path} : JSON incorrect`)
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return err(`${path} : un objet JSON est attendu (ins, insOid, birthName...)`)
  const fields = given as Readonly<Record<string, unknown>>
  const wrong = wrongField(fields)
  if (wrong !== null) return err(`${path} : ${wrong}`)
  const sex = sexOf(fields['sex'])
  if (sex === null) return err(`${path} : « sex » : male, female ou unknown attendu`)
  return ok({
    matricule: bareMatricule(text(fields['ins'])) || null,
    insOid: text(fields['insOid']) || null,
    birthName: text(fields['birthName']),
    usedName: text(fields['usedName']),
    firstNames: namesOf(fields['firstNames']),
    birthDate: text(fields['birthDate']),
    sex,
  })
}
