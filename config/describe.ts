import { type ConfigKey, configKeys } from './key-tree.js'
import { generatedNote, type ManualPage, markdownTable } from './manual-page.js'

const formNames: Record<ConfigKey['form'], string> = {
  text: 'texte',
  integer: 'entier',
  boolean: '`true` ou `false`',
  choice: 'choix',
  list: 'liste de textes',
  table: 'table',
}

/** A value as config.toml writes it; JSON strings are TOML basic strings for what we hold. */
export function tomlValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(tomlValue).join(', ')}]`
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([name, inner]) => `${JSON.stringify(name)} = ${tomlValue(inner)}`)
      .join(', ')} }`.replace('{  }', '{}')
  return JSON.stringify(value)
}

const typeText = (key: ConfigKey): string =>
  key.form === 'choice' ? key.choices.map((c) => `\`${c}\``).join(' ou ') : formNames[key.form]

const row = (key: ConfigKey): string[] => [
  `\`${key.path.join('.')}\``,
  typeText(key),
  key.fallback === undefined ? '—' : `\`${tomlValue(key.fallback)}\``,
  key.document.unit ?? '—',
  key.document.restart ? 'oui' : 'non',
  `\`${key.variable}\``,
  key.document.says,
]

/** docs/configuration.md. */
export const configurationPage = (): ManualPage => ({
  file: 'configuration.md',
  text: `${generatedNote}

# Configuration

La passerelle lit \`config.toml\` dans son dossier de données, puis les variables d'environnement,
puis les options de la ligne de commande (\`--host\`, \`--ports\`) ; le dernier qui parle l'emporte.
Une clé inconnue ou une valeur incorrecte arrête le démarrage, et toutes les erreurs sont dites
d'un coup : \`mss config check\` les montre sans démarrer. Les chemins relatifs partent du dossier
de données. Dans une variable d'environnement, une liste s'écrit \`a,b\` et une table
\`domaine=hôte:port,autre=hôte:port\`.

${markdownTable(
  ['Clé', 'Type', 'Défaut', 'Unité', 'Redémarrage', 'Variable', 'Rôle'],
  configKeys.map(row),
)}

Secrets : la clé d'instance est dans \`keys/instance.key\` (mode 0600), les clés privées dans les
fichiers que la configuration nomme. Aucun secret n'est écrit dans \`config.toml\` ni dans
l'environnement.
`,
})

/** `mss config show`: dotted keys with their values. */
export function flatConfig(config: unknown): { key: string; value: unknown }[] {
  return configKeys.map(({ path }) => ({
    key: path.join('.'),
    value: path.reduce<unknown>(
      (tree, name) => (tree as Record<string, unknown> | undefined)?.[name],
      config,
    ),
  }))
}
