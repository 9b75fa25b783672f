import type { Command } from 'commander'
import type { VaultTrace } from '../document-vault/contract/traces.js'
import { traceCsv } from '../document-vault/traces/trace-export.js'
import { documentLimits } from '../domain/document-limits.js'
import { done } from './answer.js'
import { acting, command } from './command-frame.js'
import { count, instant } from './option-values.js'
import { dateText, textTable } from './text-table.js'
import { recordOf, vaultRefused, withPatient, withVault } from './vault-tool.js'

interface TraceOptions {
  readonly csv?: true
  readonly from?: number
  readonly until?: number
  readonly limit: number
}

const allMax = 1_000_000

/** An administrator sees the life of the record; who read what is for the holder (portal). */
export const recordTraces = (): Command =>
  withPatient(
    command('traces', "vie d'un dossier (qui a lu quoi : l'usager seul le voit, dans le portail)"),
  )
    .option('--csv', 'en CSV, avec les preuves de la chaîne')
    .option('--from <date>', 'depuis (AAAA-MM-JJ ou ISO 8601)', instant)
    .option('--until <date>', 'avant (AAAA-MM-JJ ou ISO 8601)', instant)
    .option('--limit <nombre>', 'lignes au plus, les plus récentes', count(allMax), 1_000)
    .action(
      acting<TraceOptions, [string]>((frame, options, patient) =>
        withVault(frame, async (tool) => {
          const found = await recordOf(tool, patient)
          if (!found.ok) return found
          const traces: VaultTrace[] = []
          let after: number | null = null
          while (traces.length < options.limit) {
            const limit = Math.min(documentLimits.tracePageRowsMax, options.limit - traces.length)
            const page = await tool.vault.traces(
              found.key,
              {
                limit,
                after,
                ...(options.from === undefined ? {} : { from: options.from }),
                ...(options.until === undefined ? {} : { to: options.until - 1 }),
              },
              tool.caller,
            )
            if (!page.ok) return vaultRefused(page.error)
            traces.push(...page.value)
            after = page.value.at(-1)?.sequence ?? null
            if (page.value.length < limit) break
          }
          const rows = traces.map((trace) => [trace.sequence, dateText(trace.at), trace.says])
          return done(
            traces,
            options.csv ? traceCsv(traces) : textTable(['N°', 'Date', 'Trace'], rows),
          )
        }),
      ),
    )
