import type { z } from 'zod'

/** One thing wrong with the configuration; all of them are told at once. */
export interface ConfigFault {
  /** `listen.basePort`, or empty when it concerns the whole file. */
  readonly key: string
  /** Where the value came from: `config.toml`, `MSS_LISTEN_BASE_PORT`, `--ports`. */
  readonly origin: string
  /** French, without the value: it could be a secret. */
  readonly says: string
}

export const faultLine = ({ key, origin, says }: ConfigFault): string =>
  key === '' ? `${origin} : ${says}` : `${origin}, clé « ${key} » : ${says}`

const typeNames: Readonly<Record<string, string>> = {
  string: 'un texte entre guillemets',
  number: 'un nombre',
  int: 'un nombre entier',
  array: 'une liste entre crochets',
  object: 'une section',
  record: 'une section',
  boolean: 'true ou false',
}

function tooSmall(issue: z.core.$ZodRawIssue & { code: 'too_small' }): string {
  if (issue.origin === 'string') return 'texte vide'
  if (issue.origin === 'array') return 'liste vide'
  return `trop petit : ${String(issue.minimum)} au moins`
}

/** French texts for what zod finds. `origin` of number bounds and types as zod 4 names them. */
export function frenchIssue(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `type incorrect, attendu : ${typeNames[String(issue['expected'])] ?? 'autre chose'}`
    case 'too_small':
      return tooSmall(issue as z.core.$ZodRawIssue & { code: 'too_small' })
    case 'too_big':
      return `trop grand : ${String(issue['maximum'])} au plus`
    case 'invalid_value':
      return `valeur inconnue, attendu : ${(issue['values'] as unknown[]).map(String).join(' ou ')}`
    case 'invalid_key':
      return 'nom de domaine attendu comme clé'
    default:
      return 'valeur incorrecte'
  }
}
