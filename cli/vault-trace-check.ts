import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import type { VaultTrace } from '../document-vault/contract/traces.js'
import { checkExport } from '../document-vault/traces/trace-export.js'
import { done, exitCodes, failed } from './answer.js'
import { acting, command } from './command-frame.js'

/** Null: no export of ours. */
function tracesIn(text: string): readonly VaultTrace[] | null {
  try {
    const read: unknown = JSON.parse(text)
    const isTrace = (one: unknown): one is VaultTrace =>
      typeof one === 'object' &&
      one !== null &&
      typeof Reflect.get(one, 'sequence') === 'number' &&
      typeof Reflect.get(one, 'hash') === 'string'
    return Array.isArray(read) && read.every(isTrace) ? read : null
  } catch {
    return null
  }
}

/** Needs nothing but the file: whoever was given an export can hold it against itself. */
export const checkTraces = (): Command =>
  command('check-traces', 'vérifie un export de traces, sans le coffre')
    .argument('<fichier>', 'traces.json du portail, ou sortie de « mss vault traces --json »')
    .action(
      acting<object, [string]>(async (_frame, _options, file) => {
        const traces = tracesIn(readFileSync(file, 'utf8'))
        if (traces === null)
          return failed(exitCodes.refused, `${file} : export JSON de traces attendu`)
        const check = checkExport(traces)
        const { brokenAt, isWhole, withoutContent } = check
        const extent = isWhole
          ? 'depuis la première trace du dossier, sans lacune'
          : 'un extrait : seules les traces voisines sont reliées entre elles'
        const hidden =
          withoutContent === 0
            ? ''
            : ` ; contenu absent de ${withoutContent}, liées par leur condensat`
        const answer = done(
          check,
          brokenAt === null
            ? `${traces.length} traces intactes (${extent})${hidden}`
            : `La trace ${brokenAt} a été modifiée, déplacée, ou suit une trace retirée`,
        )
        return brokenAt === null ? answer : { ...answer, exitCode: exitCodes.refused }
      }),
    )
