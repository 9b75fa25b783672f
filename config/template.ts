import { tomlValue } from './describe.js'
import { type ConfigKey, configKeys } from './key-tree.js'

const wrapped = (text: string): string =>
  text.replace(/(.{1,96})(\s+|$)/g, (_, line: string) => `# ${line.trimEnd()}\n`)

function lineOf(key: ConfigKey, given: Readonly<Record<string, unknown>>): string {
  const path = key.path.join('.')
  const name = key.path.at(-1)!
  if (path in given) return `${name} = ${tomlValue(given[path])}`
  if (key.form === 'table') return `# "domaine.test" = "hôte:port"`
  return `# ${name} = ${key.fallback === undefined ? '""' : tomlValue(key.fallback)}`
}

const sectionOf = (key: ConfigKey): string =>
  (key.form === 'table' ? key.path : key.path.slice(0, -1)).join('.')

/**
 * config.toml with every key, its meaning above it; those not in `given` (dotted keys) are
 * commented out.
 */
export function configTemplate(given: Readonly<Record<string, unknown>>): string {
  const lines: string[] = ['# Configuration de la passerelle : mss config check la vérifie.', '']
  let section = ''
  for (const key of configKeys) {
    if (sectionOf(key) !== section) {
      section = sectionOf(key)
      lines.push(`[${section}]`)
    }
    const unit = key.document.unit === undefined ? '' : ` (${key.document.unit})`
    lines.push(`${wrapped(`${key.document.says}${unit}`).trimEnd()}`, lineOf(key, given), '')
  }
  return lines.join('\n')
}
