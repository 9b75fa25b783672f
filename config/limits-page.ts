import { documentLimits } from '../domain/document-limits.js'
import { limits } from '../domain/limits.js'
import { portalLimits } from '../domain/portal-limits.js'
import { generatedNote, type ManualPage, markdownTable } from './manual-page.js'

const units: readonly (readonly [RegExp, string])[] = [
  [/BytesPerSecond/, 'octets par seconde'],
  [/Bytes/, 'octets'],
  [/Ms(?=$|[A-Z])/, 'millisecondes'],
  [/Characters/, 'caractères'],
  [/Rows/, 'lignes'],
]

const unitOf = (name: string): string =>
  units.find(([pattern]) => pattern.test(name))?.[1] ?? 'nombre'

const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ' ')

/** docs/limits.md, from the three tables of domain/. */
export const limitsPage = (): ManualPage => ({
  file: 'limits.md',
  text: `${generatedNote}

# Limites

Tout ce qui grandit a une borne. Elles sont dans \`domain/limits.ts\`,
\`domain/portal-limits.ts\` et \`domain/document-limits.ts\`, avec la section de norme qui les
fonde, et ne se règlent pas : une borne dépassée donne un refus clair ([réponses](replies.md)).

${markdownTable(
  ['Borne', 'Valeur', 'Unité'],
  Object.entries({ ...limits, ...portalLimits, ...documentLimits }).map(([name, value]) => [
    `\`${name}\``,
    grouped(value),
    unitOf(name),
  ]),
)}
`,
})
