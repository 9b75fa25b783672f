import type { ConfigFault } from './config-fault.js'
import { type ConfigKey, configKeys } from './key-tree.js'

export interface EnvironmentValue {
  readonly path: readonly string[]
  readonly variable: string
  readonly value: unknown
}
export interface EnvironmentLayer {
  readonly values: readonly EnvironmentValue[]
  readonly faults: readonly ConfigFault[]
  readonly warnings: readonly string[]
}

/** Variables of ours that are no configuration keys. */
const others = new Set(['MSS_DATA', 'MSS_SAMPLES', 'MSS_SKIP_BUILD', 'MSS_DEBUG'])

const parts = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

/**
 * Texts of the environment become the types of the schema: `a, b` a list, `d=h:p, e=h:q` a table.
 */
function valueFrom(key: ConfigKey, text: string): { value: unknown } | { fault: string } {
  switch (key.form) {
    case 'integer':
      return /^-?\d{1,15}$/.test(text.trim())
        ? { value: Number(text) }
        : { fault: 'un nombre entier attendu' }
    case 'boolean':
      return text === 'true' || text === 'false'
        ? { value: text === 'true' }
        : { fault: 'true ou false attendu' }
    case 'list':
      return { value: parts(text) }
    case 'table': {
      const pairs = parts(text).map((part) => part.split('='))
      if (pairs.some((pair) => pair.length !== 2)) return { fault: 'domaine=hôte:port attendu' }
      return {
        value: Object.fromEntries(pairs.map(([name, value]) => [name!.trim(), value!.trim()])),
      }
    }
    default:
      return { value: text }
  }
}

/**
 * An unknown MSS_ variable only warns: a machine may carry one of a later version or another tool.
 */
export function environmentLayer(
  env: Readonly<Record<string, string | undefined>>,
): EnvironmentLayer {
  const byVariable = new Map(configKeys.map((key) => [key.variable, key]))
  const values: EnvironmentValue[] = []
  const faults: ConfigFault[] = []
  const warnings: string[] = []
  for (const [variable, text] of Object.entries(env)) {
    if (!variable.startsWith('MSS_') || text === undefined || others.has(variable)) continue
    const key = byVariable.get(variable)
    if (key === undefined) {
      warnings.push(`variable d'environnement ${variable} inconnue : ignorée`)
      continue
    }
    const read = valueFrom(key, text)
    if ('fault' in read)
      faults.push({ key: key.path.join('.'), origin: variable, says: read.fault })
    else values.push({ path: key.path, variable, value: read.value })
  }
  return { values, faults, warnings }
}
