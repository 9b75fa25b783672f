import type { RoleFailure } from './vault-messages.js'

/** Of a stack only the places: its first lines repeat the message. */
export function roleFailure(thrown: unknown): RoleFailure {
  const error = thrown instanceof Error ? thrown : new Error('thrown')
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    name: error.name,
    code: String((error as NodeJS.ErrnoException).code ?? ''),
    stack: places.slice(0, 10).join('\n'),
  }
}
